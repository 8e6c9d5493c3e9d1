import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// How a flow or workflow begins, and what its expressions can therefore see.
struct FlowStart {
  /// Type of the body.
  let body: TypeText
  /// The trigger, where a host carries it out.
  let planned: PlannedTrigger?
  /// What takes the body apart.
  var each: PlannedExpression?
  /// Fields that may be missing, and are there in whatever has come so far.
  var present: Set<String> = []

  init(body: TypeText, planned: PlannedTrigger? = nil) {
    self.body = body
    self.planned = planned
  }

  /// Where expressions stand that see the body as `item`.
  func place() -> Place { Place.item(body, body: body).knowing(present) }

  /// Where expressions stand that see an item, and what was looked up.
  func place(item: TypeText, lookups: [ScopedField] = []) -> Place {
    if lookups.isEmpty { return Place.item(item, body: body).knowing(present) }
    return Place.names([
      .value("item", item), .event(body), .record("lookup", lookups), .inputs, .tables, .now,
    ]).knowing(present)
  }

  /// From here on `item` is another value.
  mutating func replaceItem() { present = Place.present(present, without: "item") }
}

extension Lowering {
  /// Type of an occurrence of a schedule that lists nothing.
  static let occurrence = "schedule.occurrence"

  /// Makes the types of what requests, questions and schedules bring.
  mutating func declareInputs() {
    add(
      PlannedType(
        name: Lowering.occurrence,
        fields: [
          PlannedField(name: "due", type: "timestamp", isOptional: false, about: "When it was to begin"),
          PlannedField(name: "last", type: "timestamp", isOptional: true, about: "When the one before was"),
        ], isOpen: false))
    for flow in namespace.flows.sorted { declare(flow.value.on, .flows, flow.name.value) }
    for workflow in namespace.workflows.sorted { declare(workflow.value.on, .workflows, workflow.name.value) }
    for gate in namespace.gates.sorted {
      _ = record("gates.\(gate.name.value).input", gate.value.ask.input, isOpen: false)
    }
  }

  private mutating func declare(_ trigger: TriggerDeclaration, _ section: Section, _ owner: String) {
    guard trigger.request != nil else { return }
    _ = record("\(section.rawValue).\(owner).input", trigger.input, isOpen: false)
  }

  /// Checks what starts something; `nil` where nothing can be known of what it brings.
  mutating func start(of trigger: TriggerDeclaration, owner: String, section: Section, pointer: String) -> FlowStart? {
    hold(zone: trigger.zone)
    hold(schedule: trigger.schedule)
    if let scope = trigger.scope { _ = template(scope, at: .address, pointer: "\(pointer)/scope") }
    if let name = trigger.name { _ = template(name, at: .address, pointer: "\(pointer)/name") }
    if let path = trigger.path { note(path.span, at: "\(pointer)/path") }
    if let named = trigger.event ?? trigger.queue {
      note(named.span, at: pointer)
      guard let (system, position, event) = event(named) else { return nil }
      guard trigger.event != nil, let path = trigger.path,
        let connector = namespace.connectors[plan.systems[system].connector]
      else { return FlowStart(body: event.body) }
      let authentication = authentication(trigger.account, at: connector, pointer: "\(pointer)/authentication")
      return FlowStart(
        body: event.body,
        planned: PlannedTrigger(
          system: Position(system), event: Position(position), path: path.value, authentication: authentication))
    }
    if let listed = trigger.poll ?? trigger.list {
      note(listed.span, at: pointer)
      guard let (_, _, record) = record(listed) else { return nil }
      hold(record, canBeListed: listed, isPolled: trigger.poll != nil)
      return FlowStart(body: record.reads)
    }
    if trigger.request != nil { return FlowStart(body: TypeText("@\(section.rawValue).\(owner).input")) }
    return FlowStart(body: TypeText("@\(Lowering.occurrence)"))
  }

  /// Whether a kind of record can be asked for as a whole, or for what changed.
  mutating func hold(_ record: PlannedRecord, canBeListed name: Located<String>, isPolled: Bool) {
    if record.list == nil {
      findings.add(
        Diagnostic(
          code: .unknownName, severity: .error, message: "`\(name.value)` has no `list`",
          primary: Label(span: name.span),
          reason: "its connector does not say how such records are listed",
          fixes: [Fix(title: "declare `list` in the connector")]))
    } else if isPolled, record.changed == nil {
      findings.add(
        Diagnostic(
          code: .missingKey, severity: .error, message: "`\(name.value)` does not say when a record was last changed",
          primary: Label(span: name.span), reason: "a poll asks for what changed since the one before",
          fixes: [Fix(title: "declare `changed: {field: …}` in the connector")]))
    }
  }
}
