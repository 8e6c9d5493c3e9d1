import TreatyPlan

/// Holds the calls that leave against what each system allows. Counted are those of the process that runs: of one that ended nobody knows
/// what is still under way.
struct LimitWatch: Sendable {
  private let limits: [CallLimits]
  private let accounts: [AccountLimits?]
  private var underWay: [Int]
  /// When the newest calls left, by system.
  private var times: [[Int64]]
  private(set) var violations: [String] = []

  init(_ systems: [PlannedSystem]) {
    limits = systems.map(\.limits)
    accounts = systems.map(\.account)
    underWay = systems.map { _ in 0 }
    times = systems.map { _ in [] }
  }

  /// A call leaves, or one whose answer could not be taken in is still counted.
  mutating func note(_ system: Int, process: Int, at time: Int64, isAgain: Bool = false) {
    underWay[system] += 1
    if underWay[system] > limits[system].concurrency {
      violations.append("\(underWay[system]) calls to system \(system) at once at \(time) ms")
    }
    if let account = accounts[system], let most = account.concurrency {
      let all = accounts.indices.filter { accounts[$0]?.name == account.name }.map { underWay[$0] }.reduce(0, +)
      if all > most { violations.append("\(all) calls as `\(account.name)` at once at \(time) ms") }
    }
    guard !isAgain, let rate = limits[system].ratePerSecond else { return }
    times[system].removeAll { $0 <= time - 1_000 }
    times[system].append(time)
    // A full bucket, and what flows in meanwhile; a process that begins, and a clock that was set, have a full one again.
    if Double(times[system].count) > max(1, rate) * 2 + rate {
      violations.append("\(times[system].count) calls to system \(system) within a second at \(time) ms")
    }
  }

  mutating func noteEnd(_ system: Int) { underWay[system] -= 1 }

  mutating func noteEndOfProcess() { underWay = underWay.map { _ in 0 } }
}
