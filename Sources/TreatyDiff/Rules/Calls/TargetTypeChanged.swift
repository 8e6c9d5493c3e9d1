import TreatyDiagnostics
import TreatyPlan

/// What a system takes or gives is described otherwise.
public struct TargetTypeChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .targetTypeChanged, "target-type-changed", .breaks, .partner,
    also: [.note],
    title: "What a system takes or gives is described otherwise",
    consequence: "Values that were written may be refused now, or ones go out that the system does not know.",
    advice: "Hold it against the version that runs there.",
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
              accepts: {title: {type: string, max: 40}, mark: string?, sign: string?}
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
    for type in plans.types.both where type.old != type.new && !plans.intakeTypes.contains(type.new.name) {
      let place = plans.place("types", "type", type.new.name, old: type.oldIndex, new: type.newIndex)
      for difference in TypeDifference.all(type.old, type.new) {
        report.add(
          Self.about, at: place.part(difference.name, pointer: "fields"), difference.words, before: difference.before,
          after: difference.after, level: difference.isHarmless ? .note : nil)
      }
    }
    plans.eachRecord { name, old, new, place in
      for (part, before, after) in [("schema", old.reads, new.reads), ("accepts", old.accepts, new.accepts)]
      where before != after {
        report.add(
          Self.about, at: place.part(part), "`\(name)` is of another type", before: before.text, after: after.text)
      }
    }
  }
}
