import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal or secret data reach a system that is not cleared for them.
public struct UnclearedSystem: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unclearedSystem, name: "uncleared-system", severity: .error,
      title: "Data reach a system that may not have them",
      summary: "A field of a class reaches a system whose clearance ends below that class.",
      why: """
        What says something about a person, or opens something, is followed through every expression, table, lookup and mapping, up to each
        field that is written and each operation that is called. A system may have what its `posture` clears it for: `personal` where it is the
        organisation's own, `internal` where somebody else runs it, and `public` for partners and the public, unless `clearance` says otherwise.
        The finding shows the way step by step.
        """,
      mend: """
        Leave the field out, or write what says nothing about the person. Where the system may have it, say so: `clearance` under its `posture`,
        or an agreement of the teams that allows `clearance`.
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
            identify: item.id
            deliver: [{to: help-abroad.ticket, do: upsert, fields: {title: "New: ${ item.mail }"}}]
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
            identify: item.id
            deliver: [{to: help-abroad.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
        """,
      related: [.unclearedLookup, .loweredClass, .classifiedLog], canBeAllowed: true),
    reason: "who is not cleared for them can read, keep and lose them")

  /// The rule.
  public init() {}

  /// Looks at all that is written to systems.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for crossing in package.crossings.value.all {
      let party: Party
      switch crossing.sink {
      case .system(let written, _), .comment(let written): party = written
      default: continue
      }
      guard let finding = Self.about.finding(crossing, uncleared: party, in: package, does: "reaches") else { continue }
      report.add(finding)
    }
  }
}
