import Foundation
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyDiff
import TreatyEngine
import TreatyEvidence
import TreatyPlan
import TreatyRules
import TreatyStandard
import TreatyTestSupport

/// Plans of the package that examples are written beside: `Tests/TreatyCompilerTests/Fixtures/base`.
enum EvidenceExample {
  private static let folder = "Tests/TreatyCompilerTests/Fixtures/base"

  private static let standard = PackagesInMemory(
    Dictionary(
      StandardPackages.names.map { name in
        (name, StandardPackages.files(of: name).map { SourceText(path: $0.path, bytes: $0.bytes) })
      }, uniquingKeysWith: { first, _ in first }))

  /// The package with a spec beside it, ready to run.
  static func plan(_ spec: String) throws -> LinkedPlan {
    var files: [String: [UInt8]] = ["example.treaty.yaml": Array(spec.utf8)]
    let url = Golden.repository.appending(path: folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: url.path) where name.hasSuffix(".yaml") {
      files[name] = [UInt8](try Data(contentsOf: url.appending(path: name)))
    }
    let source = PackageSource(
      shownAs: "", location: "/example", files: files.map { SourceText(path: $0.key, bytes: $0.value) })
    let package = PackageCheck.run(source, using: standard, today: CalendarDay(year: 2026, month: 11, day: 1))
    let errors = package.findings.all.filter { $0.severity == .error }.map(\.message)
    let file = try #require(try package.file(), "\(errors)")
    return try LinkedPlan(
      plan: file.plan, digest: file.digest, bindings: SampleInputs.bindings(of: file.plan, given: [:]))
  }

  /// A flow from the monitor to the desk, with what an example says of it.
  static func flow(
    _ lines: String = "", identify: String = "item.id", fields: String = "{title: \"${ item.host }\"}",
    name: String = "page", more: String = ""
  ) -> String {
    """
    flows:
      \(name):
        owner: front-desk
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        \(lines)
        identify: \(identify)
        deliver: [{to: help.ticket, do: upsert, fields: \(fields)}]
    \(more)
    """
  }

  /// An alarm as the monitor sends it.
  static func alarm(
    _ id: String, host: String = "db7", level: String = "high", count: Int = 3, text: String = "disk full"
  ) -> String {
    """
    {"id":"\(id)","host":"\(host)","level":"\(level)","count":\(count),"at":"2026-01-01T10:00:00Z","text":"\(text)",\
    "tags":["a"],"labels":{"rack":"r1"}}
    """
  }

  /// What samples show of a change.
  static func evidence(_ old: String, _ new: String, _ bodies: [String], flow: String = "page") throws
    -> SampleTrial.Evidence
  {
    var trial = SampleTrial(old: try plan(old), new: try plan(new))
    for (index, body) in bodies.enumerated() {
      trial.run(Sample(place: "s/\(index + 1).json", flow: flow, body: Array(body.utf8)))
    }
    return trial.evidence()
  }
}
