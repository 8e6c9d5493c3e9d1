public import TreatySyntax

/// A question that a pipeline asks, and the rules that answer it.
public struct GateDeclaration: RunningDeclaration {
  /// The section that it stands in.
  public static let section = Section.gates
  /// What every declaration can say.
  public var common = Common()
  /// Who answers for it, what for, and how well.
  public var duty = Duty()
  /// Who may ask, and where.
  public var ask = AskDeclaration()
  /// What is looked up.
  public var lookup: [Named<LookupDeclaration>] = []
  /// Calendars that allow or forbid.
  public var calendars: [Located<String>] = []
  /// The rules.
  public var rules: [GateRuleDeclaration] = []
  /// What is answered where no rule holds.
  public var otherwise = Located.placeholder(VerdictWord.deny)
  /// What is answered where it cannot be said.
  public var unknown = Located.placeholder(VerdictWord.deny)
  /// Who must agree.
  @Boxed public var approve: ApprovalDeclaration?
  /// Where the answer is written down.
  public var record: [DeliverDeclaration] = []
  /// How long the answer holds, in milliseconds.
  public var holds: Located<Int64>?
  /// What becomes of a call of which nobody knows whether it was done.
  public var unsure: Located<UnsureWord>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a gate.
  public static let description = Description<GateDeclaration>(
    "gate",
    "A question that a pipeline asks before it goes on, and the rules that answer it: go on (`allow`), ask again later (`wait`), or stop (`deny`).",
    isCheckedOnly: true,
    keys: KeyDescription.running(
      "One sentence on what it is for.",
      [
        .required(
          "ask", \.ask, .nested(), "Who may ask, where, and with what.",
          example: "{path: /gates/deploy, account: pipeline-at-treaty, input: {change: string}}"),
        .defaulted(
          "lookup", \.lookup, .names(.nested()), "What is looked up elsewhere; rules see it as `lookup.<name>`.",
          otherwise: "nothing", example: "{change: {get: cmdb.change, id: \"${ item.change }\"}}"),
        .defaulted(
          "calendars", \.calendars, .list(.reference(.calendars)),
          "Calendars: outside of a `window` and within a `freeze` the answer is `wait`.", otherwise: "none",
          example: "[change-windows, year-end-freeze]"),
        .required(
          "rules", \.rules, .list(.nested()), "The rules: the first that holds answers.",
          example: "[{deny: \"lookup.change.state != 'approved'\", reason: The change is not approved}]"),
        .defaulted(
          "else", \.otherwise, Kind<VerdictWord>.choice.located, "What is answered where no rule holds.",
          default: "deny"),
        .defaulted(
          "unknown", \.unknown, Kind<VerdictWord>.choice.located,
          "What is answered where it cannot be said, because a system is down.", default: "deny"),
        .optional("approve", \.approve, .nested(), "Who must agree before the answer is `allow`."),
        .defaulted(
          "record", \.record, .list(.nested()),
          "Where the answer is written down. Its expressions see what rules see, and `verdict` with `answer`, `reason`, `at` and `by`.",
          otherwise: "only in the audit trail",
          example: "[{to: cmdb.change, do: update, fields: {gate: \"${ verdict.answer }\"}}]"),
        .optional(
          "holds", \.holds, Kind<Int64>.anyDuration.located, "How long an answer holds for the same question.",
          otherwise: "only once", example: "1h"
        ),
        .unsure(\.unsure),
      ]))
}

/// Who may ask a gate, and with what.
public struct AskDeclaration: Described {
  /// Path at which the host takes it.
  public var path = Located.placeholder("")
  /// Account that asks.
  public var account: Located<String>?
  /// Fields of the question.
  public var input: [Named<Node>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<AskDeclaration>(
    "question", "Who may ask a gate, where, and with what.",
    keys: [
      .required(
        "path", \.path, Kind<String>.route.located, "Path at which the host takes it.", example: "/gates/deploy"),
      .optional(
        "account", \.account, .reference(.accounts),
        "Account that asks. Without one anybody who reaches the host can ask.", example: "pipeline-at-treaty"),
      .required(
        "input", \.input, .names(.type, anyName: true), "Fields of the question, which is `item` in what follows.",
        example: "{change: string, environment: {enum: [staging, production]}}"),
    ])
}

/// What a gate answers.
public enum VerdictWord: String, Hashable, Sendable, CaseIterable {
  /// Go on.
  case allow
  /// Ask again later.
  case wait
  /// Stop.
  case deny
}

/// A rule of a gate.
public struct GateRuleDeclaration: Described {
  /// When the answer is to go on.
  public var allow: ScalarText?
  /// When it is to ask again later.
  public var wait: ScalarText?
  /// When it is to stop.
  public var deny: ScalarText?
  /// Words for a person.
  public var reason: ScalarText?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<GateRuleDeclaration>(
    "gate rule", "When a gate gives which answer.",
    rules: KeyRules(exactlyOne: [["allow", "wait", "deny"]]),
    keys: [
      .optional("allow", \.allow, .expression, "When the answer is to go on.", example: "item.environment == 'staging'")
        .scope("item, lookup, inputs, tables, now"),
      .optional(
        "wait", \.wait, .expression, "When it is to ask again later.", example: "now < lookup.change.start"
      ).scope("item, lookup, inputs, tables, now"),
      .optional("deny", \.deny, .expression, "When it is to stop.", example: "lookup.change.state != 'approved'")
        .scope("item, lookup, inputs, tables, now"),
      .optional(
        "reason", \.reason, .template, "Words for a person.", example: "Change ${ item.change } is not approved"
      ).scope("item, lookup, inputs, tables, now"),
    ])
}

/// Who must agree.
public struct ApprovalDeclaration: Described {
  /// Team.
  public var by = Located.placeholder("")
  /// How many of it.
  public var count = 1
  /// When it is asked.
  public var condition: ScalarText?
  /// How long it may take, in milliseconds.
  public var within: Located<Int64>?
  /// What is taken for the answer then.
  public var otherwise = Located.placeholder(ApprovalWord.reject)
  /// What is asked.
  public var ask: ScalarText?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ApprovalDeclaration>(
    "approval", "Who must agree before it goes on. `steps` is in scope in workflows.",
    keys: [
      .required("by", \.by, .team, "Team that is asked.", example: "change-board"),
      .defaulted("count", \.count, .integer(1...100), "How many of it must agree.", default: "1"),
      .optional(
        "when", \.condition, .expression, "When the team is asked at all.", otherwise: "always",
        example: "item.cost > 1000"
      ).scope("item, lookup, steps, inputs, tables, now"),
      .optional(
        "within", \.within, Kind<Int64>.anyDuration.located, "How long an answer may take.", default: "7d",
        example: "2d"),
      .defaulted(
        "else", \.otherwise, Kind<ApprovalWord>.choice.located,
        "What is done when nobody answers in time: it counts as a no (`reject`) or as a yes (`accept`), or the team's parent is asked (`escalate`).",
        default: "reject"),
      .optional("ask", \.ask, .template, "What is asked.", example: "A laptop for ${ item.requester }?")
        .scope("item, lookup, steps, inputs, tables, now"),
    ])
}

/// What is taken for an answer that nobody gave.
public enum ApprovalWord: String, Hashable, Sendable, CaseIterable {
  /// No.
  case reject
  /// Yes.
  case accept
  /// The next one up is asked.
  case escalate
}
