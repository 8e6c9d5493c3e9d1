import TreatyDiagnostics
import TreatyPlan

/// Calls are gathered otherwise.
public struct BatchChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .batchChanged, "batch-changed", .weakens, .promise,
    title: "Calls are gathered otherwise",
    consequence: """
      More or fewer records go in one call, or what comes back is told apart in another way: one that fails may take others with \
      it.
      """,
    advice: "Try a batch with one bad record in it.",
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
              create: {POST: /things, json: "${ input }", gives: {id: body.id}, safety: {mark: {mark: "${ mark }"}}, batch: {POST: /things/batch, json: "${ batch }", most: 20, results: body.results, gives: {id: string(result.id)}}}
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
    plans.eachOperation { name, old, new, place in
      let (before, after) = (PlannedContent(of: old.batch), PlannedContent(of: new.batch))
      guard old.batch != new.batch, let before, let after else { return }
      for difference in ContentDifference.all(before, after, plans.meaning) {
        report.add(
          Self.about,
          at: place.part("batch" + (difference.name.isEmpty ? "" : ".\(difference.name)"), pointer: "batch"),
          "\(name): calls are gathered otherwise", before: difference.before, after: difference.after)
      }
    }
  }
}
