import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An escalation step over contacts that no channel serves.
public struct UnservedContact: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unservedContact, name: "unserved-contact", severity: .error,
      title: "A call that no channel carries",
      summary: """
        A step of an escalation policy calls somebody over contacts that none of the package's channels serves.
        """,
      why: """
        Treaty has no way to reach them there. The step passes at once, and who should have been called hears of nothing.
        """,
      mend: """
        Let a channel serve that kind of contact: `serves: [phone]`. Or take another way under `via`, over a contact that they have.
        """,
      bad: """
        policies:
          escalation:
            office: {steps: [{call: night-watch, via: phone}]}
          channel:
            post: {serves: [mail], mail: {server: mail.example.org, from: treaty@example.org}}
        """,
      good: """
        secrets:
          bell-hook: {about: Address at which the gateway for telephones is asked to call}
        policies:
          escalation:
            office: {steps: [{call: night-watch, via: phone}, {after: 15m, call: front-desk}]}
          channel:
            post: {serves: [mail], mail: {server: mail.example.org, from: treaty@example.org}}
            bell: {serves: [phone], webhook: {url: "${ secrets.bell-hook }", json: {to: "${ alert.contact }", say: "${ alert.title }"}}}
        """,
      related: [.callsNobody, .idleChannel], canBeAllowed: true),
    reason: "the step passes, and nobody was called")

  /// The rule.
  public init() {}

  /// Looks at each step of the package's own policies, where there are channels at all.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let served = package.servedContacts
    guard !served.isEmpty else { return }
    for policy in package.own(\.escalations) {
      for step in policy.value.steps {
        guard let name = step.call ?? step.contract else { continue }
        let known = package.contactKinds(of: step)
        // Who has no contact at all is found as that.
        let called = step.via.isEmpty ? known : Set(step.via.map { $0.value }).intersection(known)
        guard !called.isEmpty, called.isDisjoint(with: served) else { continue }
        let words = Listing.text(ChannelWord.allCases.filter(called.contains).map { "`\($0.rawValue)`" })
        report.add(
          Self.about.finding(
            "`\(name.value)` is called over \(words), which no channel serves", at: step.via.first?.span ?? name.span,
            mend: "let a channel serve it: `serves: [\(called.map(\.rawValue).sorted().first ?? "mail")]`",
            "or call them over what a channel serves: \(Listing.text(served.map { "`\($0.rawValue)`" }.sorted()))"))
      }
    }
  }
}

extension RuledPackage {
  /// Kinds of contacts that some channel serves.
  var servedContacts: Set<ChannelWord> {
    Set(declared.channels.sorted.flatMap { $0.value.serves.map { $0.value } })
  }

  /// Kinds of contacts that those have whom a step calls.
  func contactKinds(of step: EscalationStepDeclaration) -> Set<ChannelWord> {
    if let team = find(step.call, in: \.teams) {
      let onCall = onCallContacts(of: team)
      return kinds(of: contacts(of: team) + onCall.standIns, said: onCall.said)
    }
    return kinds(of: find(step.contract, in: \.contracts).map { [$0.value.contacts] } ?? [], said: [])
  }

  private func kinds(of contacts: [ContactsDeclaration], said: [String]) -> Set<ChannelWord> {
    Set(
      ChannelWord.allCases.filter { kind in
        contacts.contains { $0[kind] != nil } || said.contains { ContactKind.of($0).rawValue == kind.rawValue }
      })
  }
}
