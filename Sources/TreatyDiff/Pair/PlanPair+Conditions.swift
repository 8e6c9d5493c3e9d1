import TreatyPlan

/// A condition of both plans that decides what goes on; `nil` where everything does.
struct ConditionPair {
  /// What goes on or does not, as it begins a sentence: "flow `page`".
  let words: String
  let old, new: PlannedExpression?
  /// Where it is worked out.
  let standing: Standing
}

extension PlannedExpression {
  /// What holds for everything.
  static let always = PlannedExpression(cel: "true", type: "bool")
}

extension PlanPair {
  /// The conditions of flows, and those on which deliveries make, change and undo records.
  func eachCondition(_ body: (ConditionPair, ChangePlace) -> Void) {
    eachFlow { flow, place in
      let pair = ConditionPair(
        words: "flow `\(flow.new.name)`", old: flow.old.condition, new: flow.new.condition,
        standing: Standing(flow: flow, stand: .every))
      body(pair, place.part("where"))
    }
    eachDelivery { delivery, place in
      let parts: [(name: String, words: String, KeyPath<PlannedDelivery, DeliveryCase?>)] = [
        ("create", "making", \.making), ("update", "changing", \.changing), ("undo", "undoing", \.undo),
      ]
      for (name, words, path) in parts {
        // What one side does not do at all is told as that.
        guard let old = delivery.old[keyPath: path], let new = delivery.new[keyPath: path] else { continue }
        let pair = ConditionPair(
          words: "\(words) `\(delivery.target)`", old: old.condition, new: new.condition,
          standing: Standing(flow: delivery.flow, stand: .mapped))
        body(pair, place.part("\(name).where", pointer: "\(name)/where"))
      }
    }
  }

  /// A condition of both plans that is written in another way, and not known to mean the same by its form.
  func eachChangedCondition(_ body: (ConditionPair, _ old: String, _ new: String, ChangePlace) -> Void) {
    eachCondition { pair, place in
      guard let old = pair.old, let new = pair.new, !meaning.isSame(old, new) else { return }
      body(pair, old.cel, new.cel, place)
    }
  }
}

extension PlannedDelivery {
  fileprivate var making: DeliveryCase? { create }
  fileprivate var changing: DeliveryCase? { update }
}
