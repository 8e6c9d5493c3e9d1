import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  /// What `system.part` leads to: the system, its connector, and the part's name. `nil` where that is nothing, which is reported
  /// elsewhere; see ``NameResolver``.
  func party(_ name: Located<String>) -> (
    system: Int, connector: Named<ConnectorDeclaration>, part: String
  )? {
    guard let (systemName, part) = DottedName.split(name), let canonical = namespace.canonical(systemName, .systems),
      let index = systemPositions[canonical], let connector = namespace.connectors[plan.systems[index].connector]
    else { return nil }
    return (index, connector, part.value)
  }

  /// A kind of record that a system keeps.
  func record(_ name: Located<String>) -> (system: Int, position: Int, record: PlannedRecord)? {
    guard let (index, _, part) = party(name),
      let position = plan.systems[index].records.firstIndex(where: { $0.name == part })
    else { return nil }
    return (index, position, plan.systems[index].records[position])
  }

  /// Something that a system sends.
  func event(_ name: Located<String>) -> (system: Int, position: Int, event: PlannedEvent)? {
    guard let (index, _, part) = party(name),
      let position = plan.systems[index].events.firstIndex(where: { $0.name == part })
    else { return nil }
    return (index, position, plan.systems[index].events[position])
  }

  /// Something else that can be asked of a system, and the name of the type of what it is given.
  func operation(_ name: Located<String>) -> (operation: Named<OperationDeclaration>, input: String)? {
    guard let (_, connector, part) = party(name),
      let operation = connector.value.operations.first(where: { $0.name.value == part })
    else { return nil }
    return (operation, "\(connector.name.value).\(part).input")
  }

  /// Checks what an operation is given.
  mutating func check(_ call: Located<String>, with fields: ScalarOrMapping?, at place: Place) {
    guard let (_, input) = operation(call) else { return }
    guard let node = fields?.node else { return holdGiven(.object([]), input, call.span) }
    guard let given = construction(node, at: place, expecting: .named(input), pointer: Lowering.nowhere) else { return }
    holdGiven(given, input, node.headSpan)
  }

  /// Everything that an operation needs is given.
  private mutating func holdGiven(_ given: Construction, _ input: String, _ span: Span) {
    guard case .object(let fields) = given, let type = types.type(named: input) else { return }
    let written = Set(fields.map { $0.name })
    let missing = (type.fields ?? []).filter { !$0.isOptional && !written.contains($0.name) }.map { "`\($0.name)`" }
    guard !missing.isEmpty else { return }
    findings.add(
      Diagnostic(
        code: .missingField, severity: .error, message: "the call needs \(missing.joined(separator: ", "))",
        primary: Label(span: span), fixes: [Fix(title: "add \(missing.joined(separator: ", ")) to `with`")]))
  }
}
