import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system that is called by an older TLS than a profile demands.
public struct OldTLS: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .oldTLS, name: "old-tls", severity: .warning,
      title: "An older TLS than is demanded",
      summary: "A system is called, and its `tls.minimum` lies below what a profile demands.",
      why: """
        TLS 1.3 leaves out whatever of 1.2 can be used wrongly, and hides more of who speaks with whom. With a \
        lower minimum the older version is used whenever the other side has nothing better, and nobody notices. \
        Found only in packages whose profiles demand a version.
        """,
      mend: """
        Write `tls: {minimum: "1.3"}`. Where a system has nothing better, allow this there, until the day on \
        which it has.
        """,
      bad: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        profiles: [house]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        rules: {TR1404: {severity: off, reason: Each example uses some of these accounts}}
        # house.treaty.yaml
        profiles:
          house:
            demands:
              rule: {clause: "4.6", demand: Data go by TLS 1.3., check: TR0513, one-of: ["1.3"]}
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: archive.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        profiles: [house]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        rules: {TR1404: {severity: off, reason: Each example uses some of these accounts}}
        # house.treaty.yaml
        profiles:
          house:
            demands:
              rule: {clause: "4.6", demand: Data go by TLS 1.3., check: TR0513, one-of: ["1.3"]}
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive, tls: {minimum: "1.3"}}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: archive.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.insecureConnection, .plainHTTP], canBeAllowed: true),
    reason: "the older version is used whenever the other side has nothing better")

  /// The rule.
  public init() {}

  /// Holds the systems that are called against what profiles demand.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for demand in package.profiles[Self.about.code] {
      let allowed = demand.demand.value.oneOf.compactMap { TLSWord(rawValue: $0.value)?.rawValue }
      guard let least = allowed.min() else { continue }
      for system in package.own(\.systems) where system.value.tls.minimum.value.rawValue < least {
        guard let call = package.firstCall(to: system) else { continue }
        let written = system.node["tls"]?["minimum"]?.span
        report.add(
          Self.about.finding(
            "system `\(system.name.value)` is called by TLS \(system.value.tls.minimum.value.rawValue), and \(least) is demanded",
            at: written ?? system.name.span, written == nil ? "1.2 where nothing is said" : nil,
            related: [Label(span: call.span, text: "called here, by \(call.caller)")], reason: demand.words,
            mend: "write `tls: {minimum: \"\(least)\"}`"))
      }
    }
  }
}
