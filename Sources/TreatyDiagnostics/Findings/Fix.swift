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

/// How far the edits of a fix can be trusted. What is trusted more is less, so that it sorts first.
public enum Applicability: String, Hashable, Sendable, Comparable, CaseIterable, Codable {
  /// The edits keep what the text means, but for what is mended: `--fix` makes them.
  case safe
  /// The edits are likely what is meant, and may change what the text means: `--fix --unsafe` makes them.
  case unsafe
  /// A person decides. There are no edits, or edits that only an editor offers.
  case manual

  /// More trusted first.
  public static func < (left: Applicability, right: Applicability) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .safe: 0
    case .unsafe: 1
    case .manual: 2
    }
  }
}

/// A way to mend what was found.
public struct Fix: Hashable, Sendable {
  /// What to do, said to a person.
  public var title: String
  /// Edits that do it; none where a person must decide. All of them are made, or none.
  public var edits: [Edit]
  /// How far the edits can be trusted; ``Applicability/manual`` where there are none.
  public var applicability: Applicability

  /// A way to mend. Edits of which nothing is said are unsafe; without edits it is manual, whatever is said.
  public init(title: String, edits: [Edit] = [], applicability: Applicability = .unsafe) {
    self.title = title
    self.edits = edits
    self.applicability = edits.isEmpty ? .manual : applicability
  }
}
