/// Section `policies`.
public struct PoliciesSection: Described {
  /// Retry policies.
  public var retry: [Named<RetryDeclaration>] = []
  /// Retention policies.
  public var retention: [Named<RetentionDeclaration>] = []
  /// Escalation policies.
  public var escalation: [Named<EscalationDeclaration>] = []
  /// Channels.
  public var channel: [Named<ChannelDeclaration>] = []
  /// Protection policies.
  public var protection: [Named<ProtectionDeclaration>] = []

  /// A section without policies.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<PoliciesSection>(
    "policies section", "Named policies, by kind.",
    keys: [
      .defaulted("retry", \.retry, .section(), "When and how often deliveries are tried again.", otherwise: "none"),
      .defaulted(
        "retention", \.retention, .section(), "How long messages are kept after they have ended.", otherwise: "none"),
      .defaulted("escalation", \.escalation, .section(), "Who is called, and who is next.", otherwise: "none"),
      .defaulted("channel", \.channel, .section(), "How alerts reach those who are called.", otherwise: "none"),
      .defaulted(
        "protection", \.protection, .section(), "How payloads are kept from eyes that need not see them.",
        otherwise: "none"),
    ])
}

/// How a pause is drawn.
public enum JitterWord: String, Hashable, Sendable, CaseIterable {
  /// Anywhere up to its upper end.
  case full
  /// Anywhere from the first pause to three times the one before.
  case decorrelated
  /// The upper end itself.
  case none
}

/// When and how often deliveries are tried again.
public struct RetryDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.retry
  /// What every declaration can say.
  public var common = Common()
  /// Attempts in all.
  public var attempts: Int?
  /// Upper end of the first pause, in milliseconds.
  public var first: Int64 = 1_000
  /// By how much it grows.
  public var factor = 2.0
  /// Upper end of any pause, in milliseconds.
  public var max: Int64 = 300_000
  /// How the pause is drawn.
  public var jitter = JitterWord.full
  /// When a delivery is given up, in milliseconds.
  public var deadline: Int64 = 86_400_000
  /// Share of calls that may be second attempts.
  public var budget: Located<String>?
  /// When a system that fails is left alone.
  @Boxed public var breaker: BreakerDeclaration?

  /// The policy that holds where none is named.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<RetryDeclaration>(
    "retry policy",
    "When and how often a delivery is tried again: after pauses that grow, drawn at random, up to a deadline. What a system asks for in `Retry-After` is kept to.",
    keys: KeyDescription.common(
      "What it is meant for.",
      [
        .optional(
          "attempts", \.attempts, .integer(1...1_000_000), "Attempts in all; `1` never tries again.",
          otherwise: "as many as fit before the deadline"),
        .defaulted("first", \.first, .duration(1...86_400_000), "Upper end of the first pause.", default: "1s"),
        .defaulted(
          "factor", \.factor, .number(1...100),
          "By how much the upper end grows from one pause to the next. A `decorrelated` pause has no use for it.",
          default: "2"),
        .defaulted("max", \.max, .duration(1...604_800_000), "Upper end of any pause.", default: "5m"),
        .defaulted(
          "jitter", \.jitter, .choice,
          "`full` draws a pause from nothing to its upper end; `decorrelated` from `first` to three times the pause before, and no more than `max`, so that none is next to nothing; `none` takes the upper end.",
          default: "full"),
        .defaulted(
          "deadline", \.deadline, .duration(1...31_536_000_000),
          "How long after it was worked out a delivery is given up, whatever it waits for.", default: "1d"),
        .optional(
          "budget", \.budget, .percentage,
          "Share of a flow's calls that may be attempts after the first: retries of many deliveries are else a load of their own, on a system that is failing already. What is over it waits; a flow that earns none has one in ten seconds.",
          otherwise: "no limit",
          example: "20%"),
        .optional(
          "breaker", \.breaker, .nested(), "When a system that fails is left alone for a while.",
          default: "{failures: 5, pause: 1m}"),
      ]))
}

/// When a system that fails is left alone.
public struct BreakerDeclaration: Described {
  /// Failures in a row.
  public var failures = 5
  /// The longest time for which it is left alone, in milliseconds.
  public var pause: Int64 = 60_000

  /// The usual.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<BreakerDeclaration>(
    "circuit breaker",
    "When a system that fails is left alone, so that it can recover, and others do not wait for its timeouts; after each pause one call tries whether it works again. A system has one breaker: where flows with several policies deliver to it, the fewest failures and the longest pause hold.",
    keys: [
      .defaulted(
        "failures", \.failures, .integer(1...10_000), "Failures in a row, upon which it is left alone.", default: "5"),
      .defaulted(
        "pause", \.pause, .duration(100...86_400_000),
        "The longest time for which it is left alone. The first pause is a sixteenth of it, and each one twice as long as the one before: a short outage is over soon, a long one is asked after seldom.",
        default: "1m"),
    ])
}

/// How long what has ended is kept.
public struct RetentionDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.retention
  /// What every declaration can say.
  public var common = Common()
  /// How long what went well is kept, in milliseconds.
  public var done: Int64 = 604_800_000
  /// How long dead letters are kept, in milliseconds.
  public var dead: Int64 = 7_776_000_000
  /// How long payloads are kept, where that is less, in milliseconds.
  public var payload: Int64?
  /// How long it stays known which record belongs to a key, in milliseconds.
  public var records: Int64?
  /// How long the audit trail is kept, in milliseconds.
  public var audit: Located<Int64>?
  /// How long log files are kept, in milliseconds.
  public var logs: Located<Int64>?
  /// By class of data, where it differs, in milliseconds.
  public var classes: [Named<Int64>] = []
  /// Where it is put before it is deleted.
  @Boxed public var archive: ArchiveDeclaration?
  /// Why nothing may be deleted.
  @Boxed public var hold: HoldDeclaration?

  /// The policy that holds where none is named.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<RetentionDeclaration>(
    "retention policy", "How long messages are kept after they have ended.",
    keys: KeyDescription.common(
      "What it is meant for.",
      [
        .defaulted(
          "done", \.done, .duration(0...315_360_000_000), "How long a message is kept that ended well.", default: "7d"),
        .defaulted(
          "dead", \.dead, .duration(0...315_360_000_000), "How long a message is kept that could not be delivered.",
          default: "90d"),
        .optional(
          "payload", \.payload, .duration(0...315_360_000_000),
          "How long what is in a message is kept, where that is less: after that only what became of it is, and nobody can read or retry it.",
          otherwise: "as long as the message", example: "2d"),
        .optional(
          "audit", \.audit, Kind<Int64>.anyDuration.located,
          "How long the audit trail is kept. There is one trail for all flows: the longest of their policies holds.",
          otherwise: "seven years",
          example: "3650d"),
        .optional(
          "logs", \.logs, Kind<Int64>.anyDuration.located,
          "How long files of the log are kept, where a host writes them (`treaty run --log-file`). There is one log for all flows: the longest of their policies holds. What a host writes to standard error is kept by whoever collects it.",
          otherwise: "30 days, where no policy says it", example: "90d"),
        .optional(
          "records", \.records, .duration(0...315_360_000_000),
          "How long it stays known which record belongs to a key, after it was written last. An item with that key makes a new record then.",
          otherwise: "for ever", example: "365d"),
        .defaulted(
          "classes", \.classes, .names(.duration(0...315_360_000_000)),
          "Shorter, by class of the data in a message: `internal`, `personal` or `secret`.", otherwise: "none",
          example: "{personal: 30d}"),
        .optional(
          "archive", \.archive, .nested(),
          "Where messages are put before they are deleted: as compressed lines of JSON."),
        .optional("hold", \.hold, .nested(), "A legal hold: nothing is deleted while it stands."),
      ]))
}

/// Where what has ended is put.
public struct ArchiveDeclaration: Described {
  /// Folder or bucket, which the host binds.
  public var to = ScalarText(nil)
  /// How long it is kept there, in milliseconds.
  public var keep: Located<Int64>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ArchiveDeclaration>(
    "archive", "Where messages are put before they are deleted.",
    keys: [
      .required("to", \.to, .template, "Folder in which they are put.", example: "${ inputs.archive-folder }")
        .scope("inputs"),
      .optional(
        "keep", \.keep, Kind<Int64>.anyDuration.located, "How long they are kept there.", otherwise: "for ever",
        example: "3650d"),
    ])
}

/// A legal hold.
public struct HoldDeclaration: Described {
  /// Why.
  public var reason = Located.placeholder("")
  /// Last day.
  public var until: Located<String>?
  /// Who may end it.
  public var by: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<HoldDeclaration>(
    "legal hold", "What forbids that anything is deleted.",
    keys: [
      .required("reason", \.reason, .located, "Why nothing may be deleted.", example: "Case 2026-114"),
      .optional(
        "until", \.until, .date, "Last day on which it holds.", otherwise: "until it is taken out",
        example: "2027-12-31"),
      .optional("by", \.by, .team, "Team that may end it.", example: "legal"),
    ])
}

/// Who is called, and when the next is.
public struct EscalationDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.escalation
  /// What every declaration can say.
  public var common = Common()
  /// The steps.
  public var steps: [EscalationStepDeclaration] = []
  /// When it begins again, in milliseconds.
  public var again: Located<Int64>?
  /// What to do.
  public var runbook: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<EscalationDeclaration>(
    "escalation policy", "Who is called when something fails, and who is next when nobody answers.",
    keys: KeyDescription.common(
      "When it is used.",
      [
        .required(
          "steps", \.steps, .list(.nested()), "Who is called, in order.",
          example: "[{call: service-desk}, {after: 15m, call: operations}]"),
        .optional(
          "again", \.again, Kind<Int64>.anyDuration.located,
          "How long after the failure it begins again, if nobody answered.",
          otherwise: "never", example: "4h"),
        .optional(
          "runbook", \.runbook, .located, "What to do: a file of the package, or a web address.",
          example: "runbooks/call.md"),
      ]))
}

/// A step of an escalation.
public struct EscalationStepDeclaration: Described {
  /// How long after the failure, in milliseconds.
  public var after = Located.placeholder(Int64(0))
  /// Team.
  public var call: Located<String>?
  /// Vendor's support.
  public var contract: Located<String>?
  /// How.
  public var via: [Located<ChannelWord>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<EscalationStepDeclaration>(
    "escalation step", "Who is called, and how long after the failure.",
    rules: KeyRules(exactlyOne: [["call", "contract"]]),
    keys: [
      .defaulted(
        "after", \.after, Kind<Int64>.anyDuration.located, "How long after the failure, if nobody answered.",
        default: "0s", example: "15m"),
      .optional("call", \.call, .team, "Team that is called.", example: "service-desk"),
      .optional(
        "contract", \.contract, .reference(.contracts), "Vendor's support that is called.", example: "desk-support"),
      .defaulted(
        "via", \.via, .list(Kind<ChannelWord>.choice.located), "How they are called: over which of their contacts.",
        otherwise: "over all that they have, as far as a channel serves them"),
    ])
}

/// How somebody is called.
public enum ChannelWord: String, Hashable, Sendable, CaseIterable {
  /// By mail.
  case mail
  /// By telephone.
  case phone
  /// In a chat.
  case chat
  /// On a page.
  case page
}

/// How payloads are kept from eyes that need not see them.
public struct ProtectionDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.protection
  /// What every declaration can say.
  public var common = Common()
  /// Whether payloads are sealed where they are stored.
  public var seal = Located.placeholder(true)
  /// How often keys change, in milliseconds.
  public var keys: Located<Int64>?
  /// Classes that are left out of logs, traces and alerts.
  public var redact: [Located<DataClassWord>] = []
  /// Classes that operators may see.
  public var show: Located<DataClassWord>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ProtectionDeclaration>(
    "protection policy", "How payloads are kept from eyes that need not see them, where they are stored and shown.",
    keys: KeyDescription.common(
      "What it is meant for.",
      [
        .defaulted(
          "seal", \.seal, Kind<Bool>.flag.located,
          "Whether payloads must be sealed where they are stored. A host seals all that it keeps; `false` says that nobody relies on it.",
          default: "true"
        ),
        .optional(
          "keys", \.keys, Kind<Int64>.anyDuration.located,
          "How long one key seals payloads before the next one does: never longer than messages are kept that ended well.",
          default: "30d"),
        .defaulted(
          "redact", \.redact, .list(Kind<DataClassWord>.choice.located),
          "Classes of data that are left out of logs, traces, alerts and reports, and stand in the audit trail as keyed hashes.",
          default: "[personal, secret]"),
        .optional(
          "show", \.show, Kind<DataClassWord>.choice.located,
          "The most careful class of data that an operator may see.",
          default: "internal"),
      ]))
}
