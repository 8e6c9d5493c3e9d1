import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An escalation step over a contact that nobody has.
public struct CallsNobody: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .callsNobody, name: "calls-nobody", severity: .error,
      title: "An escalation that calls nobody",
      summary: """
        A step of an escalation policy calls a team or a vendor over a contact that they do not have.
        """,
      why: """
        The step passes as if somebody had been called, and the next one is tried only when its time has come. \
        Until then nobody knows of the failure.
        """,
      mend: """
        Write the contact under `contacts` of the team or contract: `mail`, `phone`, `chat` or `page`. Or take \
        another way under `via`; without `via` they are called over all contacts that they have.
        """,
      bad: """
        policies:
          escalation:
            office: {steps: [{call: front-desk, via: chat}]}
        """,
      good: """
        policies:
          escalation:
            office: {steps: [{call: front-desk, via: mail}]}
        """,
      related: [.unreachableTeam, .uncoveredHour], canBeAllowed: true),
    reason: "the step passes, and nobody was called")

  /// The rule.
  public init() {}

  /// Looks at each step of the package's own policies.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for policy in package.own(\.escalations) {
      for step in policy.value.steps {
        if let name = step.call, let team = package.find(name, in: \.teams) {
          let onCall = package.onCallContacts(of: team)
          check(
            step,
            Called(
              name: name, declared: team.name, contacts: package.contacts(of: team) + onCall.standIns, said: onCall.said
            ),
            &report)
        } else if let name = step.contract, let contract = package.find(name, in: \.contracts) {
          check(
            step, Called(name: name, declared: contract.name, contacts: [contract.value.contacts], said: []), &report)
        }
      }
    }
  }

  /// Who is called, and how they can be reached.
  private struct Called {
    var name: Located<String>
    var declared: Located<String>
    var contacts: [ContactsDeclaration]
    var said: [String]

    /// Whether they may be reached over a channel.
    func has(_ channel: ChannelWord) -> Bool {
      contacts.contains { $0[channel] != nil } || said.contains { channel.mayBe($0) }
    }
  }

  private func check(_ step: EscalationStepDeclaration, _ called: Called, _ report: inout Findings) {
    let name = called.name.value
    let label = Label(span: called.declared.span, text: "declared here")
    let missing = step.via.filter { !called.has($0.value) }
    if !ChannelWord.allCases.contains(where: called.has) {
      report.add(
        Self.about.finding(
          "`\(name)` is called and has no contact at all", at: called.name.span, "nobody can be reached here",
          related: [label], mend: "write `contacts` on `\(name)`: `mail`, `phone`, `chat` or `page`"))
    } else if let first = missing.first, missing.count == step.via.count {
      let words = Listing.text(missing.map { "`\($0.value.rawValue)`" })
      let known = ChannelWord.allCases.filter(called.has).map { "`\($0.rawValue)`" }
      report.add(
        Self.about.finding(
          "`\(name)` is called over \(words), and has no such contact", at: first.span,
          "it has \(Listing.text(known, most: 4))", related: [label],
          mend: "write \(words) under `contacts` of `\(name)`",
          "or take a way that it has: `via: \(ChannelWord.allCases.first(where: called.has)?.rawValue ?? "mail")`"))
    }
  }
}
