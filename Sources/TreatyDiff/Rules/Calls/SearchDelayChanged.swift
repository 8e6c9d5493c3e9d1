import TreatyDiagnostics
import TreatyPlan

/// A search for a lost answer waits another time.
public struct SearchDelayChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .searchDelayChanged, "search-delay-changed", .weakens, .state, touchesState: true,
    also: [.note],
    title: "A search for a lost answer waits another time",
    consequence: """
      Where it is shorter than the system takes until a search finds what was written, a record is made a second time.
      """,
    advice: "Hold it against how long the system's index lags.",
    before: """
      connectors:
        own:
          base: ${ system.url }
          auth: {token: {}}
          search-delay: 10s
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
          search-delay: 1s
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
      let (old, new) = (system.old.searchDelayMilliseconds, system.new.searchDelayMilliseconds)
      guard old != new else { return }
      report.add(
        Self.about, at: place.part("search-delay", pointer: "searchDelayMilliseconds"),
        "a search at system `\(system.new.name)` waits another time", before: Words.duration(old),
        after: Words.duration(new),
        level: new > old ? .note : nil)
    }
  }
}
