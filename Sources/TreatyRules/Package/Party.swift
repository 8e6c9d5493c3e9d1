package import TreatySpec

/// What `system.part` leads to.
package struct Party: Sendable {
  /// The system.
  package let system: Named<SystemDeclaration>
  /// Its connector.
  package let connector: Named<ConnectorDeclaration>
  /// Its kind of record, event or operation.
  package let part: String
  /// Where that is named.
  package let name: Located<String>

  /// The system's name in the plan.
  package var systemName: String { system.name.value }
  /// The kind of record, where the part is one.
  package var record: Named<RecordDeclaration>? { connector.value.records.first { $0.name.value == part } }
  /// The operation, where the part is one.
  package var operation: Named<OperationDeclaration>? { connector.value.operations.first { $0.name.value == part } }
  /// The event, where the part is one.
  package var event: Named<EventDeclaration>? { connector.value.events.first { $0.name.value == part } }
  /// The type of what its record is written with, or its operation is given, by name.
  package var acceptedType: String {
    if operation != nil { return "\(connector.name.value).\(part).input" }
    return "\(connector.name.value).\(part)\(record?.value.accepts == nil ? "" : ".accepts")"
  }
  /// The type of what its record is read as, or its event brings, by name.
  package var readType: String { "\(connector.name.value).\(part)" }

  /// The operation behind a verb, or the one that is called.
  package func operation(_ verb: EffectVerb) -> OperationDeclaration? {
    switch verb {
    case .call: operation?.value
    case .create: record?.value.create
    case .update: record?.value.update
    case .delete: record?.value.delete
    }
  }

  /// The permissions that an operation needs, as the connector says: `ticket.create`, or an operation by its name.
  package func permissions(for verb: String?) -> [Located<String>] {
    let name = verb.map { "\(part).\($0)" } ?? part
    return connector.value.permissions.first { $0.name.value == name }?.value ?? []
  }
}

extension SystemDeclaration {
  /// The most careful class of data that may reach it; what holds where nothing is said depends on whose it is.
  package var clearance: DataClassWord {
    if let said = posture.clearance { return said.value }
    switch posture.party.value {
    case .internal: return .personal
    case .hosted: return .internal
    case .partner, .public: return .public
    }
  }

  /// Whether customers read what is written there.
  package var isReadByCustomers: Bool { posture.audience?.value == .customer }
}

extension DataClassWord {
  /// From free to guarded.
  package var rank: Int {
    switch self {
    case .public: 0
    case .internal: 1
    case .personal: 2
    case .secret: 3
    }
  }
}
