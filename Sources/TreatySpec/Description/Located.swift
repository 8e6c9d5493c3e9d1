public import TreatyDiagnostics
public import TreatySyntax

/// A value and where it stands in a spec.
public struct Located<Value: Sendable>: Sendable {
  /// The value.
  public var value: Value
  /// Where it stands.
  public var span: Span

  /// A value at a place.
  public init(_ value: Value, at span: Span) {
    self.value = value
    self.span = span
  }

  /// What an empty declaration holds until decoding fills it.
  static func placeholder(_ value: Value) -> Located<Value> {
    Located(value, at: Span(file: FileID(0), range: 0..<0))
  }
}

extension Located: Equatable where Value: Equatable {}

extension Located: Hashable where Value: Hashable {}

/// A scalar whose text is an expression or a template. It keeps its node, so that a place inside the text can be found in the file.
public struct ScalarText: Sendable {
  /// The scalar; `nil` only in an empty declaration.
  public let node: Node?

  /// The text of a scalar.
  public init(_ node: Node?) { self.node = node }

  /// The text, after YAML's escapes and folding.
  public var text: String { node?.text ?? "" }
}

/// A declaration under a name. What it names is large, is read once and is looked at from many sides: it is shared, not copied.
public struct Named<Value: Sendable>: Sendable {
  /// The name, with the place of the key.
  public var name: Located<String>
  private let shared: Shared<Value>
  /// The declaration's node: the key's value.
  public var node: Node
  /// Names in it that stand for something declared elsewhere.
  public var references: [Reference]
  /// What in it no host carries out yet.
  public var unsupported: [Located<String>]

  /// A named declaration.
  public init(
    name: Located<String>, value: Value, node: Node, references: [Reference] = [], unsupported: [Located<String>] = []
  ) {
    self.name = name
    shared = Shared(value)
    self.node = node
    self.references = references
    self.unsupported = unsupported
  }

  /// What it names.
  public var value: Value {
    _read { yield shared.value }
  }
}

/// A value that several have.
private final class Shared<Value: Sendable>: Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}

/// A part of a declaration that most do without. It lies on the heap where it stands, so that a declaration is as small as what it
/// has: one with a dozen of these in itself would be copied, destroyed and compiled as if each of them stood.
@propertyWrapper
public enum Boxed<Value: Sendable>: Sendable {
  /// It does not stand.
  case nothing
  /// It stands.
  indirect case value(Value)

  /// A part, or nothing.
  public init(wrappedValue: Value?) {
    self = wrappedValue.map { .value($0) } ?? .nothing
  }

  /// The part, or nothing.
  public var wrappedValue: Value? {
    get {
      if case .value(let value) = self { return value }
      return nil
    }
    set { self = Self(wrappedValue: newValue) }
  }
}
