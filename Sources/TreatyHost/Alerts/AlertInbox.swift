import Synchronization
import TreatyAlert

/// What the alert desk is told by others than the engine: health checks, what became of messages, operators. Taken in with the next turn.
final class AlertInbox: Sendable {
  private struct State {
    var waiting: [AlertInput] = []
    var operators: [UInt64: CheckedContinuation<AcknowledgeResult?, Never>] = [:]
    var next: UInt64 = 0
    var isOpen = true
  }

  private let state = Mutex(State())
  private let signal: @Sendable () -> Void

  /// - Parameter signal: wakes the loop.
  init(signal: @escaping @Sendable () -> Void) { self.signal = signal }

  /// Takes something in.
  func add(_ input: AlertInput) {
    state.withLock { if $0.isOpen { $0.waiting.append(input) } }
    signal()
  }

  /// Somebody takes an incident on; returns once that is on disk, `nil` where the host stops.
  func acknowledge(_ id: Int, by: String, note: String?) async -> AcknowledgeResult? {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        guard state.isOpen else { return false }
        state.next += 1
        state.operators[state.next] = continuation
        state.waiting.append(.acknowledge(id: id, by: by, note: note, token: state.next))
        return true
      }
      if isOpen { signal() } else { continuation.resume(returning: nil) }
    }
  }

  /// Whether nothing waits.
  var isEmpty: Bool { state.withLock { $0.waiting.isEmpty } }

  /// What a turn takes.
  func batch() -> [AlertInput] {
    state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
  }

  /// Gives back what was not written.
  func giveBack(_ inputs: [AlertInput]) { state.withLock { $0.waiting = inputs + $0.waiting } }

  /// Answers whoever waits for these, which are on disk.
  func settle(_ output: AlertOutput) {
    let settled = state.withLock { state in
      output.acknowledged.map { (state.operators.removeValue(forKey: $0.token), $0.result) }
    }
    for (continuation, result) in settled { continuation?.resume(returning: result) }
  }

  /// Ends: whoever still waits is told.
  func close() {
    let waiting = state.withLock { state in
      state.isOpen = false
      defer { (state.operators, state.waiting) = ([:], []) }
      return Array(state.operators.values)
    }
    for continuation in waiting { continuation.resume(returning: nil) }
  }
}
