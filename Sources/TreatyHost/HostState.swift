import Synchronization

/// Where a host stands, as readiness says it.
final class HostState: Sendable {
  enum Phase: String {
    case starting, running, stopping
  }

  private struct Facts {
    var phase = Phase.starting
    var hasRoom = true
    var turns: UInt64 = 0
  }

  private let facts = Mutex(Facts())

  /// How far the host is; it only ever goes on.
  var phase: Phase {
    get { facts.withLock { $0.phase } }
    set { facts.withLock { $0.phase = newValue } }
  }

  /// Turns that the engine has taken; it takes one whenever it is woken.
  var turns: UInt64 { facts.withLock { $0.turns } }

  /// Counts a turn.
  func noteTurn() { facts.withLock { $0.turns += 1 } }

  /// Whether the last turn could be written.
  var hasRoom: Bool { facts.withLock { $0.hasRoom } }

  /// Notes whether a turn could be written.
  /// - Returns: whether that is news.
  func note(hasRoom: Bool) -> Bool {
    facts.withLock { facts in
      defer { facts.hasRoom = hasRoom }
      return facts.hasRoom != hasRoom
    }
  }

  /// Why no webhooks should be sent here now; empty when they should.
  var objections: [String] {
    facts.withLock { facts in
      (facts.phase == .running ? [] : [facts.phase.rawValue]) + (facts.hasRoom ? [] : ["no room for the store"])
    }
  }
}
