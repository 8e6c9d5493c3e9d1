package import CEL

/// What the values that a schema allows look like, as far as types can say it: for a checker of expressions.
///
/// Every value that the schema allows has the shape, but for one thing: a schema with `properties` and no `type` also allows what is
/// no object, and is taken here to mean objects, as whoever wrote it did. Likewise one with `items` and lists.
public struct SchemaShape: Hashable, Sendable {
  /// What a part of a value is.
  public indirect enum Part: Hashable, Sendable {
    /// Anything, or one of several kinds.
    case any
    /// `true` or `false`.
    case bool
    /// A whole number of any size.
    case int
    /// A number.
    case number
    /// A text.
    case text
    /// A text with a time in it: `date-time`, where formats are asserted.
    case moment
    /// A list.
    case list(Part)
    /// An object with properties of any names.
    case map(Part)
    /// A position in ``SchemaShape/types``.
    case type(Int)
  }

  /// What has a name of its own, so that it can contain itself.
  public enum Named: Hashable, Sendable {
    /// An object with properties that are known.
    case object([Field])
    /// One of some texts.
    case choice([String])
  }

  /// A property of an object.
  public struct Field: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What it holds.
    public var part: Part
    /// Whether it may be missing, or null.
    public var isOptional: Bool
    /// What is said of its length or size.
    public var bounds: ShapeBounds
    /// Where it is said first: a JSON pointer in the compiled document; `nil` where that is in another one.
    public var pointer: String?
  }

  /// The whole value.
  public var root: Part
  /// Objects and choices, in the order in which they are met.
  public var types: [Named]
}

extension SchemaShape.Field {
  /// What the compiled document says of the property: its `description`, or its `title`.
  package func about(in document: Value) -> String? {
    guard let pointer else { return nil }
    var part: Value? = document
    for key in JSONPointer.keys(pointer) ?? [] { part = part.flatMap { JSONPointer.part(of: $0, key) } }
    return part?["description"]?.asString ?? part?["title"]?.asString
  }
}

/// What a schema says of the length of a text or list, and of the size of a number.
public struct ShapeBounds: Hashable, Sendable {
  /// Least number of code points, or elements.
  public var minLength: Int?
  /// Greatest number of them.
  public var maxLength: Int?
  /// Least number that is allowed.
  public var minimum: Double?
  /// Greatest number that is allowed.
  public var maximum: Double?

  /// Nothing is said.
  public init() {}

  /// Both hold.
  mutating func narrow(_ other: ShapeBounds) {
    func both<Number: Comparable>(_ left: Number?, _ right: Number?, _ choose: (Number, Number) -> Number) -> Number? {
      guard let left, let right else { return left ?? right }
      return choose(left, right)
    }
    minLength = both(minLength, other.minLength) { max($0, $1) }
    maxLength = both(maxLength, other.maxLength) { min($0, $1) }
    minimum = both(minimum, other.minimum) { max($0, $1) }
    maximum = both(maximum, other.maximum) { min($0, $1) }
  }

  /// One of both holds.
  mutating func widen(_ other: ShapeBounds) {
    func either<Number: Comparable>(_ left: Number?, _ right: Number?, _ choose: (Number, Number) -> Number) -> Number?
    {
      guard let left, let right else { return nil }
      return choose(left, right)
    }
    minLength = either(minLength, other.minLength) { min($0, $1) }
    maxLength = either(maxLength, other.maxLength) { max($0, $1) }
    minimum = either(minimum, other.minimum) { min($0, $1) }
    maximum = either(maximum, other.maximum) { max($0, $1) }
  }
}
