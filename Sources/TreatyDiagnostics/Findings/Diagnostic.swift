/// How much a finding matters.
public enum Severity: String, Hashable, Sendable, Comparable, CaseIterable, Codable {
  /// Nothing runs before it is mended.
  case error
  /// It works, and is likely not what was meant.
  case warning
  /// Worth knowing.
  case note
  /// A fault of Treaty's own.
  case bug

  /// What matters more is less, so that it sorts first.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .bug: 0
    case .error: 1
    case .warning: 2
    case .note: 3
    }
  }
}

/// A place, and what is said of it.
public struct Label: Hashable, Sendable {
  /// The place.
  public var span: Span
  /// What stands under it; `nil` for the mere underline.
  public var text: String?

  /// A place and what is said of it.
  public init(span: Span, text: String? = nil) {
    self.span = span
    self.text = text
  }
}

/// A finding: complete enough that terminal, JSON and editor need nothing else.
public struct Diagnostic: Hashable, Sendable {
  /// Stable name of the kind of finding, printed `TR0412`.
  public var code: DiagnosticCode
  /// How much it matters.
  public var severity: Severity
  /// What is wrong: one sentence, names from the spec in backticks.
  public var message: String
  /// The text underlined first; `nil` where nothing in a file is at fault, such as an input that was not given.
  public var primary: Label?
  /// The place within the declarations, such as `flows.page-to-ticket.deliver[0].fields.Priority`; `nil` where it has none or
  /// nobody has said it. It survives what moves lines, and so is what a ``Fingerprint`` is made of.
  public var path: String?
  /// Places that explain it.
  public var related: [Label]
  /// What happens if it stays; `nil` where the message says so already.
  public var reason: String?
  /// Ways to mend it, the best first.
  public var fixes: [Fix]

  /// A finding.
  public init(
    code: DiagnosticCode, severity: Severity, message: String, primary: Label?, path: String? = nil,
    related: [Label] = [], reason: String? = nil, fixes: [Fix] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.primary = primary
    self.path = path
    self.related = related
    self.reason = reason
    self.fixes = fixes
  }
}
