import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A test of load that no system can bear.
public struct LoadBeyondLimit: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .loadBeyondLimit, name: "load-beyond-limit", severity: .error,
      title: "A test of load sends more than the limits let through",
      summary: "A test of load against staging causes more calls than the `rate` of a system lets through.",
      why: """
        The host keeps to the limits, so the work only piles up in front of them. The test then measures the \
        limit, not the flow, and takes much longer than it says.
        """,
      mend: """
        Lower the rate of the test, or raise the limit of the system if it bears more. Calls that are made only under a condition, and lookups \
        that are kept for a while, do not count.
        """,
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]

        probes:
          storm:
            flow: page
            send: {event: watch.alarm, body: {id: "${ probe.id }", host: probe, level: low, count: 1, at: "${ probe.started }", tags: [], labels: {}}}
            expect: [{check: now - probe.started < duration('15m')}]
            load: {rate: 50/s, for: 5m, against: staging}
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]

        probes:
          storm:
            flow: page
            send: {event: watch.alarm, body: {id: "${ probe.id }", host: probe, level: low, count: 1, at: "${ probe.started }", tags: [], labels: {}}}
            expect: [{check: now - probe.started < duration('15m')}]
            load: {rate: 8/s, for: 5m, against: staging}
        """,
      related: [.wideFanOut], canBeAllowed: true),
    reason: "the test measures the limit, not the flow")

  /// The rule.
  public init() {}

  /// Looks at tests of load against staging, and counts the calls of one item.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let probe = package.probe(activity), let load = probe.load,
        load.against.value == .staging
      else { continue }
      let target = package.find(probe.flow, in: \.flows)
      // What is gathered makes fewer calls than there are items; how many, nobody knows.
      guard target?.value.correlate == nil else { continue }
      let flow = target.flatMap { flow in
        package.activities.first { $0.section == .flows && $0.name.value == flow.name.value }
      }
      for (party, calls) in calls(of: activity, flow) {
        guard let limit = party.system.value.limits.rate ?? party.connector.value.limits.rate else { continue }
        let needed = load.rate.value * Double(calls)
        guard needed > limit * (1 + 1e-9) else { continue }
        let sum = "\(load.rate.value.written) × \(calls) \(calls == 1 ? "call" : "calls") = \(needed.written) a second"
        report.add(
          Self.about.finding(
            "\(activity.title) causes \(needed.written) calls a second, and `\(party.systemName)` takes \(limit.written)",
            at: load.rate.span, sum, related: [Label(span: party.name.span, text: "called for each item")],
            mend: "send at most \(((limit / Double(calls) * 100).rounded(.down) / 100).written) a second",
            "or raise `limits.rate` of `\(party.systemName)`, if it bears more"))
      }
    }
  }

  /// Calls of one item that are made in any case, by system.
  private func calls(of probe: Activity, _ flow: Activity?) -> [(party: Party, calls: Int)] {
    let parties =
      probe.effects.filter { $0.conditions.isEmpty && $0.kind == .step }.map { $0.party }
      + (flow?.effects ?? []).filter { $0.conditions.isEmpty }.map { $0.party }
      + (flow?.readings ?? []).filter { $0.kind == .lookup && $0.cache == nil }.map { $0.party }
    var order: [(party: Party, calls: Int)] = []
    for party in parties {
      if let index = order.firstIndex(where: { $0.party.systemName == party.systemName }) {
        order[index].calls += 1
      } else {
        order.append((party, 1))
      }
    }
    return order
  }
}
