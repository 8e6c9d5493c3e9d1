import Foundation
import Synchronization

/// Says how far a campaign is, for whoever waits for thousands of runs: on standard error, so that the table can be piped.
final class CampaignProgress: Sendable {
  private struct State {
    var runs = 0
    var told = ContinuousClock.now
  }

  private let total: Int
  private let state = Mutex(State())
  private static let pause = Duration.seconds(10)

  /// Of so many runs.
  init(of total: Int) { self.total = total }

  /// Notes that the run of a seed has ended. That it failed is said at once.
  func note(_ seed: UInt64, hasFailed: Bool) {
    let runs = state.withLock { state -> Int? in
      state.runs += 1
      // A clock is not asked for each of what takes a millisecond.
      guard state.runs.isMultiple(of: 64), .now - state.told >= CampaignProgress.pause else { return nil }
      state.told = .now
      return state.runs
    }
    if hasFailed { say("seed \(seed) fails") }
    if let runs { say("\(runs) of \(total) runs") }
  }

  private func say(_ text: String) {
    // Nobody may listen any more, and the table is what counts.
    try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
  }
}
