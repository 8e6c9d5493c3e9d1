/// Something about a value that its schema does not allow.
public struct SchemaViolation: Hashable, Sendable {
  /// Where in the value: a JSON pointer (RFC 6901), empty for the whole.
  public var pointer: String
  /// The keyword that does not allow it: a JSON pointer in the compiled document behind `#`, with the URI of the schema before that
  /// where the keyword stands in another one.
  public var keyword: String
  /// What is wrong, for a person, without the value itself: it may be nobody else's business.
  public var message: String

  /// A violation.
  public init(pointer: String, keyword: String, message: String) {
    self.pointer = pointer
    self.keyword = keyword
    self.message = message
  }
}

extension SchemaViolation: CustomStringConvertible {
  /// The message, and the keyword it comes from.
  public var description: String { "\(pointer): \(message) (\(keyword))" }
}
