/// What the organisation offers to others, or runs for itself.
public struct ServiceDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.services
  /// What every declaration can say.
  public var common = Common()
  /// Team that answers for it.
  public var owner = Located.placeholder("")
  /// How much hangs on it.
  public var criticality = Located.placeholder(CriticalityWord.medium)
  /// Services that it needs.
  public var dependsOn: [Located<String>] = []
  /// Systems that carry it.
  public var systems: [Located<String>] = []
  /// What it makes possible.
  public var serves: [Located<String>] = []
  /// What it promises.
  public var levels = LevelsDeclaration()
  /// Who is called.
  public var escalate: Located<String>?
  /// What to do when it fails.
  public var runbook: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a service.
  public static let description = Description<ServiceDeclaration>(
    "service", "What the organisation offers to others, or runs for itself: who answers for it, and what it hangs on.",
    keys: KeyDescription.common(
      "What it gives to those who use it.",
      [
        .required("owner", \.owner, .team, "Team that answers for it.", example: "shop"),
        .defaulted(
          "criticality", \.criticality, Kind<CriticalityWord>.choice.located,
          "How much hangs on it: without it the organisation stands still (`critical`), many are held up (`high`), some are (`medium`), or hardly anybody notices (`low`).",
          default: "medium"),
        .defaulted(
          "depends-on", \.dependsOn, .list(.reference(.services)), "Services that it needs.", otherwise: "none",
          example: "[payments, orders-db]"),
        .defaulted(
          "systems", \.systems, .list(.reference(.systems)), "Systems that carry it.", otherwise: "none",
          example: "[service-desk]"),
        .defaulted(
          "serves", \.serves, .list(.reference(.capability)), "Capabilities that it serves.", otherwise: "none",
          example: "[incident-management.detect]"),
        .defaulted("levels", \.levels, .nested(), "What it promises.", otherwise: "nothing"),
        .optional(
          "escalate", \.escalate, .reference(.escalation), "Escalation policy: who is called, and who is next.",
          example: "day-and-night"),
        .optional(
          "runbook", \.runbook, .located, "What to do when it fails: a file of the package, or a web address.",
          example: "runbooks/shop-down.md"),
      ]))
}

/// How much hangs on something.
public enum CriticalityWord: String, Hashable, Sendable, CaseIterable {
  /// The organisation stands still.
  case critical
  /// Many are held up.
  case high
  /// Some are held up.
  case medium
  /// Hardly anybody notices.
  case low
}

/// What somebody promises: measured, and held against what the way can do.
public struct LevelsDeclaration: Described {
  /// Share of time in which it works.
  public var availability: Located<String>?
  /// Share of messages that end well.
  public var success: Located<String>?
  /// From intake to effect, in milliseconds.
  public var deliveredWithin: Located<Int64>?
  /// From question to answer, in milliseconds.
  public var respondsWithin: Located<Int64>?
  /// From failure to work again, in milliseconds.
  public var recoversWithin: Located<Int64>?
  /// Messages that may wait.
  public var backlog: Located<Int>?
  /// Age that the oldest may reach, in milliseconds.
  public var age: Located<Int64>?
  /// Window over which shares are taken, in milliseconds.
  public var over: Located<Int64>?
  /// When the use of what may fail is too fast.
  @Boxed public var burn: BurnDeclaration?

  /// Nothing promised.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<LevelsDeclaration>(
    "service levels",
    "What is promised: to be measured while it runs, and held against intervals, pauses and limits before.",
    keys: [
      .optional("availability", \.availability, .percentage, "Share of time in which it works.", example: "99.5%"),
      .optional("success", \.success, .percentage, "Share of messages or calls that end well.", example: "99.9%"),
      .optional(
        "delivered-within", \.deliveredWithin, Kind<Int64>.anyDuration.located,
        "From what happened to its effect. The share that must be there by then is `success`, or 99% where that is not said.",
        example: "30s"),
      .optional(
        "responds-within", \.respondsWithin, Kind<Int64>.anyDuration.located, "From a question to its answer.",
        example: "2s"),
      .optional(
        "recovers-within", \.recoversWithin, Kind<Int64>.anyDuration.located, "From failing to working again.",
        example: "4h"),
      .optional("backlog", \.backlog, Kind<Int>.integer(0...1_000_000_000).located, "Messages that may wait at once."),
      .optional(
        "age", \.age, Kind<Int64>.anyDuration.located, "Age that the oldest waiting message may reach.", example: "15m"),
      .optional(
        "over", \.over, Kind<Int64>.anyDuration.located, "Stretch of time over which shares are taken.", default: "30d"),
      .optional(
        "burn", \.burn, .nested(), "When somebody is alerted, because what may fail is used up too fast.",
        default: "{fast: 14, slow: 3}"),
    ])
}

/// When the use of what may fail is too fast.
public struct BurnDeclaration: Described {
  /// Times the even speed, over an hour.
  public var fast = 14.0
  /// Times the even speed, over six hours.
  public var slow = 3.0

  /// The usual speeds.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<BurnDeclaration>(
    "burn rate", "How many times faster than evenly the share that may fail is used up, before somebody is alerted.",
    keys: [
      .defaulted("fast", \.fast, .number(1...1000), "Over the last hour; somebody is paged.", default: "14"),
      .defaulted("slow", \.slow, .number(1...1000), "Over the last six hours; somebody is told.", default: "3"),
    ])
}
