import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Credentials and records sent without encryption.
public struct PlainHTTP: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .plainHTTP, name: "plain-http", severity: .warning,
      title: "An address without encryption",
      summary:
        "A system beyond this machine is called by `http`, without encryption, or a token or calendar is fetched so.",
      why: """
        Anybody on the way can read the credentials and the records, and change what is answered. That holds within a network of one's own as \
        well. Addresses of this machine itself, such as `http://127.0.0.1:8080`, are not found.
        """,
      mend: """
        Write `https`. Where the system has no certificate, put a proxy beside it that has one. Where it needs none on purpose, say why under \
        `tls.insecure` of the system.
        """,
      bad: """
        systems:
          archive: {connector: desk, url: http://archive.example.org}
        """,
      good: """
        systems:
          archive: {connector: desk, url: https://archive.example.org}
        """,
      related: [.literalCredential, .openWebhook, .insecureConnection], canBeAllowed: true),
    reason: "anybody on the way can read the credentials and the records")

  /// The rule.
  public init() {}

  /// Looks at addresses and at defaults of inputs that stand in them.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for (index, system) in package.plan.systems.enumerated() {
      guard let text = system.url.constantText, let url = PlannedURL.reading(text)?.address, url.scheme == "http",
        !url.isLoopback
      else {
        continue
      }
      // Said on purpose, with the reason; where that cannot be right is found as `insecureConnection`.
      if package.declared.systems[system.name]?.value.tls.insecure != nil { continue }
      report.add(.plain(text, package.label("/systems/\(index)/url")))
    }
    for (index, input) in package.plan.inputs.enumerated() where input.kind == .url {
      guard let text = input.fallback, let url = PlannedURL.reading(text)?.address, url.scheme == "http",
        !url.isLoopback
      else {
        continue
      }
      report.add(.plain(text, package.label("/inputs/\(index)")))
    }
    for system in package.own(\.systems) where system.value.tls.insecure == nil {
      check(prefixOf: system.value.url, &report)
    }
    for connector in package.own(\.connectors) {
      check(connector.value.base, &report)
      check(prefixOf: connector.value.base, &report)
    }
    for account in package.own(\.accounts) { check(account.value.auth.oauth2?.tokenURL, &report) }
    for calendar in package.own(\.calendars) { check(calendar.value.source?.url, &report) }
  }

  /// An address whose host is worked out, and whose scheme is not.
  private func check(prefixOf text: ScalarText?, _ report: inout Findings) {
    guard let node = text?.node, Passage(node).constant == nil else { return }
    let address = WrittenAddress(node)
    guard address.scheme == "http", address.origin == nil else { return }
    report.add(.plain(node.text, Label(span: node.span)))
  }

  /// An address that is only declared, and stands in no plan.
  private func check(_ text: ScalarText?, _ report: inout Findings) {
    guard let node = text?.node, Passage(node).constant != nil else { return }
    guard let origin = WrittenAddress(node).origin, origin.scheme == "http", !origin.isLoopback else { return }
    report.add(.plain(origin.description, Label(span: node.span), length: node.text.utf8.count))
  }
}

extension Diagnostic {
  fileprivate static func plain(_ url: String, _ place: Label?, length: Int? = nil) -> Diagnostic {
    var fix = Fix(title: "use `https://`")
    // Written without quotes, the address begins where the place does. Whether the system has a certificate nobody knows.
    if let span = place?.span, span.range.count == length ?? url.utf8.count {
      let scheme = Span(file: span.file, range: span.range.lowerBound..<(span.range.lowerBound + 4))
      fix = Fix(title: fix.title, edits: [Edit(span: scheme, replacement: "https")])
    }
    return Diagnostic(
      code: PlainHTTP.about.code, severity: PlainHTTP.about.severity, message: "`\(url)` is called without encryption",
      primary: place, reason: PlainHTTP.about.reason, fixes: [fix])
  }
}
