/// What can be wrong with an expression before it runs.
public enum IssueKind: String, Hashable, Sendable, CaseIterable {
  /// It cannot be parsed.
  case syntax
  /// It is nested too deep.
  case tooDeep
  /// It is too long.
  case tooLong
  /// A name is not in scope.
  case undeclaredName
  /// A record has no such field.
  case unknownField
  /// No function takes arguments of these types.
  case noOverload
  /// A value is of another type than its place asks for.
  case typeMismatch
  /// A text is not among the values of an enumeration.
  case notInEnum
  /// A regular expression is not one.
  case badPattern
  /// It takes more steps than it may.
  case tooCostly
}

/// Something wrong with an expression. Places are bytes of its own source; whoever embeds it maps them.
public struct Issue: Error, Hashable, Sendable {
  /// What kind of thing is wrong.
  public var kind: IssueKind
  /// What is wrong: one sentence, names in backticks, what was expected and what was found.
  public var message: String
  /// The part to underline.
  public var range: Range<Int>
  /// What helps to understand it, such as the overloads of a function.
  public var notes: [String]
  /// What the underlined part may have been meant to be.
  public var suggestion: String?

  /// Ways to mend it, the best first; source is in backticks.
  public var mends: [String]

  /// Something wrong.
  public init(
    kind: IssueKind, message: String, range: Range<Int>, notes: [String] = [], suggestion: String? = nil,
    mends: [String] = []
  ) {
    self.mends = mends
    self.kind = kind
    self.message = message
    self.range = range
    self.notes = notes
    self.suggestion = suggestion
  }
}
