import TreatyDiagnostics
public import TreatySyntax

/// A kind of record that a system keeps, with its verbs.
public struct RecordDeclaration: Described {
  /// Field that holds the id.
  public var id = Located.placeholder("id")
  /// Where the time of the last change stands.
  @Boxed public var changed: ChangedDeclaration?
  /// What it is.
  public var about: String?
  /// Where its version stands.
  @Boxed public var version: VersionStampDeclaration?
  /// Fields as they are read.
  public var schema = FieldsOrSchema.fields([])
  /// Fields as they are written, where that differs.
  public var accepts: [Named<Node>]?
  /// Held against the record after a write.
  public var readBack: [FailureDeclaration] = []
  /// Reads one.
  @Boxed public var get: OperationDeclaration?
  /// Reads what changed.
  @Boxed public var list: OperationDeclaration?
  /// Finds by mark.
  @Boxed public var find: OperationDeclaration?
  /// Makes one.
  @Boxed public var create: OperationDeclaration?
  /// Changes one.
  @Boxed public var update: OperationDeclaration?
  /// Removes one.
  @Boxed public var delete: OperationDeclaration?

  /// An empty declaration.
  public init() {}

  /// The verbs that are declared, by name.
  public var verbs: [(name: String, operation: OperationDeclaration)] {
    [("get", get), ("list", list), ("find", find), ("create", create), ("update", update), ("delete", delete)]
      .compactMap { name, operation in operation.map { (name, $0) } }
  }

  /// What there is to say about a record.
  public static let description = Description<RecordDeclaration>(
    "record", "A kind of record that a system keeps, with the verbs that it has for it.",
    keys: [
      .optional("about", \.about, .text, "What it is."),
      .required("id", \.id, Kind<String>.text.located, "Field that holds the id.", example: "id"),
      .optional("changed", \.changed, .nested(), "Where the time of the last change stands. A poll needs it."),
      .optional(
        "version", \.version, .nested(),
        "Where its version stands: only the version that was read is then changed."
      ).checkedOnly,
      .required(
        "schema", \.schema, .fieldsOrSchema, "Fields as they are read, or a document that says them.",
        example: "{id: int, Subject: {type: string, max: 200}}"),
      .optional(
        "accepts", \.accepts, .names(.type, anyName: true), "Fields as they are written, where that differs.",
        otherwise: "as `schema`", example: "{title: {type: string, max: 40}, note: string?}"),
      .defaulted(
        "read-back", \.readBack, .list(.nested()),
        "Rules for systems that answer well and do otherwise: after a good answer to `create` or `update` the record is read again with `get`, and they see it as `record`.",
        otherwise: "none",
        example: "[{when: record.Status != input.Status, class: rejected}]"),
      .optional("get", \.get, .nested(), "Reads the record `id`."),
      .optional("list", \.list, .nested(), "Reads the records that changed at or after `since`."),
      .optional("find", \.find, .nested(), "Finds the records that carry `mark`."),
      .optional("create", \.create, .nested(), "Makes a record from `input`."),
      .optional("update", \.update, .nested(), "Changes the record `id` by `input`."),
      .optional("delete", \.delete, .nested(), "Removes the record `id`."),
    ])
}

/// Where a record says when it was last changed.
public struct ChangedDeclaration: Described {
  /// The field.
  public var field = Located.placeholder("")
  /// Zone of times in queries.
  public var zone = Located.placeholder("UTC")
  /// Steps in which the vendor counts, in milliseconds.
  public var grain: Int64 = 1

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ChangedDeclaration>(
    "change stamp", "Where a record says when it was last changed, and how exactly.",
    keys: [
      .required(
        "field", \.field, Kind<String>.text.located,
        "Field that holds the time, or a number or text that grows with each change.", example: "LastUpdated"),
      .defaulted(
        "zone", \.zone, Kind<String>.text.located,
        "Zone of times in queries: an IANA name, or `account` for the zone that the account has set.",
        default: "UTC"),
      .defaulted(
        "grain", \.grain, .duration(1...86_400_000), "Steps in which the vendor counts time.", default: "1ms",
        example: "1s"),
    ])
}

/// Where a record's version stands.
public struct VersionStampDeclaration: Described {
  /// Header of an answer.
  public var header: Located<String>?
  /// Field.
  public var field: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<VersionStampDeclaration>(
    "version stamp", "Where a record's version stands.", rules: KeyRules(exactlyOne: [["header", "field"]]),
    keys: [
      .optional("header", \.header, .located, "Header of an answer; it is sent back as `If-Match`.", example: "ETag"),
      .optional("field", \.field, .located, "Field of the record.", example: "sys_mod_count"),
    ])
}

/// Fields of a record: in the notation of specs, or as a JSON Schema.
public enum FieldsOrSchema: Sendable {
  /// In the notation of specs.
  case fields([Named<Node>])
  /// A JSON Schema document.
  case document(SchemaDocumentDeclaration)

  /// The fields in the notation of specs; none for a document.
  public var fields: [Named<Node>] {
    if case .fields(let fields) = self { fields } else { [] }
  }
}

extension Kind where Value == FieldsOrSchema {
  /// Fields, or `{json-schema: file}`.
  static let fieldsOrSchema = Kind(
    .either([.map(.type), .declaration(SchemaDocumentDeclaration.outline)])
  ) { node, reader in
    if node["json-schema"] != nil {
      return reader.read(SchemaDocumentDeclaration.self, from: node).map { .document($0) }
    }
    return Kind<[Named<Node>]>.names(.type, anyName: true).read(node, &reader).map { .fields($0) }
  }
}

/// Something that a system sends by itself.
public struct EventDeclaration: Described {
  /// What it tells.
  public var about: String?
  /// Fields of its body.
  public var schema = FieldsOrSchema.fields([])
  /// Key of one delivery.
  public var deliveryID: ScalarText?

  /// An empty declaration.
  public init() {}

  /// What there is to say about an event.
  public static let description = Description<EventDeclaration>(
    "event", "Something that a system sends by itself, as JSON.",
    keys: [
      .optional("about", \.about, .text, "What it tells."),
      .required(
        "schema", \.schema, .fieldsOrSchema,
        "Fields of its body, or a document that says them. Others may come; they are kept, and expressions cannot read them.",
        example: "{id: string, level: {enum: [low, high]}}"
      ),
      .optional(
        "delivery-id", \.deliveryID, .expression,
        "Key by which a repetition of one message is known: it is then taken once.",
        example: "event.headers['x-delivery']"
      ).scope("event, inputs, tables, now"),
    ])
}
