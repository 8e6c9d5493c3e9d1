import Synchronization
import TreatyEngine

/// Where a plan waits that is to take over. One at a time: the loop around the engine takes it up when no call is out.
final class PlanChanges: Sendable {
  /// How it ended.
  enum Outcome: Sendable {
    /// It runs.
    case done
    /// It cannot go on from what the store holds.
    case refused([PlanObstacle])
    /// Another change is under way.
    case busy
    /// Calls did not come back in time; how many were out.
    case late(Int)
    /// The host is stopping, or has ended.
    case stopping
  }

  /// A plan that is to take over.
  struct Change: Sendable {
    let plan: RunningPlan
    let evenIf: Set<PlanObstacle.Kind>
    /// When it is given up, if calls are still out.
    let deadline: ContinuousClock.Instant
    fileprivate let continuation: CheckedContinuation<Outcome, Never>
  }

  private struct State {
    var pending: Change?
    var isOpen = true
  }

  private let state = Mutex(State())

  /// What is to take over; `nil` where nothing is.
  var pending: Change? { state.withLock { $0.pending } }

  /// Lets a plan take over; returns when it has, or why it has not.
  /// - Parameters:
  ///   - patience: how long it is waited for calls that are out.
  ///   - wake: wakes the loop.
  func apply(
    _ plan: RunningPlan, evenIf: Set<PlanObstacle.Kind>, patience: Duration, wake: @Sendable () -> Void
  ) async -> Outcome {
    await withCheckedContinuation { continuation in
      let change = Change(plan: plan, evenIf: evenIf, deadline: .now + patience, continuation: continuation)
      let refusal: Outcome? = state.withLock { state in
        guard state.isOpen else { return .stopping }
        guard state.pending == nil else { return .busy }
        state.pending = change
        return nil
      }
      if let refusal { continuation.resume(returning: refusal) } else { wake() }
    }
  }

  /// Ends the change that is under way.
  func end(_ outcome: Outcome) {
    let change = state.withLock { state in
      defer { state.pending = nil }
      return state.pending
    }
    change?.continuation.resume(returning: outcome)
  }

  /// No plan takes over any more.
  func close() {
    state.withLock { $0.isOpen = false }
    end(.stopping)
  }
}
