import TreatyPlan
import TreatyStore

/// Which messages are dated by another plan's times and which no longer: when a message is due is noted when it ends, and a policy can become
/// another afterwards.
struct Redating: Equatable {
  /// The last message that was dated anew.
  var done: MessageID
  /// The last that is to be: those behind it ended under the plan of now, or are open.
  let last: MessageID

  var isDone: Bool { done >= last }
  /// How many are to be, at most.
  var left: Int { Int(last.number - done.number) }

  /// As ``StoreFact/redating`` has it.
  var fact: String { "\(done.number) \(last.number)" }

  /// All up to a message.
  init(through last: MessageID) { (done, self.last) = (MessageID(0), last) }

  /// `nil` for anything else than ``fact``.
  init?(fact: String) {
    let numbers = fact.split(separator: " ").compactMap { Int64($0) }
    guard numbers.count == 2 else { return nil }
    (done, last) = (MessageID(numbers[0]), MessageID(numbers[1]))
  }
}

extension LinkedPlan {
  /// How long messages are kept, flow by flow: the same text for the same times.
  private var keptTimes: String {
    plan.flows.map(\.name).sorted().map { flow in
      let times = [false, true].map { kept(flow, isDead: $0) }
      let words = times.flatMap { [$0.payload.map(String.init) ?? "-", String($0.all)] }
      return ([flow] + words).joined(separator: " ")
    }.joined(separator: "\n")
  }

  /// Notes how long messages are kept from now on. Where that is another time than before, those that have ended are dated anew
  /// (``Sweep/redate(limit:at:while:in:)``): from the first, also where a plan before this one had not come to the last.
  func noteKeptTimes(in tx: inout some StoreTransaction) throws(StoreError) {
    let times = keptTimes
    guard try tx.fact(StoreFact.kept) != times else { return }
    try tx.set(fact: StoreFact.kept, to: times)
    let redating = Redating(through: try tx.lastMessage())
    try tx.set(fact: StoreFact.redating, to: redating.isDone ? nil : redating.fact)
  }
}
