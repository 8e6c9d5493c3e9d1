/// A two-way agreement on a model between records of two systems.
public struct SyncDeclaration: RunningDeclaration {
  /// The section that it stands in.
  public static let section = Section.syncs
  /// What every declaration can say.
  public var common = Common()
  /// Who answers for it, what for, and how well.
  public var duty = Duty()
  /// The model.
  public var model = Located.placeholder("")
  /// The two sides.
  public var sides: [Named<SideDeclaration>] = []
  /// Who decides, field by field.
  public var rules: [Named<RuleDeclaration>] = []
  /// Which side makes records on the other.
  public var create: [Located<String>] = []
  /// What a record that is gone does to the other.
  public var delete = DeletionDeclaration()
  /// What people write to each other.
  @Boxed public var comments: CommentsDeclaration?
  /// Files.
  @Boxed public var attachments: AttachmentsDeclaration?
  /// How often both sides are compared.
  public var pull = Located.placeholder("")
  /// Webhooks that say that something changed.
  public var push: [PushDeclaration] = []
  /// Retry policy.
  public var retry: Located<String>?
  /// What becomes of a call of which nobody knows whether it was done.
  public var unsure: Located<UnsureWord>?
  /// Retention policy.
  public var retention: Located<String>?
  /// Protection policy.
  public var protection: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a sync.
  public static let description = Description<SyncDeclaration>(
    "sync",
    "A two-way agreement on a model between records of two systems. Both sides are compared with what was last agreed, field by field: an echo differs in nothing, a change on one side crosses, a change on both is decided by the field's rule.",
    isCheckedOnly: true,
    keys: KeyDescription.running(
      "One sentence on what it is for.",
      [
        .required(
          "model", \.model, .reference(.models), "The model that both sides are held against.", example: "incident"),
        .required(
          "sides", \.sides, .names(.nested()), "The two sides, under names of your choice.",
          example:
            "{desk: {record: service-desk.ticket, fields: {summary: Subject}}, vendor: {record: vendor-desk.issue, fields: {summary: title}}}"
        ),
        .defaulted(
          "rules", \.rules, .names(.nested(short: \.word, Kind<RuleWord>.choice.located.orNothing), anyName: true),
          "Who decides when both sides changed a field.", otherwise: "none; each field that both sides have needs one",
          example: "{state: {latest: {}}, severity: {owner: desk}}"),
        .required(
          "create", \.create, .list(.direction), "Which side's new records are made on the other, by the sides' names.",
          example: "[desk -> vendor]"),
        .defaulted(
          "delete", \.delete, .nested(short: \.act, Kind<DeletionWord>.choice.located),
          "What becomes of a record when the other one is gone.", default: "keep"),
        .optional("comments", \.comments, .nested(), "What people write to each other on a record."),
        .optional("attachments", \.attachments, .nested(), "Files on a record."),
        .required(
          "pull", \.pull, .schedule, "How often both sides are compared: the safety net under webhooks.",
          example: "every 2m"),
        .defaulted(
          "push", \.push, .list(.nested()), "Webhooks that say that something changed; what did is then read.",
          otherwise: "none", example: "[{event: service-desk.changed, path: /hooks/desk, account: desk-at-treaty}]"),
      ],
      [
        .optional(
          "retry", \.retry, .reference(.retry), "Retry policy of what is written.",
          otherwise: "pauses of 1s to 5m with full jitter, for a day", example: "patient"),
        .unsure(\.unsure),
        .optional(
          "retention", \.retention, .reference(.retention), "Retention policy of what was compared and written.",
          otherwise: "7d for what is done, 90d for dead letters", example: "quarter"),
        .optional(
          "protection", \.protection, .reference(.protection), "Protection policy of its payloads.", otherwise: "none",
          example: "careful"),
      ]))
}

/// One side of a sync or reconcile.
public struct SideDeclaration: Described {
  /// `system.record`.
  public var record = Located.placeholder("")
  /// Which records, in the vendor's query language.
  public var scope: ScalarText?
  /// Which records, as a condition.
  public var condition: ScalarText?
  /// Fields of the model, and where they stand.
  public var fields: [Named<SideFieldDeclaration>] = []
  /// Where the other side's id is kept.
  public var link: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<SideDeclaration>(
    "side", "One of two systems whose records are held against each other.",
    keys: [
      .required(
        "record", \.record, .reference(.record), "The system and its kind of record.", example: "service-desk.ticket"),
      .optional(
        "scope", \.scope, .template, "Which records are asked for, in the vendor's query language.", otherwise: "all",
        example: "Queue = 'Incidents'"
      ).scope("inputs"),
      .optional(
        "where", \.condition, .expression, "Which of these count.", otherwise: "all",
        example: "item.Queue == 'Incidents'"
      ).scope("item, inputs, tables, now"),
      .required(
        "fields", \.fields, .names(.nested(short: \.field, Kind<String>.text.located.orNothing), anyName: true),
        "Each field of the model, and where it stands in the record: a field's name, or more.",
        example: "{summary: Subject, state: {field: Status, table: rt-status}}"),
      .optional(
        "link", \.link, .located, "Field of the record in which the other side's id is written, for people to see.",
        otherwise: "it is not written", example: "ExternalId"),
    ])
}

/// Where a field of a model stands in a system's record.
public struct SideFieldDeclaration: Described {
  /// The field.
  public var field: Located<String>?
  /// Crosswalk from the model's words to the record's.
  public var table: Located<String>?
  /// How it is read.
  public var read: ScalarText?
  /// How it is written.
  public var write: ScalarOrMapping?
  /// What is lost, and why that is all right.
  public var lossy: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<SideFieldDeclaration>(
    "side's field", "Where a field of a model stands in a system's record, and how it is read and written.",
    rules: KeyRules(
      exactlyOne: [["field", "read"]], onlyWith: [("table", ["field"]), ("write", ["read"])]),
    keys: [
      .optional("field", \.field, .located, "The field of the record.", example: "Status"),
      .optional(
        "table", \.table, .reference(.tables),
        "Table from the model's words to the record's; the way back reads it backwards.",
        example: "rt-status"),
      .optional("read", \.read, .template, "What is read for it.", example: "${ item.Requestor[0].id }")
        .scope("item, inputs, tables"),
      .optional(
        "write", \.write, .fields, "What is written for it; without it the field is only read.",
        example: "{Requestor: [\"${ value }\"]}"
      ).scope("value, inputs, tables"),
      .optional(
        "lossy", \.lossy, .located, "What is lost on the way there and back, and why that is all right.",
        example: "The vendor shows 200 characters"),
    ])
}

/// A rule in a word.
public enum RuleWord: String, Hashable, Sendable, CaseIterable {
  /// Lists are joined: what one side added or took away is added or taken away.
  case merge
  /// The later change counts.
  case latest
}

/// Who decides when both sides changed a field.
public struct RuleDeclaration: Described {
  /// A rule in a word.
  public var word: Located<RuleWord>?
  /// The side that always has the last word.
  public var owner: Located<String>?
  /// The later change counts.
  @Boxed public var latest: LatestDeclaration?
  /// The side that counts, unless it said nothing.
  public var priority: [Located<String>]?
  /// Lists are joined.
  public var merge: Located<Bool>?
  /// Team that decides.
  public var ask: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<RuleDeclaration>(
    "sync rule", "Who decides when both sides changed a field. `merge` and `latest` alone are short for the usual.",
    rules: KeyRules(exactlyOne: [["owner", "latest", "priority", "merge", "ask"]]),
    keys: [
      .optional(
        "owner", \.owner, .located, "The side that always has the last word: what the other changes is put back.",
        example: "desk"),
      .optional("latest", \.latest, .nested(), "The later change counts, by the clocks of the systems."),
      .optional(
        "priority", \.priority, .list(.located), "The first side that has a value counts.", example: "[desk, vendor]"),
      .optional("merge", \.merge, Kind<Bool>.yes.located, "`true`: lists are joined, item by item."),
      .optional(
        "ask", \.ask, .team, "Team that decides; until then both keep what they have.", example: "service-desk"),
    ])
}

/// The later change counts.
public struct LatestDeclaration: Described {
  /// Times nearer than this count as one, in milliseconds.
  public var tolerance: Located<Int64>?
  /// The side that counts then.
  public var tie: Located<String>?

  /// As usual.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<LatestDeclaration>(
    "latest rule", "The later change counts.",
    keys: [
      .optional(
        "tolerance", \.tolerance, Kind<Int64>.anyDuration.located, "Times nearer than this count as the same.",
        default: "2s"
      ),
      .optional("tie", \.tie, .located, "The side that counts then.", otherwise: "the first one", example: "desk"),
    ])
}

/// What a record that is gone does to the other.
public enum DeletionWord: String, Hashable, Sendable, CaseIterable {
  /// The other stays.
  case keep
  /// The other is closed.
  case close
  /// The other is deleted.
  case delete
}

/// What a record that is gone does to the other.
public struct DeletionDeclaration: Described {
  /// What is done.
  public var act = Located.placeholder(DeletionWord.keep)
  /// How long it must be gone before, in milliseconds.
  public var grace: Located<Int64>?
  /// What is written to close it.
  public var set: ScalarOrMapping?

  /// It stays.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<DeletionDeclaration>(
    "deletion", "What becomes of a record when the other one is gone.",
    keys: [
      .required(
        "act", \.act, Kind<DeletionWord>.choice.located, "What is done to it: it is kept, closed, or deleted.",
        example: "close"),
      .optional(
        "grace", \.grace, Kind<Int64>.anyDuration.located, "How long the other must be gone before.", default: "1d"),
      .optional(
        "set", \.set, .fields, "For `close`: fields of the model that are then set.", example: "{state: closed}"
      ).scope("item, inputs, tables, now"),
    ])
}

/// A webhook that says that something changed.
public struct PushDeclaration: Described {
  /// `system.event`.
  public var event = Located.placeholder("")
  /// Path at which the host takes it.
  public var path = Located.placeholder("")
  /// Account that the sender uses.
  public var account: Located<String>?
  /// Id of the record that changed.
  public var id: ScalarText?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<PushDeclaration>(
    "push", "A webhook that says that something changed: a hint, upon which the record is read.",
    keys: [
      .required("event", \.event, .reference(.event), "The system and its event.", example: "service-desk.changed"),
      .required("path", \.path, Kind<String>.route.located, "Path at which the host takes it.", example: "/hooks/desk"),
      .optional(
        "account", \.account, .reference(.accounts), "Account that the sender uses.", otherwise: "anybody can send",
        example: "desk-at-treaty"),
      .optional(
        "id", \.id, .expression, "Id of the record that changed.", otherwise: "the whole scope is compared",
        example: "string(item.ticket.id)"
      ).scope("item, event"),
    ])
}
