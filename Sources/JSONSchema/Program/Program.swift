import CEL

/// A position in ``Program/nodes``.
typealias NodeID = Int32

extension NodeID {
  /// The schema that allows everything.
  static let anything: NodeID = 0
  /// No schema.
  static let none: NodeID = -1
}

/// A compiled schema: what to do for each kind of value, in flat tables that refer to each other by position.
///
/// A class, so that passing it on costs one count, and the tables end with it.
final class Program: Sendable {
  let tables: ProgramTables
  /// Where each node stands, and what is said of it; for messages and shapes only.
  let notes: [NodeNote]
  let root: NodeID
  private let counts: ProgramCounts

  init(
    nodes: ContiguousArray<SchemaNode>, code: ContiguousArray<Instruction>, parts: ProgramParts, notes: [NodeNote],
    root: NodeID
  ) {
    tables = ProgramTables(nodes: nodes, code: code, parts)
    counts = ProgramCounts(nodes: nodes.count, code: code.count, parts)
    self.notes = notes
    self.root = root
  }

  deinit { tables.deallocate(counts) }
}

/// One schema: the kinds it allows, and the instructions for each kind. Those for all kinds come first, and `unevaluated…` last.
struct SchemaNode: Sendable {
  /// Kinds of values that `type` allows.
  var types: TypeSet
  /// Whether it has to know what the others in it have looked at, for `unevaluatedProperties` or `unevaluatedItems`.
  var tracks: Bool
  /// Where in ``Program/code`` those for all kinds begin, and in this order those for each kind; each group ends where the next begins.
  var common: Int32
  var numbers: Int32
  var texts: Int32
  var lists: Int32
  var objects: Int32
  var end: Int32
}

/// Where a node stands, and what is said of it.
struct NodeNote: Sendable {
  /// URI of the schema resource, empty for the compiled document's own.
  var resource: String
  /// JSON pointer from the resource's root.
  var pointer: String
  /// What `format` says.
  var format: String?

  /// As it is shown: `#/properties/id`.
  var location: String { "\(resource)#\(pointer)" }
}

/// One thing to do.
struct Instruction: Sendable {
  var operation: Operation
  /// What the operation needs: a node, a count, or a position in one of the tables.
  var first: Int32
  var second: Int32 = 0

  init(_ operation: Operation, _ first: Int32 = 0, _ second: Int32 = 0) {
    self.operation = operation
    self.first = first
    self.second = second
  }
}

/// What there is to do. The comment says what an instruction's `first` and `second` are.
enum Operation: UInt8, Sendable {
  // For all kinds.
  /// The schema `false`.
  case never
  /// A position in `values`.
  case constant
  /// A position in `sets`.
  case enumeration
  /// A node; 1 where it was `$dynamicRef`.
  case reference
  /// The first of the nodes in `lists`, and how many.
  case allOf, anyOf, oneOf
  /// A node.
  case not
  /// A position in `conditions`.
  case condition

  // For numbers: a position in `bounds`, or `divisors`.
  case minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf

  // For texts.
  /// A number of code points.
  case minLength, maxLength
  /// A position in `patterns`.
  case pattern
  /// A ``Format``.
  case format

  // For lists.
  /// A number of elements.
  case minItems, maxItems
  case uniqueItems
  /// A position in `elements`.
  case elements
  /// A position in `contains`.
  case contains
  /// A node.
  case unevaluatedItems

  // For objects.
  /// A number of properties.
  case minProperties, maxProperties
  /// A position in `objects`.
  case properties
  /// A position in `dependencies`; 1 where it was `dependencies`.
  case dependentRequired
  /// A position in `dependencies`; 1 where it was `dependencies`.
  case dependentSchema
  /// A node.
  case unevaluatedProperties
}
