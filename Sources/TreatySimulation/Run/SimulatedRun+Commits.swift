import TreatyEngine
import TreatyPlan
import TreatyStore

/// Turns of the engine, and what goes wrong with them.
extension SimulatedRun {
  /// One turn and its commit, with what befalls it.
  mutating func commit(_ inputs: [EngineInput]) async throws(StoreError) {
    defer { commits += 1 }
    if faults.full.contains(commits) {
      tally.faults += 1
      return await withoutRoom(inputs)
    }
    let crash = faults.crashes[commits]
    if crash == .beforeCommit {
      _ = await rolledBack(inputs)
      return end(.beforeCommit, inputs)
    }
    guard let before = engine else { return }
    let now = now()
    let (next, result) = try await store.transaction { tx throws(StoreError) in
      var engine = before
      let result = try engine.step(inputs, at: now, in: &tx)
      return (engine, result)
    }
    engine = next
    note(result)
    try await watch(result)
    for call in result.calls.prefix(crash.map { $0.share(of: result.calls.count) } ?? result.calls.count) {
      leave(call)
    }
    if let crash { return end(crash, inputs) }
    let sleep = result.wake.map { max(1, $0.milliseconds - now.milliseconds) }
    wake = result.more ? time : sleep.map { time + $0 }
  }

  /// What of a turn's result holds as soon as it is on disk.
  private mutating func note(_ result: StepResult) {
    for (token, intake) in result.intakes {
      let index = Int(token)
      switch intake {
      case .accepted(_, let isNew):
        if isNew { taken.append(index) }
        tell("message \(index) is \(isNew ? "taken" : "known")")
      case .notJSON, .invalid, .noSuchFlow: violations.append("message \(index) is refused")
      }
    }
    for notice in result.notices {
      switch notice {
      case .asking(_, _, _, let delivery, _, let cause):
        tally.unsure += 1
        tell("delivery \(delivery) asks a person: \(cause)")
      case .dead(_, _, _, let delivery, let failure, let cause):
        tell("delivery \(delivery) is dead: \(failure), \(cause)")
      case .delivered(_, _, _, let outcome, _): if outcome == "found" { tally.recovered += 1 }
      case .leftOut(_, _, let trace, let delivery, let failure, let cause, let outcome):
        tell("delivery \(delivery) is left out, \(outcome): \(failure), \(cause)")
        withdraw(trace)
      default: continue
      }
    }
    heard.formUnion(result.intakes.map { Int($0.token) })
  }

  /// What a message told was given up as its flow says: nobody is owed it any more.
  private mutating func withdraw(_ trace: String) {
    guard let number = Int(trace, radix: 16), scenario.tellings.indices.contains(number - 1) else { return }
    let telling = scenario.tellings[number - 1]
    withdrawn.formUnion(telling.entries.map { key($0, telling.flow) })
  }

  /// A turn of which nothing is written: the sender is asked to come again, answers wait for room.
  private mutating func withoutRoom(_ inputs: [EngineInput]) async {
    _ = await rolledBack(inputs)
    tell("commit \(commits): there is no room")
    for input in inputs {
      switch input {
      case .intake(_, let token): again(Int(token))
      case .answer(let id, _):
        if let number = calls.lastIndex(where: { $0.call.id == id && $0.process == process }) {
          limits.note(calls[number].call.system.index, process: process, at: time, isAgain: true)
          queue.add(.answer(number), at: time + 1_000)
        }
      case .act: continue
      }
    }
    wake = time + 1_000
  }

  /// A turn that is undone at its end.
  private mutating func rolledBack(_ inputs: [EngineInput]) async -> Bool {
    guard let before = engine else { return false }
    let now = now()
    do throws(StoreError) {
      try await store.transaction { tx throws(StoreError) in
        var engine = before
        _ = try engine.step(inputs, at: now, in: &tx)
        throw StoreError.full(path: "simulation")
      }
      return true
    } catch { return false }
  }

  /// The process ends.
  private mutating func end(_ point: SimulatedFault.Point, _ inputs: [EngineInput]) {
    end("\(point.rawValue), which is commit \(commits)")
    // A sender who hears nothing tells it again.
    if point == .beforeCommit || point == .afterCommit {
      for case .intake(_, let token) in inputs {
        heard.remove(Int(token))
        again(Int(token))
      }
    }
  }

  /// The process ends, and a new one begins some time later.
  mutating func end(_ how: String) {
    tally.faults += 1
    tell("process \(process) ends \(how)")
    engine = nil
    wake = nil
    limits.noteEndOfProcess()
    let stale = stale?.process
    let calls = calls
    queue.remove { if case .answer(let number) = $0 { calls[number].process != stale } else { false } }
    queue.add(.restart, at: time + draw.number(.restart, process, in: 500...30_000))
  }
}

extension SimulatedFault.Point {
  /// How many of a turn's calls still leave.
  fileprivate func share(of calls: Int) -> Int {
    switch self {
    case .beforeCommit, .afterCommit: 0
    case .amidCalls: calls / 2
    case .afterCalls: calls
    }
  }
}
