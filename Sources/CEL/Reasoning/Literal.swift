extension Condition {
  /// A value that a field is held against.
  public enum Literal: Hashable, Sendable {
    /// Null.
    case null
    /// A truth value.
    case bool(Bool)
    /// A whole number.
    case int(Int64)
    /// A whole number without sign.
    case uint(UInt64)
    /// A decimal number.
    case double(Double)
    /// A text.
    case text(Text)
    /// A moment.
    case timestamp(Timestamp)
    /// A length of time.
    case duration(TimeSpan)

    /// The text of a Swift string.
    public static func string(_ string: String) -> Literal { .text(Text(string)) }

    /// The literal of a value; `nil` for lists, maps and what else has no order and no parts that are compared.
    public init?(_ value: Value) {
      switch value {
      case .null: self = .null
      case .bool(let bool): self = .bool(bool)
      case .int(let int): self = .int(int)
      case .uint(let uint): self = .uint(uint)
      case .double(let double): self = .double(double)
      case .text(let text): self = .text(text)
      case .timestamp(let moment): self = .timestamp(moment)
      case .duration(let span): self = .duration(span)
      case .bytes, .list, .map, .type, .network, .optional, .failure: return nil
      }
    }

    /// The value.
    public var value: Value {
      switch self {
      case .null: .null
      case .bool(let bool): .bool(bool)
      case .int(let int): .int(int)
      case .uint(let uint): .uint(uint)
      case .double(let double): .double(double)
      case .text(let text): .text(text)
      case .timestamp(let moment): .timestamp(moment)
      case .duration(let span): .duration(span)
      }
    }
  }

  /// How a field stands to a literal. In none of them does a field stand that is missing.
  public enum Relation: Hashable, Sendable {
    /// It is that value.
    case equal
    /// It is there, and another value.
    case notEqual
    /// It is of the same kind, and less.
    case less
    /// It is of the same kind, and less or equal.
    case lessOrEqual
    /// It is of the same kind, and greater.
    case greater
    /// It is of the same kind, and greater or equal.
    case greaterOrEqual
    /// It is a text that begins with the literal.
    case hasPrefix
    /// It is a text that ends with the literal.
    case hasSuffix
    /// It is a text in which the literal stands.
    case contains
  }
}

extension Condition.Literal: CustomStringConvertible {
  /// CEL that gives the value.
  public var description: String { value.celSource }
}
