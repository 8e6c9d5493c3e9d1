import Synchronization
import TreatyStore

/// The time, for whoever removes what is due.
struct KeepingClock: Sendable {
  /// The time of day.
  var now: @Sendable () -> Instant = { .now() }
  /// Sleeps for so long; returns sooner where the task is cancelled.
  var sleep: @Sendable (Duration) async -> Void = { duration in
    // One that was cancelled has nothing more to wait for; whoever waits looks at the clock again.
    try? await Task.sleep(for: duration)
  }
}

/// Wakes whoever removes what is due: at a moment that is known beforehand, or sooner where something has ended whose time comes before that.
final class DueBell: Sendable {
  private struct State {
    /// The soonest of what was noted since it was last looked.
    var soonest: Instant?
    /// Who sleeps, and until when.
    var sleeper: CheckedContinuation<Void, Never>?
    var until: Instant?
    var isRung = false
  }

  private let state = Mutex(State())

  /// Notes that something may be due at a time, and not sooner.
  func note(due: Instant) {
    let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.soonest = min(state.soonest ?? due, due)
      guard let until = state.until, due < until else { return nil }
      return Self.rung(&state)
    }
    sleeper?.resume()
  }

  /// Forgets what was noted: from now on it is looked for in the store.
  func forget() { state.withLock { $0.soonest = nil } }

  /// Waits until something is due.
  /// - Parameters:
  ///   - next: When something is known to be due.
  ///   - first: What is due sooner than this waits until then.
  func wait(until next: Instant, butNotBefore first: Instant, by clock: KeepingClock) async {
    while !Task.isCancelled {
      let until = state.withLock { state in
        let until = max(first, min(next, state.soonest ?? next))
        // Nothing can be due sooner than what is waited for in any case.
        state.until = until > first ? until : nil
        return until
      }
      let left = until.milliseconds - clock.now().milliseconds
      guard left > 0 else { break }
      await sleep(.milliseconds(left), by: clock)
    }
    state.withLock { $0.until = nil }
  }

  private func sleep(_ duration: Duration, by clock: KeepingClock) async {
    await withDiscardingTaskGroup { group in
      group.addTask {
        await clock.sleep(duration)
        self.ring()
      }
      await untilRung()
      group.cancelAll()
    }
    // The one that was just cancelled rings as well.
    state.withLock { $0.isRung = false }
  }

  private func ring() {
    let sleeper = state.withLock { Self.rung(&$0) }
    sleeper?.resume()
  }

  private static func rung(_ state: inout State) -> CheckedContinuation<Void, Never>? {
    defer { state.sleeper = nil }
    state.isRung = state.sleeper == nil
    return state.sleeper
  }

  private func untilRung() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isAwake = state.withLock { state in
          guard state.isRung || Task.isCancelled else {
            state.sleeper = continuation
            return false
          }
          state.isRung = false
          return true
        }
        if isAwake { continuation.resume() }
      }
    } onCancel: {
      ring()
    }
  }
}
