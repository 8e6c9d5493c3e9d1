import Foundation
import Testing
import TreatyTelemetry
import TreatyTestSupport

@Suite("docs/metrics.md has every metric, as the list of them says")
struct MetricsPageTests {
  @Test("the table is written from the list")
  func table() throws {
    let path = "docs/metrics.md"
    let page = try String(contentsOf: Golden.repository.appending(path: path), encoding: .utf8)
    let (begin, end) = ("<!-- generated: metrics -->\n", "<!-- end -->")
    let head = try #require(page.range(of: begin)?.upperBound)
    let tail = try #require(page.range(of: end, range: head..<page.endIndex)?.lowerBound)
    let rows = MetricName.allCases.map { name in
      "| `\(name.text)` | \(name.kind.rawValue) | \(name.labels.map { "`\($0)`" }.joined(separator: ", ")) | \(name.help) |\n"
    }
    let table = "| metric | kind | labels | is |\n| --- | --- | --- | --- |\n" + rows.joined()
    try Golden.expect(page[..<head] + table + page[tail...], is: path)
  }

  @Test("every kind of bottleneck stands there")
  func bottlenecks() throws {
    let page = try String(contentsOf: Golden.repository.appending(path: "docs/metrics.md"), encoding: .utf8)
    for kind in Bottleneck.Kind.allCases { #expect(page.contains("| `\(kind.rawValue)` |"), "\(kind)") }
  }
}
