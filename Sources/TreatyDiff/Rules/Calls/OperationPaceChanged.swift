import TreatyDiagnostics
import TreatyPlan

/// An operation may be used otherwise.
public struct OperationPaceChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .operationPaceChanged, "operation-pace-changed", .weakens, .promise,
    title: "An operation may be used otherwise",
    consequence: "It is called more or less often, or waited for longer or shorter than before.",
    advice: "Hold it against what the vendor allows, and against how long answers take.",
    before: """
      connectors:
        own:
          base: ${ system.url }
          auth: {token: {}}
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
          records:
            thing:
              id: id
              schema: {id: string, number: string, title: string, at: timestamp}
              accepts: {title: string, mark: string?, sign: string?}
              get: {GET: "/things/${ id }"}
              find: {GET: /things, query: {mark: "${ mark }"}, items: body.items}
              create: {POST: /things, json: "${ input }", gives: {id: body.id}, safety: {mark: {mark: "${ mark }"}}, timeout: 3s}
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
    plans.eachOperationOfSystem { name, system, old, new, place in
      let timeouts = (system.old.limits.timeoutMilliseconds, system.new.limits.timeoutMilliseconds)
      // What follows its system is told of that.
      let follows = old.timeoutMilliseconds == timeouts.0 && new.timeoutMilliseconds == timeouts.1
      guard old.limits != new.limits || !follows && old.timeoutMilliseconds != new.timeoutMilliseconds else { return }
      report.add(Self.about, at: place, "\(name) may be used otherwise", before: old.pace, after: new.pace)
    }
  }
}
