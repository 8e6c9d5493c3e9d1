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
    /// Until when somebody sleeps who is to be woken sooner.
    var until: Instant?
  }

  private let state = Mutex(State())
  private let wakeup = Wakeup()

  /// Notes that something may be due at a time, and not sooner.
  func note(due: Instant) {
    let isSooner = state.withLock { state in
      state.soonest = min(state.soonest ?? due, due)
      return state.until.map { due < $0 } ?? false
    }
    if isSooner { wakeup.signal() }
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
      await wakeup.wait { await clock.sleep(.milliseconds(left)) }
    }
    state.withLock { $0.until = nil }
  }
}
