import TreatyDiagnostics
import TreatyPlan

/// A kind of record is gone.
public struct RecordRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .recordRemoved, "record-removed", .breaks, .state, touchesState: true,
    title: "A kind of record is gone",
    consequence: "What is linked with records of it is not found any more.",
    advice: "See that no flow has gone there.",
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
            spare: {id: id, schema: {id: string}, get: {GET: "/spares/${ id }"}}
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
      for record in Matching(system.old.records, system.new.records, by: \.name).removed {
        report.add(
          Self.about, at: place.part("records.\(record.element.name)", pointer: "records"),
          "`\(system.new.name).\(record.element.name)` is gone", before: record.element.name)
      }
    }
  }
}
