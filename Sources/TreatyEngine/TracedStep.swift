import TreatyPlan
public import TreatyStore

/// A step of a trace that has ended: for spans. Never a payload.
public struct TracedStep: Hashable, Sendable {
  /// What it was.
  public enum Kind: Hashable, Sendable {
    /// A message was worked out into so many deliveries.
    case workedOut(deliveries: Int)
    /// A delivery ended well: how.
    case delivered(outcome: String)
    /// A delivery was given up: class of the failure.
    case dead(failure: String)
    /// A delivery was dropped by a person.
    case dropped
  }

  /// What it was.
  public var kind: Kind
  /// Trace id.
  public var trace: String
  /// What is known of the trace besides.
  public var sender: SenderTrace?
  /// Number of its span.
  public var span: UInt64
  /// Flow.
  public var flow: String
  /// `system.record`; `nil` where it is about a message.
  public var target: String?
  /// System; `nil` where it is about a message.
  public var system: String?
  /// When it began.
  public var began: Instant
  /// When it ended.
  public var ended: Instant
  /// Calls that were made for it.
  public var attempts: Int
}

/// Numbers of spans that need not be kept, since they can be made again: a call that is repeated after a restart hangs below the same one.
public enum SpanNumber {
  /// The span of a delivery, from when it was begun until it ends.
  public static func of(_ delivery: Delivery) -> UInt64 {
    make(delivery.trace, UInt64(bitPattern: delivery.id.number), UInt64(bitPattern: delivery.deadline.milliseconds))
  }

  /// The span in which a message is worked out.
  public static func of(_ message: Message) -> UInt64 {
    make(message.trace, UInt64(bitPattern: message.id.number), .max)
  }

  /// FNV-1a over the trace, which both numbers are mixed into by the finalizer of SplitMix64. Never 0 (W3C Trace Context §3.2.2.4).
  private static func make(_ trace: String, _ number: UInt64, _ begin: UInt64) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in trace.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return max(1, mixed(mixed(hash &+ number) &+ begin))
  }

  private static func mixed(_ number: UInt64) -> UInt64 {
    var bits = number &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// 16 hex digits.
  public static func text(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Engine {
  /// A delivery that has ended, as a step of its trace.
  func traced(_ delivery: Delivery, _ kind: TracedStep.Kind, at now: Instant) -> TracedStep {
    let policy = flow(of: delivery).map { plan.plan.retries[$0.planned.retry] }
    // One that a person had tried again began anew then.
    let begun = policy.map { delivery.deadline.advanced(milliseconds: -$0.deadlineMilliseconds) }
    return TracedStep(
      kind: kind, trace: delivery.trace, sender: delivery.sender, span: SpanNumber.of(delivery),
      flow: delivery.lane.flow, target: delivery.lane.target, system: delivery.system,
      began: min(now, max(delivery.created, begun ?? delivery.created)), ended: now, attempts: delivery.attempts)
  }
}
