import TreatyDiagnostics
import TreatyPlan

/// Answers mean something else.
public struct AnswersReadAnew: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .answersReadAnew, "answers-read-anew", .weakens, .promise,
    title: "Answers mean something else",
    consequence: "What was tried again may be given up, or the other way round.",
    advice: "Look at what the system answers: `treaty dead show` has the exchange.",
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
              id: id
              schema: {id: string, number: string, title: string}
              accepts: {title: string, mark: string?, sign: string?}
              get: {GET: "/things/${ id }"}
              find: {GET: /things, query: {mark: "${ mark }"}, items: body.items}
              create: {POST: /things, json: "${ input }", gives: {id: body.id}, safety: {mark: {mark: "${ mark }"}}}
              update: {PUT: "/things/${ id }", json: "${ input }", safety: idempotent, failures: [{when: status == 409, class: conflict}]}
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
      guard
        !old.failures.elementsEqual(
          new.failures, by: { $0.failureClass == $1.failureClass && plans.meaning.isSame($0.when, $1.when) })
      else { return }
      report.add(
        Self.about, at: place.part("failures"), "answers to \(name) mean something else",
        before: old.failures.map(\.words).joined(separator: "\n"),
        after: new.failures.map(\.words).joined(separator: "\n"))
    }
  }
}
