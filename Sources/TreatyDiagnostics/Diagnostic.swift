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

/// One replacement of text.
public struct Edit: Hashable, Sendable {
  /// What is replaced.
  public var span: Span
  /// By what.
  public var replacement: String

  /// A replacement.
  public init(span: Span, replacement: String) {
    self.span = span
    self.replacement = replacement
  }
}

/// A way to mend what was found.
public struct Fix: Hashable, Sendable {
  /// What to do, said to a person.
  public var title: String
  /// Edits that do it; none where a person must decide.
  public var edits: [Edit]
  /// Whether the edits surely do what is meant.
  public var isCertain: Bool

  /// A way to mend.
  public init(title: String, edits: [Edit] = [], isCertain: Bool = false) {
    self.title = title
    self.edits = edits
    self.isCertain = isCertain
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
  /// Places that explain it.
  public var related: [Label]
  /// What happens if it stays; `nil` where the message says so already.
  public var reason: String?
  /// Ways to mend it, the best first.
  public var fixes: [Fix]

  /// A finding.
  public init(
    code: DiagnosticCode, severity: Severity, message: String, primary: Label?, related: [Label] = [],
    reason: String? = nil,
    fixes: [Fix] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.primary = primary
    self.related = related
    self.reason = reason
    self.fixes = fixes
  }
}
