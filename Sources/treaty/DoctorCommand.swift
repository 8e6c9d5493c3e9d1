import ArgumentParser
import TreatyHost
import TreatyStore
import TreatyStoreSQLite

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look at all of a store: is the file whole, and does it say what Treaty wrote?",
    discussion: """
        treaty doctor --store sqlite:treaty.sqlite
        treaty doctor --store sqlite:treaty.sqlite --json | jq .examination.findings
        treaty doctor --store sqlite:treaty.sqlite --mend

      Reads every page, so it takes its time on a large store. With a host running it is the host that looks, a table at a time, and \
      what comes in waits meanwhile: ask at a quiet hour, or look at a backup instead. Each finding says how to mend it. `--mend` does \
      what can be done without a doubt, after a backup beside the store, and only where no host runs.

      What SQLite cannot notice this cannot either: it keeps no checksums of its pages, so another digit in a text is a text like any other.

      Exit codes: 0 nothing is wrong; 1 something is; 3 there is no store; 4 the store cannot be had.
      """)

  @OptionGroup var store: StoreOption

  @Flag(help: "Put right what can be put right without a doubt.")
  var mend = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let report: DoctorReport
    do throws(Operations.Failure) {
      if mend {
        let mended = try await store.operations.mend()
        if let backup = mended.backup {
          Terminal.complain("mended \(mended.checks.joined(separator: ", ")); as it was it is in `\(backup)`")
        } else {
          Terminal.complain("there is nothing to be mended")
        }
      }
      report = try await store.operations.doctor()
    } catch { throw error.complain() }
    Terminal.print(json ? ReportText.json(report) : text(report))
    if !report.examination.isWell { throw Exit.findings }
  }

  private func text(_ report: DoctorReport) -> String {
    let (facts, room) = (report.examination.facts, report.examination.room)
    let rows = ["messages", "deliveries", "attempts", "links", "lanes"].map {
      "\(report.examination.rows[$0] ?? 0) \($0)"
    }
    let settings = report.examination.settings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    var lines = [
      "host      \(report.host.map { "process \($0.process)" } ?? "none runs on this store")",
      "store     version \(facts.schema), \(ReportText.bytes(facts.bytes)) in \(facts.pages) pages, \(facts.freePages) of them free; WAL \(ReportText.bytes(facts.walBytes))",
      "rows      \(rows.joined(separator: ", "))",
      "sqlite    \(facts.sqlite)",
      "settings  \(settings.joined(separator: ", "))",
      "disk      \(ReportText.bytes(room.free)) free; below \(ReportText.bytes(room.floor)) nothing is taken in; \(room.reserve == 0 ? "no reserve is set aside" : "\(ReportText.bytes(room.reserve)) are set aside")",
    ]
    if let restored = report.examination.restored {
      lines.append("restored  \(ReportText.time(restored)), from a backup")
    }
    for finding in report.examination.findings {
      lines += ["", "\(finding.kind.rawValue)[\(finding.check)]: \(finding.message)"]
      if !finding.examples.isEmpty {
        let more = finding.count > finding.examples.count ? ", and \(finding.count - finding.examples.count) more" : ""
        lines.append("  found at: \(finding.examples.joined(separator: ", "))\(more)")
      }
      lines.append("  mend: \(finding.mend)")
    }
    let wrong = report.examination.findings.count { $0.kind != .note }
    return (lines + ["", wrong == 0 ? "nothing is wrong" : "\(wrong) \(wrong == 1 ? "thing is" : "things are") wrong"])
      .joined(separator: "\n")
  }
}
