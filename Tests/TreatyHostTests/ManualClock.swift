import Synchronization
import TreatyStore

@testable import TreatyHost

/// A clock that goes on when a test says so; otherwise as the time of day.
final class ManualClock: Sendable {
  private struct State {
    var ahead: Int64 = 0
    var sleepers: [Int: (until: Instant, continuation: CheckedContinuation<Void, Never>)] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  /// For a host's configuration.
  var keeping: KeepingClock { KeepingClock(now: { self.now }, sleep: { await self.sleep($0) }) }

  var now: Instant { Instant.now().advanced(milliseconds: state.withLock { $0.ahead }) }

  /// How long it takes until somebody wakes who sleeps by it; `nil` where nobody does.
  var nextLeft: Duration? {
    let now = now
    return state.withLock { state in
      state.sleepers.values.map(\.until).min().map { .milliseconds($0.milliseconds - now.milliseconds) }
    }
  }

  /// Time passes.
  func advance(_ duration: Duration) {
    let due = state.withLock { state in
      state.ahead += Int64(duration / .milliseconds(1))
      let now = Instant.now().advanced(milliseconds: state.ahead)
      let due = state.sleepers.filter { $0.value.until <= now }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.map(\.continuation)
    }
    for one in due { one.resume() }
  }

  private func sleep(_ duration: Duration) async {
    let until = now.advanced(milliseconds: Int64(duration / .milliseconds(1)))
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if Task.isCancelled || until <= Instant.now().advanced(milliseconds: state.ahead) { return true }
          state.sleepers[id] = (until, continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.sleepers.removeValue(forKey: id)?.continuation }?.resume()
    }
  }
}
