import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan

/// A check over a whole package whose names and types are sound. One file each, with the words of its page.
public protocol Rule: Sendable {
  /// What the rule is.
  static var about: RuleDescription { get }
  /// A rule.
  init()
  /// Looks at a package, and reports what it finds.
  func check(_ package: RuledPackage, _ report: inout Findings)
}

/// What a rule is: the page of its code, with examples that are tests, and what its findings say of it.
public struct RuleDescription: Sendable {
  /// The page; see ``Pages``.
  public let page: CodePage
  /// What happens if it stays, as a clause under each finding; the page may say more.
  public let reason: String

  /// A description.
  public init(_ page: CheckPage, reason: String) {
    self.page = page.page
    self.reason = reason
  }

  /// The code of its findings.
  public var code: DiagnosticCode { page.code }
  /// How much a finding matters.
  public var severity: Severity { page.severity }

  /// A finding of the rule.
  /// - Parameters:
  ///   - place: What is underlined.
  ///   - text: What stands under it.
  ///   - related: Places that explain it.
  ///   - reason: What happens if it stays, where this says more than what the rule says of all its findings.
  ///   - fixes: Ways to mend it, the best first.
  package func finding(
    _ message: String, at place: Span?, _ text: String? = nil, related: [Label?] = [], reason: String? = nil,
    fixes: [Fix]
  ) -> Diagnostic {
    Diagnostic(
      code: code, severity: severity, message: message, primary: place.map { Label(span: $0, text: text) },
      related: related.compactMap(\.self), reason: reason ?? self.reason, fixes: fixes)
  }

  /// A finding of the rule, with ways to mend it in words.
  package func finding(
    _ message: String, at place: Span?, _ text: String? = nil, related: [Label?] = [], reason: String? = nil,
    mend: String...
  ) -> Diagnostic {
    finding(message, at: place, text, related: related, reason: reason, fixes: mend.map { Fix(title: $0) })
  }
}
