import TreatyDiagnostics
import TreatyPlan

/// Records are known by another field.
public struct IDFieldChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .idFieldChanged, "id-field-changed", .breaks, .state, touchesState: true,
    title: "Records are known by another field",
    consequence: "What is linked is known by the old one: it is not found, or something else is.",
    advice: "Keep the field, or link the records anew.",
    before: """
      connectors:
        own:
          base: ${ system.url }
          auth: {token: {}}
          records:
            thing:
              id: id
              schema: {id: string, number: string, title: string}
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
              id: number
              schema: {id: string, number: string, title: string}
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
    plans.eachRecord { name, old, new, place in
      guard old.idField != new.idField else { return }
      report.add(
        Self.about, at: place.part("id"), "`\(name)` is known by another field", before: old.idField, after: new.idField
      )
    }
  }
}
