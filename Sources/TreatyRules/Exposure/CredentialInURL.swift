import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A credential that stands in an address.
public struct CredentialInURL: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .credentialInURL, name: "credential-in-url", severity: .error,
      title: "A credential in an address",
      summary: "A user, a password, a token or a key stands in an address, where it is written down on the way.",
      why: """
        Addresses end in the logs of servers and proxies, in traces, in messages of failure and in the history \
        of whoever opens them. Nothing there takes them for secrets. In a spec the credential lies in the \
        repository besides.
        """,
      mend: """
        Take it out of the address, and declare an account: a token or key goes in a header. Change the \
        credential that stood here: it has been seen. A key as a parameter is right only where a system takes \
        nothing else.
        """,
      bad: """
        calendars:
          closures: {kind: freeze, source: {url: "https://calendars.example.org/closures.ics?access_token=4f6c90ab77d1"}}
        """,
      good: """
        calendars:
          closures: {kind: freeze, source: {url: "https://calendars.example.org/closures.ics"}}
        """,
      related: [.literalCredential, .plainHTTP], canBeAllowed: true),
    reason: "addresses are written down on the way, in logs that many read")

  /// The rule.
  public init() {}

  /// Looks at whatever addresses the package writes itself, and at keys that go as parameters.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for node in package.addresses() { check(WrittenAddress(node), &report) }
    for operation in package.ownOperations() {
      for parameter in operation.query + (operation.batch?.query ?? []) {
        for text in parameter.value {
          guard let node = text.node, ParameterWord.isCredential(parameter.name.value, Passage(node).constant) else {
            continue
          }
          report.add(finding(parameter.name.value, at: parameter.name.span))
        }
      }
    }
    checkKeys(package, &report)
  }

  private func check(_ address: WrittenAddress, _ report: inout Findings) {
    if let user = address.userInfo {
      report.add(
        Self.about.finding(
          "a user or password stands in an address", at: address.node.span(ofText: user), "before the host",
          mend: "take it out, and name an account in its place", "change the credential: it has been seen"))
    }
    for parameter in address.parameters where ParameterWord.isCredential(parameter.name, parameter.constant) {
      report.add(finding(parameter.name, at: address.node.span(ofText: parameter.range)))
    }
  }

  private func finding(_ name: String, at span: Span) -> Diagnostic {
    Self.about.finding(
      "parameter `\(name)` puts a credential into an address", at: span,
      mend: "take it out, and name an account whose token or key goes in a header",
      "if it is no credential, allow this with that as the reason")
  }

  /// Keys that the connector puts into a parameter: a choice only where it takes something else as well.
  private func checkKeys(_ package: RuledPackage, _ report: inout Findings) {
    for system in package.own(\.systems) {
      guard let name = system.value.account, let account = package.account(of: system),
        account.value.auth.kind == .apiKey,
        let connector = package.find(system.value.connector, in: \.connectors),
        let query = connector.value.auth.apiKey?.query
      else { continue }
      let others = connector.value.auth.kinds.filter { $0 != .apiKey && $0 != .hmac }.map { "`\($0.rawValue)`" }
      var finding = Self.about.finding(
        "the key of account `\(account.name.value)` goes in the address, as parameter `\(query.value)`", at: name.span,
        "shown in the address of each call", related: [Label(span: query.span, text: "put there by the connector")],
        mend: others.isEmpty
          ? "where such systems take a key in a header as well, say so in the connector: `api-key: {header: …}`"
          : "use an account with \(others.joined(separator: " or ")), which the connector takes as well")
      finding.severity = others.isEmpty ? .note : .warning
      report.add(finding)
    }
  }
}

extension RuledPackage {
  /// Scalars of this package that are addresses, or paths below one.
  fileprivate func addresses() -> [Node] {
    let systems = own(\.systems).flatMap { [$0.value.url?.node, $0.value.health?.get.node] }
    let connectors = own(\.connectors).flatMap { [$0.value.base?.node, $0.value.health?.get.node] }
    let inputs = own(\.inputs).filter { $0.value.type == .url }.map { $0.node["default"] }
    let accounts = own(\.accounts).map { $0.value.auth.oauth2?.tokenURL.node }
    let calendars = own(\.calendars).map { $0.value.source?.url?.node }
    let paths = ownOperations().flatMap { [$0.request?.path.node, $0.batch?.request?.path.node] }
    return (systems + connectors + inputs + accounts + calendars + paths).compactMap(\.self)
  }

  /// Requests that connectors of this package make.
  fileprivate func ownOperations() -> [OperationDeclaration] {
    own(\.connectors).flatMap { connector in
      connector.value.operations.map { $0.value }
        + connector.value.records.flatMap { $0.value.verbs.map { $0.operation } }
    }
  }
}
