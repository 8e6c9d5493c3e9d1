import Foundation
import Testing
import TreatyTelemetry
import TreatyTestSupport

@Suite("Alert rules and dashboard ask for what a host measures")
struct MetricUseTests {
  /// Names of samples, as Prometheus has them.
  private static let samples = Set(
    MetricName.allCases.flatMap { name -> [String] in
      switch name.kind {
      case .counter: [name.text + "_total"]
      case .histogram: ["_bucket", "_sum", "_count"].map { name.text + $0 }
      case .info: [name.text + "_info"]
      case .gauge, .stateset: [name.text]
      }
    })

  @Test(
    "every metric that they name is one",
    arguments: [
      "packaging/prometheus/treaty.rules.yml", "packaging/prometheus/treaty.tests.yml", "packaging/grafana/treaty.json",
    ])
  func names(path: String) throws {
    let text = try String(contentsOf: Golden.repository.appending(path: path), encoding: .utf8)
    let used = Set(text.matches(of: /\b(?:treaty|process)_[a-z_]+/).map { String($0.0) })
    #expect(used.count > 5)
    #expect(used.subtracting(Self.samples).isEmpty, "\(used.subtracting(Self.samples).sorted())")
  }

  @Test("every rule that the dashboard shows is recorded")
  func recorded() throws {
    let rules = try String(
      contentsOf: Golden.repository.appending(path: "packaging/prometheus/treaty.rules.yml"), encoding: .utf8)
    let board = try String(
      contentsOf: Golden.repository.appending(path: "packaging/grafana/treaty.json"), encoding: .utf8)
    let recorded = Set(rules.matches(of: /record: (\S+)/).map { String($0.1) })
    let used = Set(board.matches(of: /treaty:[a-z0-9_:]+/).map { String($0.0) })
    #expect(!used.isEmpty && used.isSubset(of: recorded), "\(used.subtracting(recorded))")
  }
}
