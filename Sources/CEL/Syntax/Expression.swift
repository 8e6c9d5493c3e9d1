/// A parsed expression: what it is, and the bytes it was written with.
struct Expression: Sendable {
  /// Number within its source, from 0: types are noted by it.
  let id: Int
  let range: Range<Int>
  let kind: Kind

  indirect enum Kind: Sendable {
    case literal(Value)
    /// A name; `isAbsolute` with a leading dot.
    case name(String, isAbsolute: Bool)
    /// `operand.field`, `operand.?field`.
    case select(Expression, field: String, fieldRange: Range<Int>, isOptional: Bool)
    /// `has(operand.field)`.
    case has(Expression, field: String)
    /// A call; operators have names such as `_+_`.
    case call(String, nameRange: Range<Int>, target: Expression?, arguments: [Expression])
    /// A list; positions of elements that drop out when they are empty optionals.
    case list([Expression], optional: Set<Int>)
    case map([Entry])
    case comprehension(Comprehension)
    /// `cel.bind(name, value, result)`.
    case bind(String, Expression, Expression)
    /// `cel.block([value, …], result)`: values that later ones and the result read as `cel.index(number)`.
    case block([Expression], Expression)
    /// `a && b && …`, `a || b || …`: flat, so that ten thousand operands are not ten thousand deep.
    case logic(isAnd: Bool, [Expression])
    case conditional(Expression, Expression, Expression)
  }

  struct Entry: Sendable {
    var key: Expression
    var value: Expression
    var isOptional: Bool
  }

  struct Comprehension: Sendable {
    enum Kind: String, Sendable {
      case all, exists, existsOne, map, filter, transformList, transformMap, transformMapEntry, sortBy, optMap,
        optFlatMap
    }
    var kind: Kind
    var over: Expression
    /// One or two names.
    var variables: [String]
    /// Which elements count; `nil` for all.
    var condition: Expression?
    var body: Expression
  }
}

/// What may not be exceeded when parsing.
public struct ParseOptions: Hashable, Sendable {
  /// Bytes of a source.
  public var size: Int
  /// Brackets, operators and calls within each other. Each level costs stack when the expression is checked, compiled and evaluated.
  public var depth: Int
  /// Root names behind which so many names may hold hyphens: with `tables` among them, `tables.rt-priority` is a field, and
  /// `tables.rt - priority` a subtraction. CEL itself has no such names.
  public var hyphenatedRoots: [String: Int]

  /// Options. The depth is the one that cel-go has.
  public init(size: Int = 100_000, depth: Int = 250, hyphenatedRoots: [String: Int] = [:]) {
    self.size = size
    self.depth = depth
    self.hyphenatedRoots = hyphenatedRoots
  }
}
