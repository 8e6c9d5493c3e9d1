import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  mutating func lowerFlows() {
    for flow in namespace.flows.sorted {
      if let planned = lower(flow, pointer: "/flows/\(plan.flows.count)") { plan.flows.append(planned) }
    }
  }

  private mutating func lower(_ flow: Named<FlowDeclaration>, pointer: String) -> PlannedFlow? {
    let declaration = flow.value
    places[pointer] = flow.name.span
    holdOrder(flow)
    let retry = position(declaration.retry, "retry policy", plan.retries.map { $0.name }, pointer: "\(pointer)/retry")
    let retention = position(
      declaration.retention, "retention policy", plan.retentions.map { $0.name }, pointer: "\(pointer)/retention")
    guard let trigger = trigger(declaration.on, pointer: "\(pointer)/trigger") else { return nil }
    let body = plan.systems[trigger.system].events[trigger.event].body
    var item = body
    let each = declaration.each.flatMap {
      expression($0, at: .item(body, body: body), expecting: .list(.dyn), pointer: "\(pointer)/each")
    }
    if declaration.each != nil {
      guard let each else { return nil }
      if case .list(let element) = resolve(each.type) { item = TypeText(element) } else { item = "dyn" }
    }
    let place = Place.item(item, body: body)
    let condition = declaration.condition.flatMap {
      expression($0, at: place, expecting: .bool, pointer: "\(pointer)/where")
    }
    let identify = expression(declaration.identify, at: place, expecting: nil, pointer: "\(pointer)/identify")
    if let identify { hold(identify, declaration.identify) }
    let map = declaration.map.flatMap { lower($0, at: place, pointer: "\(pointer)/map") }
    if let map { item = map.model }
    var planned = PlannedFlow(
      name: flow.name.value, trigger: trigger, identify: identify ?? PlannedExpression(cel: "''", type: "string"),
      retry: Position(retry ?? 0), retention: Position(retention ?? 0),
      unsure: declaration.unsure?.value == .ask ? .ask : .settle)
    planned.about = declaration.about
    planned.owner = declaration.owner?.value
    planned.each = each
    planned.condition = condition
    planned.map = map
    if let unsure = declaration.unsure { places["\(pointer)/unsure"] = unsure.span }
    // After a mapping that is wrong, nothing is known of the item: what uses it is not looked at.
    if declaration.map == nil || map != nil {
      for delivery in declaration.deliver {
        let key = "\(pointer)/deliveries/\(planned.deliveries.count)"
        if let lowered = lower(delivery, at: .item(item, body: body), pointer: key) {
          planned.deliveries.append(lowered)
        }
      }
    }
    return planned
  }

  /// The order of the keys is the order of the work: a flow that is written otherwise says something else than it does.
  private mutating func holdOrder(_ flow: Named<FlowDeclaration>) {
    let keys = flow.node.entries.map { $0.key }.filter { FlowDeclaration.workOrder.contains($0.text) }
    var last: (rank: Int, key: Node)?
    for key in keys {
      guard let rank = FlowDeclaration.workOrder.firstIndex(of: key.text) else { continue }
      if let last, rank < last.rank {
        findings.add(
          Diagnostic(
            code: .keyOrder, severity: .error,
            message: "`\(key.text)` stands after `\(last.key.text)`, and works before it",
            primary: Label(span: key.span), related: [Label(span: last.key.span, text: "works after it")],
            reason:
              "the order of the keys is the order of the work: \(FlowDeclaration.workOrder.joined(separator: ", "))",
            fixes: [Fix(title: "move `\(key.text)` up")]))
        return
      }
      last = (rank, key)
    }
  }

  private mutating func position(_ name: Located<String>?, _ kind: String, _ known: [String], pointer: String) -> Int? {
    guard let name else { return known.firstIndex(of: "standard") }
    places[pointer] = name.span
    if let index = known.firstIndex(of: name.value) { return index }
    unknown(kind, name, among: known)
    return nil
  }

  /// Takes `system.part` apart.
  private mutating func split(_ name: Located<String>, _ what: String) -> (
    system: Located<String>, part: Located<String>
  )? {
    let parts = name.value.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      findings.add(
        Diagnostic(
          code: .invalidValue, severity: .error, message: "`\(name.value)` does not name \(what)",
          primary: Label(span: name.span),
          fixes: [Fix(title: "write `system.name`, such as `service-desk.ticket`")]))
      return nil
    }
    let start = name.span.range.lowerBound
    // A quoted name begins a byte later; the whole is then underlined.
    let isPlain = name.span.range.count == name.value.utf8.count
    func part(_ text: String, _ offset: Int) -> Located<String> {
      Located(
        text,
        at: isPlain
          ? Span(file: name.span.file, range: (start + offset)..<(start + offset + text.utf8.count)) : name.span)
    }
    return (part(parts[0], 0), part(parts[1], parts[0].utf8.count + 1))
  }

  private mutating func system(_ name: Located<String>) -> Int? {
    if let index = plan.systems.firstIndex(where: { $0.name == name.value }) { return index }
    unknown("system", name, among: plan.systems.map { $0.name })
    return nil
  }

  private mutating func trigger(_ trigger: TriggerDeclaration, pointer: String) -> PlannedTrigger? {
    places[pointer] = trigger.event.span
    places["\(pointer)/path"] = trigger.path.span
    guard let (systemName, eventName) = split(trigger.event, "an event of a system"), let index = system(systemName),
      let connector = namespace.connectors[plan.systems[index].connector]
    else { return nil }
    let events = plan.systems[index].events
    guard let event = events.firstIndex(where: { $0.name == eventName.value }) else {
      unknown("event", eventName, of: systemName.value, among: events.map { $0.name })
      return nil
    }
    return PlannedTrigger(
      system: Position(index), event: Position(event), path: trigger.path.value,
      authentication: authentication(trigger.account, at: connector, pointer: "\(pointer)/authentication"))
  }

  private mutating func hold(_ identify: PlannedExpression, _ text: ScalarText) {
    switch resolve(identify.type) {
    case .string, .int, .uint, .bool, .enumeration, .dyn: break
    case let other:
      guard let node = text.node else { return }
      findings.add(
        Diagnostic(
          code: .typeMismatch, severity: .error, message: "a key is a text or a whole number, not \(other)",
          primary: Label(span: node.span)))
    }
  }

  private mutating func lower(_ map: MapDeclaration, at place: Place, pointer: String) -> PlannedMapping? {
    places[pointer] = map.model.span
    guard let model = modelType(map.model.value) else {
      unknown("model", map.model, among: namespace.models.names)
      return nil
    }
    guard let node = map.set.node,
      let set = construction(node, at: place, expecting: resolve(model), pointer: "\(pointer)/set")
    else { return nil }
    holdComplete(set, model: map.model.value, node, related: map.model.span)
    return PlannedMapping(model: model, set: set)
  }

  /// Every field that a record must have is written.
  private mutating func holdComplete(_ set: Construction, model: String, _ node: Node, related: Span) {
    guard case .object(let fields) = set, let type = types[model] else { return }
    let written = Set(fields.map { $0.name })
    let missing = (type.fields ?? []).filter { !$0.isOptional && !written.contains($0.name) }.map { "`\($0.name)`" }
    guard !missing.isEmpty else { return }
    findings.add(
      Diagnostic(
        code: .missingField, severity: .error, message: "`\(model)` needs \(missing.joined(separator: ", "))",
        primary: Label(span: node.headSpan),
        reason: "a record without it would be refused when it is made",
        fixes: [Fix(title: "add \(missing.joined(separator: ", "))")]))
  }

  private mutating func lower(_ delivery: DeliverDeclaration, at place: Place, pointer: String) -> PlannedDelivery? {
    places[pointer] = delivery.to.span
    places["\(pointer)/do"] = delivery.verb.span
    guard let (systemName, recordName) = split(delivery.to, "a record of a system"), let index = system(systemName)
    else { return nil }
    let records = plan.systems[index].records
    guard let position = records.firstIndex(where: { $0.name == recordName.value }) else {
      unknown("record", recordName, of: systemName.value, among: records.map { $0.name })
      return nil
    }
    let record = records[position]
    let verb = DeliveryVerb(rawValue: delivery.verb.value.rawValue) ?? .upsert
    guard hold(verb, record, delivery) else { return nil }
    let type = resolve(record.accepts)
    func object(_ fields: ScalarOrMapping?, _ name: String, _ lowering: inout Lowering) -> Construction? {
      guard let node = fields?.node else { return .object([]) }
      return lowering.construction(node, at: place, expecting: type, pointer: "\(pointer)/\(name)")
    }
    let fields = object(delivery.fields, "fields", &self)
    var planned = PlannedDelivery(
      system: Position(index), record: Position(position), verb: verb, fields: fields ?? .object([]))
    planned.create = lower(
      delivery.create, at: place, object(delivery.create?.fields, "create/fields", &self), pointer: "\(pointer)/create")
    planned.update = lower(
      delivery.update, at: place, object(delivery.update?.fields, "update/fields", &self), pointer: "\(pointer)/update")
    // Fields that are wrong are not missing as well.
    let isSound = fields != nil && (delivery.create?.fields == nil || planned.create.fields != nil)
    if verb != .update, isSound { holdCreate(planned, record, delivery) }
    holdMark(planned, record, pointer: pointer)
    return planned
  }

  private mutating func lower(
    _ part: CaseDeclaration?, at place: Place, _ fields: Construction?, pointer: String
  ) -> DeliveryCase {
    let condition = part?.condition.flatMap { expression($0, at: place, expecting: .bool, pointer: "\(pointer)/where") }
    return DeliveryCase(condition: condition, fields: part?.fields == nil ? nil : fields)
  }

  /// Whether the record has the verbs that the delivery needs.
  private mutating func hold(_ verb: DeliveryVerb, _ record: PlannedRecord, _ delivery: DeliverDeclaration) -> Bool {
    var missing: [String] = []
    if verb != .update, record.create == nil { missing.append("`create`") }
    if verb != .create, record.update == nil { missing.append("`update`") }
    guard !missing.isEmpty else { return true }
    findings.add(
      Diagnostic(
        code: .unknownName, severity: .error,
        message: "`\(delivery.to.value)` has no \(missing.joined(separator: " and no "))",
        primary: Label(span: delivery.verb.span), reason: "its connector does not declare it"))
    return false
  }

  /// Everything that a record must be made with is written.
  private mutating func holdCreate(_ planned: PlannedDelivery, _ record: PlannedRecord, _ delivery: DeliverDeclaration)
  {
    guard case .named(let name) = resolve(record.accepts), let type = types[name] else { return }
    var written: Set<String> = []
    for case .object(let fields)? in [planned.fields, planned.create.fields] {
      written.formUnion(fields.map { $0.name })
    }
    let missing = (type.fields ?? []).filter {
      !$0.isOptional && !written.contains($0.name) && $0.name != record.idField
    }.map { "`\($0.name)`" }
    guard !missing.isEmpty, record.accepts != record.reads else { return }
    findings.add(
      Diagnostic(
        code: .missingField, severity: .error,
        message: "`\(delivery.to.value)` is made without \(missing.joined(separator: ", "))",
        primary: Label(span: delivery.to.span), reason: "the system needs it to make a record",
        fixes: [Fix(title: "add it to `fields` or `create.fields`")]))
  }

  /// The mark's own place is not written by anybody else: a lost create could not be found again.
  private mutating func holdMark(_ planned: PlannedDelivery, _ record: PlannedRecord, pointer: String) {
    guard case .mark(let mark) = record.create?.safety else { return }
    let reserved = Set(leaves(mark))
    for (construction, key) in [
      (planned.fields, "fields"), (planned.create.fields, "create/fields"), (planned.update.fields, "update/fields"),
    ] {
      guard let construction else { continue }
      for leaf in leaves(construction) where reserved.contains(leaf) {
        guard let span = places["\(pointer)/\(key)\(leaf)"] else { continue }
        findings.add(
          Diagnostic(
            code: .reservedField, severity: .error,
            message: "this field holds the mark by which a record is found again",
            primary: Label(span: span),
            reason: "overwritten, a record whose answer was lost would be made a second time",
            fixes: [Fix(title: "write to another field")]))
      }
    }
  }

  private func leaves(_ construction: Construction, _ path: String = "") -> [String] {
    guard case .object(let fields) = construction else { return [path] }
    return fields.flatMap { leaves($0.value, "\(path)/object/\(JSONPointer.escape($0.name))") }
  }
}
