import TreatyStore

/// Thousands of steps chosen from a seed, each done to a driver and to a ``ReferenceTransaction``; after each of them both must give
/// the same answers. What nobody thought of writing a clause for is found here.
struct RandomWalk {
  private var state: UInt64
  private var reference = ReferenceTransaction()
  /// Advances with the steps, so that deliveries become due and messages old.
  private var now = Instant(milliseconds: 0)

  /// Today's names.
  private var flows = ["f", "g"]
  private var systems = ["s", "t"]
  private var names = StoredNames()

  init(seed: UInt64) { state = seed }

  /// Walks `steps` steps from an empty store.
  static func prove(_ store: some Store, seed: UInt64, steps: Int) async throws {
    var walk = RandomWalk(seed: seed)
    for number in 0..<steps {
      let step = walk.chosen()
      walk.now = walk.now.advanced(milliseconds: Int64(walk.below(5)))
      let place = "seed \(seed), step \(number), \(step)"
      // The walk itself knows the new names from now on.
      if walk.below(20) == 0, !step.isRename {
        try await undone(step, store)
      } else {
        let expected = try step.perform(in: &walk.reference)
        let found = try await store.transaction { (tx) throws(StoreError) in try step.perform(in: &tx) }
        try require(found, expected, "answer at \(place)")
      }
      let view = walk.view(after: step, isFull: number.isMultiple(of: 40) || number == steps - 1)
      let found = try await store.transaction { (tx) throws(StoreError) in try view.look(at: tx) }
      // One by one: whoever reads of a difference wants to see that, not two whole stores.
      for (found, expected) in zip(found, try view.look(at: walk.reference)) {
        try require(found, expected, "the store after \(place)")
      }
    }
  }

  /// Every so often all there is, else what the step can have touched.
  private func view(after step: WalkStep, isFull: Bool) -> WalkView {
    WalkView(
      now: now, deliveries: isFull ? reference.deliveries.map(\.id) : [step.delivery].compactMap(\.self),
      messages: isFull ? reference.messages.map(\.id) : [], isFull: isFull, flows: flows, target: target)
  }

  /// A step that its transaction takes back.
  private static func undone(_ step: WalkStep, _ store: some Store) async throws {
    do throws(StoreError) {
      try await store.transaction { (tx) throws(StoreError) in
        _ = try step.perform(in: &tx)
        throw StoreError.full(path: "on purpose")
      }
      throw .failed(path: "contract", why: "the error of a body was swallowed")
    } catch {
      try require(error, .full(path: "on purpose"), "the error of a body")
    }
  }

  /// SplitMix64 (Steele, Lea and Flood, 2014): the same walk from the same seed on every machine.
  private mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((bits ^ (bits >> 31)) % UInt64(bound))
  }

  private mutating func one<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }

  private mutating func chosen() -> WalkStep {
    switch below(16) {
    case 0...2: return .take(arrival())
    case 3...6:
      return one(of: reference.messages.filter { $0.ended == nil }).map { .add(work(of: $0)) } ?? .take(arrival())
    case 7...11: return one(of: reference.deliveries).map { .advance(moved($0)) } ?? .take(arrival())
    case 12: return one(of: reference.messages).map { .turn(turned($0)) } ?? .take(arrival())
    case 13: return one(of: reference.deliveries).map { .call(call($0)) } ?? .take(arrival())
    case 14: return below(12) == 0 ? .rename(renamed()) : .link(link())
    default: return .purge(by: now, limit: 1 + below(4))
    }
  }

  /// The target of lanes and links.
  private var target: String { "\(systems[0]).r" }

  /// A flow or a system gets another name: a new one, or one that something had before.
  private mutating func renamed() -> StoredNames {
    let (isFlow, index, fresh) = (below(3) > 0, below(2), ["f", "g", "h", "i", "j"])
    let names = isFlow ? flows : systems
    let name = one(of: fresh.map { isFlow ? $0 : "s-\($0)" }.filter { !names.contains($0) }) ?? "k"
    var now = names
    now[index] = name
    if isFlow {
      self.names.follow(flows: [name: names[index]], from: names, to: now)
      flows = now
    } else {
      self.names.follow(systems: [name: names[index]], from: names, to: now)
      systems = now
    }
    return self.names
  }

  private mutating func arrival() -> Message {
    let key = below(2) == 0 ? nil : "key \(below(40))"
    var message = Message.sample(flows[below(2)], key: key, trace: "trace \(below(9))")
    message.received = now
    if below(3) == 0 {
      message.sender = SenderTrace(isSampled: below(2) == 0, state: below(2) == 0 ? nil : "v=\(below(9))")
    }
    message.body = [UInt8](repeating: 7, count: below(3) * 3_000)
    return message
  }

  private mutating func work(of message: Message) -> Delivery {
    var delivery = Delivery.sample(
      message.id, "identity \(below(6))", flow: message.flow, system: systems[below(2)],
      due: now.milliseconds + Int64(below(30)) - 10)
    delivery.lane.target = target
    delivery.created = now
    delivery.sender = message.sender
    if below(8) == 0 { delivery.state = .dead }
    return delivery
  }

  /// What an engine or a person may do with a delivery as it stands.
  private mutating func moved(_ delivery: Delivery) -> Delivery {
    var delivery = delivery
    let next: [Delivery.State] =
      switch delivery.state {
      case .queued: [.queued, .dropped, .dead]
      case .ready: [.ready, .inFlight, .inFlight, .done, .dead]
      case .inFlight: [.ready, .asking, .done, .done, .dead]
      case .asking: [.ready, .done, .dropped]
      case .dead: [.ready, .dropped]
      case .done, .dropped: [delivery.state]
      }
    delivery.state = one(of: next) ?? delivery.state
    delivery.phase = one(of: Delivery.Phase.allCases) ?? .write
    delivery.due = now.advanced(milliseconds: Int64(below(30)) - 10)
    delivery.created = below(9) == 0 ? now : delivery.created
    delivery.attempts += 1
    delivery.sent = below(2) == 0 ? nil : now
    delivery.cause = below(2) == 0 ? nil : "cause \(below(9))"
    if below(2) == 0 { delivery.failure = below(3) == 0 ? nil : "class \(below(2))" }
    delivery.ended = delivery.state.holdsLane ? nil : now
    return delivery
  }

  private mutating func turned(_ message: Message) -> Message {
    var message = message
    message.state = one(of: Message.State.allCases) ?? .accepted
    message.starts += 1
    let hasEnded = message.state == .done || message.state == .ended
    message.ended = hasEnded ? now : nil
    message.purgeAt = hasEnded || below(4) == 0 ? now.advanced(milliseconds: Int64(below(40))) : nil
    return message
  }

  private mutating func call(_ delivery: Delivery) -> Attempt {
    var attempt = Attempt(
      delivery: delivery.id, number: 1 + below(3), operation: "create", span: "span \(below(9))", sent: now)
    if below(2) == 0 { (attempt.ended, attempt.status, attempt.result) = (now, 200 + below(300), "ok") }
    return attempt
  }

  private mutating func link() -> Link {
    let lane = LaneKey(flow: flows[below(2)], target: target, identity: "identity \(below(6))")
    return Link(
      lane: lane, recordID: "\(below(9))", written: below(2) == 0 ? nil : "hash \(below(9))", created: now, updated: now
    )
  }
}
