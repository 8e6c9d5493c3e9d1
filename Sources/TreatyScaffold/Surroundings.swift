public import TreatyPlan
public import TreatySpec

/// What there is in a package already, for a new declaration to lean on.
public struct Surroundings: Sendable {
  /// Names that a declaration can refer to, by section.
  public var names: [Section: [String]]
  /// The plan of the package, as far as it can be made.
  public var plan: Plan?

  /// What there is.
  public init(names: [Section: [String]] = [:], plan: Plan? = nil) {
    self.names = names
    self.plan = plan
  }

  /// Something that a system sends, to start from.
  struct SentEvent {
    var name: String
    var body: TypeText
  }

  /// A kind of record to write to.
  struct WrittenRecord {
    var name: String
    var record: PlannedRecord
  }

  /// The first event of the package.
  var event: SentEvent? {
    for system in plan?.systems ?? [] {
      if let event = system.events.first { return SentEvent(name: "\(system.name).\(event.name)", body: event.body) }
    }
    return nil
  }

  /// Kinds of record that can be listed, and made and changed.
  var records: [WrittenRecord] {
    (plan?.systems ?? []).flatMap { system in
      system.records.filter { $0.create != nil && $0.update != nil }
        .map { WrittenRecord(name: "\(system.name).\($0.name)", record: $0) }
    }
  }

  /// Fields of a record type.
  func fields(_ type: TypeText) -> [PlannedField] {
    guard type.text.hasPrefix("@") else { return [] }
    return plan?.types.first { $0.name == type.text.dropFirst() }?.fields ?? []
  }

  /// Values of an enumeration.
  func values(_ type: TypeText) -> [String]? {
    guard type.text.hasPrefix("@") else { return nil }
    return plan?.types.first { $0.name == type.text.dropFirst() }?.values
  }
}
