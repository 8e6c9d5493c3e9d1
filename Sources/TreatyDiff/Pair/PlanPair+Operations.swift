import TreatyPlan

extension PlanPair {
  func eachRecord(_ body: (_ name: String, _ old: PlannedRecord, _ new: PlannedRecord, ChangePlace) -> Void) {
    eachSystem { system, place in
      for record in Matching(system.old.records, system.new.records, by: \.name).both {
        var part = place.part("records.\(record.new.name)", pointer: "records/\(record.newIndex)")
        part.oldPointer = place.oldPointer.map { "\($0)/records/\(record.oldIndex)" }
        body("\(system.new.name).\(record.new.name)", record.old, record.new, part)
      }
    }
  }

  /// An operation that both sides have.
  func eachOperation(_ body: (_ name: String, _ old: PlannedOperation, _ new: PlannedOperation, ChangePlace) -> Void) {
    eachOperationOfSystem { name, _, old, new, place in body(name, old, new, place) }
  }

  /// An operation that both sides have, with its system.
  func eachOperationOfSystem(
    _ body: (
      _ name: String, _ system: Matching<PlannedSystem>.Both, _ old: PlannedOperation, _ new: PlannedOperation,
      ChangePlace
    ) -> Void
  ) {
    eachSystem { system, place in
      for record in Matching(system.old.records, system.new.records, by: \.name).both {
        var part = place.part("records.\(record.new.name)", pointer: "records/\(record.newIndex)")
        part.oldPointer = place.oldPointer.map { "\($0)/records/\(record.oldIndex)" }
        for (verb, path) in PlanPair.verbs {
          guard let old = record.old[keyPath: path], let new = record.new[keyPath: path] else { continue }
          body("\(verb) of \(system.new.name).\(record.new.name)", system, old, new, part.part(verb))
        }
      }
    }
  }

  /// What may be asked for of a record.
  static var verbs: [(String, KeyPath<PlannedRecord, PlannedOperation?>)] {
    [
      ("get", \.get), ("list", \.list), ("find", \.find), ("create", \.create), ("update", \.update),
      ("delete", \.delete),
    ]
  }
}

extension Safety {
  /// How surely a call whose end nobody knows is settled: the more the better.
  var rank: Int {
    switch self {
    case .unsafe: 0
    case .mark: 1
    case .key: 2
    case .idempotent: 3
    }
  }

  /// As a person reads it.
  var words: String {
    switch self {
    case .unsafe: "nothing is known"
    case .mark(let mark): "a mark, \(mark.words)"
    case .key(let header): "a key in `\(header)`"
    case .idempotent: "once or twice is the same"
    }
  }
}

extension FailureRule {
  /// As a person reads it.
  var words: String { "\(failureClass.rawValue): \(when.cel)" }
}
