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
  public var correlate: CorrelateDeclaration?
  /// Makes the item over into a model's record.
  public var map: MapDeclaration?
  /// What is done elsewhere.
  public var deliver: [DeliverDeclaration] = []
  /// What a request is answered.
  public var answer: AnswerDeclaration?
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
  /// What is written to the log of each item.
  public var log: ScalarOrMapping?
  /// Why it is real time or batch.
  public var choice: ChoiceDeclaration?

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
      "validate", \.validate, .list(.nested()), "What must be true of a message besides its schema.", default: "nothing"
    ).checkedOnly,
    .optional(
      "each", \.each, .expression, "A list: each element of it is an `item`. `item` is the body here.",
      default: "the body is the item", example: "item.alerts"
    ).scope("item, event, inputs, tables, now"),
    .optional(
      "where", \.condition, .expression, "Which items go on.", default: "all", example: "item.status == 'firing'"
    ).scope("item, event, inputs, tables, now"),
    .defaulted(
      "lookup", \.lookup, .names(.nested()), "What is looked up elsewhere; from here on `lookup.<name>`.",
      default: "nothing", example: "{ci: {get: cmdb.device, by: {name: \"${ item.labels.instance }\"}}}"
    ).checkedOnly,
    .required(
      "identify", \.identify, .expression,
      "What tells one record from another. Items with the same key concern the same record, and stay in order.",
      example: "item.fingerprint"
    ).scope("item, event, lookup, inputs, tables, now"),
    .optional("correlate", \.correlate, .nested(), "What belongs together, and is one record.").checkedOnly,
    .optional("map", \.map, .nested(), "Makes the item over into a record of a model, which is `item` from here on."),
    .required(
      "deliver", \.deliver, .list(.nested()), "What is done elsewhere.",
      example: "[{to: service-desk.ticket, do: upsert, fields: {…}}]"),
    .optional("answer", \.answer, .nested(), "What a request is answered (`on.request`).").checkedOnly,
  ]

  private static let care: [KeyDescription<FlowDeclaration>] = [
    .optional(
      "retry", \.retry, .reference(.retry), "Retry policy.", default: "1s to 5m with full jitter, for a day"),
    .optional(
      "retention", \.retention, .reference(.retention), "Retention policy.", default: "done 7d, dead 90d"),
    .optional("protection", \.protection, .reference(.protection), "Protection policy.").checkedOnly,
    .optional(
      "unsure", \.unsure, Kind<UnsureWord>.choice.located,
      "What becomes of a call of which nobody knows whether it was done: `settle` it by the operation's safety, or `ask` a person.",
      default: "settle"),
    .optional(
      "expires", \.expires, Kind<Int64>.anyDuration.located,
      "How old a message may become before it is parked instead of delivered.", default: "the retry policy's deadline",
      example: "1h"
    ).checkedOnly,
    .optional(
      "log", \.log, .fields, "What is written to the log of each item.", default: "its key",
      example: "{alert: \"${ item.summary }\"}"
    ).scope("item, event, lookup, inputs, tables, now").checkedOnly,
    .optional("choice", \.choice, .nested(), "Why it works at once or in batches."),
  ]
}

/// What becomes of a call of which nobody knows whether it was done.
public enum UnsureWord: String, Hashable, Sendable, CaseIterable {
  /// Settled by the operation's safety.
  case settle
  /// Parked for a person.
  case ask
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
        "check", \.check, .expression, "The condition. `item` is the body here.", example: "size(item.alerts) > 0"
      )
      .scope("item, event, inputs, tables, now"),
      .optional("reason", \.reason, .template, "Words for a person.", example: "No alert in the notification")
        .scope("item, event, inputs, tables, now"),
      .defaulted(
        "else", \.otherwise, Kind<RefusalWord>.choice.located,
        "What becomes of one that fails: kept for a person (`quarantine`), refused to the sender, or dropped.",
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
  public var flapping: FlappingDeclaration?
  /// The service that is concerned.
  public var hideBehind: ScalarText?
  /// What ends it.
  public var clear: ScalarText?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<CorrelateDeclaration>(
    "correlation", "What belongs together, and becomes one record instead of many.",
    keys: [
      .required(
        "by", \.by, .list(.expression), "Items that agree in all of these are one.", example: "[item.labels.service]"
      ).scope("item, event, lookup, inputs, tables, now"),
      .optional(
        "window", \.window, Kind<Int64>.anyDuration.located, "How long items are gathered into one.", default: "0s",
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
      .required("changes", \.changes, Kind<Int>.integer(2...1000).located, "Changes.", example: "4"),
      .required("within", \.within, Kind<Int64>.anyDuration.located, "In which time.", example: "10m"),
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
      .required("model", \.model, .reference(.models), "The model.", example: "incident"),
      .required(
        "set", \.set, .fields, "Its fields. An optional value that is missing leaves its field out.",
        example: "{summary: \"${ item.title }\"}"
      ).scope("item, event, lookup, inputs, tables, now"),
      .defaulted(
        "lossy", \.lossy, .names(.located, anyName: true), "Fields in which something is lost on purpose, and why.",
        default: "none", example: "{summary: The desk shows 200 characters}"),
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
    "answer", "What a request is answered, once its deliveries are done.",
    keys: [
      .defaulted("status", \.status, .integer(200...299), "Status.", default: "200"),
      .required("json", \.json, .fields, "Body.", example: "{id: \"${ item.key }\"}")
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
    "pace choice", "Why a flow works at once, or in batches: what it must reach, and what there is of it.",
    keys: [
      .optional("freshness", \.freshness, Kind<Int64>.anyDuration.located, "How fresh it must be.", example: "30s"),
      .optional("volume", \.volume, Kind<Double>.rate.located, "How much there is of it.", example: "2000/d"),
      .optional("cost-of-delay", \.costOfDelay, Kind<CriticalityWord>.choice.located, "What a delay costs."),
      .optional("take", \.take, Kind<PaceWord>.choice.located, "Which way was taken.", default: "what the trigger is"),
      .optional("reason", \.reason, .located, "Why, where that is not what the numbers say."),
      .optional("decision", \.decision, .reference(.decisions), "Where it was decided."),
    ])
}

/// How soon work is done.
public enum PaceWord: String, Hashable, Sendable, CaseIterable {
  /// As it comes.
  case realTime = "real-time"
  /// Together, at times.
  case batch
}
