public import TreatySyntax

/// What starts a flow or a workflow.
public struct TriggerDeclaration: Described {
  /// `system.event` that is sent here.
  public var event: Located<String>?
  /// `system.record` that is asked for changes.
  public var poll: Located<String>?
  /// When it starts by the clock.
  public var schedule: Located<String>?
  /// A request that waits for its answer.
  public var request: Located<Bool>?
  /// `system.event` that is taken from a queue.
  public var queue: Located<String>?
  /// Path at which the host takes it.
  public var path: Located<String>?
  /// Account that the sender uses.
  public var account: Located<String>?
  /// How often it is asked.
  public var every: Located<Int64>?
  /// Which records, in the vendor's query language.
  public var scope: ScalarText?
  /// What is listed each time.
  public var list: Located<String>?
  /// Zone of the clock.
  public var zone: Located<String>?
  /// Where the first poll begins.
  public var from: Located<StartWord>?
  /// Calendar in which it starts.
  public var during: Located<String>?
  /// Fields of a request.
  public var input: [Named<Node>] = []
  /// Name of the queue.
  public var name: ScalarText?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a trigger.
  public static let description = Description<TriggerDeclaration>(
    "trigger", "What starts the work: a webhook, a poll, the clock, a request that waits, or a queue.",
    rules: KeyRules(
      exactlyOne: [["event", "poll", "schedule", "request", "queue"]],
      onlyWith: [
        ("path", ["event", "request"]), ("account", ["event", "request"]), ("every", ["poll"]),
        ("scope", ["poll", "list"]), ("list", ["schedule"]), ("zone", ["schedule"]), ("from", ["poll"]),
        ("during", ["poll", "schedule"]), ("input", ["request"]), ("name", ["queue"]),
      ],
      needs: [
        ("event", ["path"]), ("request", ["path", "input"]), ("poll", ["every"]), ("queue", ["name"]),
      ]),
    keys: [
      .optional(
        "event", \.event, .reference(.event), "The system and its event, sent here as a webhook.",
        example: "monitoring.notification"),
      .optional(
        "poll", \.poll, .reference(.record), "The system and its kind of record: those that changed are fetched.",
        example: "cmdb.device"
      ).checkedOnly,
      .optional(
        "schedule", \.schedule, .schedule, "When it starts by the clock.", example: "daily at 02:30"
      ).checkedOnly,
      .optional(
        "request", \.request, Kind<Bool>.yes.located, "`true`: somebody asks, and waits for the answer."
      ).checkedOnly,
      .optional(
        "queue", \.queue, .reference(.event), "The system and its event, taken from a queue.", example: "shop.order"
      ).checkedOnly,
      .optional(
        "path", \.path, Kind<String>.route.located, "Path at which the host takes it.", example: "/hooks/monitoring"),
      .optional(
        "account", \.account, .reference(.accounts),
        "Account that the sender uses. Without one anybody who reaches the host can send.",
        example: "monitoring-at-treaty"),
      .optional(
        "every", \.every, Kind<Int64>.duration(1_000...31_536_000_000).located, "How often the system is asked.",
        example: "2m"),
      .optional(
        "zone", \.zone, .located, "Zone of the clock that `schedule` goes by.", default: "UTC", example: "Europe/Berlin"
      ),
      .optional(
        "list", \.list, .reference(.record),
        "The system and its kind of record: all of them are fetched each time. Without it the one item is the occurrence, with `due` and `last`.",
        example: "cmdb.device"),
      .optional(
        "scope", \.scope, .template, "Which records are asked for, in the vendor's query language.", otherwise: "all",
        example: "Queue = 'Incidents'"
      ).scope("inputs"),
      .optional(
        "from", \.from, Kind<StartWord>.choice.located,
        "Where the first poll begins: with what changes from `now` on, or with `all` that there is.", default: "now"),
      .optional(
        "during", \.during, .reference(.calendars), "Calendar of the times in which it may start.", otherwise: "always",
        example: "office-hours"),
      .defaulted(
        "input", \.input, .names(.type, anyName: true), "Fields of a request's body.", otherwise: "none",
        example: "{change: string, environment: {enum: [staging, production]}}"),
      .optional("name", \.name, .template, "Name of the queue.", example: "${ inputs.orders-queue }").scope("inputs"),
    ])
}

/// Where the first poll begins.
public enum StartWord: String, Hashable, Sendable, CaseIterable {
  /// With what changes from now on.
  case now
  /// With all that there is.
  case all
}

/// What is looked up elsewhere.
public struct LookupDeclaration: Described {
  /// `system.record`.
  public var get = Located.placeholder("")
  /// Id of the record.
  public var id: ScalarText?
  /// Fields that it must have.
  public var by: ScalarOrMapping?
  /// How long an answer is used again, in milliseconds.
  public var cache: Located<Int64>?
  /// What happens where there is none.
  public var missing = Located.placeholder(MissingWord.fail)
  /// How old an answer may be while the system is down, in milliseconds.
  public var stale: Located<Int64>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<LookupDeclaration>(
    "lookup",
    "A record of another system that is read on the way. In expressions: `lookup.<name>`. In a gate `item` is the question, and there is no `event`.",
    rules: KeyRules(exactlyOne: [["id", "by"]]),
    keys: [
      .required("get", \.get, .reference(.record), "The system and its kind of record.", example: "cmdb.device"),
      .optional("id", \.id, .template, "Id of the record.", example: "${ item.device }")
        .scope("item, event, inputs, tables, now"),
      .optional(
        "by", \.by, .fields, "Fields that the record must have; of several the first by id is taken.",
        example: "{name: \"${ item.labels.instance }\"}"
      ).scope("item, event, inputs, tables, now"),
      .optional(
        "cache", \.cache, Kind<Int64>.anyDuration.located, "How long an answer is used again.",
        otherwise: "each item asks anew",
        example: "10m"),
      .defaulted(
        "missing", \.missing, Kind<MissingWord>.choice.located,
        "What happens where there is none: the item fails (`fail`), it goes on without (`leave`, and expressions see an optional), it is left out (`skip`), or it is kept for a person (`quarantine`).",
        default: "fail"),
      .optional(
        "stale", \.stale, Kind<Int64>.anyDuration.located,
        "How old an answer may be that is used while the system is down.",
        otherwise: "none is used, and the work waits", example: "1h"),
    ])
}

/// What happens where a lookup finds nothing.
public enum MissingWord: String, Hashable, Sendable, CaseIterable {
  /// The item fails.
  case fail
  /// It goes on without.
  case leave
  /// It is left out.
  case skip
  /// It is kept for a person.
  case quarantine
}
