public import TreatyStore

/// What came of asking for a system's health.
public enum ProbeResult: Hashable, Sendable {
  /// It is well; how long it took, in milliseconds.
  case good(milliseconds: Int64)
  /// It answered, and not as it should.
  case bad(status: Int)
  /// It answered that we may not ask.
  case denied(status: Int)
  /// There was no answer: why.
  case silent(cause: String)
}

/// What is known of a system's health by asking for it.
public struct SystemHealth: Hashable, Sendable, Codable {
  /// Whether the last answer was good.
  public var isGood: Bool
  /// When it was last asked.
  public var checked: Instant
  /// Since when it is as it is.
  public var since: Instant
  /// How often in a row it was so.
  public var inARow: Int
  /// Milliseconds that the last good answer took.
  public var milliseconds: Int64?
  /// What is wrong, in words.
  public var problem: String?
  /// Whether there was no answer at all.
  public var isSilent = false
  /// Whether it was said that we may not ask.
  public var isDenied = false

  /// After the first result.
  init(_ result: ProbeResult, at now: Instant) {
    (isGood, checked, since, inARow) = (false, now, now, 0)
    isGood = !result.isGood
    note(result, at: now)
  }

  /// Takes in another result.
  mutating func note(_ result: ProbeResult, at now: Instant) {
    if result.isGood != isGood { (since, inARow) = (now, 0) }
    inARow += 1
    (isGood, checked, isSilent, isDenied) = (result.isGood, now, false, false)
    switch result {
    case .good(let milliseconds): (self.milliseconds, problem) = (milliseconds, nil)
    case .bad(let status): problem = "answers \(status)"
    case .denied(let status): (problem, isDenied) = ("answers \(status)", true)
    case .silent(let cause): (problem, isSilent) = (cause, true)
    }
  }
}

extension ProbeResult {
  /// Whether it is well.
  public var isGood: Bool {
    if case .good = self { true } else { false }
  }
}
