package import TreatyEngine
package import TreatyPlan
package import TreatyStore

/// One run of a scenario: the real engine over a real store, in a world whose time, partners and faults follow from the scenario. Nothing
/// in it reads a clock or waits.
package struct SimulatedRun<S: Store> {
  /// Something that happens at a time.
  enum Event {
    case tell(Int)
    /// A partner carries a call out.
    case work(Int)
    /// What became of a call gets back.
    case answer(Int)
    /// A new process begins.
    case restart
    /// A second host begins.
    case rival
    /// The host that was superseded has a turn.
    case staleTurn
    case setClock(Int64)
  }

  /// A call that left.
  struct UnderWay {
    var call: OutgoingCall
    var course: CallCourse
    var reply: StandInReply?
    /// The process that made it.
    var process: Int
  }

  /// A host that was superseded.
  struct Stale {
    var engine: Engine
    var process: Int
  }

  let scenario: Scenario
  let plan: LinkedPlan
  let store: S
  let draw: Draw
  let faults: FaultIndex
  var partners: SimulatedPartners
  /// Milliseconds of the run.
  var time: Int64 = 0
  /// By how much the host's clock was set, in milliseconds.
  var clockOffset: Int64 = 0
  var clock = SteadyClock(timeOfDay: 0, monotonic: 0)
  var queue = EventQueue<Event>()
  /// `nil` while no process runs.
  var engine: Engine?
  /// Which process it is, from 1.
  var process = 0
  /// A host that does not know yet that another has taken over.
  var stale: Stale?
  var wake: Int64?
  var commits = 0
  var calls: [UnderWay] = []
  /// What was taken, in the order of the commits.
  var taken: [Int] = []
  /// Messages of which the sender has heard.
  var heard: Set<Int> = []
  var tellings = 0
  /// Keys of lanes to which an operator brought back a dead letter: it goes to the lane's end.
  var reordered: Set<String> = []
  /// Keys of things that something was given up for as its flow says.
  var withdrawn: Set<String> = []
  var limits: LimitWatch
  /// After how many commits the store is looked at as a whole.
  let watchEvery: Int
  /// How often the operator has looked.
  var rounds = 0
  var tally = Tally()
  var violations: [String] = []
  /// What happened, for a person; `nil` where nobody reads it.
  let story: Story?

  /// When a run begins, in milliseconds since the epoch.
  static var epoch: Int64 { 1_795_428_000_000 }
  /// More turns than any run needs: beyond, it is taken not to come to rest.
  static var mostTurns: Int { 20_000 }

  /// A run that has not begun.
  package init(_ scenario: Scenario, of plan: LinkedPlan, over store: S, watchEvery: Int = 1, isTold: Bool = false)
    throws(LinkFailure)
  {
    self.scenario = scenario
    self.plan = plan
    self.store = store
    draw = Draw(seed: scenario.seed)
    faults = FaultIndex(scenario.faults)
    partners = try SimulatedPartners(plan)
    limits = LimitWatch(plan.plan.systems)
    self.watchEvery = watchEvery
    story = isTold ? Story() : nil
  }

  /// The time of day, as the host's machine has it.
  private var timeOfDay: Int64 { SimulatedRun.epoch + time + clockOffset }

  /// What the engine is told.
  mutating func now() -> Instant { clock.now(timeOfDay: timeOfDay, monotonic: time) }

  /// Runs it to its end, and judges what came of it.
  package mutating func outcome() async throws(StoreError) -> RunOutcome {
    for (index, telling) in scenario.tellings.enumerated() { queue.add(.tell(index), at: telling.at) }
    for case .clock(let at, let by) in scenario.faults { queue.add(.setClock(by), at: at) }
    for case .rival(let at) in scenario.faults { queue.add(.rival, at: at) }
    queue.add(.restart, at: 0)
    tally.sent = scenario.tellings.count
    var turns = 0
    repeat {
      while let next = [queue.next, wake].compactMap(\.self).min() {
        time = max(time, next)
        try await turn()
        turns += 1
        if turns > Self.mostTurns {
          violations.append("it does not come to rest in \(turns) turns")
          return try await judged()
        }
        if queue.isEmpty, try await isAtRest() { break }
      }
    } while try await operate()
    return try await judged()
  }

  /// Whether nothing goes on by itself.
  private func isAtRest() async throws(StoreError) -> Bool {
    try await store.transaction { tx throws(StoreError) in
      guard try tx.readyQueues().isEmpty else { return false }
      guard try tx.inFlight().isEmpty else { return false }
      return try tx.acceptedMessages(limit: 1).isEmpty
    }
  }

  /// All that happens at one moment, and the engine's turn.
  private mutating func turn() async throws(StoreError) {
    var (inputs, staleInputs): ([EngineInput], [EngineInput]?) = ([], nil)
    while let event = queue.take(until: time) {
      switch event {
      case .setClock(let by):
        clockOffset += by
        tell("the clock is set by \(by) ms")
      case .work(let number): work(number)
      case .restart: try await start()
      case .rival: try await beginRival()
      case .staleTurn: staleInputs = staleInputs ?? []
      case .answer(let number):
        if calls[number].process == process, engine != nil {
          inputs.append(.answer(calls[number].call.id, answer(number)))
        } else if calls[number].process == stale?.process {
          staleInputs = (staleInputs ?? []) + [.answer(calls[number].call.id, answer(number))]
        }
      case .tell(let index):
        // A sender who comes to the host that was superseded comes again.
        if stale != nil, index.isMultiple(of: 2) {
          staleInputs = (staleInputs ?? []) + [intake(index)]
          again(index)
        } else if engine == nil {
          again(index)
        } else {
          inputs.append(intake(index))
        }
      }
    }
    if let staleInputs { try await takeStaleTurn(staleInputs) }
    guard engine != nil else {
      wake = nil
      // Who told it to a process that ended at this very moment hears nothing.
      for case .intake(_, let token) in inputs { again(Int(token)) }
      return
    }
    try await commit(inputs)
  }

  /// A process begins.
  mutating func start() async throws(StoreError) {
    process += 1
    var fresh = Engine(plan: plan, seed: UInt64(bitPattern: draw.number(.engine, process, in: 0...Int64.max)))
    clock = SteadyClock(timeOfDay: timeOfDay, monotonic: time)
    let (begun, now) = (fresh, now())
    fresh = try await store.transaction { tx throws(StoreError) in
      var engine = begun
      _ = try engine.recover(planText: [], at: now, in: &tx)
      return engine
    }
    engine = fresh
    tell("process \(process) begins")
    if faults.crashesAtStart.contains(process) { end("as soon as it has taken over") }
  }

  func tell(_ words: @autoclosure () -> String) { story?.tell(words(), at: time) }

  /// The sender tells it again some seconds later.
  mutating func again(_ index: Int) {
    tellings += 1
    queue.add(.tell(index), at: time + draw.number(.resend, tellings, in: 500...20_000))
  }
}
