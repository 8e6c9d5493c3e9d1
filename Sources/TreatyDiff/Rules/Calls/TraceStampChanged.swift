import TreatyDiagnostics
import TreatyPlan

/// A trace goes along in another way.
public struct TraceStampChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .traceStampChanged, "trace-stamp-changed", .note, .partner,
    title: "A trace goes along in another way",
    consequence: "Whoever looks for a trace at the other side looks elsewhere.",
    advice: "Tell whoever operates the system.",
    before: """
      connectors:
        own:
          base: ${ system.url }
          auth: {token: {}}
          trace: X-Trace
          records:
            thing:
              id: id
              schema: {id: string, number: string, title: string, at: timestamp}
              accepts: {title: string, mark: string?, sign: string?}
              get: {GET: "/things/${ id }"}
              find: {GET: /things, query: {mark: "${ mark }"}, items: body.items}
              create: {POST: /things, json: "${ input }", gives: {id: body.id}, safety: {mark: {mark: "${ mark }"}}}
              update: {PUT: "/things/${ id }", json: "${ input }", safety: idempotent}
      systems: {own-desk: {connector: own, url: 'https://a.example', account: us-at-desk}}
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          unsure: ask
          deliver: [{to: own-desk.thing, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      connectors:
        own:
          base: ${ system.url }
          auth: {token: {}}
          trace: X-Request-Trace
          records:
            thing:
              id: id
              schema: {id: string, number: string, title: string, at: timestamp}
              accepts: {title: string, mark: string?, sign: string?}
              get: {GET: "/things/${ id }"}
              find: {GET: /things, query: {mark: "${ mark }"}, items: body.items}
              create: {POST: /things, json: "${ input }", gives: {id: body.id}, safety: {mark: {mark: "${ mark }"}}}
              update: {PUT: "/things/${ id }", json: "${ input }", safety: idempotent}
      systems: {own-desk: {connector: own, url: 'https://a.example', account: us-at-desk}}
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          unsure: ask
          deliver: [{to: own-desk.thing, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      let (old, new) = (system.old.traceHeader, system.new.traceHeader)
      guard old != new else { return }
      report.add(
        Self.about, at: place.part("trace"), "calls to system `\(system.new.name)` carry the trace in another way",
        before: old, after: new)
    }
    plans.eachRecord { name, old, new, place in
      guard old.traceField != new.traceField else { return }
      report.add(
        Self.about, at: place.part("trace"), "`\(name)` keeps the trace in another field", before: old.traceField,
        after: new.traceField)
    }
  }
}
