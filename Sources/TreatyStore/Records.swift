/// Number of a message in a store, in order of arrival; never used again.
public struct MessageID: Hashable, Sendable, Comparable, Codable {
  /// The number, from 1.
  public var number: Int64
  /// The message of this number.
  public init(_ number: Int64) { self.number = number }
  /// Earlier is less.
  public static func < (left: MessageID, right: MessageID) -> Bool { left.number < right.number }
}

/// Number of a delivery in a store, in order of making; never used again.
public struct DeliveryID: Hashable, Sendable, Comparable, Codable {
  /// The number, from 1.
  public var number: Int64
  /// The delivery of this number.
  public init(_ number: Int64) { self.number = number }
  /// Earlier is less.
  public static func < (left: DeliveryID, right: DeliveryID) -> Bool { left.number < right.number }
}

/// What came in: one webhook, kept before it is acknowledged.
public struct Message: Hashable, Sendable {
  /// Where it stands.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// Taken and on disk; its items are not worked out yet.
    case accepted
    /// Its deliveries exist; some may be open.
    case running
    /// Every delivery has ended well, or there was none to make.
    case done
    /// At least one delivery has ended as a dead letter or was dropped; none is open.
    case ended
  }

  /// Its number; 0 before it is inserted.
  public var id: MessageID
  /// W3C trace id, 32 lower-case hex digits.
  public var trace: String
  /// The sender's span, 16 hex digits, where it named one.
  public var parentSpan: String?
  /// Name of the flow that takes it.
  public var flow: String
  /// When it was taken.
  public var received: Instant
  /// Body as it came.
  public var body: [UInt8]
  /// Headers as JSON object, lower-case names; credentials are left out before they get here.
  public var headers: [UInt8]
  /// Digest of the plan that took it.
  public var plan: String
  /// Sender's key for this delivery; the same key is taken only once per flow.
  public var deliveryKey: String?
  /// Whether body, headers and key are gone for good, because the key was forgotten that they were sealed with.
  public var isForgotten = false
  /// Where it stands.
  public var state: State
  /// When it ended; `nil` while it is open.
  public var ended: Instant?
  /// Times the engine began to work out its items; counted before the work, so that a message that kills the process is found.
  public var starts: Int
  /// When it may be purged; set when it ends.
  public var purgeAt: Instant?
  /// What the sender said of its trace; `nil` where the trace begins here.
  public var sender: SenderTrace?

  /// A message that has just come in.
  public init(
    trace: String, parentSpan: String?, flow: String, received: Instant, body: [UInt8], headers: [UInt8], plan: String,
    deliveryKey: String?
  ) {
    id = MessageID(0)
    self.trace = trace
    self.parentSpan = parentSpan
    self.flow = flow
    self.received = received
    self.body = body
    self.headers = headers
    self.plan = plan
    self.deliveryKey = deliveryKey
    state = .accepted
    starts = 0
  }
}

/// Which effects are kept in order: those of one flow on one kind of record with one key.
///
/// Keys are the same when their bytes are, as in CEL and in JSON. Swift's `==` takes texts for the same that a partner's system
/// tells apart ("é" as one character and as two).
public struct LaneKey: Hashable, Sendable, Codable {
  /// Name of the flow.
  public var flow: String
  /// `system.record`.
  public var target: String
  /// Value of `identify`.
  public var identity: String

  /// A lane.
  public init(flow: String, target: String, identity: String) {
    self.flow = flow
    self.target = target
    self.identity = identity
  }

  /// Whether they are the same, byte for byte.
  public static func == (left: LaneKey, right: LaneKey) -> Bool {
    left.identity.utf8.elementsEqual(right.identity.utf8) && left.flow.utf8.elementsEqual(right.flow.utf8)
      && left.target.utf8.elementsEqual(right.target.utf8)
  }

  /// Mixes in the bytes.
  public func hash(into hasher: inout Hasher) {
    for var text in [flow, target, identity] {
      text.withUTF8 { bytes in
        hasher.combine(bytes.count)
        hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
      }
    }
  }
}

/// One effect to bring about, and how far it has come.
public struct Delivery: Hashable, Sendable {
  /// Where it stands.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// Behind another in its lane.
    case queued
    /// First in its lane; goes when it is due.
    case ready
    /// A call for it has left, or is about to: committed before it does.
    case inFlight
    /// Parked: a person must say whether it was done.
    case asking
    /// Ended well.
    case done
    /// Given up; a person can retry or drop it.
    case dead
    /// Dropped by a person.
    case dropped

    /// Whether its lane waits for it.
    public var holdsLane: Bool {
      switch self {
      case .queued, .ready, .inFlight, .asking: true
      case .done, .dead, .dropped: false
      }
    }
  }

  /// What the next call for it does.
  public enum Phase: String, Hashable, Sendable, CaseIterable {
    /// Make or change the record.
    case write
    /// Find out whether the record was made, by its mark.
    case settle
    /// Read the record back and hold it against what was written.
    case confirm
  }

  /// Its number; 0 before it is inserted.
  public var id: DeliveryID
  /// The message it comes from.
  public var message: MessageID
  /// Trace id of that message.
  public var trace: String
  /// Which item of the message, from 0.
  public var item: Int
  /// Which delivery of the flow, from 0.
  public var step: Int
  /// Its lane. An item whose key could not be worked out has an identity of its own.
  public var lane: LaneKey
  /// Name of the system, for limits.
  public var system: String
  /// The item after mapping, as JSON; the item before it where the mapping failed.
  public var payload: [UInt8]
  /// Whether payload, identity, record and cause are gone for good, because the key was forgotten that they were sealed with.
  public var isForgotten = false
  /// Where it stands.
  public var state: State
  /// What the next call does.
  public var phase: Phase
  /// When it may go.
  public var due: Instant
  /// When it was made.
  public var created: Instant
  /// When it is given up.
  public var deadline: Instant
  /// Calls made for it so far.
  public var attempts: Int
  /// When the call that is in flight left; for one whose answer never came, when it left.
  public var sent: Instant?
  /// `create` or `update`: what the writing call does or did.
  public var operation: String?
  /// Id of the record, once known.
  public var recordID: String?
  /// Class of the last failure, by name.
  public var failure: String?
  /// What the last failure said, for a person.
  public var cause: String?
  /// When it ended.
  public var ended: Instant?
  /// How it ended well: `created`, `updated`, `unchanged`, `skipped`, `found`.
  public var outcome: String?
  /// What the sender of its message said of its trace. Never changes.
  public var sender: SenderTrace?

  /// A delivery that has just been worked out.
  public init(
    message: MessageID, trace: String, item: Int, step: Int, lane: LaneKey, system: String, payload: [UInt8],
    created: Instant, deadline: Instant
  ) {
    id = DeliveryID(0)
    self.message = message
    self.trace = trace
    self.item = item
    self.step = step
    self.lane = lane
    self.system = system
    self.payload = payload
    state = .ready
    phase = .write
    due = created
    self.created = created
    self.deadline = deadline
    attempts = 0
  }
}

/// One call that was made for a delivery.
public struct Attempt: Hashable, Sendable, Codable {
  /// The delivery.
  public var delivery: DeliveryID
  /// Number of the call, from 1.
  public var number: Int
  /// What was called, like `create` or `find`.
  public var operation: String
  /// Span id of the call, as passed on in `traceparent`.
  public var span: String
  /// When it left.
  public var sent: Instant
  /// When the answer was in, or the wait for it ended; `nil` while it is out.
  public var ended: Instant?
  /// HTTP status of the answer.
  public var status: Int?
  /// `ok` or a failure class.
  public var result: String?
  /// What a person should know of it; never a secret, never a payload.
  public var detail: String?
  /// What was sent and what was answered, as JSON, where it did not go well; it may hold payloads.
  public var exchange: [UInt8]?

  /// A call that leaves now.
  public init(delivery: DeliveryID, number: Int, operation: String, span: String, sent: Instant) {
    self.delivery = delivery
    self.number = number
    self.operation = operation
    self.span = span
    self.sent = sent
  }
}

/// Which record of a system belongs to a key of a flow.
public struct Link: Hashable, Sendable {
  /// Flow, target and identity.
  public var lane: LaneKey
  /// Id of the record there.
  public var recordID: String
  /// Hash of the fields that were last written well, so that a repetition costs no call; `nil` when not known.
  public var written: String?
  /// What each field was last written as, as a JSON object; `nil` when nothing is known.
  public var fields: [UInt8]?
  /// When it was made.
  public var created: Instant
  /// When it was last written.
  public var updated: Instant

  /// A link.
  public init(
    lane: LaneKey, recordID: String, written: String?, fields: [UInt8]? = nil, created: Instant, updated: Instant
  ) {
    self.lane = lane
    self.recordID = recordID
    self.written = written
    self.fields = fields
    self.created = created
    self.updated = updated
  }
}
