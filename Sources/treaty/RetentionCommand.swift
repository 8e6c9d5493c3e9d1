import ArgumentParser
import TreatyEngine
import TreatyHost

struct RetentionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retention", abstract: "See how long what is kept, and remove what is due.",
    discussion: """
        treaty retention plan --store sqlite:treaty.sqlite
        treaty retention run --store sqlite:treaty.sqlite

      A host removes what is due by itself, within a minute, in transactions of a few milliseconds; `run` does not wait for that. What a policy archives is \
      on disk, with its digest in a signed manifest, before it is removed.

      Exit codes: 0 done; 1 something could not be removed or archived; 4 no host runs, or it cannot be reached.
      """,
    subcommands: [Plan.self, Run.self])

  struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what is kept how long, and how much is due.")

    @OptionGroup var store: StoreOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let plan: RetentionPlan
      do throws(Operations.Failure) { plan = try await store.operations.retentionPlan() } catch {
        throw error.complain()
      }
      if json { return Terminal.print(ReportText.json(plan)) }
      var lines = ["policy              done    dead    payload  records  flows"]
      for policy in plan.policies {
        func span(_ milliseconds: Int64?) -> String { milliseconds.map { ReportText.span($0) } ?? "-" }
        lines.append(
          ReportText.left(policy.name, 20) + ReportText.left(span(policy.doneMilliseconds), 8)
            + ReportText.left(span(policy.deadMilliseconds), 8) + ReportText.left(span(policy.payloadMilliseconds), 9)
            + ReportText.left(span(policy.recordMilliseconds), 9) + policy.flows.joined(separator: ", "))
        if let archive = policy.archive { lines.append("  archived to \(archive) before it goes") }
        if let hold = policy.hold { lines.append("  nothing of it goes: \(hold)") }
      }
      lines += [
        "", "audit trail  \(ReportText.span(plan.auditMilliseconds))",
        "log files    \(ReportText.span(plan.logMilliseconds))",
      ]
      lines.append("due now      \(plan.due == 10_000 ? "10,000 messages or more" : "\(plan.due) messages")")
      if let next = plan.next { lines.append("next         \(ReportText.second(next))") }
      if let redating = plan.redating {
        lines.append("to be dated  \(redating) messages at most, by policies that were changed")
      }
      lines += plan.holds.map { "hold         \(HoldText.line($0))" }
      Terminal.print(lines.joined(separator: "\n"))
    }
  }

  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove what is due, and say what went.")

    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let report: RetentionReport
      do throws(Operations.Failure) { report = try await store.operations.runRetention(reason: reason.reason) } catch {
        throw error.complain()
      }
      if json { Terminal.print(ReportText.json(report)) } else { Terminal.print(text(report)) }
      guard report.failure == nil else { throw Exit.findings }
    }

    private func text(_ report: RetentionReport) -> String {
      var lines = ["\(report.removed) messages are gone, \(report.archived) of them archived before"]
      if report.stripped > 0 { lines.append("what was in \(report.stripped) messages is gone") }
      if report.redated > 0 { lines.append("\(report.redated) messages are due at another time than before") }
      if report.held > 0 { lines.append("\(report.held) messages were due, and are held") }
      if report.links > 0 { lines.append("\(report.links) records are not known any longer") }
      if report.entries > 0 { lines.append("\(report.entries) entries of the audit trail are gone") }
      if !report.keys.isEmpty { lines.append("keys forgotten: \(report.keys.map { "\($0)" }.joined(separator: ", "))") }
      lines += report.files.map { "written \($0)" } + report.filesGone.map { "removed: \($0)" }
      lines.append(
        "it took \(report.milliseconds) ms; the longest transaction \(Int(report.longestMilliseconds.rounded(.up))) ms")
      if let failure = report.failure { lines.append("error: \(failure)") }
      return lines.joined(separator: "\n")
    }
  }
}
