public import TreatyDiagnostics

/// The page of a check: one that has both examples, since what cannot be shown by an example cannot be tested by one either. A check
/// without them does not build.
public struct CheckPage: Sendable {
  /// The page.
  public let page: CodePage

  /// A page; see ``CodePage``.
  public init(
    code: DiagnosticCode, name: String, severity: Severity, title: String, summary: String, why: String, mend: String,
    bad: String, good: String, since: Int = 1, related: [DiagnosticCode] = [], canBeAllowed: Bool = false
  ) {
    page = CodePage(
      code: code, name: name, severity: severity, title: title, summary: summary, why: why, mend: mend, bad: bad,
      good: good, since: since, related: related, canBeAllowed: canBeAllowed)
  }
}
