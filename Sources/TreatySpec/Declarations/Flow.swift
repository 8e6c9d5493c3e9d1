import TreatyDiagnostics
public import TreatySyntax

/// One-way movement, from a trigger to effects.
public struct FlowDeclaration: Described {
  /// What it is for.
  public var about: String?
  /// Who answers for it.
  public var owner: Located<String>?
  /// What starts it.
  public var on = TriggerDeclaration()
  /// Takes the body apart.
  public var each: ScalarText?
  /// Which items go on.
  public var condition: ScalarText?
  /// What tells one record from another.
  public var identify = ScalarText(nil)
  /// Makes the item over into a model's record.
  public var map: MapDeclaration?
  /// What is done elsewhere.
  public var deliver: [DeliverDeclaration] = []
  /// Name of a retry policy.
  public var retry: Located<String>?
  /// Name of a retention policy.
  public var retention: Located<String>?
  /// What becomes of a call of which nobody knows whether it was done.
  public var unsure: Located<UnsureWord>?

  /// An empty declaration.
  public init() {}

  /// Keys whose order is the order of the work.
  public static let workOrder = ["on", "each", "where", "identify", "map", "deliver"]

  /// What there is to say about a flow.
  public static let description = Description<FlowDeclaration>(
    "flow", "One-way movement from a trigger to effects. The order of the keys is the order of the work.",
    keys: [
      .optional("about", \.about, .text, "One sentence on what it is for."),
      .optional("owner", \.owner, Kind<String>.name.located, "Team that answers for it."),
      .required(
        "on", \.on, .nested(), "What starts it.", example: "{event: monitoring.notification, path: /hooks/monitoring}"),
      .optional(
        "each", \.each, .expression, "A list: each element of it is an `item`. In scope: `item`, the body.",
        default: "the body is the item", example: "item.alerts"),
      .optional(
        "where", \.condition, .expression, "Which items go on.", default: "all", example: "item.status == 'firing'"),
      .required(
        "identify", \.identify, .expression,
        "What tells one record from another. Items with the same key concern the same record, and stay in order.",
        example: "item.fingerprint"),
      .optional("map", \.map, .nested(), "Makes the item over into a record of a model, which is `item` from here on."),
      .required(
        "deliver", \.deliver, .list(.nested()), "What is done elsewhere.",
        example: "[{to: service-desk.ticket, do: upsert, fields: {…}}]"),
      .optional(
        "retry", \.retry, Kind<String>.name.located, "Name of a retry policy.",
        default: "1s to 5m with full jitter, for a day"),
      .optional(
        "retention", \.retention, Kind<String>.name.located, "Name of a retention policy.", default: "done 7d, dead 90d"
      ),
      .optional(
        "unsure", \.unsure, Kind<UnsureWord>.choice.located,
        "What becomes of a call of which nobody knows whether it was done: `settle` it by the operation's safety, or `ask` a person.",
        default: "settle"),
    ])
}

/// What becomes of a call of which nobody knows whether it was done.
public enum UnsureWord: String, Hashable, Sendable, CaseIterable {
  /// Settled by the operation's safety.
  case settle
  /// Parked for a person.
  case ask
}

/// A webhook that starts a flow.
public struct TriggerDeclaration: Described {
  /// `system.event`.
  public var event = Located.placeholder("")
  /// Path at which the host takes it.
  public var path = Located.placeholder("")
  /// Account that the sender uses.
  public var account: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a trigger.
  public static let description = Description<TriggerDeclaration>(
    "trigger", "What starts a flow: a webhook that a system sends.",
    keys: [
      .required(
        "event", \.event, Kind<String>.text.located, "The system and its event.", example: "monitoring.notification"),
      .required(
        "path", \.path,
        Kind.grammar("path", pattern: "^/[A-Za-z0-9._~/-]*$", example: "/hooks/monitoring") { path in
          path.hasPrefix("/") && !path.contains("//") && !path.contains("..")
            && path.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"?#%{}*:\\\"<>|^`[]".utf8.contains($0) }
        }.located, "Path at which the host takes it.", example: "/hooks/monitoring"),
      .optional(
        "account", \.account, Kind<String>.name.located,
        "Account that the sender uses. Without one anybody who reaches the host can send."),
    ])
}

/// Makes an item over into a record of a model.
public struct MapDeclaration: Described {
  /// Name of the model.
  public var model = Located.placeholder("")
  /// Fields of the record.
  public var set = ScalarOrMapping(nil)

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<MapDeclaration>(
    "map", "Makes an item over into a record of a model.",
    keys: [
      .required("model", \.model, Kind<String>.text.located, "The model.", example: "incident"),
      .required(
        "set", \.set, .fields, "Its fields. An optional value that is missing leaves its field out.",
        example: "{summary: \"${ item.title }\"}"),
    ])
}

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
    reader.findings.add(.wrongType(node, expected: "a mapping from fields to values"))
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
}

/// An effect in a system.
public struct DeliverDeclaration: Described {
  /// `system.record`.
  public var to = Located.placeholder("")
  /// What is done.
  public var verb = Located.placeholder(DeliverWord.upsert)
  /// What is written whenever something is written.
  public var fields: ScalarOrMapping?
  /// What holds for making a record.
  public var create: CaseDeclaration?
  /// What holds for changing one.
  public var update: CaseDeclaration?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a delivery.
  public static let description = Description<DeliverDeclaration>(
    "delivery", "An effect in a system, on the record that belongs to the item's key.",
    keys: [
      .required(
        "to", \.to, Kind<String>.text.located, "The system and the kind of record.", example: "service-desk.ticket"),
      .required(
        "do", \.verb, Kind<DeliverWord>.choice.located,
        "`upsert` makes the record or changes it, `create` only makes it, `update` only changes it.", example: "upsert"),
      .optional("fields", \.fields, .fields, "What is written, at making and at changing."),
      .optional("create", \.create, .nested(), "What holds only for making the record."),
      .optional("update", \.update, .nested(), "What holds only for changing it."),
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
        "where", \.condition, .expression, "Where it fails, nothing is done.", example: "item.state != 'resolved'"),
      .optional(
        "fields", \.fields, .fields, "Written besides the delivery's `fields`, and in place of those of the same name."),
    ])
}
