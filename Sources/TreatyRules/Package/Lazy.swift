import Synchronization

/// Something that takes work, done once, by the first who asks.
package final class Lazy<Value: Sendable>: Sendable {
  private let known: Mutex<Value?> = Mutex(nil)
  private let work: @Sendable () -> Value

  package init(_ work: @escaping @Sendable () -> Value) { self.work = work }

  /// What came of it. Whoever asks meanwhile waits.
  package var value: Value {
    known.withLock { known in
      if let known { return known }
      let value = work()
      known = value
      return value
    }
  }
}
