import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A connector's interface, as every system that speaks it has it.
struct ConnectorLayout {
  /// A system of no name, whose operations have a timeout of 0 where they have none of their own.
  var system: PlannedSystem
  /// Where its elements stand, by JSON pointer from the system on.
  var places: Places
  /// The system by the timeout that its operations have: systems that speak one connector share what they have in common.
  var timed: [Int64: PlannedSystem] = [:]
}

extension Lowering {
  /// Makes the types of a connector's records, operations and events, once.
  mutating func interface(of name: String) {
    guard interfaces.insert(name).inserted, let connector = namespace.connectors[name]?.value else { return }
    for record in connector.records {
      _ = self.record("\(name).\(record.name.value)", record.value.schema, isOpen: true)
      if let accepts = record.value.accepts {
        _ = self.record("\(name).\(record.name.value).accepts", accepts, isOpen: false)
      }
    }
    for event in connector.events { _ = self.record("\(name).\(event.name.value)", event.value.schema, isOpen: true) }
    for operation in connector.operations {
      _ = self.record("\(name).\(operation.name.value).input", operation.value.input, isOpen: false)
    }
  }

  /// Checks all connectors, and lays their interfaces out: those too that no system uses.
  mutating func lowerConnectors() {
    for connector in namespace.connectors.sorted {
      let kept = places
      places = Places()
      let system = layOut(connector)
      layouts[connector.name.value] = ConnectorLayout(system: system, places: places)
      places = kept
      holdNames(in: connector)
    }
  }

  private mutating func layOut(_ connector: Named<ConnectorDeclaration>) -> PlannedSystem {
    let declaration = connector.value
    var planned = PlannedSystem.placeholder("", connector.name.value)
    planned.searchDelayMilliseconds = declaration.searchDelay
    planned.base =
      declaration.base.flatMap { template($0, at: .base, pointer: "/base") }
      ?? PlannedTemplate([.expression(PlannedExpression(cel: "system.url", type: "string"))])
    planned.quotings = declaration.quoting.sorted { $0.name.value < $1.name.value }
      .map { Quoting(name: $0.name.value, quote: $0.value.quote, escape: $0.value.escape) }
    planned.failures = declaration.failures.enumerated().compactMap {
      rule($0.element, at: .answer(input: "dyn"), pointer: "/failures/\($0.offset)")
    }
    planned.throttle = declaration.throttle.flatMap { reading($0, pointer: "/throttle") }
    for (index, record) in declaration.records.sorted(by: { $0.name.value < $1.name.value }).enumerated() {
      planned.records.append(lower(record, of: connector, planned, pointer: "/records/\(index)"))
    }
    for (index, event) in declaration.events.sorted(by: { $0.name.value < $1.name.value }).enumerated() {
      let type = TypeText("@\(connector.name.value).\(event.name.value)")
      let id = event.value.deliveryID.flatMap {
        expression($0, at: .intake(body: type), expecting: .string, pointer: "/events/\(index)/deliveryID")
      }
      planned.events.append(
        PlannedEvent(name: event.name.value, body: type, content: "application/json", deliveryID: id))
      places["/events/\(index)"] = event.name.span
    }
    stamp(connector, &planned)
    for operation in declaration.operations { check(operation, of: connector, planned) }
    if let health = declaration.health { check(health) }
    return planned
  }

  /// Names within a connector that stand for others of its parts.
  private mutating func holdNames(in connector: Named<ConnectorDeclaration>) {
    let declaration = connector.value
    var callable = declaration.operations.map { $0.name.value }
    for record in declaration.records { callable += record.value.verbs.map { "\(record.name.value).\($0.name)" } }
    for permission in declaration.permissions
    where !callable.contains(permission.name.value)
      && !namespace.mayDeclare(anyOf: permission.name.value, from: permission.name.span)
    {
      findings.add(.unknownPart(permission.name, "operation", of: connector.name.value, known: callable))
    }
    for conformance in declaration.conformance {
      guard let record = declaration.records.first(where: { $0.name.value == conformance.name.value }) else {
        if namespace.mayDeclare(conformance.name.value, from: conformance.name.span) { continue }
        findings.add(
          .unknownPart(
            conformance.name, "record", of: connector.name.value, known: declaration.records.map { $0.name.value }))
        continue
      }
      let accepts = accepted(by: record, of: connector.name.value)
      for fields in [conformance.value.create, conformance.value.update] {
        guard let node = fields?.node else { continue }
        _ = construction(
          node, at: .names([.value("id", "string")]), expecting: resolve(accepts), pointer: Lowering.nowhere)
      }
    }
  }

  /// What answers say of the calls that are left.
  private mutating func reading(_ throttle: ThrottleDeclaration, pointer: String) -> ThrottleReading? {
    let remaining = throttle.remaining.flatMap {
      expression($0, at: .anyAnswer, expecting: .int, pointer: "\(pointer)/remaining")
    }
    guard let reset = expression(throttle.reset, at: .anyAnswer, expecting: nil, pointer: "\(pointer)/reset") else {
      return nil
    }
    switch resolve(reset.type) {
    case .timestamp, .duration, .int, .uint, .double, .dyn: return ThrottleReading(remaining: remaining, reset: reset)
    case let other:
      if let node = throttle.reset.node { findings.add(.noReset(other, node)) }
      return nil
    }
  }

  /// The type of what a record is written with.
  func accepted(by record: Named<RecordDeclaration>, of connector: String) -> TypeText {
    TypeText("@\(connector).\(record.name.value)\(record.value.accepts == nil ? "" : ".accepts")")
  }

  mutating func check(_ health: HealthDeclaration) {
    _ = template(health.get, at: .base, pointer: Lowering.nowhere)
    if let expect = health.expect {
      _ = expression(expect, at: .anyAnswer, expecting: .bool, pointer: Lowering.nowhere)
    }
  }

  mutating func rule(_ rule: FailureDeclaration, at place: Place, pointer: String) -> FailureRule? {
    guard let when = expression(rule.when, at: place, expecting: .bool, pointer: "\(pointer)/when") else { return nil }
    let behind = place.knowing(present(where: rule.when))
    let reason = rule.reason.flatMap { template($0, at: behind, pointer: "\(pointer)/reason") }
    return FailureRule(
      when: when, failureClass: FailureClass(rawValue: rule.failureClass.rawValue) ?? .rejected, reason: reason)
  }
}

extension Diagnostic {
  fileprivate static func noReset(_ type: CELType, _ node: Node) -> Diagnostic {
    Diagnostic(
      code: .typeMismatch, severity: .error, message: "`reset` is \(type), and says no time",
      primary: Label(span: node.span),
      reason: "it is a time, a duration from now, or a number of seconds from now",
      fixes: [
        Fix(title: "make a time of it, such as with `timestamp(…)` or `timestamp(int(…))`"),
        Fix(title: "or a number of seconds, with `int(…)`"),
      ])
  }
}
