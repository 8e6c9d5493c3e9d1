import TreatyEngine
import TreatyPlan
import TreatyStore

/// Two hosts over one store, as where a lock does not hold: the one that took over last carries it out, and the other must find that out
/// before it does anything.
extension SimulatedRun {
  /// A second host takes over; the first does not know.
  mutating func beginRival() async throws(StoreError) {
    guard let engine else { return }
    tally.faults += 1
    tell("a second host takes over")
    stale = Stale(engine: engine, process: process)
    limits.noteEndOfProcess()
    queue.remove { if case .restart = $0 { true } else { false } }
    queue.add(.staleTurn, at: time + draw.number(.rival, process, in: 0...20_000))
    try await start()
  }

  /// The host that was superseded takes in what came, finds that it was, and ends.
  mutating func takeStaleTurn(_ inputs: [EngineInput]) async throws(StoreError) {
    guard let stale else { return }
    let now = now()
    self.stale = nil
    do throws(StoreError) {
      try await store.transaction { tx throws(StoreError) in
        var engine = stale.engine
        _ = try engine.step(inputs, at: now, in: &tx)
      }
      violations.append("a host that was superseded went on at \(time) ms")
    } catch {
      guard case .superseded = error else { throw error }
      tell("process \(stale.process) finds that it was superseded, and ends")
    }
  }
}
