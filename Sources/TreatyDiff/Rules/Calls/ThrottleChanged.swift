import TreatyDiagnostics
import TreatyPlan

/// What is left of a system's allowance is read otherwise.
public struct ThrottleChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .throttleChanged, "throttle-changed", .weakens, .promise,
    title: "What is left of a system's allowance is read otherwise",
    consequence: "Calls may go on when the system has said that it is enough, or wait without need.",
    advice: "Hold it against a real answer.",
    before: """
      connectors:
        own:
          base: ${ system.url }
          auth: {token: {}}
          throttle: {remaining: "int(headers['x-left'])", reset: "int(headers['x-reset'])"}
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
          throttle: {remaining: "int(headers['x-remaining'])", reset: "int(headers['x-reset'])"}
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
      let (before, after) = (PlannedContent(of: system.old.throttle), PlannedContent(of: system.new.throttle))
      guard system.old.throttle != system.new.throttle, let before, let after else { return }
      for difference in ContentDifference.all(before, after, plans.meaning) {
        report.add(
          Self.about,
          at: place.part("throttle" + (difference.name.isEmpty ? "" : ".\(difference.name)"), pointer: "throttle"),
          "what system `\(system.new.name)` says of calls that are left is read otherwise", before: difference.before,
          after: difference.after)
      }
    }
  }
}
