import CEL
import CELCrypto
import Synchronization

/// A CEL expression with the type that the compiler found for it.
public struct PlannedExpression: Hashable, Sendable, Codable {
  /// The source text.
  public var cel: String
  /// The type of its result.
  public var type: TypeText

  /// An expression.
  public init(cel: String, type: TypeText) {
    self.cel = cel
    self.type = type
  }

  private enum CodingKeys: String, CodingKey { case cel, type }

  /// Writes the source as it is; for a digest as what it means, whatever its white space, its quotes and the names of its variables are.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let forms = ExpressionForms.key.flatMap { encoder.userInfo[$0] as? ExpressionForms }
    try container.encode(forms?.form(of: cel) ?? cel, forKey: .cel)
    try container.encode(type, forKey: .type)
  }
}

/// The forms of expressions under which a digest knows them. A large plan has the same expression many times.
final class ExpressionForms: Sendable {
  /// With one under this key, an encoder writes expressions for a digest.
  static let key = CodingUserInfoKey(rawValue: "treaty.expression-forms")
  private static let tokens = TokenForm(
    libraries: .treaty, parse: ParseOptions(hyphenatedRoots: Scope.hyphenatedRoots))
  private let known = Mutex<[String: String]>([:])

  /// The form of an expression.
  func form(of source: String) -> String {
    known.withLock { known in
      if let form = known[source] { return form }
      let form = ExpressionForms.tokens.text(of: source)
      known[source] = form
      return form
    }
  }
}

/// Text with expressions in it; a piece is either.
public struct PlannedTemplate: Hashable, Sendable, Codable {
  /// A piece of a template.
  public enum Piece: Hashable, Sendable {
    /// Text that stands for itself.
    case text(String)
    /// An expression whose value is written here, encoded for the place.
    case expression(PlannedExpression)
  }

  /// The pieces in order; no two texts stand side by side.
  public var pieces: [Piece]

  /// A template of pieces.
  public init(_ pieces: [Piece]) { self.pieces = pieces }

  /// A template that is only text.
  public init(text: String) { pieces = text.isEmpty ? [] : [.text(text)] }

  /// The text, where no piece is an expression.
  public var constantText: String? {
    var text = ""
    for piece in pieces {
      guard case .text(let part) = piece else { return nil }
      text += part
    }
    return text
  }

  /// The template as somebody would write it in a spec.
  public var source: String {
    pieces.map {
      switch $0 {
      case .text(let text): text.replacing("${", with: "$${")
      case .expression(let expression): "${ \(expression.cel) }"
      }
    }.joined()
  }

  /// Reads a list of texts and expressions.
  public init(from decoder: any Decoder) throws {
    pieces = try decoder.singleValueContainer().decode([Piece].self)
  }

  /// Writes a list of texts and expressions.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(pieces)
  }
}

extension PlannedTemplate.Piece: Codable {
  /// Reads a bare string as text, an object as an expression.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {  // not a string: then it must be an expression
      self = .text(text)
    } else {
      self = .expression(try container.decode(PlannedExpression.self))
    }
  }

  /// Writes text as a bare string, an expression as an object.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .expression(let expression): try container.encode(expression)
    }
  }
}

/// A scalar that stands for itself.
public enum Constant: Hashable, Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case int(Int64)
  /// A decimal number, always finite.
  case double(Double)
  /// A text.
  case string(String)
}

extension Constant: Codable {
  /// Reads a JSON scalar. A whole number beyond ±(2^53−1), which RFC 8785 cannot carry as a number, is an object `{"int": "…"}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {  // each `try?`: the next kind is tried instead
      self = .bool(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .double(value)
    } else {
      let tagged = try container.decode([String: String].self)
      if let value = tagged["int"].flatMap({ Int64($0) }) {
        self = .int(value)
      } else if let value = tagged["double"].flatMap({ Double($0) }) {
        self = .double(value)
      } else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a constant")
      }
    }
  }

  /// Writes a JSON scalar; see ``init(from:)``. A double with a whole value is tagged too, since JSON would read it as int.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .int(let value) where value.magnitude < 1 << 53: try container.encode(value)
    case .int(let value): try container.encode(["int": String(value)])
    case .double(let value) where value == value.rounded(): try container.encode(["double": "\(value)"])
    case .double(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    }
  }
}

/// How a JSON-like value is put together: constants, expressions and templates inside objects and lists.
public indirect enum Construction: Hashable, Sendable {
  /// A scalar that stands for itself.
  case constant(Constant)
  /// The value of an expression, whatever its type.
  case expression(PlannedExpression)
  /// Text joined from pieces.
  case text(PlannedTemplate)
  /// A map with these fields, sorted by name.
  case object([ConstructionField])
  /// A list of these elements.
  case list([Construction])
}

/// One field of a constructed map.
public struct ConstructionField: Hashable, Sendable {
  /// Name of the field.
  public var name: String
  /// Its value.
  public var value: Construction

  /// A field.
  public init(name: String, value: Construction) {
    self.name = name
    self.value = value
  }
}

extension Construction: Codable {
  private enum Key: String, CodingKey { case constant, cel, type, text, object, list }

  /// Reads one of `{"constant"}`, `{"cel","type"}`, `{"text"}`, `{"object"}`, `{"list"}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if container.contains(.cel) {
      self = .expression(try PlannedExpression(from: decoder))
    } else if container.contains(.text) {
      self = .text(try container.decode(PlannedTemplate.self, forKey: .text))
    } else if container.contains(.object) {
      let fields = try container.decode([String: Construction].self, forKey: .object)
      self = .object(fields.map { ConstructionField(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name })
    } else if container.contains(.list) {
      self = .list(try container.decode([Construction].self, forKey: .list))
    } else {
      self = .constant(try container.decode(Constant.self, forKey: .constant))
    }
  }

  /// Writes the form that ``init(from:)`` reads.
  public func encode(to encoder: any Encoder) throws {
    if case .expression(let expression) = self { return try expression.encode(to: encoder) }
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .constant(let constant): try container.encode(constant, forKey: .constant)
    case .text(let template): try container.encode(template, forKey: .text)
    case .object(let fields):
      let byName = Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      try container.encode(byName, forKey: .object)
    case .list(let elements): try container.encode(elements, forKey: .list)
    case .expression: break
    }
  }
}
