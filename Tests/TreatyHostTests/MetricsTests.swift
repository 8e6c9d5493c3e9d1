import Foundation
import Testing
import TreatyEngine
import TreatyStore

@testable import TreatyHost

@Suite("Prometheus can read what a host counts (text format 0.0.4)")
struct MetricsTests {
  private static func rendered() -> [String] {
    let metrics = Metrics(version: "1.2.3", started: Instant(milliseconds: 1_500))
    metrics.noteIntake(flow: #"a"b\c"# + "\n", status: 202, took: .milliseconds(20))
    metrics.noteCommit(of: 3)
    metrics.note(.delivered(flow: "f", system: "s", trace: "t", outcome: "created", milliseconds: 1_200))
    metrics.note(.delivered(flow: "f", system: "s", trace: "t", outcome: "created", milliseconds: -5))
    metrics.note(.answered(system: "s", operation: "create", result: "ok", milliseconds: 40))
    metrics.note(.purged(7))
    let census = StoreCensus(
      messages: ["done": 2], deliveries: ["done": 2], open: ["s": ["ready": 1]],
      oldestOpen: Instant(milliseconds: 9_000),
      links: 1)
    return metrics.render(census, callsOut: 4, now: Instant(milliseconds: 10_000)).components(separatedBy: "\n")
  }

  @Test(
    "each figure",
    arguments: [
      #"treaty_build_info{version="1.2.3"} 1"#, "treaty_start_time_seconds 1.5",
      #"treaty_intake_total{flow="a\"b\\c\n",status="202"} 1"#, "treaty_commits_total 1",
      #"treaty_commit_inputs_bucket{le="2.0"} 0"#, #"treaty_commit_inputs_bucket{le="4.0"} 1"#,
      "treaty_commit_inputs_sum 3.0",
      #"treaty_deliveries_total{flow="f",system="s",outcome="created"} 2"#,
      #"treaty_delivery_seconds_bucket{flow="f",le="0.005"} 1"#,
      #"treaty_delivery_seconds_bucket{flow="f",le="+Inf"} 2"#,
      #"treaty_delivery_seconds_sum{flow="f"} 1.2"#, #"treaty_delivery_seconds_count{flow="f"} 2"#,
      #"treaty_calls_total{system="s",operation="create",result="ok"} 1"#, "treaty_purged_total 7",
      "treaty_calls_out 4",
      #"treaty_open_deliveries{system="s",state="ready"} 1"#, "treaty_oldest_open_seconds 1.0",
    ])
  func figure(line: String) { #expect(Self.rendered().contains(line)) }

  @Test("every sample stands under its own help and type, and no name comes twice")
  func form() {
    var (current, seen) = ("", Set<String>())
    for line in Self.rendered().dropLast() {
      let words = line.split(separator: " ", maxSplits: 3).map(String.init)
      if words[0] == "#" {
        if words[1] == "HELP" { #expect(seen.insert(words[2]).inserted, "\(words[2]) comes twice") }
        current = words[2]
      } else {
        #expect(line.hasPrefix(current))
        #expect(Double(line.split(separator: " ").last ?? "") != nil, "\(line)")
      }
    }
    #expect(seen.count > 10)
  }
}
