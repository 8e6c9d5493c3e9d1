public import TreatySyntax

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
    /// What holds where it does not stand, as it would be written.
    public let shown: String?
    /// The same in words, where it cannot be written.
    public let otherwise: String?
    /// An example of its value.
    public let example: String?
    /// What else there is to say.
    public let notes: KeyNotes
    /// Whether a value can stand there; what is wrong with it is among the reader's findings.
    public let reads: @Sendable (Node, inout SpecReader) -> Bool
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
  /// Positions of the keys by name.
  let positions: [String: Int]
  /// Positions of the keys that must stand.
  let required: [Int]

  init(name: String, doc: String, keys: [Key], rules: KeyRules, isCheckedOnly: Bool) {
    self.name = name
    self.doc = doc
    self.keys = keys
    self.rules = rules
    self.isCheckedOnly = isCheckedOnly
    required = keys.indices.filter { keys[$0].isRequired }
    positions = Dictionary(
      keys.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Described {
  /// What there is to say about this kind of declaration, without its Swift type.
  public static var outline: Outline { description.outline }
}

extension KeyDescription where Subject: Described {
  /// The key without the Swift type of its declaration, as schema and reference need it.
  var outline: Outline.Key {
    let read = read
    return Outline.Key(
      name: name, doc: doc, form: form, isRequired: isRequired, shown: shown, otherwise: otherwise, example: example,
      notes: notes
    ) { node, reader in
      var subject = Subject()
      return read(node, &subject, &reader)
    }
  }
}

/// What may stand in a place, as schema and reference say it.
public indirect enum Form: Sendable {
  /// Any text.
  case text
  /// A text that a small grammar reads, and in words between what it must lie.
  case grammar(SmallGrammar, bounds: String?)
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// A number.
  case number(ClosedRange<Double>)
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
  /// A text, number or truth value that stands for itself.
  case constant
  /// A name of something declared elsewhere.
  case reference(ReferenceKind)
  /// A list.
  case list(Form)
  /// A mapping from keys of the user's to this. Without a grammar the keys are those of other systems, which can be any text.
  case map(Form, keys: SmallGrammar? = nil)
  /// A declaration.
  case declaration(Outline)
  /// One of several.
  case either([Form])
  /// A type of the language.
  case type
}

extension Form {
  /// Declarations that may stand there, without those in them.
  var declarations: [Outline] {
    switch self {
    case .declaration(let outline): [outline]
    case .list(let element): element.declarations
    case .map(let value, _): value.declarations
    // A list stands beside its element, for lists of one.
    case .either(let forms):
      if case .list? = forms.first { forms[0].declarations } else { forms.flatMap { $0.declarations } }
    default: []
    }
  }
}
