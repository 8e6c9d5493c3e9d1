import TreatyDiagnostics
import TreatyPlan

/// Something else is taken from an answer.
public struct AnswerUsedOtherwise: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .answerUsedOtherwise, "answer-used-otherwise", .breaks, .partner,
    title: "Something else is taken from an answer",
    consequence: """
      What was read out of an answer is read elsewhere: an id that is not there makes the call a failure, and another is a link to \
      another record.
      """,
    advice: "Hold it against a real answer.",
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
              create: {POST: /things, json: "${ input }", gives: {id: body.number}, safety: {mark: {mark: "${ mark }"}}}
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
      let parts = [("gives", old.gives, new.gives), ("next", old.nextPage, new.nextPage)]
      for (part, before, after) in parts where !plans.meaning.isSame(before, after) {
        report.add(
          Self.about, at: place.part(part), "\(name): `\(part)` reads something else", before: before?.cel,
          after: after?.cel)
      }
      guard
        !old.readBack.elementsEqual(
          new.readBack, by: { $0.failureClass == $1.failureClass && plans.meaning.isSame($0.when, $1.when) })
      else { return }
      report.add(
        Self.about, at: place.part("read-back"), "\(name) is held against something else when it is read back",
        before: old.readBack.map(\.words).joined(separator: "\n"),
        after: new.readBack.map(\.words).joined(separator: "\n"))
    }
  }
}
