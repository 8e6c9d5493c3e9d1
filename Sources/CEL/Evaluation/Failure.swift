/// Why an evaluation has no result. A value, not a thrown error: `&&`, `||`, `all` and `exists` look past failures, which a throw
/// would make dear.
public struct EvaluationFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of thing went wrong.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A map has no such key, a record no such field.
    case noSuchKey
    /// A list has no such index.
    case indexOutOfRange
    /// A variable has no value.
    case noSuchVariable
    /// No function takes values of these kinds.
    case noSuchOverload
    /// A number is too large for its type.
    case overflow
    /// Divided by zero.
    case divisionByZero
    /// A value cannot be made into another.
    case conversion
    /// A map would have one key twice, or a key of a kind that maps do not have.
    case badKey
    /// An optional was empty.
    case noValue
    /// A regular expression is not one.
    case badPattern
    /// An argument is of the right type and makes no sense.
    case badArgument
    /// The evaluation took more steps, or made more bytes, than it may.
    case tooCostly
  }

  /// What kind of thing went wrong.
  public var kind: Kind
  /// What happened, in a sentence without the values of a record.
  public var message: String
  /// The part of the source, in bytes, that failed; `nil` where it is not known.
  public var range: Range<Int>?

  /// A failure.
  public init(_ kind: Kind, _ message: String, range: Range<Int>? = nil) {
    self.kind = kind
    self.message = message
    self.range = range
  }

  /// The message.
  public var description: String { message }

  /// The same, pointing at `range` unless it points at something already.
  func at(_ range: Range<Int>) -> EvaluationFailure {
    var failure = self
    failure.range = self.range ?? range
    return failure
  }
}

extension Value {
  static func failure(_ kind: EvaluationFailure.Kind, _ message: String) -> Value {
    .failure(EvaluationFailure(kind, message))
  }
}
