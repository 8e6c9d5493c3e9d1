import Foundation
import Logging
import ServiceLifecycle
import TreatyConnect
import TreatyEngine
import TreatyPlan
import TreatyStore

/// Drives the engine: gathers what comes in, commits it in one transaction, answers, makes the calls, wakes when something is due.
///
/// Group commit happens by itself: one turn takes all that gathered while the last one was being flushed.
actor EngineLoop<StoreType: Store>: Service {
  private let store: StoreType
  private let plan: LinkedPlan
  private let planText: [UInt8]
  private let transport: any Transport
  private let credentials: [Credential]
  private let metrics: Metrics
  private let logger: Logger
  private let grace: Duration

  private var engine: Engine
  private var inbox: [EngineInput] = []
  private var intakes: [UInt64: CheckedContinuation<IntakeResult, any Error>] = [:]
  private var acts: [UInt64: CheckedContinuation<ActResult, any Error>] = [:]
  private var nextToken: UInt64 = 0
  private var callsOut = 0
  private var timerDue: Int64?
  private var isStopping = false
  private(set) var isReady = false
  private let signal = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  /// How much may wait for a turn before senders are asked to come back later.
  private static var mostWaiting: Int { 4_096 }
  /// How much one turn takes.
  private static var mostPerTurn: Int { 256 }

  /// Why an intake was not taken; the sender may try again.
  enum Refusal: Error {
    /// Too much is waiting.
    case busy
    /// The host is stopping.
    case stopping
    /// There is no room on the disk.
    case full
  }

  init(
    store: StoreType, plan: LinkedPlan, planText: [UInt8], transport: any Transport, credentials: [Credential],
    metrics: Metrics, logger: Logger,
    grace: Duration, seed: UInt64
  ) {
    self.store = store
    self.plan = plan
    self.planText = planText
    self.transport = transport
    self.credentials = credentials
    self.metrics = metrics
    self.logger = logger
    self.grace = grace
    engine = Engine(plan: plan, seed: seed)
  }

  static func now() -> Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }

  // MARK: What others ask

  /// Takes a webhook; returns once it is on disk.
  func take(_ intake: Intake) async throws -> IntakeResult {
    guard !isStopping else { throw Refusal.stopping }
    guard inbox.count < Self.mostWaiting else { throw Refusal.busy }
    nextToken += 1
    let token = nextToken
    return try await withCheckedThrowingContinuation { continuation in
      intakes[token] = continuation
      inbox.append(.intake(intake, token: token))
      signal.continuation.yield()
    }
  }

  /// Does what an operator wants; returns once it is on disk.
  func perform(_ act: OperatorAct) async throws -> ActResult {
    guard !isStopping else { throw Refusal.stopping }
    nextToken += 1
    let token = nextToken
    return try await withCheckedThrowingContinuation { continuation in
      acts[token] = continuation
      inbox.append(.act(act, token: token))
      signal.continuation.yield()
    }
  }

  /// How many calls are out.
  var inFlight: Int { callsOut }

  // MARK: Turns

  /// Runs until the host is told to stop, then lets the calls that are out come back within the grace.
  func run() async throws {
    try await recover()
    isReady = true
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        try await turns(&group)
        group.cancelAll()
      }
    } onGracefulShutdown: {
      Task { await self.stop() }
    }
    failWaiting(Refusal.stopping)
  }

  private func stop() {
    isStopping = true
    isReady = false
    logger.info("stopping", metadata: ["calls-out": "\(callsOut)"])
    signal.continuation.yield()
  }

  private func recover() async throws {
    let (engine, planText) = (self.engine, self.planText)
    let (recovered, result) = try await store.transaction { (tx) throws(StoreError) in
      var engine = engine
      let result = try engine.recover(planText: planText, at: Self.now(), in: &tx)
      return (engine, result)
    }
    self.engine = recovered
    result.notices.forEach(note)
    signal.continuation.yield()
  }

  private func turns(_ group: inout ThrowingTaskGroup<Void, any Error>) async throws {
    var stopBy: ContinuousClock.Instant?
    var signals = signal.stream.makeAsyncIterator()
    while await signals.next() != nil {
      if isStopping, stopBy == nil {
        stopBy = .now + grace
        let grace = grace
        group.addTask { [signal] in
          try? await Task.sleep(for: grace)  // cancelled when the last call is back
          signal.continuation.yield()
        }
      }
      var more = true
      while more {
        more = try await turn(&group)
        if isStopping { break }
      }
      if isStopping, callsOut == 0 || stopBy.map({ $0 <= .now }) ?? false {
        // What has come back by now is kept.
        while !inbox.isEmpty { _ = try await turn(&group) }
        return
      }
    }
  }

  /// - Returns: whether there is more to do at once.
  private func turn(_ group: inout ThrowingTaskGroup<Void, any Error>) async throws -> Bool {
    let batch = Array(inbox.prefix(Self.mostPerTurn))
    inbox.removeFirst(batch.count)
    let (engine, isStopping) = (self.engine, self.isStopping)
    let now = Self.now()
    do throws(StoreError) {
      let (next, result) = try await store.transaction { (tx) throws(StoreError) in
        var engine = engine
        let result =
          isStopping ? try engine.settleOnly(batch, at: now, in: &tx) : try engine.step(batch, at: now, in: &tx)
        return (engine, result)
      }
      self.engine = next
      metrics.count("treaty_commits_total", [])
      deliver(result, &group, now: now)
      return result.more || !inbox.isEmpty
    } catch {
      guard case .full = error else {
        failWaiting(error)
        throw error
      }
      // Nothing of the turn was written. Senders are asked to come again; answers wait for room.
      logger.error("the disk is full; nothing is taken until there is room")
      for case .intake(_, let token) in batch { intakes.removeValue(forKey: token)?.resume(throwing: Refusal.full) }
      for case .act(_, let token) in batch { acts.removeValue(forKey: token)?.resume(throwing: Refusal.full) }
      inbox = batch.filter { if case .answer = $0 { true } else { false } } + inbox
      group.addTask { [signal] in
        try? await Task.sleep(for: .seconds(1))  // cancelled when the host stops
        signal.continuation.yield()
      }
      return false
    }
  }

  private func deliver(_ result: StepResult, _ group: inout ThrowingTaskGroup<Void, any Error>, now: Instant) {
    for (token, outcome) in result.intakes { intakes.removeValue(forKey: token)?.resume(returning: outcome) }
    for (token, outcome) in result.acts { acts.removeValue(forKey: token)?.resume(returning: outcome) }
    result.notices.forEach(note)
    for call in result.calls {
      callsOut += 1
      group.addTask { await self.make(call) }
    }
    guard let wake = result.wake?.milliseconds else { return }
    // One timer at a time is enough, unless something is due before it.
    if let timerDue, timerDue <= wake, timerDue > now.milliseconds { return }
    timerDue = wake
    let pause = max(1, wake - now.milliseconds)
    group.addTask { [signal] in
      try? await Task.sleep(for: .milliseconds(pause))  // cancelled when the host stops
      signal.continuation.yield()
    }
  }

  private func make(_ call: OutgoingCall) async {
    let answer: Answer
    if let base = plan.baseURL(of: call.system) {
      let outgoing = Call(
        base: base, method: call.method, target: call.target, headers: call.headers, body: call.body,
        credential: credentials[call.system.index],
        timeout: .milliseconds(call.timeoutMilliseconds), trace: (call.trace, call.span))
      do throws(TransportFailure) {
        let reply = try await transport.perform(outgoing)
        answer = .reply(status: reply.status, headers: reply.headers, body: reply.body)
      } catch {
        // A call that is cancelled because the host stops may have arrived: its answer is left open, and recovery settles it.
        if Task.isCancelled { return }
        answer = .noReply(reach: error.reach == .notSent ? .notSent : .mayHaveArrived, cause: error.cause)
      }
    } else {
      answer = .noReply(reach: .notSent, cause: "the system has no address")
    }
    callsOut -= 1
    inbox.append(.answer(call.id, answer))
    signal.continuation.yield()
  }

  private func failWaiting(_ error: any Error) {
    for continuation in intakes.values { continuation.resume(throwing: error) }
    for continuation in acts.values { continuation.resume(throwing: error) }
    intakes = [:]
    acts = [:]
  }

  // MARK: Words

  private func note(_ notice: Notice) {
    metrics.note(notice)
    switch notice {
    case .delivered(let flow, let system, let trace, let outcome, let milliseconds):
      logger.debug(
        "delivered",
        metadata: [
          "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)", "outcome": "\(outcome)",
          "ms": "\(milliseconds)",
        ])
    case .retrying(let flow, let system, let trace, let failure, let cause, let pause):
      logger.info(
        "trying again later",
        metadata: [
          "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)", "class": "\(failure)", "cause": "\(cause)",
          "in-ms": "\(pause)",
        ])
    case .dead(let flow, let system, let trace, let delivery, let failure, let cause):
      logger.warning(
        "dead letter",
        metadata: [
          "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)", "delivery": "\(delivery)",
          "class": "\(failure)", "cause": "\(cause)",
        ])
    case .asking(let flow, let system, let trace, let delivery, let cause):
      logger.warning(
        "a person must decide",
        metadata: [
          "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)", "delivery": "\(delivery)", "cause": "\(cause)",
        ])
    case .workedOut, .answered, .purged: break
    }
  }
}
