import TreatySyntax

/// A declaration of the language: a Swift value and the one description that its decoder, the JSON Schema, the reference and
/// completion all come from.
public protocol Described: Sendable {
  /// What there is to say about this kind of declaration.
  static var description: Description<Self> { get }
  /// An empty declaration, which decoding fills. Nobody sees one in which a required key is missing.
  init()
}

/// One kind of declaration: its name, its keys, what each means.
public struct Description<Subject: Sendable>: Sendable {
  /// Name of the kind, as a person says it: `retry policy`.
  public let name: String
  /// What it is for, in a sentence or two.
  public let doc: String
  /// Its keys, in the order in which they are best written.
  public let keys: [KeyDescription<Subject>]
  /// What must be true of its keys together.
  public let rules: KeyRules
  /// Whether it can be declared and is checked, and no host carries it out yet.
  public let isCheckedOnly: Bool
  /// Positions of the keys by name.
  let positions: [String: Int]

  /// A description.
  public init(
    _ name: String, _ doc: String, rules: KeyRules = KeyRules(), isCheckedOnly: Bool = false,
    keys: [KeyDescription<Subject>]
  ) {
    self.name = name
    self.doc = doc
    self.keys = keys
    self.rules = rules
    self.isCheckedOnly = isCheckedOnly
    positions = Dictionary(
      keys.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The description without its Swift type, as schema and reference need it.
  public var outline: Outline {
    Outline(
      name: name, doc: doc,
      keys: keys.map {
        Outline.Key(
          name: $0.name, doc: $0.doc, form: $0.form, isRequired: $0.isRequired, shown: $0.shown, example: $0.example,
          notes: $0.notes)
      },
      rules: rules, isCheckedOnly: isCheckedOnly)
  }
}

/// What must be true of a declaration's keys together.
public struct KeyRules: Sendable {
  /// Groups of keys of which exactly one must stand.
  public var exactlyOne: [[String]]
  /// Groups of keys of which at most one may stand.
  public var atMostOne: [[String]]
  /// Groups of keys of which at least one must stand.
  public var atLeastOne: [[String]]
  /// A key that means something only beside one of these.
  public var onlyWith: [(key: String, others: [String])]
  /// A key that needs these beside it.
  public var needs: [(key: String, others: [String])]

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
    Self(name: name, doc: doc, form: kind.form, isRequired: true, shown: nil, example: example) {
      node, subject, reader in
      guard let value = kind.read(node, &reader) else { return false }
      subject[keyPath: path] = value
      return true
    }
  }

  /// A key that may be left out.
  public static func optional<Value>(
    _ name: String, _ path: any WritableKeyPath<Subject, Value?> & Sendable, _ kind: Kind<Value>, _ doc: String,
    default shown: String? = nil, example: String? = nil
  ) -> Self {
    Self(name: name, doc: doc, form: kind.form, isRequired: false, shown: shown, example: example) {
      node, subject, reader in
      guard let value = kind.read(node, &reader) else { return false }
      subject[keyPath: path] = value
      return true
    }
  }

  /// A key that may be left out and then has the value that an empty declaration has.
  public static func defaulted<Value>(
    _ name: String, _ path: any WritableKeyPath<Subject, Value> & Sendable, _ kind: Kind<Value>, _ doc: String,
    default shown: String, example: String? = nil
  ) -> Self {
    let key = required(name, path, kind, doc, example: example)
    return Self(
      name: name, doc: doc, form: kind.form, isRequired: false, shown: shown, example: example, read: key.read)
  }
}

/// A description without its Swift type.
public struct Outline: Sendable {
  /// One key.
  public struct Key: Sendable {
    /// The key as it is written.
    public let name: String
    /// What it says.
    public let doc: String
    /// What may stand behind it.
    public let form: @Sendable () -> Form
    /// Whether it must stand.
    public let isRequired: Bool
    /// What holds where it does not stand.
    public let shown: String?
    /// An example of its value.
    public let example: String?
    /// What else there is to say.
    public let notes: KeyNotes
  }

  /// Name of the kind.
  public let name: String
  /// What it is for.
  public let doc: String
  /// Its keys.
  public let keys: [Key]
  /// What must be true of its keys together.
  public let rules: KeyRules
  /// Whether it is checked, and no host carries it out yet.
  public let isCheckedOnly: Bool
}

/// What may stand in a place, as the JSON Schema says it.
public indirect enum Form: Sendable {
  /// Any text.
  case text
  /// A text that a small grammar reads; with its name in the reference, and a pattern for editors.
  case grammar(String, pattern: String)
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// A number.
  case number
  /// `true` or `false`.
  case flag
  /// One of these words.
  case choice([String])
  /// Text in which `${ … }` is an expression.
  case template
  /// A bare CEL expression.
  case expression
  /// Any YAML value, with templates in its texts.
  case construction
  /// A name of something declared elsewhere.
  case reference(ReferenceKind)
  /// A list.
  case list(Form)
  /// A mapping from names of the user's to this.
  case map(Form)
  /// A declaration.
  case declaration(Outline)
  /// One of several.
  case either([Form])
  /// A type of the language.
  case type
}
