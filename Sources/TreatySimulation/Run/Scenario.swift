package import TreatyEngine
import TreatyPlan

/// What happens in a run: who tells what and when, and what goes wrong. All of it follows from the seed; a run of the same scenario is
/// the same run.
package struct Scenario: Sendable {
  /// A message that the sender tells until it hears that it was taken.
  package struct Telling: Sendable {
    /// When it is told first, in milliseconds of the run.
    var at: Int64
    /// Position of the flow.
    var flow: Int
    var entries: [Entry]
    /// The sender's id of it; `nil` from one who has none.
    var deliveryID: String?
  }

  /// What is told of one thing.
  package struct Entry: Hashable, Sendable {
    var key: String
    /// Greater than any before it of the same thing, in the same flow.
    var number: Int
  }

  /// What everything is drawn from.
  package var seed: UInt64
  package var tellings: [Telling]
  /// What goes wrong; a run without one of them is otherwise the same.
  package var faults: [SimulatedFault]

  /// What a seed makes.
  package init(seed: UInt64, of plan: LinkedPlan) {
    self.seed = seed
    let flows = plan.plan.flows.count
    var random = Draw(seed: seed).random(.scenario, 0)
    var numbers: [String: Int] = [:]
    let keys = Int.random(in: 1...5, using: &random)
    let span = [1_000, 20_000, 300_000].randomElement(using: &random) ?? 20_000
    let times = (0..<Int.random(in: 1...12, using: &random)).map { _ in
      Int64.random(in: 0...Int64(span), using: &random)
    }
    tellings = times.sorted().enumerated().map { index, time in
      let flow = Int.random(in: 0..<flows, using: &random)
      let entries = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        let key = "k\(Int.random(in: 1...keys, using: &random))"
        numbers["\(flow) \(key)", default: 0] += 1
        return Entry(key: key, number: numbers["\(flow) \(key)", default: 0])
      }
      let hasID = Int.random(in: 0..<4, using: &random) > 0
      return Telling(at: time, flow: flow, entries: entries, deliveryID: hasID ? "d\(index)" : nil)
    }
    faults = SimulatedFault.drawn(
      span: Int64(span), at: plan.plan.systems.indices.filter { !plan.plan.systems[$0].records.isEmpty },
      using: &random)
  }
}
