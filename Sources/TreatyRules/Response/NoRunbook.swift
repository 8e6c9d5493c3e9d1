import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Something that runs without a runbook, where others have one.
public struct NoRunbook: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .noRunbook, name: "no-runbook", severity: .warning,
      title: "No word on what to do when it fails",
      summary: "Something runs without a runbook, in a package that has runbooks for other things.",
      why: """
        Whoever is called at night by this one has nothing to go by, and begins with finding out what it is. The \
        others have a page that says what to look at first, what to try, and whom to wake.
        """,
      mend: """
        Write `failure: {runbook: …}` with a file of the package or a web address. A runbook of the escalation \
        policy that its failures go to, or of a service that it belongs to, serves as well.
        """,
      bad: """
        services:
          hall: {owner: front-desk, runbook: "https://wiki.example.org/hall"}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        services:
          hall: {owner: front-desk, runbook: "https://wiki.example.org/hall"}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            failure: {runbook: "https://wiki.example.org/page"}
        """,
      related: [.missingRunbook, .nobodyAnswers], canBeAllowed: true),
    reason: "whoever is called has nothing to go by")

  /// The rule.
  public init() {}

  /// Looks for a runbook of all that runs, where anything has one.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let known = package.runbooks
    guard let example = known.first else { return }
    for activity in package.activities where !package.hasRunbook(activity) {
      report.add(
        Self.about.finding(
          "nothing says what to do when \(activity.title) fails", at: activity.name.span, "has no runbook by any way",
          related: [Label(span: example.span, text: "others have one")],
          mend: "write `failure: {runbook: …}` on \(activity.title): a file of the package, or a web address",
          "or `runbook` on its escalation policy or on a service that it belongs to"))
    }
  }
}

extension RuledPackage {
  /// Runbooks that the package names anywhere, in the order of what runs, then of policies and services.
  fileprivate var runbooks: [Located<String>] {
    let running = activities.flatMap { [$0.duty.failure.runbook] + $0.duty.failure.classes.map { $0.value.runbook } }
    return (running + own(\.escalations).map { $0.value.runbook } + own(\.services).map { $0.value.runbook })
      .compactMap(\.self)
  }

  /// Whether an activity has a runbook: of its own, of whom it calls, of a service, or, for a probe, of the flow that it tries.
  fileprivate func hasRunbook(_ activity: Activity) -> Bool {
    if hasRunbook(activity.duty) { return true }
    guard activity.section == .probes, let probe = declared.probes[activity.name.value],
      let flow = find(probe.value.flow, in: \.flows)
    else { return false }
    return hasRunbook(flow.value.duty)
  }

  private func hasRunbook(_ duty: Duty) -> Bool {
    let failure = duty.failure
    if failure.runbook != nil || failure.classes.contains(where: { $0.value.runbook != nil }) { return true }
    let policies = ([failure.escalate] + failure.classes.map { $0.value.escalate }).compactMap {
      find($0, in: \.escalations)
    }
    return policies.contains { $0.value.runbook != nil }
      || duty.services.contains { find($0, in: \.services)?.value.runbook != nil }
  }
}
