import TreatyDiagnostics
public import TreatySyntax

/// A mapping of fields to values with templates.
public struct ScalarOrMapping: Sendable {
  /// The mapping; `nil` only in an empty declaration.
  public let node: Node?

  /// The fields of a node.
  public init(_ node: Node?) { self.node = node }
}

extension Kind where Value == ScalarOrMapping {
  static let fields = Kind(.map(.construction)) { node, reader in
    if node.kind == .mapping { return ScalarOrMapping(node) }
    reader.findings.add(.noFields(node))
    return nil
  }
}

/// What a delivery does to the record of its item.
public enum DeliverWord: String, Hashable, Sendable, CaseIterable {
  /// Makes it, or changes it.
  case upsert
  /// Makes it, and leaves it alone after that.
  case create
  /// Changes it where there is one.
  case update
  /// Removes it where there is one.
  case delete
}

/// An effect in a system.
public struct DeliverDeclaration: Described {
  /// `system.record`.
  public var to: Located<String>?
  /// What is done.
  public var verb: Located<DeliverWord>?
  /// `system.operation`.
  public var call: Located<String>?
  /// Whether it is done at all.
  public var condition: ScalarText?
  /// What is written whenever something is written.
  public var fields: ScalarOrMapping?
  /// What an operation is given.
  public var with: ScalarOrMapping?
  /// What holds for making a record.
  @Boxed public var create: CaseDeclaration?
  /// What holds for changing one.
  @Boxed public var update: CaseDeclaration?
  /// What is written where another delivery of the item is given up and compensated.
  @Boxed public var undo: CaseDeclaration?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a delivery.
  public static let description = Description<DeliverDeclaration>(
    "delivery", "An effect in a system: on the record that belongs to the item's key, or by an operation.",
    rules: KeyRules(
      exactlyOne: [["to", "call"]],
      onlyWith: [
        ("do", ["to"]), ("fields", ["to"]), ("create", ["to"]), ("update", ["to"]), ("undo", ["to"]),
        ("with", ["call"]),
      ], needs: [("to", ["do"])]),
    keys: [
      .optional(
        "to", \.to, .reference(.record), "The system and its kind of record.", example: "service-desk.ticket"),
      .optional(
        "do", \.verb, Kind<DeliverWord>.choice.located,
        "`upsert` makes the record that belongs to the item's key, or changes it; `create` only makes it, `update` only changes it, `delete` removes it.",
        example: "upsert"),
      .optional(
        "call", \.call, .reference(.operation), "The system and its operation.", example: "service-desk.comment"
      ).checkedOnly,
      .optional("when", \.condition, .expression, "Whether it is done at all.", example: "item.severity == 'critical'")
        .scope("item, event, lookup, inputs, tables, now").checkedOnly,
      .optional(
        "fields", \.fields, .fields, "What is written, whether the record is made or changed.",
        example: "{Subject: \"${ item.summary }\"}"
      ).scope("item, event, lookup, inputs, tables, now"),
      .optional("with", \.with, .fields, "What the operation is given.", example: "{text: \"${ item.note }\"}")
        .scope("item, event, lookup, inputs, tables, now"),
      .optional("create", \.create, .nested(), "What holds only for making the record."),
      .optional("update", \.update, .nested(), "What holds only for changing it."),
      .optional(
        "undo", \.undo, .nested(),
        "What is written to the record, once this delivery has made or changed it, when another delivery of the same item is given up with `compensate`.",
        otherwise: "the record stays as it is",
        example: "{fields: {Status: rejected}}"),
    ])
}

/// What is particular about making, or changing, a record.
public struct CaseDeclaration: Described {
  /// Condition on the item.
  public var condition: ScalarText?
  /// Fields besides the delivery's own.
  public var fields: ScalarOrMapping?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<CaseDeclaration>(
    "case", "What is particular about making, or changing, a record.",
    keys: [
      .optional(
        "where", \.condition, .expression, "Where it fails, nothing is done.", example: "item.state != 'resolved'"
      ).scope("item, event, lookup, inputs, tables, now"),
      .optional(
        "fields", \.fields, .fields, "Written besides the delivery's `fields`, and in place of those of the same name.",
        example: "{Queue: Incidents}"
      ).scope("item, event, lookup, inputs, tables, now"),
    ])
}
