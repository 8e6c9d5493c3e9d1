import ArgumentParser
import TreatyDiagnostics
import TreatyEngine
import TreatyHost
import TreatyPlan

/// What of a plan may differ from the one before, if somebody vouches for it.
enum Difference: String, ExpressibleByArgument, CaseIterable {
  case package, key, address

  var kind: PlanObstacle.Kind {
    switch self {
    case .package: .package
    case .key: .key
    case .address: .address
    }
  }
}

struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Let a running host go on with another plan.",
    discussion: """
      Webhooks are taken all the time. No call begins until those that are out have come back: what came of them is for the plan \
      that made them. Then the new plan takes over between two transactions, with everything that is open. Where what is open \
      would mean something else to it, nothing is changed, and all reasons are said.

        treaty apply alerts.json --store sqlite:treaty.sqlite --dry-run
        treaty apply alerts.json --store sqlite:treaty.sqlite

      What the change means is said too, as `treaty diff` says it: how much of it there is, and what touches that which is stored.

      Inputs keep their values; --input gives others, or those that are new. The host looks for secrets where it did when it \
      was started. `kill -HUP` does the same with the plan file that the host was started with.

      Exit codes: 0 the plan runs, or would; 1 it does not, and why; 2 wrong usage; 3 the plan cannot be read; 4 no host \
      runs, or it ended before it answered: then `treaty status` says which plan runs.
      """)

  @Argument(help: "Plan file, as `treaty compile` writes it.")
  var plan: String

  @OptionGroup var store: StoreOption

  @Option(
    name: .customLong("input"),
    help: ArgumentHelp("Value of an input that is new or differs; may be repeated.", valueName: "name=value"))
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "Go on although the plan differs in a way that you vouch for: package, key or address; may be repeated.",
      valueName: "difference"))
  var evenIf: [Difference] = []

  @OptionGroup var reason: ReasonOption

  @Flag(help: "Only say what would happen.")
  var dryRun = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let file = try PlanReading.read(plan)
    let text: [UInt8]
    do { text = try file.text() } catch { throw Exit.load }
    let values = try InputValues.read(inputs)
    let report: ApplyReport
    let judgement: ApplyJudgement?
    do throws(Operations.Failure) {
      let operations = try store.operations
      judgement = ApplyJudgement(of: file, beside: try await operations.runningPlan())
      report = try await operations.apply(
        text, inputs: values, evenIf: Set(evenIf.map(\.kind)), isDryRun: dryRun,
        reason: reason.reason)
    } catch { throw error.complain() }
    Terminal.print(
      json ? ReportText.json(JudgedReport(report: report, judgement: judgement)) : words(report, judgement))
    if !report.findings.isEmpty { throw Exit.findings }
  }

  private func words(_ report: ApplyReport, _ judgement: ApplyJudgement?) -> String {
    var lines: [String] = []
    let name = "\(report.package), plan \(report.plan.prefix(19))…"
    if report.isDone {
      lines.append("running \(name)")
    } else if report.findings.isEmpty {
      lines.append("nothing is in the way of \(name)")
    } else {
      lines.append("not running \(name): the plan before goes on")
    }
    if report.plan == report.before { lines.append("  it is the plan that ran before") }
    lines += judgement?.lines ?? []
    if report.findings.isEmpty {
      let moves = report.moves == 1 ? "1 open delivery" : "\(report.moves) open deliveries"
      lines.append("  \(moves) \(report.isDone ? "went" : "would go") on under it")
      for path in report.begins { lines.append("  webhooks are taken at \(path), and were not before") }
      for path in report.ends { lines.append("  webhooks are taken at \(path) no longer") }
    }
    for finding in report.findings {
      lines.append("  \(finding.code): \(finding.message)")
      if let reason = finding.reason { lines.append("    because \(reason)") }
      for mend in finding.mend { lines.append("    help: \(mend)") }
    }
    return lines.joined(separator: "\n")
  }
}
