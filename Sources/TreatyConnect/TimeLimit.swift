import Synchronization

/// Runs `body`, and gives it up when its time is over.
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

/// Ends what takes too long: one task sleeps until the first end of all that runs. A sleep for each would cost more than most of what it
/// guards: a task, a timer of the system, and waking the thread that has the timers.
private final class TimeLimits: Sendable {
  static let shared = TimeLimits()

  private struct Guarded {
    let end: ContinuousClock.Instant
    let cancel: @Sendable () -> Void
  }

  private struct State {
    var running: [UInt64: Guarded] = [:]
    var next: UInt64 = 0
    /// When the task that looks after them wakes; `nil` while there is nothing to look after.
    var wake: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  func add(_ end: ContinuousClock.Instant, cancel: @escaping @Sendable () -> Void) -> UInt64 {
    let (number, isFirst) = state.withLock { state in
      state.next += 1
      state.running[state.next] = Guarded(end: end, cancel: cancel)
      let isFirst = state.wake.map { end < $0 } ?? true
      if isFirst { state.wake = end }
      return (state.next, isFirst)
    }
    if isFirst { Task.detached { await self.watch(until: end) } }
    return number
  }

  /// - Returns: whether it ended by itself.
  func remove(_ number: UInt64) -> Bool { state.withLock { $0.running.removeValue(forKey: number) != nil } }

  /// Looks after all that runs, from the first end on; one that began when an earlier end came gives way to the task of that.
  private func watch(until first: ContinuousClock.Instant) async {
    var wake: ContinuousClock.Instant? = first
    while let end = wake {
      // Nobody cancels this task; if it were cancelled it would look all the time, and still end what takes too long.
      try? await Task.sleep(until: end)
      let over = state.withLock { state -> [Guarded] in
        guard state.wake == end else {
          wake = nil
          return []
        }
        let now = ContinuousClock.now
        let over = state.running.filter { $0.value.end <= now }
        for number in over.keys { state.running[number] = nil }
        wake = state.running.values.map(\.end).min()
        state.wake = wake
        return Array(over.values)
      }
      for guarded in over { guarded.cancel() }
    }
  }
}
