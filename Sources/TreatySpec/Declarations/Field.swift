public import TreatySyntax

/// How careful one has to be with a value.
public enum DataClassWord: String, Hashable, Sendable, CaseIterable {
  /// Anybody may see it.
  case `public`
  /// Stays in the organisation.
  case `internal`
  /// Says something about a person.
  case personal
  /// Opens something.
  case secret
}

/// Who may read a text that people write to each other.
public enum VisibilityWord: String, Hashable, Sendable, CaseIterable {
  /// Customers too.
  case customer
  /// Only those who work on it.
  case staff
}

/// A field's type with what else must be true of it.
public struct FieldDeclaration: Described {
  /// The type.
  public var type: Node?
  /// Values of an enumeration.
  public var values: [Located<String>]?
  /// Fields of a nested record.
  public var fields: [Named<Node>]?
  /// Whether a nested record may hold other fields.
  public var isOpen = true
  /// Whether the field may be missing.
  public var isOptional: Bool?
  /// What it holds.
  public var about: String?
  /// How careful one has to be with it.
  public var dataClass = DataClassWord.public
  /// Who may read it.
  public var visibility: Located<VisibilityWord>?
  /// System that has the last word on it.
  public var owner: Located<String>?
  /// The name that it had before.
  public var was: Located<String>?
  /// What its numbers count.
  public var unit: String?
  /// Whether a list holds nothing twice.
  public var isUnique = false
  /// Least length, or least value.
  public var min: Double?
  /// Greatest length, or greatest value.
  public var max: Double?
  /// What must be found in a text.
  public var pattern: Located<String>?

  /// An empty declaration.
  public init() {}

  /// Whether `min` and `max` bound a number, not a length.
  public var isNumeric: Bool {
    guard let type, type.kind == .scalar else { return false }
    return ["int", "number", "int?", "number?"].contains(type.text)
  }

  /// What there is to say about a field.
  public static let description = Description<FieldDeclaration>(
    "field",
    "A field's type, and what else must be true of its value. A type alone, such as `string?`, is short for a field with that type.",
    rules: KeyRules(exactlyOne: [["type", "enum", "fields"]], onlyWith: [("open", ["fields"])]),
    keys: [
      .optional(
        "type", \.type, .type, "The type. A `?` behind it says that the value may be missing.", example: "string?"),
      .optional(
        "enum", \.values, .list(Kind<String>.text.located), "The values that it can have.", example: "[low, high]"),
      .optional(
        "fields", \.fields, .names(.type, anyName: true), "Fields of a record inside.",
        example: "{name: string, phone: string?}"),
      .defaulted(
        "open", \.isOpen, .flag, "Whether a record inside may hold fields that are not named.", default: "true"),
      .optional(
        "optional", \.isOptional, .flag, "Whether the value may be missing.",
        otherwise: "false, or true where the type ends in `?`"),
      .defaulted(
        "class", \.dataClass, .choice,
        "How careful one has to be with it: anybody may see it (`public`), it stays in the organisation (`internal`), it says something about a person (`personal`), or it opens something (`secret`).",
        default: "public"),
      .optional(
        "visibility", \.visibility, Kind<VisibilityWord>.choice.located,
        "Who may read a text that people write to each other: customers too, or the staff alone. What is for the staff is never mapped to where customers read.",
        otherwise: "anybody who may read the record"),
      .optional(
        "owner", \.owner, .reference(.systems), "System that has the last word on its value.", example: "service-desk"),
      .optional("was", \.was, .located, "The name that it had before.", example: "urgency"),
      .optional("unit", \.unit, .text, "What the number counts.", example: "minutes"),
      .defaulted("unique", \.isUnique, .flag, "Whether a list holds nothing twice.", default: "false"),
      .optional("min", \.min, .number(-1e308...1e308), "Least value of a number, or least length of a text or list."),
      .optional(
        "max", \.max, .number(-1e308...1e308), "Greatest value of a number, or greatest length of a text or list."),
      .optional(
        "pattern", \.pattern, Kind<String>.text.located, "Regular expression of RE2 that must be found in the text.",
        example: "^INC[0-9]+$"),
      .optional("about", \.about, .text, "What it holds."),
    ])
}
