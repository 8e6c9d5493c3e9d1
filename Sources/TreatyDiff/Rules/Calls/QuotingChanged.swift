import TreatyDiagnostics
import TreatyPlan

/// Texts are quoted otherwise in a query.
public struct QuotingChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .quotingChanged, "quoting-changed", .breaks, .exposure,
    title: "Texts are quoted otherwise in a query",
    consequence: """
      What stands in a text may end it and be read as a part of the query; or a search finds nothing.
      """,
    advice: "Hold it against what the vendor says of quotes in its language.",
    before: """
      connectors:
        own:
          base: ${ system.url }
          auth: {token: {}}
          quoting: {search: {quote: "'", escape: "\\\\"}}
          records:
            thing:
              id: id
              schema: {id: string, number: string, title: string, at: timestamp}
              accepts: {title: string, mark: string?, sign: string?}
              get: {GET: "/things/${ id }"}
              find: {GET: /things, query: {mark: "${ mark }"}, quoting: {mark: search}, items: body.items}
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
          quoting: {search: {quote: "'", escape: "'"}}
          records:
            thing:
              id: id
              schema: {id: string, number: string, title: string, at: timestamp}
              accepts: {title: string, mark: string?, sign: string?}
              get: {GET: "/things/${ id }"}
              find: {GET: /things, query: {mark: "${ mark }"}, quoting: {mark: search}, items: body.items}
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
      for quoting in Matching(system.old.quotings, system.new.quotings, by: \.name).both
      where quoting.old != quoting.new {
        report.add(
          Self.about, at: place.part("quoting.\(quoting.new.name)", pointer: "quotings/\(quoting.newIndex)"),
          "texts in queries of system `\(system.new.name)` are quoted otherwise", before: quoting.old.literal("'"),
          after: quoting.new.literal("'"))
      }
    }
    plans.eachOperationOfSystem { name, system, old, new, place in
      let (before, after) = (Self.quoted(old, by: system.old), Self.quoted(new, by: system.new))
      guard before != after else { return }
      report.add(
        Self.about, at: place, "texts in the query of \(name) are quoted otherwise", before: before, after: after)
    }
  }

  /// By what parameters of a query are quoted; `nil` where none is.
  private static func quoted(_ operation: PlannedOperation, by system: PlannedSystem) -> String? {
    let all = operation.query.compactMap { parameter in
      parameter.quoting.map { "\(parameter.name): \(system.quotings[$0].name)" }
    }
    return all.isEmpty ? nil : all.joined(separator: "\n")
  }
}
