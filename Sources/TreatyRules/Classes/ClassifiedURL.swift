import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal or secret data in the address of a call.
public struct ClassifiedURL: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .classifiedURL, name: "classified-url", severity: .error,
      title: "Personal or secret data in an address",
      summary: "A field of a class stands in the path or query of a call.",
      why: """
        Addresses are written down by every server and proxy on the way, by default and for long. What stands in a body is not.
        """,
      mend: """
        Send it in the body, or ask by a number. Where the system knows no other way, and its logs are looked after, allow it and say so.
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
            lookup: {again: {get: staff.person, id: "${ item.mail }", missing: leave}}
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
            lookup: {again: {get: staff.person, id: "${ item.id }", missing: leave}}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
        """,
      related: [.unclearedLookup, .credentialInURL], canBeAllowed: true),
    reason: "every server and proxy on the way writes addresses down")

  /// The rule.
  public init() {}

  /// Looks at what gets into paths and queries.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for crossing in package.crossings.value.all {
      guard case .address(let party) = crossing.sink else { continue }
      report.add(
        Self.about.finding(
          "`\(crossing.taint.field)` is \(crossing.taint.dataClass.rawValue), and stands in the address of a call to "
            + "`\(party.name.value)`",
          at: crossing.span, related: crossing.taint.way, mend: "send it in the body, or ask by a number"))
    }
  }
}
