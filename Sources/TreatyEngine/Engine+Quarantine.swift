import TreatyPlan
import TreatyStore

/// Calls during which the process ends again and again: an answer that it cannot take, say. One of those that were out is why, and which
/// one shows when each goes by itself. After that it is put aside: nothing is held up for ever by what nobody can deliver.
///
/// The figures are such that processes which are ended from outside, with calls out, put nothing aside: 20 is what RabbitMQ puts a message
/// aside after.
extension Engine {
  /// Ends of the process during calls for a delivery, in a row, after which it goes by itself.
  static let endsUntilAlone = 10
  /// The same, after which it is put aside.
  static let endsUntilAside = 20
  /// What is noted of a call that was out when the process ended.
  static let hostEnded = "the host ended before the answer came"

  /// How many calls for a delivery were out when a process ended, without one that was answered since.
  private func ends(_ delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> Int {
    guard delivery.attempts >= Engine.endsUntilAlone else { return 0 }
    return try tx.attempts(of: delivery.id).reversed().prefix { $0.detail == Engine.hostEnded }.count
  }

  /// Whether a delivery is to be called for only while nothing else is.
  func goesAlone(_ delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> Bool {
    try ends(delivery, in: tx) >= Engine.endsUntilAlone
  }

  /// Whether a call is out that none may leave beside.
  var isOneAlone: Bool { alone.map { sent[$0] != nil } ?? false }

  /// Puts a delivery aside that was out each time the process ended.
  /// - Returns: whether it did.
  mutating func quarantine(
    _ delivery: Delivery, at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) -> Bool {
    guard try ends(delivery, in: tx) >= Engine.endsUntilAside else { return false }
    let alone = Engine.endsUntilAside - Engine.endsUntilAlone
    let cause =
      "put aside: the host ended \(Engine.endsUntilAside) times in a row while a call for it was out, \(alone) of them with no other"
    // The last call may have been carried out: then the next in its lane could do it again.
    if case .bad(.unsure, _, _) = lost(delivery, at: now) {
      let words = record(of: delivery).map { unsureWords(delivery, $0.system, cause) } ?? cause
      try ask(delivery, words, at: now, &result, in: &tx)
    } else {
      try bury(delivery, .ours, cause, at: now, &result, in: &tx)
    }
    return true
  }
}
