import Synchronization

/// A moment that is noted elsewhere.
final class Moment: Sendable {
  private let moment = Mutex(ContinuousClock.now)

  /// What was noted last; when it was made where nothing was.
  var value: ContinuousClock.Instant { moment.withLock { $0 } }

  /// Notes now.
  func set() { moment.withLock { $0 = .now } }
}
