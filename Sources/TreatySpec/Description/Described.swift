import TreatySyntax

/// A declaration of the language: a Swift value and the one description that its decoder, the JSON Schema, the reference and
/// completion all come from.
public protocol Described: Sendable {
  /// What there is to say about this kind of declaration.
  static var description: Description<Self> { get }
  /// An empty declaration, which decoding fills. Nobody sees one in which a required key is missing.
  init()
}

/// One kind of declaration: its name, its keys, what each means. There is one for each kind, for good: it is shared, not copied.
public final class Description<Subject: Described>: Sendable {
  /// Its keys, in the order in which they are best written, with how each is read into a subject.
  public let keys: [KeyDescription<Subject>]
  /// All that there is to say without the Swift type.
  public let outline: Outline

  /// A description.
  public init(
    _ name: String, _ doc: String, rules: KeyRules = KeyRules(), isCheckedOnly: Bool = false,
    keys: [KeyDescription<Subject>]
  ) {
    self.keys = keys
    outline = Outline(
      name: name, doc: doc, keys: keys.map { $0.outline }, rules: rules, isCheckedOnly: isCheckedOnly)
  }

  /// Name of the kind, as a person says it: `retry policy`.
  public var name: String { outline.name }
  /// What it is for, in a sentence or two.
  public var doc: String { outline.doc }
}

/// What must be true of a declaration's keys together.
public struct KeyRules: Sendable {
  /// Groups of keys of which exactly one must stand.
  public let exactlyOne: [[String]]
  /// Groups of keys of which at most one may stand.
  public let atMostOne: [[String]]
  /// Groups of keys of which at least one must stand.
  public let atLeastOne: [[String]]
  /// A key that means something only beside one of these.
  public let onlyWith: [(key: String, others: [String])]
  /// A key that needs these beside it.
  public let needs: [(key: String, others: [String])]

  /// Whether there are none.
  let isEmpty: Bool

  /// Rules; none by default.
  public init(
    exactlyOne: [[String]] = [], atMostOne: [[String]] = [], atLeastOne: [[String]] = [],
    onlyWith: [(key: String, others: [String])] = [], needs: [(key: String, others: [String])] = []
  ) {
    self.exactlyOne = exactlyOne
    self.atMostOne = atMostOne
    self.atLeastOne = atLeastOne
    self.onlyWith = onlyWith
    self.needs = needs
    isEmpty = exactlyOne.isEmpty && atMostOne.isEmpty && atLeastOne.isEmpty && onlyWith.isEmpty && needs.isEmpty
  }
}

/// What else there is to say about a key.
public struct KeyNotes: Sendable, Hashable {
  /// Edition of the language in which the key first stood.
  public var since = 1
  /// What to write instead, where the key should no longer be used.
  public var deprecated: String?
  /// Whether it is checked, and no host carries it out yet.
  public var isCheckedOnly = false
  /// Names that an expression in it may use, where it is one.
  public var scope: String?

  /// Nothing in particular.
  public init() {}
}

/// One key of a declaration.
public struct KeyDescription<Subject: Sendable>: Sendable {
  /// The key as it is written, kebab-case.
  public let name: String
  /// What it says.
  public let doc: String
  /// What may stand behind it.
  public let form: @Sendable () -> Form
  /// Whether it must stand.
  public let isRequired: Bool
  /// What holds where it does not stand, as it would be written.
  public let shown: String?
  /// What holds where it does not stand, in words, where it cannot be written.
  public let otherwise: String?
  /// An example of its value.
  public let example: String?
  /// What else there is to say.
  public var notes = KeyNotes()
  /// Reads the value into the subject; `false` when it could not be read.
  let read: @Sendable (Node, inout Subject, inout SpecReader) -> Bool

  /// The key, as one that is checked, and that no host carries out yet.
  public var checkedOnly: Self {
    var key = self
    key.notes.isCheckedOnly = true
    return key
  }

  /// The key, as one that should no longer be used.
  /// - Parameter instead: What to write in its place.
  public func deprecated(_ instead: String) -> Self {
    var key = self
    key.notes.deprecated = instead
    return key
  }

  /// The key, as one that an edition after the first brought.
  public func since(_ edition: Int) -> Self {
    var key = self
    key.notes.since = edition
    return key
  }

  /// The key, with the names that its expression may use.
  public func scope(_ names: String) -> Self {
    var key = self
    key.notes.scope = names
    return key
  }

  /// A key that must stand.
  public static func required<Value>(
    _ name: String, _ path: any WritableKeyPath<Subject, Value> & Sendable, _ kind: Kind<Value>, _ doc: String,
    example: String? = nil
  ) -> Self {
    Self(name: name, doc: doc, form: kind.form, isRequired: true, shown: nil, otherwise: nil, example: example) {
      node, subject, reader in
      guard let value = kind.read(node, &reader) else { return false }
      subject[keyPath: path] = value
      return true
    }
  }

  /// A key that may be left out.
  /// - Parameters:
  ///   - shown: What then holds, as it would be written.
  ///   - otherwise: What then holds, in words, where it cannot be written. Neither: nothing is said.
  public static func optional<Value>(
    _ name: String, _ path: any WritableKeyPath<Subject, Value?> & Sendable, _ kind: Kind<Value>, _ doc: String,
    default shown: String? = nil, otherwise: String? = nil, example: String? = nil
  ) -> Self {
    Self(name: name, doc: doc, form: kind.form, isRequired: false, shown: shown, otherwise: otherwise, example: example)
    { node, subject, reader in
      guard let value = kind.read(node, &reader) else { return false }
      subject[keyPath: path] = value
      return true
    }
  }

  /// A key that may be left out and then has the value that an empty declaration has, which can be written.
  public static func defaulted<Value>(
    _ name: String, _ path: any WritableKeyPath<Subject, Value> & Sendable, _ kind: Kind<Value>, _ doc: String,
    default shown: String, example: String? = nil
  ) -> Self {
    let key = required(name, path, kind, doc, example: example)
    return Self(
      name: name, doc: doc, form: kind.form, isRequired: false, shown: shown, otherwise: nil, example: example,
      read: key.read)
  }

  /// A key that may be left out and then has the value that an empty declaration has, which is said in words.
  public static func defaulted<Value>(
    _ name: String, _ path: any WritableKeyPath<Subject, Value> & Sendable, _ kind: Kind<Value>, _ doc: String,
    otherwise: String, example: String? = nil
  ) -> Self {
    let key = required(name, path, kind, doc, example: example)
    return Self(
      name: name, doc: doc, form: kind.form, isRequired: false, shown: nil, otherwise: otherwise, example: example,
      read: key.read)
  }
}
