import CEL
import JSONSchema
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  mutating func lower(_ map: MapDeclaration, at place: Place, pointer: String) -> PlannedMapping? {
    note(map.model.span, at: pointer)
    guard let name = namespace.canonical(map.model, .models), let model = modelType(name), let node = map.set.node,
      let set = construction(node, at: place, expecting: resolve(model), pointer: "\(pointer)/set")
    else { return nil }
    holdComplete(set, model: name, node)
    for field in map.lossy
    where types.type(named: name)?.fields?.contains(where: { $0.name == field.name.value }) == false {
      findings.add(
        .unknownPart(
          field.name, "field", of: map.model.value, known: (types.type(named: name)?.fields ?? []).map { $0.name }))
    }
    return PlannedMapping(model: model, set: set)
  }

  /// Every field that a record must have is written.
  mutating func holdComplete(_ set: Construction, model: String, _ node: Node) {
    guard case .object(let fields) = set, let type = types.type(named: model) else { return }
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

  /// Checks an effect in a system, and plans it where a host carries it out.
  mutating func deliver(_ delivery: DeliverDeclaration, at outer: Place, pointer: String) -> PlannedDelivery? {
    if let condition = delivery.condition {
      _ = expression(condition, at: outer, expecting: .bool, pointer: "\(pointer)/when")
    }
    let place = outer.knowing(present(where: delivery.condition))
    if let call = delivery.call {
      check(call, with: delivery.with, at: place)
      return nil
    }
    guard let to = delivery.to, let verb = delivery.verb, let target = record(to) else { return nil }
    note(to.span, at: pointer)
    note(verb.span, at: "\(pointer)/do")
    let (index, position, record) = (target.system, target.position, target.record)
    guard hold(verb, record, to) else { return nil }
    let type = resolve(record.accepts)
    func object(
      _ fields: ScalarOrMapping?, behind condition: ScalarText?, _ name: String, _ lowering: inout Lowering
    ) -> Construction? {
      guard let node = fields?.node else { return .object([]) }
      let place = place.knowing(lowering.present(where: condition))
      return lowering.construction(node, at: place, expecting: type, pointer: "\(pointer)/\(name)")
    }
    let fields = object(delivery.fields, behind: nil, "fields", &self)
    let (create, update) = (delivery.create, delivery.update)
    guard let planVerb = DeliveryVerb(rawValue: verb.value.rawValue) else { return nil }
    var planned = PlannedDelivery(
      system: Position(index), record: Position(position), verb: planVerb, fields: fields ?? .object([]))
    planned.create = lower(
      create, at: place, object(create?.fields, behind: create?.condition, "create/fields", &self),
      pointer: "\(pointer)/create")
    planned.update = lower(
      update, at: place, object(update?.fields, behind: update?.condition, "update/fields", &self),
      pointer: "\(pointer)/update")
    if let undo = delivery.undo {
      planned.undo = lower(
        undo, at: place, object(undo.fields, behind: undo.condition, "undo/fields", &self), pointer: "\(pointer)/undo")
      // To undo is to change what was made: the record must be one that can be changed.
      guard hold(Located(.update, at: verb.span), record, to) else { return nil }
    }
    // Fields that are wrong are not missing as well.
    let isSound = fields != nil && (delivery.create?.fields == nil || planned.create.fields != nil)
    if planned.verb != .update, isSound { holdCreate(planned, record, to) }
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
  mutating func hold(_ verb: Located<DeliverWord>, _ record: PlannedRecord, _ to: Located<String>) -> Bool {
    var missing: [String] = []
    let needed: [(String, PlannedOperation?)] =
      switch verb.value {
      case .upsert: [("create", record.create), ("update", record.update)]
      case .create: [("create", record.create)]
      case .update: [("update", record.update)]
      case .delete: [("delete", record.delete)]
      }
    for (name, operation) in needed where operation == nil { missing.append("`\(name)`") }
    guard !missing.isEmpty else { return true }
    findings.add(
      Diagnostic(
        code: .unknownName, severity: .error,
        message: "`\(to.value)` has no \(missing.joined(separator: " and no "))",
        primary: Label(span: verb.span), reason: "its connector does not declare it",
        fixes: [
          Fix(
            title: record.writes.isEmpty
              ? "declare it in the connector, if such systems can do it"
              : "do what it has: \(record.writes.map { "`\($0)`" }.joined(separator: ", "))")
        ]))
    return false
  }

  /// Everything that a record must be made with is written.
  private mutating func holdCreate(_ planned: PlannedDelivery, _ record: PlannedRecord, _ to: Located<String>) {
    guard case .named(let name) = resolve(record.accepts), let type = types.type(named: name) else { return }
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
        message: "`\(to.value)` is made without \(missing.joined(separator: ", "))",
        primary: Label(span: to.span), reason: "the system needs it to make a record",
        fixes: [Fix(title: "add it to `fields` or `create.fields`")]))
  }

  /// The mark's own place is not written by anybody else: a lost create could not be found again.
  private mutating func holdMark(_ planned: PlannedDelivery, _ record: PlannedRecord, pointer: String) {
    guard case .mark(let mark) = record.create?.safety else { return }
    let reserved = Set(leaves(mark))
    for (construction, key) in [
      (planned.fields, "fields"), (planned.create.fields, "create/fields"), (planned.update.fields, "update/fields"),
      (planned.undo?.fields, "undo/fields"),
    ] {
      guard let construction else { continue }
      for leaf in leaves(construction) where reserved.contains(leaf) {
        guard let span = places["\(pointer)/\(key)\(leaf)"] else { continue }
        findings.add(
          Diagnostic(
            code: .reservedField, severity: .error,
            message: "this field of `\(record.name)` holds the mark by which one is found again",
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

extension PlannedRecord {
  /// What can be done to one, as deliveries say it.
  fileprivate var writes: [String] {
    [
      create != nil && update != nil ? "upsert" : nil, create == nil ? nil : "create", update == nil ? nil : "update",
      delete == nil ? nil : "delete",
    ].compactMap(\.self)
  }
}
