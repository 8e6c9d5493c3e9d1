import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal or secret data are told to a system by asking it about them.
public struct UnclearedLookup: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unclearedLookup, name: "uncleared-lookup", severity: .error,
      title: "A question tells what it asks about",
      summary: "What something is looked up by reaches a system that is not cleared for it.",
      why: """
        Whoever is asked about a person learns of the person: the question stands in the system's logs, whether it knows an answer or not.
        """,
      mend: """
        Look it up by something that says nothing about the person, such as a number, or in a system that is cleared for it.
        """,
      bad: """
        connectors:
          people:
            auth: {token: {}}
            records:
              person:
                id: id
                changed: {field: changed}
                schema: {id: string, mail: {type: email, class: personal}, note: {type: string, visibility: staff}, changed: timestamp}
                get: {GET: "/people/${ id }"}
                list: {GET: /people, query: {since: "${ string(since) }"}, items: body}
        systems:
          help-abroad: {connector: desk, url: "https://abroad.example.org", account: us-at-desk, version: "2.4", posture: {party: partner}}
          staff: {connector: people, url: "https://people.example.org", account: us-at-staff}
        secrets:
          staff-token: {about: Token at the directory of people}
        accounts:
          us-at-staff: {owner: front-desk, auth: {token: "${ secrets.staff-token }"}}
        flows:
          newcomers:
            owner: front-desk
            serves: support
            on: {poll: staff.person, every: 5m}
            lookup: {known: {get: help-abroad.ticket, by: {owner: "${ item.mail }"}, missing: leave}}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
        """,
      good: """
        connectors:
          people:
            auth: {token: {}}
            records:
              person:
                id: id
                changed: {field: changed}
                schema: {id: string, mail: {type: email, class: personal}, note: {type: string, visibility: staff}, changed: timestamp}
                get: {GET: "/people/${ id }"}
                list: {GET: /people, query: {since: "${ string(since) }"}, items: body}
        systems:
          help-abroad: {connector: desk, url: "https://abroad.example.org", account: us-at-desk, version: "2.4", posture: {party: partner}}
          staff: {connector: people, url: "https://people.example.org", account: us-at-staff}
        secrets:
          staff-token: {about: Token at the directory of people}
        accounts:
          us-at-staff: {owner: front-desk, auth: {token: "${ secrets.staff-token }"}}
        flows:
          newcomers:
            owner: front-desk
            serves: support
            on: {poll: staff.person, every: 5m}
            lookup: {known: {get: help-abroad.ticket, by: {id: "${ item.id }"}, missing: leave}}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
        """,
      related: [.unclearedSystem, .classifiedURL], canBeAllowed: true),
    reason: "the question alone tells whom it is about")

  /// The rule.
  public init() {}

  /// Looks at what is looked up by what.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for crossing in package.crossings.value.all {
      guard case .lookup(let party) = crossing.sink,
        let finding = Self.about.finding(crossing, uncleared: party, in: package, does: "is looked up at")
      else { continue }
      report.add(finding)
    }
  }
}
