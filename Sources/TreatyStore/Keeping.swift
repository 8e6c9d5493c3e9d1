/// Where a link stands among those of its flow: by when it was written last, and its lane.
public struct LinkPlace: Hashable, Sendable {
  /// When it was written last.
  public var updated: Instant
  /// Number of its lane.
  public var lane: Int64

  /// A place.
  public init(updated: Instant, lane: Int64) { (self.updated, self.lane) = (updated, lane) }
}

/// A message that has ended, as far as it takes to decide what becomes of it.
public struct DueMessage: Hashable, Sendable {
  /// Its number.
  public var id: MessageID
  /// The flow that took it.
  public var flow: String
  /// Its trace.
  public var trace: String
  /// When it was taken.
  public var received: Instant
  /// When it ended.
  public var ended: Instant
  /// Whether something of it could not be delivered, or was dropped.
  public var isDead: Bool
  /// Whether what was in it is gone already.
  public var isStripped: Bool
  /// When its time comes, as it is noted.
  public var purgeAt: Instant?

  /// A message.
  public init(
    id: MessageID, flow: String, trace: String, received: Instant, ended: Instant, isDead: Bool, isStripped: Bool,
    purgeAt: Instant?
  ) {
    self.id = id
    self.flow = flow
    self.trace = trace
    self.received = received
    self.ended = ended
    self.isDead = isDead
    self.isStripped = isStripped
    self.purgeAt = purgeAt
  }
}

/// By what policy messages are kept. What goes together is sealed together, so that forgetting one key makes all of it unreadable.
public struct Keeping: Hashable, Sendable {
  /// Name of the retention policy.
  public var policy: String
  /// How long one key seals such messages before the next one does, in milliseconds.
  public var keyPeriodMilliseconds: Int64

  /// A way to be kept.
  public init(policy: String, keyPeriodMilliseconds: Int64) {
    self.policy = policy
    self.keyPeriodMilliseconds = keyPeriodMilliseconds
  }

  /// What holds where a flow names no policy.
  public static let standard = Keeping(policy: "standard", keyPeriodMilliseconds: 7 * 86_400_000)
}
