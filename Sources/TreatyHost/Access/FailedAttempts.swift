import CEL
import Synchronization

/// Slows down who tries tokens: an address has a few failures, which come back with time.
///
/// What it protects is the log, and the time of the host; a token of 256 bits is not guessed.
final class FailedAttempts: Sendable {
  private struct Allowance {
    var left: Double
    var since: ContinuousClock.Instant
  }

  /// Failures that an address has at once.
  private static let most = 10.0
  /// How long until one comes back.
  private static let pause = Duration.seconds(6)
  /// Addresses that are remembered.
  private static let mostAddresses = 4_096

  private let allowances = Mutex<[String: Allowance]>([:])

  /// How long an address is not listened to; `nil` where it is.
  func wait(_ address: IPAddress?, at now: ContinuousClock.Instant) -> Duration? {
    allowances.withLock { allowances in
      guard let left = allowances[FailedAttempts.key(address)].map({ FailedAttempts.left($0, at: now) }), left < 1
      else {
        return nil
      }
      return FailedAttempts.pause * (1 - left)
    }
  }

  /// Counts a failure.
  func note(_ address: IPAddress?, at now: ContinuousClock.Instant) {
    allowances.withLock { allowances in
      if allowances.count >= FailedAttempts.mostAddresses {
        allowances = allowances.filter { FailedAttempts.left($0.value, at: now) < FailedAttempts.most }
        // So many at once are no people; whoever is forgotten has its few failures again.
        if allowances.count >= FailedAttempts.mostAddresses { allowances.removeAll() }
      }
      let key = FailedAttempts.key(address)
      let left = allowances[key].map { FailedAttempts.left($0, at: now) } ?? FailedAttempts.most
      allowances[key] = Allowance(left: max(0, left - 1), since: now)
    }
  }

  private static func left(_ allowance: Allowance, at now: ContinuousClock.Instant) -> Double {
    min(most, allowance.left + (now - allowance.since) / pause)
  }

  /// Who has one address of IPv6 has the 2^64 beside it.
  private static func key(_ address: IPAddress?) -> String {
    guard let address else { return "" }
    guard address.family == .v6 else { return "\(address)" }
    return AddressBlock("\(address)/64").map { "\($0.masked)" } ?? "\(address)"
  }
}
