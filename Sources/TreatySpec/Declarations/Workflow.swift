/// Durable steps that call, wait, ask and decide.
public struct WorkflowDeclaration: RunningDeclaration {
  /// The section that it stands in.
  public static let section = Section.workflows
  /// What every declaration can say.
  public var common = Common()
  /// Who answers for it, what for, and how well.
  public var duty = Duty()
  /// What starts one.
  public var on = TriggerDeclaration()
  /// Which items start one.
  public var condition: ScalarText?
  /// What is looked up at its start.
  public var lookup: [Named<LookupDeclaration>] = []
  /// What tells one from another.
  public var identify = ScalarText(nil)
  /// The steps.
  public var steps: [StepDeclaration] = []
  /// How long it may take, in milliseconds.
  public var within: Located<Int64>?
  /// What is undone when it fails.
  public var undo = Located.placeholder(UndoWord.reverse)
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

  /// What there is to say about a workflow.
  public static let description = Description<WorkflowDeclaration>(
    "workflow", "Durable steps that call, wait, ask and decide. One that stands in the middle outlives a restart.",
    isCheckedOnly: true,
    keys: KeyDescription.running(
      "One sentence on what it is for.",
      [
        .required(
          "on", \.on, .nested(), "What starts one.", example: "{event: portal.request, path: /hooks/portal}"),
        .optional(
          "where", \.condition, .expression, "Which items start one.", otherwise: "all",
          example: "item.kind == 'laptop'"
        ).scope("item, event, inputs, tables, now"),
        .defaulted(
          "lookup", \.lookup, .names(.nested()), "What is looked up at its start; steps see it as `lookup.<name>`.",
          otherwise: "nothing", example: "{person: {get: directory.person, id: \"${ item.requester }\"}}"),
        .required(
          "identify", \.identify, .expression, "What tells one from another: the same key never starts a second.",
          example: "item.number"
        ).scope("item, event, lookup, inputs, tables, now"),
        .required(
          "steps", \.steps, .list(.nested()), "The steps, in order.",
          example: "[{name: order, call: warehouse.reserve, with: {item: laptop}}]"),
      ],
      [
        .optional(
          "within", \.within, Kind<Int64>.anyDuration.located, "How long one may take before it fails.", default: "90d"),
        .defaulted(
          "undo", \.undo, Kind<UndoWord>.choice.located,
          "What happens when one fails: what was done is undone, the last first (`reverse`), or a person decides (`ask`).",
          default: "reverse"),
        .optional(
          "retry", \.retry, .reference(.retry), "Retry policy of its calls.",
          otherwise: "pauses of 1s to 5m with full jitter, for a day", example: "patient"),
        .unsure(\.unsure),
        .optional(
          "retention", \.retention, .reference(.retention), "Retention policy of workflows that have ended.",
          otherwise: "7d for what is done, 90d for dead letters", example: "quarter"),
        .optional(
          "protection", \.protection, .reference(.protection), "Protection policy of its payloads.", otherwise: "none",
          example: "careful"),
      ]))
}

/// What happens to what was done, when a workflow fails.
public enum UndoWord: String, Hashable, Sendable, CaseIterable {
  /// It is undone, the last first.
  case reverse
  /// A person decides.
  case ask
}

/// A step of a workflow.
public struct StepDeclaration: Described {
  /// Its name.
  public var name: Located<String>?
  /// When it is done at all.
  public var condition: ScalarText?
  /// `system.operation`, or `system.record` with `do`.
  public var call: Located<String>?
  /// `system.record`.
  public var to: Located<String>?
  /// What is done to the record.
  public var verb: Located<DeliverWord>?
  /// Id of the record.
  public var id: ScalarText?
  /// What it is given.
  public var with: ScalarOrMapping?
  /// What it waits for.
  @Boxed public var wait: WaitDeclaration?
  /// Who must agree.
  @Boxed public var approve: ApprovalDeclaration?
  /// One of several ways.
  public var choose: [BranchDeclaration]?
  /// Ways that are gone at once.
  public var parallel: [Named<[StepDeclaration]>]?
  /// Values that later steps use.
  public var set: ScalarOrMapping?
  /// Why it ends here.
  @Boxed public var stop: StopDeclaration?
  /// What undoes it.
  @Boxed public var undo: UndoStepDeclaration?

  /// An empty declaration.
  public init() {}

  /// The ways of doing something, of which each step has one.
  public static let kinds = ["call", "to", "wait", "approve", "choose", "parallel", "set", "stop"]

  private static let names = "item, event, lookup, steps, inputs, tables, now"

  /// What there is to say about it.
  public static let description = Description<StepDeclaration>(
    "step", "One step of a workflow or probe. Those after it see what it gives as `steps.<name>`.",
    rules: KeyRules(
      exactlyOne: [kinds],
      onlyWith: [
        ("with", ["call", "to"]), ("do", ["to"]), ("id", ["to"]), ("undo", ["call", "to"]),
      ], needs: [("to", ["do"])]),
    keys: [
      .optional(
        "name", \.name, Kind<String>.name.located, "Its name, by which later steps see what it gives.", example: "order"
      ),
      .optional(
        "when", \.condition, .expression, "When it is done at all.", otherwise: "always", example: "item.cost > 1000"
      ).scope(names),
      .optional("call", \.call, .reference(.operation), "The system and its operation.", example: "warehouse.reserve"),
      .optional("to", \.to, .reference(.record), "The system and its kind of record.", example: "service-desk.ticket"),
      .optional("do", \.verb, Kind<DeliverWord>.choice.located, "What is done to the record.", example: "create"),
      .optional(
        "id", \.id, .template, "Id of the record that is changed or removed.",
        otherwise: "the record of the workflow's key",
        example: "${ steps.order.id }"
      ).scope(names),
      .optional(
        "with", \.with, .fields, "What the operation is given, or what is written to the record.",
        example: "{Subject: \"${ item.title }\"}"
      ).scope(names),
      .optional("wait", \.wait, .nested(), "What is waited for."),
      .optional("approve", \.approve, .nested(), "Who must agree."),
      .optional(
        "choose", \.choose, .list(.nested()), "Ways, of which the first is taken whose `when` holds.",
        example: "[{when: item.cost > 1000, steps: [{approve: {by: finance}}]}]"),
      .optional(
        "parallel", \.parallel, .names(.list(.nested())),
        "Ways that are taken at the same time; all must come to an end.",
        example:
          "{hardware: [{call: warehouse.reserve}], access: [{call: directory.invite}]}"),
      .optional("set", \.set, .fields, "Values that later steps use.", example: "{cost: \"${ 2 * 100 }\"}").scope(
        names),
      .optional(
        "stop", \.stop, .nested(short: \.reason, .template), "Why the workflow ends here.",
        example: "Nobody approved it"
      ).scope(names),
      .optional("undo", \.undo, .nested(), "What undoes it, should a later step fail."),
    ])
}

/// What a step waits for.
public struct WaitDeclaration: Described {
  /// How long, in milliseconds.
  public var length: Located<Int64>?
  /// Until when.
  public var until: ScalarText?
  /// Until a calendar is open.
  public var during: Located<String>?
  /// `system.event` that must come.
  public var event: Located<String>?
  /// Path at which the host takes it.
  public var path: Located<String>?
  /// Account that the sender uses.
  public var account: Located<String>?
  /// Which of them.
  public var match: ScalarText?
  /// How long it may take, in milliseconds.
  public var within: Located<Int64>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<WaitDeclaration>(
    "wait", "What a step waits for: a time, a calendar, or an event.",
    rules: KeyRules(
      exactlyOne: [["for", "until", "during", "event"]],
      onlyWith: [("match", ["event"]), ("within", ["event"]), ("path", ["event"]), ("account", ["event"])],
      needs: [("event", ["match", "within", "path"])]),
    keys: [
      .optional("for", \.length, Kind<Int64>.anyDuration.located, "How long it waits.", example: "2d"),
      .optional("until", \.until, .expression, "Moment until which it waits.", example: "item.needed_by")
        .scope("item, lookup, steps, inputs, tables, now"),
      .optional(
        "during", \.during, .reference(.calendars), "Calendar until which it waits, if it is not open.",
        example: "office-hours"),
      .optional(
        "event", \.event, .reference(.event), "The system and its event that must come.", example: "portal.signed"),
      .optional(
        "path", \.path, Kind<String>.route.located, "Path at which the host takes it.", example: "/hooks/portal"),
      .optional(
        "account", \.account, .reference(.accounts), "Account that the sender uses.", otherwise: "anybody can send",
        example: "portal-at-treaty"),
      .optional(
        "match", \.match, .expression,
        "Whether an event is the one; here `event` is what came, and `item` what started the workflow.",
        example: "event.body.number == item.number"
      ).scope("item, lookup, steps, event, inputs, tables, now"),
      .optional(
        "within", \.within, Kind<Int64>.anyDuration.located, "How long it may take before the workflow fails.",
        example: "5d"),
    ])
}

/// One of several ways.
public struct BranchDeclaration: Described {
  /// When it is gone.
  public var condition: ScalarText?
  /// Its steps.
  public var steps: [StepDeclaration] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<BranchDeclaration>(
    "branch", "One of several ways. One without `when` is taken where no other was.",
    keys: [
      .optional("when", \.condition, .expression, "When it is taken.", otherwise: "always", example: "item.cost > 1000")
        .scope("item, event, lookup, steps, inputs, tables, now"),
      .required(
        "steps", \.steps, .list(.nested()), "Its steps, in order.", example: "[{approve: {by: finance, within: 2d}}]"),
    ])
}

/// Why a workflow ends.
public struct StopDeclaration: Described {
  /// Words for a person.
  public var reason = ScalarText(nil)
  /// Whether that is a failure.
  public var isFailure = false

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<StopDeclaration>(
    "stop", "Why a workflow ends here.",
    keys: [
      .required("reason", \.reason, .template, "Words for a person.", example: "Nobody approved it")
        .scope("item, event, lookup, steps, inputs, tables, now"),
      .defaulted(
        "failed", \.isFailure, .flag, "Whether that is a failure, upon which what was done is undone.", default: "false"
      ),
    ])
}

/// What undoes a step.
public struct UndoStepDeclaration: Described {
  /// `system.operation`.
  public var call: Located<String>?
  /// `system.record`.
  public var to: Located<String>?
  /// What is done to it.
  public var verb: Located<DeliverWord>?
  /// Id of the record.
  public var id: ScalarText?
  /// What it is given.
  public var with: ScalarOrMapping?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<UndoStepDeclaration>(
    "undo", "What undoes a step, should a later one fail. It sees what the step gave as `steps.<name>`.",
    rules: KeyRules(
      exactlyOne: [["call", "to"]], onlyWith: [("do", ["to"]), ("id", ["to"])], needs: [("to", ["do"])]),
    keys: [
      .optional("call", \.call, .reference(.operation), "The system and its operation.", example: "warehouse.release"),
      .optional("to", \.to, .reference(.record), "The system and its kind of record.", example: "service-desk.ticket"),
      .optional("do", \.verb, Kind<DeliverWord>.choice.located, "What is done to the record.", example: "delete"),
      .optional(
        "id", \.id, .template, "Id of the record.", otherwise: "the one that the step made",
        example: "${ steps.order.id }"
      ).scope("item, event, lookup, steps, inputs, tables, now"),
      .optional(
        "with", \.with, .fields, "What the operation is given, or what is written to the record.",
        example: "{order: \"${ steps.order.id }\"}"
      ).scope("item, event, lookup, steps, inputs, tables, now"),
    ])
}
