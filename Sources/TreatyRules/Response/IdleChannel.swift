import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A channel that nobody is reached by.
public struct IdleChannel: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .idleChannel, name: "idle-channel", severity: .warning,
      title: "A channel that nobody is reached by",
      summary: """
        A channel serves only kinds of contacts that no team and no contract has.
        """,
      why: """
        It looks as if people were told by it, and no message ever goes that way. Its account and its secret are kept for nothing.
        """,
      mend: """
        Write the contact under `contacts` of whom it is meant for, or remove the channel.
        """,
      bad: """
        policies:
          channel:
            bell: {serves: [mail, phone], webhook: {url: https://bell.example.org/hook, json: {to: "${ alert.contact }", say: "${ alert.title }"}}}
            talk: {serves: [chat], webhook: {url: https://chat.example.org/hook, json: {text: "${ alert.title }"}}}
        """,
      good: """
        teams:
          hall: {contacts: {chat: "#hall"}}
        policies:
          channel:
            bell: {serves: [mail, phone], webhook: {url: https://bell.example.org/hook, json: {to: "${ alert.contact }", say: "${ alert.title }"}}}
            talk: {serves: [chat], webhook: {url: https://chat.example.org/hook, json: {text: "${ alert.title }"}}}
        """,
      related: [.unservedContact, .unreachableTeam], canBeAllowed: true),
    reason: "no message ever goes that way")

  /// The rule.
  public init() {}

  /// Looks at the package's own channels. Where no team has a contact, they are kept elsewhere.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard !package.own(\.channels).isEmpty else { return }
    var known: Set<ChannelWord> = []
    for team in package.declared.teams.sorted {
      known.formUnion(ChannelWord.allCases.filter { team.value.contacts[$0] != nil })
      for contact in team.value.onCall.compactMap({ $0.contact?.value }) {
        known.formUnion(ChannelWord.allCases.filter { $0.rawValue == ContactKind.of(contact).rawValue })
      }
    }
    for contract in package.declared.contracts.sorted {
      known.formUnion(ChannelWord.allCases.filter { contract.value.contacts[$0] != nil })
    }
    guard !known.isEmpty else { return }
    for channel in package.own(\.channels) {
      let served = Set(channel.value.serves.map { $0.value })
      guard !served.isEmpty, served.isDisjoint(with: known) else { continue }
      let words = Listing.text(ChannelWord.allCases.filter(served.contains).map { "`\($0.rawValue)`" })
      report.add(
        Self.about.finding(
          "channel `\(channel.name.value)` serves \(words), and nobody has such a contact", at: channel.name.span,
          mend: "write the contact under `contacts` of whom it is meant for", "or remove the channel"))
    }
  }
}
