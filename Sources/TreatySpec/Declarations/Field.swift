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
    "field", "A field's type, and what else must be true of its value. A bare type, such as `string?`, is a field too.",
    exactlyOne: [["type", "enum", "fields"]],
    keys: [
      .optional("type", \.type, .type, "The type. A `?` behind it: may be missing.", example: "string?"),
      .optional(
        "enum", \.values, .list(Kind<String>.text.located), "The values that it can have.", example: "[low, high]"),
      .optional("fields", \.fields, .names(.type, anyName: true), "Fields of a record inside."),
      .defaulted(
        "open", \.isOpen, .flag, "Whether a record inside may hold fields that are not named.", default: "true"),
      .optional(
        "optional", \.isOptional, .flag, "Whether it may be missing.",
        default: "false, or true where the type ends in `?`"),
      .optional("about", \.about, .text, "What it holds."),
      .defaulted("class", \.dataClass, .choice, "How careful one has to be with it.", default: "public"),
      .optional("min", \.min, .number(-1e308...1e308), "Least value of a number; least length of a text or list."),
      .optional(
        "max", \.max, .number(-1e308...1e308), "Greatest value of a number; greatest length of a text or list."),
      .optional("pattern", \.pattern, Kind<String>.text.located, "RE2 expression that must be found in a text."),
    ])
}
