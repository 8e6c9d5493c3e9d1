/// What came of runs, as brokers and queues report it. Counted are messages for what goes in, and effects at the partners for what comes out.
package struct Tally: Hashable, Sendable {
  /// Messages that the sender told.
  package var sent = 0
  /// Messages that were taken, each once however often it was told.
  package var accepted = 0
  /// Records that are as the last accepted message says.
  package var delivered = 0
  /// Records that are missing, or are not as the last accepted message says.
  package var lost = 0
  /// Records beyond the one that there should be.
  package var doubled = 0
  /// Calls of which nobody knew whether they had been carried out, and that a person was asked about.
  package var unsure = 0
  /// Deliveries that went on after a call of theirs had no answer, without a person.
  package var recovered = 0
  /// Calls that left.
  package var calls = 0
  /// Turns of the engine.
  package var turns = 0
  /// Faults that befell the run.
  package var faults = 0

  package init() {}

  /// The counts of two together.
  package static func + (left: Tally, right: Tally) -> Tally {
    var sum = left
    for count in [
      \Tally.sent, \.accepted, \.delivered, \.lost, \.doubled, \.unsure, \.recovered, \.calls, \.turns, \.faults,
    ] as [WritableKeyPath<Tally, Int>] {
      sum[keyPath: count] += right[keyPath: count]
    }
    return sum
  }
}
