import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal or secret data in a log.
public struct ClassifiedLog: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .classifiedLog, name: "classified-log", severity: .error,
      title: "Personal or secret data in a log",
      summary: "A field of a class is written to the log.",
      why: """
        Logs are copied to many places, are read by many, and are kept when everything else is gone. What stands there cannot be found and
        deleted for one person.
        """,
      mend: """
        Log what says nothing about the person: a key, a number. A protection policy with the class under `redact` leaves it out of logs as well.
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
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
            log: {who: "${ item.mail }"}
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
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
            log: {who: "${ item.id }"}
        """,
      related: [.classifiedReason, .unclearedSystem, .unredactedClass], canBeAllowed: true),
    reason: "logs are read by many, copied, and outlive what they tell of")

  /// The rule.
  public init() {}

  /// Looks at what is logged, but for what a protection policy takes out.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    report.add(Self.about, outlets: .log, of: package, mend: "log a key or number that says nothing about the person")
  }
}
