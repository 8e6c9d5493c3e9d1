import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Something that runs without a runbook, where one is demanded, or to be expected.
public struct NoRunbook: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .noRunbook, name: "no-runbook", severity: .warning,
      title: "No word on what to do when it fails",
      summary: """
        Something runs without a runbook that should have one: much hangs on it, nearly all that runs beside it \
        has one, or a profile demands it.
        """,
      why: """
        Whoever is called at night by this one has nothing to go by, and begins with finding out what it is. The \
        others have a page that says what to look at first, what to try, and whom to wake.

        A package without any runbook is only asked where a profile demands one. In others what belongs to a service of criticality \
        `high` or `critical` is asked for one, and all that runs where more than half of it has one.
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
            services: [shop]
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            failure: {alert: page-fails}
        """,
      good: """
        services:
          hall: {owner: front-desk, runbook: "https://wiki.example.org/hall"}
        flows:
          page:
            owner: front-desk
            serves: support
            services: [shop]
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            failure: {alert: page-fails, runbook: "https://wiki.example.org/page"}
        """,
      related: [.missingRunbook, .nobodyAnswers], canBeAllowed: true),
    reason: "whoever is called has nothing to go by")

  /// The rule.
  public init() {}

  /// Looks for a runbook of all that should have one.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let example = package.runbooks.first
    let isDemanded = !package.profiles[.noRunbook].isEmpty
    guard isDemanded || example != nil else { return }
    let without = package.activities.filter { !package.hasRunbook($0) }
    let isUsual = without.count * 2 < package.activities.count
    for activity in without {
      let service = package.weightyService(of: activity)
      guard isDemanded || isUsual || service != nil else { continue }
      report.add(
        Self.about.finding(
          "nothing says what to do when \(activity.title) fails", at: activity.name.span, "has no runbook by any way",
          related: [
            service.map {
              Label(
                span: $0.value.criticality.span, text: "`\($0.name.value)` is \($0.value.criticality.value.rawValue)")
            },
            example.map { Label(span: $0.span, text: isUsual ? "most others have one" : "others have one") },
          ],
          mend: "write `failure: {runbook: …}` on \(activity.title): a file of the package, or a web address",
          "or `runbook` on its escalation policy or on a service that it belongs to"))
    }
  }
}

extension RuledPackage {
  /// A service that an activity belongs to and on which much hangs.
  fileprivate func weightyService(of activity: Activity) -> Named<ServiceDeclaration>? {
    activity.duty.services.lazy.compactMap { find($0, in: \.services) }
      .first { $0.value.criticality.value.rank >= CriticalityWord.high.rank }
  }

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
