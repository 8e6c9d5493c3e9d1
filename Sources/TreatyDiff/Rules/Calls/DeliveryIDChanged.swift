import TreatyDiagnostics
import TreatyPlan

/// A sender's repetition is known by something else.
public struct DeliveryIDChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .deliveryIDChanged, "delivery-id-changed", .breaks, .state, touchesState: true,
    title: "A sender's repetition is known by something else",
    consequence: """
      What a sender sends a second time around the change is taken as new, or something new as a repetition.
      """,
    advice: "Change it while the sender is quiet.",
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
          events:
            made: {schema: {id: string}, delivery-id: event.body.id}
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
          events:
            made: {schema: {id: string}, delivery-id: "event.headers['x-id']"}
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
      for event in Matching(system.old.events, system.new.events, by: \.name).both
      where !plans.meaning.isSame(event.old.deliveryID, event.new.deliveryID) {
        report.add(
          Self.about,
          at: place.part("events.\(event.new.name).delivery-id", pointer: "events/\(event.newIndex)/deliveryID"),
          "a repetition of `\(system.new.name).\(event.new.name)` is known by something else",
          before: event.old.deliveryID?.cel, after: event.new.deliveryID?.cel)
      }
    }
  }
}
