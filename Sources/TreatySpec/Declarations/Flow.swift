/// One-way movement, from a trigger to effects.
public struct FlowDeclaration: RunningDeclaration {
  /// The section that it stands in.
  public static let section = Section.flows
  /// What every declaration can say.
  public var common = Common()
  /// Who answers for it, what for, and how well.
  public var duty = Duty()
  /// What starts it.
  public var on = TriggerDeclaration()
  /// What must be true of a message.
  public var validate: [ValidationDeclaration] = []
  /// Takes the body apart.
  public var each: ScalarText?
  /// Which items go on.
  public var condition: ScalarText?
  /// What is looked up elsewhere.
  public var lookup: [Named<LookupDeclaration>] = []
  /// What tells one record from another.
  public var identify = ScalarText(nil)
  /// What belongs together.
  @Boxed public var correlate: CorrelateDeclaration?
  /// Makes the item over into a model's record.
  @Boxed public var map: MapDeclaration?
  /// What is done elsewhere.
  public var deliver: [DeliverDeclaration] = []
  /// What a request is answered.
  @Boxed public var answer: AnswerDeclaration?
  /// Name of a retry policy.
  public var retry: Located<String>?
  /// Name of a retention policy.
  public var retention: Located<String>?
  /// Name of a protection policy.
  public var protection: Located<String>?
  /// What becomes of a call of which nobody knows whether it was done.
  public var unsure: Located<UnsureWord>?
  /// How old a message may become, in milliseconds.
  public var expires: Located<Int64>?
  /// Who goes first where a system cannot take all at once.
  public var priority: Located<PriorityWord>?
  /// What is written to the log of each item.
  public var log: ScalarOrMapping?
  /// Why it is real time or batch.
  @Boxed public var choice: ChoiceDeclaration?

  /// An empty declaration.
  public init() {}

  /// Keys whose order is the order of the work.
  public static let workOrder = [
    "on", "validate", "each", "where", "lookup", "identify", "correlate", "map", "deliver", "answer",
  ]

  /// What there is to say about a flow.
  public static let description = Description<FlowDeclaration>(
    "flow", "One-way movement from a trigger to effects. The order of the keys is the order of the work.",
    keys: KeyDescription.running("One sentence on what it is for.", work, care))

  private static let work: [KeyDescription<FlowDeclaration>] = [
    .required(
      "on", \.on, .nested(), "What starts it.", example: "{event: monitoring.notification, path: /hooks/monitoring}"),
    .defaulted(
      "validate", \.validate, .list(.nested()), "What must be true of a message besides its schema.",
      otherwise: "nothing", example: "[{check: size(item.alerts) > 0, else: refuse}]"
    ).checkedOnly,
    .optional(
      "each", \.each, .expression, "A list, of which each element becomes an `item`. Here `item` is still the body.",
      otherwise: "the body is the one item", example: "item.alerts"
    ).scope("item, event, inputs, tables, now"),
    .optional(
      "where", \.condition, .expression, "Which items go on.", otherwise: "all", example: "item.status == 'firing'"
    ).scope("item, event, inputs, tables, now"),
    .defaulted(
      "lookup", \.lookup, .names(.nested()),
      "What is looked up elsewhere; the keys after it see it as `lookup.<name>`.",
      otherwise: "nothing", example: "{ci: {get: cmdb.device, by: {name: \"${ item.labels.instance }\"}}}"
    ).checkedOnly,
    .required(
      "identify", \.identify, .expression,
      "What tells one record from another. Items with the same key concern the same record, and stay in order.",
      example: "item.fingerprint"
    ).scope("item, event, lookup, inputs, tables, now"),
    .optional("correlate", \.correlate, .nested(), "Which items belong together, and make one record.").checkedOnly,
    .optional(
      "map", \.map, .nested(), "Makes the item over into a record of a model, which the keys after it see as `item`."),
    .required(
      "deliver", \.deliver, .list(.nested()), "What is done elsewhere.",
      example: "[{to: service-desk.ticket, do: upsert, fields: {Subject: \"${ item.summary }\"}}]"),
    .optional("answer", \.answer, .nested(), "What is answered to a request (`on: {request: true}`).").checkedOnly,
  ]

  private static let care: [KeyDescription<FlowDeclaration>] = [
    .optional(
      "retry", \.retry, .reference(.retry), "Retry policy of its deliveries.",
      otherwise: "pauses of 1s to 5m with full jitter, for a day", example: "patient"),
    .optional(
      "retention", \.retention, .reference(.retention), "Retention policy of its messages.",
      otherwise: "7d for what is done, 90d for dead letters", example: "quarter"),
    .optional(
      "protection", \.protection, .reference(.protection), "Protection policy of its payloads.", otherwise: "none",
      example: "careful"),
    .unsure(\.unsure),
    .optional(
      "expires", \.expires, Kind<Int64>.anyDuration.located,
      "How old a message may become, from when it was taken, before what is left of it is parked instead of delivered: as a dead letter, of the class `expired` where it was never tried. The shorter of this and the deadline of the retry policy holds.",
      otherwise: "the deadline of the retry policy",
      example: "1h"),
    .optional(
      "priority", \.priority, Kind<PriorityWord>.choice.located,
      "Who goes first where a system cannot take everything at once: what somebody waits for (`urgent`), or what is done whenever there is room (`bulk`). Of the calls to a busy system an urgent one has sixteen shares, a normal one four and a bulk one one, so that nobody is starved; bulk never has the last free call.",
      default: "normal"),
    .optional(
      "log", \.log, .fields,
      "What is written to the log of each item, with its trace, when it is worked out; each value is cut after 500 characters. Logs are read by many: nothing personal or secret may stand there (TR1302).",
      otherwise: "nothing of it",
      example: "{alert: \"${ item.summary }\"}"
    ).scope("item, event, lookup, inputs, tables, now"),
    .optional("choice", \.choice, .nested(), "Why it works as things come, or in batches."),
  ]
}

extension KeyDescription where Subject: RunningDeclaration {
  /// What becomes of a call of which nobody knows whether it was done.
  static func unsure(_ path: any WritableKeyPath<Subject, Located<UnsureWord>?> & Sendable) -> KeyDescription {
    .optional(
      "unsure", path, Kind<UnsureWord>.choice.located,
      "What becomes of a call of which nobody knows whether it was done: `settle` it by the operation's safety, or `ask` a person.",
      default: "settle")
  }
}

/// What becomes of a call of which nobody knows whether it was done.
public enum UnsureWord: String, Hashable, Sendable, CaseIterable {
  /// Settled by the operation's safety.
  case settle
  /// Parked for a person.
  case ask
}

/// Who goes first where a system cannot take everything at once.
public enum PriorityWord: String, Hashable, Sendable, CaseIterable {
  /// Somebody waits.
  case urgent
  /// What most flows are.
  case normal
  /// Whenever there is room.
  case bulk
}

/// What must be true of a message.
public struct ValidationDeclaration: Described {
  /// The condition.
  public var check = ScalarText(nil)
  /// Words for a person.
  public var reason: ScalarText?
  /// What becomes of one that fails.
  public var otherwise = Located.placeholder(RefusalWord.quarantine)

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ValidationDeclaration>(
    "validation", "What must be true of a message besides its schema.",
    keys: [
      .required(
        "check", \.check, .expression, "The condition; here `item` is the body.", example: "size(item.alerts) > 0"
      )
      .scope("item, event, inputs, tables, now"),
      .optional("reason", \.reason, .template, "Words for a person.", example: "No alert in the notification")
        .scope("item, event, inputs, tables, now"),
      .defaulted(
        "else", \.otherwise, Kind<RefusalWord>.choice.located,
        "What becomes of a message that fails it: it is kept for a person (`quarantine`), the sender is told that it is not taken (`refuse`), or it is forgotten (`drop`).",
        default: "quarantine"),
    ])
}

/// What becomes of a message that is not as it should be.
public enum RefusalWord: String, Hashable, Sendable, CaseIterable {
  /// Kept for a person.
  case quarantine
  /// Not taken from the sender.
  case refuse
  /// Forgotten.
  case drop
}

/// What belongs together.
public struct CorrelateDeclaration: Described {
  /// What has the same values is one.
  public var by: [ScalarText] = []
  /// How long things are gathered, in milliseconds.
  public var window: Located<Int64>?
  /// When coming and going counts as one state.
  @Boxed public var flapping: FlappingDeclaration?
  /// The service that is concerned.
  public var hideBehind: ScalarText?
  /// What ends it.
  public var clear: ScalarText?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<CorrelateDeclaration>(
    "correlation", "Which items belong together, and become one record instead of many.",
    keys: [
      .required(
        "by", \.by, .list(.expression), "Items that have the same values of all of these belong together.",
        example: "[item.labels.service]"
      ).scope("item, event, lookup, inputs, tables, now"),
      .optional(
        "window", \.window, Kind<Int64>.anyDuration.located, "How long items are gathered before the record is made.",
        default: "0s",
        example: "5m"),
      .optional("flapping", \.flapping, .nested(), "When coming and going counts as one state."),
      .optional(
        "hide-behind", \.hideBehind, .expression,
        "Name of the service that is concerned: an open record for a service that it depends on absorbs the item.",
        example: "item.labels.service"
      ).scope("item, event, lookup, inputs, tables, now"),
      .optional(
        "clear", \.clear, .expression,
        "Whether an item says that it is over: a record closes when all of its items do.",
        example: "item.status == 'resolved'"
      ).scope("item, event, lookup, inputs, tables, now"),
    ])
}

/// When coming and going counts as one state.
public struct FlappingDeclaration: Described {
  /// Changes.
  public var changes = Located.placeholder(4)
  /// In which time, in milliseconds.
  public var within = Located.placeholder(Int64(600_000))

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<FlappingDeclaration>(
    "flapping", "When coming and going counts as one state.",
    keys: [
      .required("changes", \.changes, Kind<Int>.integer(2...1000).located, "How many changes.", example: "4"),
      .required("within", \.within, Kind<Int64>.anyDuration.located, "Within how long.", example: "10m"),
    ])
}

/// Makes an item over into a record of a model.
public struct MapDeclaration: Described {
  /// Name of the model.
  public var model = Located.placeholder("")
  /// Fields of the record.
  public var set = ScalarOrMapping(nil)
  /// Fields in which something is lost, and why.
  public var lossy: [Named<Located<String>>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<MapDeclaration>(
    "map", "Makes an item over into a record of a model.",
    keys: [
      .required("model", \.model, .reference(.models), "Model of the record.", example: "incident"),
      .required(
        "set", \.set, .fields, "Fields of the record. An optional value that is missing leaves its field out.",
        example: "{summary: \"${ item.title }\"}"
      ).scope("item, event, lookup, inputs, tables, now"),
      .defaulted(
        "lossy", \.lossy, .names(.located, anyName: true), "Fields in which something is lost on purpose, and why.",
        otherwise: "none", example: "{summary: The desk shows 200 characters}"),
    ])
}

/// What a request is answered.
public struct AnswerDeclaration: Described {
  /// Status.
  public var status = 200
  /// Body.
  public var json = ScalarOrMapping(nil)

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<AnswerDeclaration>(
    "answer", "What is answered to a request, once its deliveries are done.",
    keys: [
      .defaulted("status", \.status, .integer(200...299), "Status of the answer.", default: "200"),
      .required("json", \.json, .fields, "Body of the answer.", example: "{id: \"${ item.key }\"}")
        .scope("item, event, lookup, inputs, tables, now"),
    ])
}

/// Why a flow works at once, or in batches.
public struct ChoiceDeclaration: Described {
  /// How fresh it must be, in milliseconds.
  public var freshness: Located<Int64>?
  /// How much there is.
  public var volume: Located<Double>?
  /// What a delay costs.
  public var costOfDelay: Located<CriticalityWord>?
  /// Which way was taken.
  public var take: Located<PaceWord>?
  /// Why, where that is not what the numbers say.
  public var reason: Located<String>?
  /// Where it was decided.
  public var decision: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ChoiceDeclaration>(
    "pace choice",
    "Why a flow works as things come, or in batches: how fresh its effects must be, and how much there is.",
    keys: [
      .optional(
        "freshness", \.freshness, Kind<Int64>.anyDuration.located, "How old news may be when its effect is there.",
        example: "30s"),
      .optional("volume", \.volume, Kind<Double>.rate.located, "How many items there are.", example: "2000/d"),
      .optional("cost-of-delay", \.costOfDelay, Kind<CriticalityWord>.choice.located, "How much a delay hurts."),
      .optional("take", \.take, Kind<PaceWord>.choice.located, "Which way was taken.", otherwise: "as the trigger is"),
      .optional(
        "reason", \.reason, .located, "Why, where that is not what the numbers say.",
        example: "The vendor bills each call"),
      .optional(
        "decision", \.decision, .reference(.decisions), "Decision that this follows.", example: "alerts-at-once"),
    ])
}

/// How soon work is done.
public enum PaceWord: String, Hashable, Sendable, CaseIterable {
  /// As it comes.
  case realTime = "real-time"
  /// Together, at times.
  case batch
}
