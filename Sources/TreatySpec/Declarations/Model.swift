public import TreatySyntax

/// A canonical record.
public struct ModelDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.models
  /// What every declaration can say.
  public var common = Common()
  /// Team that keeps it.
  public var owner: Located<String>?
  /// Fields that tell one record from another.
  public var key: [Located<String>] = []
  /// Retention policy for what holds such records.
  public var retention: Located<String>?
  /// Its fields.
  public var fields: [Named<Node>] = []
  /// A JSON Schema that says them.
  @Boxed public var schema: SchemaDocumentDeclaration?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a model.
  public static let description = Description<ModelDeclaration>(
    "model", "A canonical record, in the organisation's own words.",
    rules: KeyRules(exactlyOne: [["fields", "schema"]]),
    keys: KeyDescription.common(
      "What such a record stands for.",
      [
        .optional("owner", \.owner, .team, "Team that says what its fields mean.", example: "service-desk"),
        .defaulted(
          "key", \.key, .list(.located), "Fields that tell one record from another.", otherwise: "not said",
          example: "[number]"),
        .optional(
          "retention", \.retention, .reference(.retention), "Retention policy of messages that hold such records.",
          example: "quarter"),
        .defaulted(
          "fields", \.fields, .names(.type, anyName: true), "Its fields and their types.",
          otherwise: "those of `schema`",
          example: "{summary: {type: string, max: 200}, state: {enum: [new, done]}}"),
        .optional(
          "schema", \.schema, .nested(short: \.file, Kind<String>.text.located),
          "A JSON Schema that says its fields.",
          example: "{json-schema: schemas/incident.json}"),
      ]))
}

/// A JSON Schema 2020-12 document that stands for a record's fields.
public struct SchemaDocumentDeclaration: Described {
  /// The file, relative to the one that names it.
  public var file = Located.placeholder("")
  /// Pointer to the schema in it.
  public var at: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<SchemaDocumentDeclaration>(
    "JSON Schema document",
    "A JSON Schema of draft 2020-12, a file of the package, in place of fields. Types come of its `properties`, `required`, `items`, `enum`, `$ref` and what combines them; what comes in is held against all of it, formats included. All keywords of the draft are read; older ones, remote references and patterns with look-around or back-references are refused by name. Notes of one's own begin with `x-`.",
    keys: [
      .required(
        "json-schema", \.file, Kind<String>.text.located,
        "The file, relative to the one that names it, in the folder of the package.",
        example: "schemas/ticket.json"),
      .optional(
        "at", \.at, .located, "JSON pointer to the schema in it.", otherwise: "the whole", example: "/$defs/ticket"),
    ])
}
