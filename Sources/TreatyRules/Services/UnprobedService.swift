import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A critical service without a probe.
public struct UnprobedService: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unprobedService, name: "unprobed-service", severity: .warning,
      title: "A critical service that nothing tries out",
      summary: "A critical service is integrated, and no probe goes its way to see whether it works.",
      why: """
        Without a probe one learns that it stands still when the first customer does. Alerts of its parts do not \
        help: each of them may be well while nothing comes through.
        """,
      mend: """
        Declare a probe that does what its users do and looks for the effect, and name the service under \
        `services` of the probe, or try a flow that names it.
        """,
      bad: """
        services:
          hall: {owner: front-desk, criticality: critical, serves: support, escalate: by-day}
        flows:
          page:
            owner: front-desk
            serves: support
            services: [hall]
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            failure: {escalate: by-day}
        """,
      good: """
        services:
          hall: {owner: front-desk, criticality: critical, serves: support, escalate: by-day}
        flows:
          page:
            owner: front-desk
            serves: support
            services: [hall]
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            failure: {escalate: by-day}
        probes:
          alarm-arrives:
            owner: front-desk
            on: every 15m
            flow: page
            send:
              event: watch.alarm
              body: {id: "${ probe.id }", host: probe, level: low, count: 1, at: "${ now }", tags: [], labels: {}}
            expect: [{find: help.ticket, by: {title: probe}, within: 60s}]
            failure: {escalate: by-day}
        """,
      related: [.unescalatedService, .noAlert], canBeAllowed: true),
    reason: "one learns that it stands still when the first customer does")

  /// The rule.
  public init() {}

  /// Looks at the package's own critical services that something runs for.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    func keys(_ names: [Located<String>]) -> [String] {
      names.compactMap { package.find($0, in: \.services)?.name.value }
    }
    let probes = package.own(\.probes)
    let flows = probes.compactMap { package.find($0.value.flow, in: \.flows) }
    let probed = Set(keys(probes.flatMap { $0.value.duty.services } + flows.flatMap { $0.value.duty.services }))
    for service in package.own(\.services) where service.value.criticality.value == .critical {
      let name = service.name.value
      guard !probed.contains(name),
        let activity = package.activities.first(where: {
          $0.section != .probes && keys($0.duty.services).contains(name)
        })
      else { continue }
      let place = activity.duty.services.first { keys([$0]).contains(name) }
      report.add(
        Self.about.finding(
          "`\(name)` is critical, and no probe tries it out", at: service.name.span, "is tried by nothing",
          related: [place.map { Label(span: $0.span, text: "\(activity.title) runs for it") }],
          mend: "declare a probe that does what its users do, with `services: [\(name)]`"))
    }
  }
}
