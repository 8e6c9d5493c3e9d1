/// Who answers for something that runs, what for, and how well: what flows, syncs, reconciles, gates, workflows and probes have in
/// common.
public struct Duty: Sendable {
  /// Team that answers for it.
  public var owner: Located<String>?
  /// Capabilities that it serves.
  public var serves: [Located<String>] = []
  /// Services that it belongs to.
  public var services: [Located<String>] = []
  /// What several teams agreed on.
  public var agreements: [Located<String>] = []
  /// What happens when it fails.
  public var failure = FailureHandlingDeclaration()
  /// What it promises.
  public var levels = LevelsDeclaration()

  /// Nobody's.
  public init() {}
}

/// A declaration of something that runs.
public protocol RunningDeclaration: Declaration {
  /// Who answers for it, what for, and how well.
  var duty: Duty { get set }
}

extension KeyDescription where Subject: RunningDeclaration {
  /// The keys of something that runs: whose it is first, then the work, then how well it goes.
  static func running(_ about: String, _ work: [KeyDescription], _ care: [KeyDescription] = []) -> [KeyDescription] {
    common(about, duty + work + promises + care)
  }

  private static var duty: [KeyDescription] {
    [
      .optional("owner", \.duty.owner, .team, "Team that answers for it.", example: "service-desk"),
      .defaulted(
        "serves", \.duty.serves, .list(.reference(.capability)), "Capabilities that it serves.", otherwise: "none",
        example: "[incident-management.detect]"),
      .defaulted(
        "services", \.duty.services, .list(.reference(.services)), "Services that it belongs to.", otherwise: "none",
        example: "[shop]"),
      .defaulted(
        "agreements", \.duty.agreements, .list(.reference(.agreements)), "Agreements of teams that allow it.",
        otherwise: "none", example: "[desk-and-vendor]"),
    ]
  }

  private static var promises: [KeyDescription] {
    [
      .defaulted(
        "failure", \.duty.failure, .nested(), "Who hears of a failure, and what is done then.",
        otherwise: "its owner hears of it, at once"
      ),
      .defaulted("levels", \.duty.levels, .nested(), "What it promises.", otherwise: "nothing"),
    ]
  }
}

/// What happens when something fails.
public struct FailureHandlingDeclaration: Described {
  /// Name of the alert.
  public var alert: Located<String>?
  /// Failures in a row before anybody hears of it.
  public var after = 1
  /// Team that sees to it.
  public var owner: Located<String>?
  /// Who is called.
  public var escalate: Located<String>?
  /// What to do.
  public var runbook: Located<String>?
  /// What becomes of what waits behind something that is given up.
  public var lane: Located<LaneWord>?
  /// By class of failure, where it differs.
  public var classes: [Named<FailureClassDeclaration>] = []

  /// What holds where nothing is said.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<FailureHandlingDeclaration>(
    "failure handling", "Who hears of a failure, and what is done then.",
    keys: [
      .optional("alert", \.alert, Kind<String>.name.located, "Name of the alert.", example: "desk-down"),
      .defaulted(
        "after", \.after, .integer(1...100_000), "Failures in a row before anybody hears of it.", default: "1"),
      .optional(
        "owner", \.owner, .team, "Team that sees to it.", otherwise: "the owner of what fails", example: "service-desk"),
      .optional(
        "escalate", \.escalate, .reference(.escalation), "Escalation policy: who is called, and who is next.",
        otherwise: "nobody is called", example: "day-and-night"),
      .optional(
        "runbook", \.runbook, .located, "What to do: a file of the package, or a web address.",
        example: "runbooks/desk-down.md"),
      .optional(
        "lane", \.lane, Kind<LaneWord>.choice.located,
        "What becomes of what waits for the same record behind a delivery that is given up: it goes on, and the one given up is a dead letter (`pass`), or it waits until a person has seen to that one (`block`).",
        default: "pass"),
      .defaulted(
        "classes", \.classes, .names(.nested(), anyName: true),
        "By class of failure, where it differs: `outage`, `throttled`, `denied`, `conflict`, `rejected`, `gone`, `unsure`, `ours` for a mapping of ours that failed, and `expired` for what became too old before it could be tried.",
        otherwise: "none", example: "{denied: {owner: security}, gone: {do: skip}}"),
    ])
}

/// What becomes of what waits behind something that is given up, for the same record.
public enum LaneWord: String, Hashable, Sendable, CaseIterable {
  /// It goes on.
  case pass
  /// It waits for a person.
  case block
}

/// What becomes of a delivery that failed.
public enum FailurePolicyWord: String, Hashable, Sendable, CaseIterable {
  /// It is tried again.
  case retry
  /// A person is asked, and its lane waits.
  case ask
  /// It is a dead letter.
  case dead
  /// It is left out.
  case skip
  /// It is left out, and what was done for the same item elsewhere is undone.
  case compensate
}

/// What happens with one class of failure.
public struct FailureClassDeclaration: Described {
  /// What becomes of the delivery.
  public var policy: Located<FailurePolicyWord>?
  /// Team that sees to it.
  public var owner: Located<String>?
  /// Who is called.
  public var escalate: Located<String>?
  /// What to do.
  public var runbook: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<FailureClassDeclaration>(
    "failure class", "What happens with one class of failure.",
    keys: [
      .optional(
        "do", \.policy, Kind<FailurePolicyWord>.choice.located,
        "What becomes of the delivery: it is tried again as its retry policy says (`retry`), a person is asked while its lane waits (`ask`), it is a dead letter (`dead`), it is left out (`skip`), or it is left out and what other deliveries did for the same item is undone by their `undo` (`compensate`). A call of which nobody knows whether it was done (`unsure`) can only be asked about.",
        otherwise:
          "`retry` for `outage`, `throttled` and `conflict`, the flow's `unsure` for `unsure`, `dead` for the others",
        example: "skip"),
      .optional("owner", \.owner, .team, "Team that sees to it.", otherwise: "as for the others", example: "security"),
      .optional(
        "escalate", \.escalate, .reference(.escalation), "Escalation policy.", otherwise: "as for the others",
        example: "office-hours-only"),
      .optional(
        "runbook", \.runbook, .located, "What to do: a file of the package, or a web address.",
        otherwise: "as for the others", example: "runbooks/token-refused.md"),
    ])
}
