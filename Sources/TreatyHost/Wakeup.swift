import Synchronization

/// Wakes the one who sleeps here, or keeps it from falling asleep: what was signalled while it was awake is not lost.
final class Wakeup: Sendable {
  private struct State {
    var isSignalled = false
    var sleeper: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Wakes it.
  func signal() {
    let sleeper = state.withLock { state in
      defer { state.sleeper = nil }
      state.isSignalled = state.sleeper == nil
      return state.sleeper
    }
    sleeper?.resume()
  }

  /// Sleeps until it is woken; returns at once where that was so since the last time, or the task is cancelled.
  func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isAwake = state.withLock { state in
          guard state.isSignalled || Task.isCancelled else {
            state.sleeper = continuation
            return false
          }
          state.isSignalled = false
          return true
        }
        if isAwake { continuation.resume() }
      }
    } onCancel: {
      signal()
    }
  }

  /// The same, and at most as long as a timer runs, which ends when it is cancelled.
  func wait(atMost timer: @escaping @Sendable () async -> Void) async {
    await withDiscardingTaskGroup { group in
      group.addTask {
        await timer()
        // One that was cancelled is one that something else has ended.
        if !Task.isCancelled { self.signal() }
      }
      await wait()
      group.cancelAll()
    }
  }
}
