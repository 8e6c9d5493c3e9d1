import Logging
import ServiceLifecycle
import TreatyAlert
import TreatyEngine
import TreatyPlan
import TreatyStore
import TreatyTelemetry

/// Drives the engine: takes what has gathered, commits it in one transaction, answers, makes the calls, wakes when something is due.
///
/// Group commit happens by itself: one turn takes all that gathered while the last one was being flushed. The engine is a value that
/// this loop alone has; where a transaction fails, the one from before is kept.
struct EngineLoop<StoreType: Store>: Service {
  let store: StoreType
  let mailbox: Mailbox
  let state: HostState
  let current: CurrentPlan
  let changes: PlanChanges
  let telemetry: Telemetry
  let alerts: AlertParts
  /// Told of what ends, for whoever removes it when its time has come.
  let bell: DueBell
  let logger: Logger
  /// How long calls that are out may take to come back when the host stops.
  let grace: Duration
  /// The engine at rest.
  let engine: Engine

  /// How long calls to a system that is worked on are held back at a time, in milliseconds.
  private static var holding: Int64 { 15_000 }
  /// How often a disk that has no room is looked at.
  private static var pauseWhenFull: Duration { .seconds(1) }

  /// Runs until the host is told to stop, then lets the calls that are out come back within the grace.
  /// - Throws: ``StoreError`` when a turn could not be written: what is on disk is not known any more, so nothing is built on it.
  func run() async throws {
    defer {
      changes.close()
      mailbox.close()
      alerts.inbox.close()
    }
    var turn = Turn(engine: engine, book: AlertBook(timing: alerts.timing))
    try await recover(&turn)
    state.phase = .running
    try await withGracefulShutdownHandler {
      try await withThrowingDiscardingTaskGroup { calls in
        try await turns(&turn, &calls)
        calls.cancelAll()
      }
    } onGracefulShutdown: {
      state.phase = .stopping
      mailbox.stop()
      mailbox.signal()
    }
  }

  /// What the loop goes on from.
  struct Turn {
    var engine: Engine
    var book: AlertBook
    var clock = HostClock()
    /// Whether there is more to do at once.
    var hasMore = true
    /// When something is due next.
    var wake: Instant?
    /// When the calls that are out are given up, once the host stops.
    var end: ContinuousClock.Instant?

    /// How long to sleep if nothing comes; `nil` until something does.
    /// - Parameter change: When a change of plan is given up.
    mutating func pause(hasRoom: Bool, change: ContinuousClock.Instant?) -> Duration? {
      if !hasRoom { return EngineLoop.pauseWhenFull }
      let now = clock.now()
      let due = end == nil ? wake.map { Duration.milliseconds(max(1, $0.milliseconds - now.milliseconds)) } : nil
      // What is due waits for the plan that is about to take over.
      return [change == nil ? due : nil, end.map { $0 - .now }, change.map { max(.milliseconds(1), $0 - .now) }]
        .compactMap(\.self).min()
    }
  }

  private func turns(_ turn: inout Turn, _ calls: inout ThrowingDiscardingTaskGroup<any Error>) async throws {
    while !Task.isCancelled {
      try await changePlan(&turn)
      try await take(&turn, &calls)
      state.noteTurn()
      if state.phase == .stopping {
        let end = turn.end ?? .now + grace
        if turn.end == nil { logger.info("stopping", metadata: ["calls-out": "\(mailbox.callsOut)"]) }
        turn.end = end
        // That a message was sent is kept, or it would be sent again.
        if mailbox.isQuiet && alerts.inbox.isEmpty || end <= .now {
          let left = mailbox.callsOut
          if left > 0 {
            logger.warning(
              "calls did not come back in time; they are looked up at the next start",
              metadata: ["calls-out": "\(left)"])
          }
          return
        }
      }
      // The last answer that a plan waits for to take over was taken in just now.
      if !turn.hasMore, changes.pending == nil || !mailbox.isCalm {
        await mailbox.sleep(atMost: turn.pause(hasRoom: state.hasRoom, change: changes.pending?.deadline))
      }
    }
  }

  /// One turn: a transaction, and what follows from it.
  private func take(_ turn: inout Turn, _ calls: inout ThrowingDiscardingTaskGroup<any Error>) async throws(StoreError)
  {
    var batch = mailbox.batch()
    let hasRoom = lookForRoom()
    if !hasRoom {
      // Only what came of calls is written, from the reserve where there is no other room, and no call begins.
      mailbox.giveBack(batch.filter { if case .answer = $0 { false } else { true } })
      batch = batch.filter { if case .answer = $0 { true } else { false } }
      turn.hasMore = false
      if batch.isEmpty { return }
    }
    let (inputs, engine, book, now) = (batch, turn.engine, turn.book, turn.clock.now())
    let told = alerts.inbox.batch()
    let alertPlan = current.value.alerts.plan
    let held = alertPlan.maintained.filter { alertPlan.isInMaintenance($0, at: now) }
    let began = ContinuousClock.now
    let settlesOnly = state.phase == .stopping || !hasRoom
    let startsCalls = changes.pending == nil
    do throws(StoreError) {
      let (next, result, nextBook, output) = try await store.transaction { (tx) throws(StoreError) in
        var (engine, book) = (engine, book)
        engine.hold(held, until: now.advanced(milliseconds: EngineLoop.holding), at: now)
        let result =
          settlesOnly
          ? try engine.settleOnly(inputs, at: now, in: &tx)
          : try engine.step(inputs, startsCalls: startsCalls, at: now, in: &tx)
        let output = try book.step(told, result.notices, plan: alertPlan, at: now, in: &tx)
        return (engine, result, book, output)
      }
      telemetry.registry.noteCommit(of: batch.count, took: .now - began, at: now)
      (turn.engine, turn.book) = (next, nextBook)
      // Without room the next turn sees whether more answers wait.
      turn.hasMore = !hasRoom || result.more
      if hasRoom { turn.wake = [result.wake, nextBook.nextTurn(alertPlan)].compactMap(\.self).min() }
      telemetry.note(next.limits)
      alerts.settle(output, nextBook.desk)
      if !result.notices.isEmpty { bell.note(due: now.advanced(milliseconds: current.value.shortestKept)) }
      finish(result, began, at: now, &calls)
    } catch .full(let path) {
      // Nothing of the turn was written: senders are asked to come again, answers go into the reserve, and after that they wait.
      let isOpened = store.openReserve()
      noteNoRoom(["store": "\(path)", "reserve": isOpened ? "opened" : "used up"])
      mailbox.giveBack(batch)
      alerts.inbox.giveBack(told)
      turn.hasMore = isOpened
    }
  }

  /// Whether there is room to take something in; where there was none, whether there is again.
  private func lookForRoom() -> Bool {
    let room = store.room
    if state.hasRoom {
      guard room.isShort else { return true }
      noteNoRoom(["free": "\(room.free)", "floor": "\(room.floor)"])
      return false
    }
    guard room.isAmpleAgain, store.fillReserve() else { return false }
    _ = state.note(hasRoom: true)
    logger.info("there is room for the store again", metadata: ["free": "\(room.free)"])
    return true
  }

  private func noteNoRoom(_ metadata: Logger.Metadata) {
    guard state.note(hasRoom: false) else { return }
    logger.error(
      "there is no room for the store; nothing is taken and no call begins until there is", metadata: metadata)
  }

  /// - Parameter began: When the turn began: from then on calls have the time that their answers may take.
  private func finish(
    _ result: StepResult, _ began: ContinuousClock.Instant, at now: Instant,
    _ calls: inout ThrowingDiscardingTaskGroup<any Error>
  ) {
    mailbox.settle(result)
    note(result, at: now)
    mailbox.sent(result.calls.count)
    let (caller, telemetry, logger) = (current.value.caller, telemetry, logger)
    for call in result.calls {
      calls.addTask {
        let (wall, left) = telemetry.spans == nil ? (0, .now) : (WallClock.nanoseconds(), ContinuousClock.now)
        guard let answer = await caller.answer(to: call, sent: began) else { return }
        mailbox.answered(call.id, answer)
        logger.note(call, answer, system: caller.plan.plan.systems[call.system].name)
        guard telemetry.spans != nil, let base = caller.plan.baseURL(of: call.system) else { return }
        let name = "\(caller.plan.plan.systems[call.system].name).\(call.operation)"
        telemetry.note(
          call, MadeCall(base: base, operation: name, began: wall, took: .now - left, answer: answer))
      }
    }
  }

  private func recover(_ turn: inout Turn) async throws(StoreError) {
    let (engine, book, now, planText) = (turn.engine, turn.book, turn.clock.now(), current.value.text)
    let (timing, alertPlan) = (alerts.timing, current.value.alerts.plan)
    typealias Recovered = (Engine, StepResult, AlertBook, AlertOutput)
    func recover() async throws(StoreError) -> Recovered {
      try await store.transaction { (tx) throws(StoreError) in
        var (engine, book) = (engine, book)
        let result = try engine.recover(planText: planText, at: now, in: &tx)
        try book.load(timing, in: tx)
        let output = try book.step([], result.notices, plan: alertPlan, at: now, in: &tx)
        return (engine, result, book, output)
      }
    }
    let (recovered, result, nextBook, output): Recovered
    do throws(StoreError) { (recovered, result, nextBook, output) = try await recover() } catch {
      // A host that ended on a full disk has a reserve for its next start.
      guard case .full = error, store.openReserve() else { throw error }
      (recovered, result, nextBook, output) = try await recover()
    }
    (turn.engine, turn.book) = (recovered, nextBook)
    alerts.settle(output, nextBook.desk)
    // Where there is no room for it the first turn says so.
    _ = store.fillReserve()
    telemetry.note(recovered.limits)
    note(result, at: now)
  }

  /// What happened, for metrics, traces and the log.
  private func note(_ result: StepResult, at now: Instant) {
    telemetry.note(result, at: now)
    for notice in result.notices { logger.note(notice) }
  }
}
