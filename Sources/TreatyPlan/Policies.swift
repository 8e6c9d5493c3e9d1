public import CEL

/// When and how often a delivery is tried again.
///
/// The pause before attempt *n* is at most `min(max, first × factor^(n−1))`: exponential backoff, with jitter so that many lanes that
/// failed together do not come back together.
public struct RetryPolicy: Hashable, Sendable, Codable {
  /// Name in the spec, kebab-case.
  public var name: String
  /// Attempts in all, the first included; `nil` is bounded by the deadline alone.
  public var attempts: Int?
  /// Upper end of the first pause, in milliseconds.
  public var firstMilliseconds: Int64
  /// Upper end of any pause, in milliseconds.
  public var maxMilliseconds: Int64
  /// By how much the upper end grows with each attempt; at least 1.
  public var factor: Double
  /// How long after it became due a delivery is given up, in milliseconds.
  public var deadlineMilliseconds: Int64
  /// How the pause is drawn below its upper end.
  public var jitter: Jitter
  /// Share of a flow's calls that may be attempts after the first, from 0 to 1; `nil` is without limit. Retries of many deliveries would
  /// otherwise be a load of their own, on a system that is already failing.
  public var budget: Double?
  /// When a system that fails is left alone; `nil` is ``BreakerPolicy/standard``.
  public var breaker: BreakerPolicy?

  /// A policy.
  public init(
    name: String, attempts: Int?, firstMilliseconds: Int64, maxMilliseconds: Int64, factor: Double,
    deadlineMilliseconds: Int64, jitter: Jitter, budget: Double? = nil, breaker: BreakerPolicy? = nil
  ) {
    self.name = name
    self.attempts = attempts
    self.firstMilliseconds = firstMilliseconds
    self.maxMilliseconds = maxMilliseconds
    self.factor = factor
    self.deadlineMilliseconds = deadlineMilliseconds
    self.jitter = jitter
    self.budget = budget
    self.breaker = breaker
  }

  /// What holds where a flow names no policy: 1 s to 5 min, full jitter, for a day.
  public static let standard = RetryPolicy(
    name: "standard", attempts: nil, firstMilliseconds: 1_000, maxMilliseconds: 300_000, factor: 2,
    deadlineMilliseconds: 86_400_000, jitter: .full)

  /// One attempt and no more.
  public var isSingleAttempt: Bool { attempts == 1 }
}

/// How a pause is drawn below its upper end.
public enum Jitter: String, Hashable, Sendable, Codable, CaseIterable {
  /// Anywhere from zero to the upper end.
  case full
  /// Anywhere from the first pause to three times the pause before, and no more than the longest: it spreads as `full` does, and no pause
  /// is next to nothing. (M. Brooker, "Exponential Backoff And Jitter", 2015.)
  case decorrelated
  /// The upper end itself.
  case none
}

/// When a system that fails is left alone, so that it can recover, and everybody else's calls do not wait for its timeouts.
///
/// A system has one breaker. Where flows with several policies deliver to it, the fewest failures and the longest pause hold.
public struct BreakerPolicy: Hashable, Sendable, Codable {
  /// Failures in a row upon which it is left alone; at least 1.
  public var failures: Int
  /// The longest time for which it is left alone before one call tries whether it works again, in milliseconds. The first time is a
  /// sixteenth of it, and each one twice as long as the one before: a short outage is over soon, a long one is asked after seldom.
  public var pauseMilliseconds: Int64

  /// A policy.
  public init(failures: Int, pauseMilliseconds: Int64) {
    self.failures = failures
    self.pauseMilliseconds = pauseMilliseconds
  }

  /// What holds where a policy says nothing of it: 5 failures, up to a minute.
  public static let standard = BreakerPolicy(failures: 5, pauseMilliseconds: 60_000)
}

/// Where what has ended is put before it is deleted.
public struct PlannedArchive: Hashable, Sendable, Codable {
  /// The folder; reads `inputs`.
  public var to: PlannedTemplate
  /// How long it stays there, in milliseconds; `nil` is for ever.
  public var keepMilliseconds: Int64?

  /// An archive.
  public init(to: PlannedTemplate, keepMilliseconds: Int64?) {
    self.to = to
    self.keepMilliseconds = keepMilliseconds
  }
}

/// A legal hold that a policy declares.
public struct PlannedHold: Hashable, Sendable, Codable {
  /// Why nothing may be deleted.
  public var reason: String
  /// The last day on which it holds, as `2027-12-31`; `nil` until it is taken out.
  public var until: String?
  /// The team that may end it.
  public var by: String?

  /// A hold.
  public init(reason: String, until: String?, by: String?) {
    self.reason = reason
    self.until = until
    self.by = by
  }
}

/// How payloads are kept from eyes that need not see them.
public struct ProtectionPolicy: Hashable, Sendable, Codable {
  /// Name in the spec, kebab-case.
  public var name: String
  /// Classes of data that are left out of logs, traces, alerts, and stand in the audit trail as keyed hashes.
  public var redact: [DataClass]
  /// The most careful class of data that an operator may see.
  public var show: DataClass
  /// How long one key seals payloads at most, in milliseconds.
  public var keysMilliseconds: Int64

  /// A policy.
  public init(name: String, redact: [DataClass], show: DataClass, keysMilliseconds: Int64) {
    self.name = name
    self.redact = redact
    self.show = show
    self.keysMilliseconds = keysMilliseconds
  }

  /// What holds where a flow names no policy: personal and secret data are left out, operators see what is internal, a key lasts 30 days.
  public static let standard = ProtectionPolicy(
    name: "standard", redact: [.personal, .secret], show: .internal, keysMilliseconds: 30 * 86_400_000)
}

/// How long what has ended is kept.
public struct RetentionPolicy: Hashable, Sendable, Codable {
  /// Name in the spec, kebab-case.
  public var name: String
  /// How long messages that ended well are kept, in milliseconds.
  public var doneMilliseconds: Int64
  /// How long dead letters are kept after they were dropped or retried to an end, in milliseconds.
  public var deadMilliseconds: Int64
  /// How long payloads are kept, in milliseconds, where that is less: after that only what became of them is.
  public var payloadMilliseconds: Int64?
  /// How long entries of the audit trail are kept, in milliseconds; `nil` is ``auditMilliseconds(_:)``.
  public var auditMilliseconds: Int64?
  /// How long files of the log are kept, in milliseconds; `nil` is ``logMilliseconds(_:)``.
  public var logMilliseconds: Int64?
  /// How long it stays known which record belongs to a key, after it was written last, in milliseconds; `nil` is for ever.
  public var recordMilliseconds: Int64?
  /// Shorter, by class of the data in a message, in milliseconds.
  public var classes: [String: Int64]?
  /// Where messages are put before they are deleted.
  public var archive: PlannedArchive?
  /// What forbids that anything is deleted.
  public var hold: PlannedHold?

  /// A policy.
  public init(name: String, doneMilliseconds: Int64, deadMilliseconds: Int64) {
    self.name = name
    self.doneMilliseconds = doneMilliseconds
    self.deadMilliseconds = deadMilliseconds
  }

  /// How long a message is kept that holds data of these classes.
  /// - Parameter isDead: whether something of it could not be delivered.
  public func milliseconds(isDead: Bool, holding held: Set<DataClass>) -> Int64 {
    let shorter = held.compactMap { classes?[$0.rawValue] }
    return shorter.reduce(isDead ? deadMilliseconds : doneMilliseconds, min)
  }

  /// How long the audit trail is kept, by all policies of a plan: as long as the longest of them says, seven years where one says nothing.
  public static func auditMilliseconds(_ policies: [RetentionPolicy]) -> Int64 {
    policies.map { $0.auditMilliseconds ?? standardAudit }.max() ?? standardAudit
  }

  /// How long files of the log are kept, by all policies of a plan: as long as the longest of those that say it, 30 days where none does.
  public static func logMilliseconds(_ policies: [RetentionPolicy]) -> Int64 {
    policies.compactMap(\.logMilliseconds).max() ?? 30 * 86_400_000
  }

  /// Seven years, in milliseconds.
  private static let standardAudit: Int64 = 7 * 365 * 86_400_000

  /// What holds where a flow names no policy: 7 days for what went well, 90 for dead letters.
  public static let standard = RetentionPolicy(
    name: "standard", doneMilliseconds: 7 * 86_400_000, deadMilliseconds: 90 * 86_400_000)
}
