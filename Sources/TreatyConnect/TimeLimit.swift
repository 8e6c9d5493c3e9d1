import Synchronization

/// Runs `body`, and gives it up when its time is over.
/// - Parameter limit: How long it may take. It is looked at ten times a second, so that it may take a tenth of a second more.
/// - Returns: `nil` when the time was over first; `body` is cancelled then, and its end is waited for.
package func within<Result: Sendable>(
  _ limit: Duration, _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result? {
  let task = Task { try await body() }
  let number = TimeLimits.shared.add(.now + limit) { task.cancel() }
  let result = await withTaskCancellationHandler {
    await task.result
  } onCancel: {
    task.cancel()
  }
  let wasInTime = TimeLimits.shared.remove(number)
  switch result {
  case .success(let value): return value
  case .failure(let error):
    guard wasInTime else { return nil }
    throw error
  }
}

/// Ends what takes too long: one task looks after all that runs. A sleep for each would cost more than most of what it guards: a task, a
/// timer of the system, and waking the thread that has the timers.
private final class TimeLimits: Sendable {
  static let shared = TimeLimits()

  private struct Guarded {
    let end: ContinuousClock.Instant
    let cancel: @Sendable () -> Void
  }

  private struct State {
    var running: [UInt64: Guarded] = [:]
    var next: UInt64 = 0
    /// Whether somebody looks after them: not while there is nothing.
    var isWatched = false
  }

  private static let pause = Duration.milliseconds(100)
  private let state = Mutex(State())

  func add(_ end: ContinuousClock.Instant, cancel: @escaping @Sendable () -> Void) -> UInt64 {
    let (number, isWatched) = state.withLock { state in
      state.next += 1
      state.running[state.next] = Guarded(end: end, cancel: cancel)
      defer { state.isWatched = true }
      return (state.next, state.isWatched)
    }
    if !isWatched { Task.detached { await self.watch() } }
    return number
  }

  /// - Returns: whether it ended by itself.
  func remove(_ number: UInt64) -> Bool { state.withLock { $0.running.removeValue(forKey: number) != nil } }

  private func watch() async {
    var hasMore = true
    while hasMore {
      // Nobody cancels this task; if it were cancelled it would look all the time, and still end what takes too long.
      try? await Task.sleep(for: TimeLimits.pause)
      let over: [Guarded]
      (over, hasMore) = state.withLock { state in
        let now = ContinuousClock.now
        let over = state.running.filter { $0.value.end <= now }
        for number in over.keys { state.running[number] = nil }
        state.isWatched = !state.running.isEmpty
        return (Array(over.values), state.isWatched)
      }
      for guarded in over { guarded.cancel() }
    }
  }
}
