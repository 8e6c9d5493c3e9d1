import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Two systems at one address that are said to be of different parties.
public struct OneAddressTwoParties: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .oneAddressTwoParties, name: "one-address-two-parties", severity: .warning,
      title: "One address of two parties",
      summary: "Two systems have the same address, and say differently whose it is.",
      why: """
        Whose a system is decides what may reach it, which proof it must be shown, and whether a connection may go without TLS. Where one address \
        is once the organisation's own and once somebody else's, one of the two is wrong, and what was refused to the one goes to the same place by \
        the other.

        Two that somebody else runs may be two customers of one house at one address, each with an account of its own. With the same account they \
        are one.
        """,
      mend: "Say the same `party` under `posture` of both. Or give each its own address.",
      bad: """
        systems:
          east: {connector: desk, url: "https://desk.example.org", account: us-at-desk, version: "2.4"}
          west: {connector: desk, url: "https://desk.example.org", account: us-at-desk, version: "2.4", posture: {party: partner}}
        """,
      good: """
        systems:
          east: {connector: desk, url: "https://desk.example.org", account: us-at-desk, version: "2.4", posture: {party: partner}}
          west: {connector: desk, url: "https://desk.example.org", account: us-at-desk, version: "2.4", posture: {party: partner}}
        """,
      related: [.unclearedSystem, .insecureConnection], canBeAllowed: true),
    reason: "what one of them is refused goes to the same place by the other")

  /// The rule.
  public init() {}

  /// Compares systems with those before them at the same address.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    // The first of each party, at an address and by an account there: hundreds of one party at one address are compared with few.
    var firsts: [String: [Named<SystemDeclaration>]] = [:]
    for system in package.declared.systems.sorted {
      guard let url = system.value.url?.node?.text else { continue }
      let address = Self.address(url)
      let keys = [address, package.account(of: system).map { "\(address) \($0.name.value)" }].compactMap(\.self)
      let others = keys.flatMap { firsts[$0] ?? [] }
      for key in keys where firsts[key]?.contains(where: { $0.party == system.party }) != true {
        firsts[key, default: []].append(system)
      }
      guard let other = others.first(where: { differ($0, system, package) }) else { continue }
      // What lies in a package that is used cannot be mended here.
      guard package.isOwn(system.name.span) || package.isOwn(other.name.span) else { continue }
      report.add(
        Self.about.finding(
          "`\(other.name.value)` and `\(system.name.value)` are at one address, and said to be of different parties",
          at: system.value.url?.node?.span ?? system.name.span, "the same address",
          related: [label(other), label(system)], mend: "say the same `party` under `posture` of both",
          "or give each its own address"))
    }
  }

  /// Whether two at one address cannot both be what they say.
  private func differ(
    _ one: Named<SystemDeclaration>, _ two: Named<SystemDeclaration>, _ package: RuledPackage
  ) -> Bool {
    let parties = [one.party, two.party]
    guard parties[0] != parties[1] else { return false }
    let (first, second) = (package.account(of: one)?.name.value, package.account(of: two)?.name.value)
    return parties.contains(.internal) || first != nil && first == second
  }

  private func label(_ system: Named<SystemDeclaration>) -> Label {
    let party = system.value.posture.party
    let isSaid = system.node["posture"]?["party"] != nil
    return Label(
      span: isSaid ? party.span : system.name.span,
      text: isSaid ? "`\(party.value.rawValue)`" : "says no `party`: `\(party.value.rawValue)`")
  }

  /// An address with what makes no difference taken out: a slash at its end, and capitals before the path.
  private static func address(_ url: String) -> String {
    var url = url[...]
    while url.hasSuffix("/") { url.removeLast() }
    guard !url.contains("${"), let scheme = url.firstRange(of: "://") else { return String(url) }
    let path = url[scheme.upperBound...].firstIndex(of: "/") ?? url.endIndex
    return url[..<path].lowercased() + url[path...]
  }
}

extension Named where Value == SystemDeclaration {
  /// Whose it is said to be.
  fileprivate var party: PartyWord { value.posture.party.value }
}
