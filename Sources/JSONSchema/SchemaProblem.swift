/// Why a document is no schema that can be compiled.
public struct SchemaProblem: Error, Hashable, Sendable {
  /// What kind of thing is wrong.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The document is not what draft 2020-12 says a schema is.
    case invalid
    /// Something that draft 2020-12 or an older one has, and this library refuses; the message names it.
    case unsupported
    /// A reference leads to something that is not here. Nothing is ever fetched.
    case unresolvedReference
    /// A regular expression is none, or has something that no linear-time engine has.
    case pattern
    /// A reference leads back to where it stands without going into the value.
    case loop
    /// The schema is larger than may be compiled.
    case tooLarge
  }

  /// What kind of thing is wrong.
  public var kind: Kind
  /// The document in which it is wrong, as it was handed in; empty for the one that was to be compiled.
  public var document: String
  /// Where in the document: a JSON pointer (RFC 6901), empty for the whole.
  public var pointer: String
  /// What is wrong and how to mend it, with names from the schema in backticks.
  public var message: String

  /// A problem.
  public init(_ kind: Kind, document: String = "", pointer: String, message: String) {
    self.kind = kind
    self.document = document
    self.pointer = pointer
    self.message = message
  }
}

extension SchemaProblem: CustomStringConvertible {
  /// Where and what.
  public var description: String { "\(document)#\(pointer): \(message)" }
}
