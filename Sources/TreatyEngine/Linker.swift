import CEL
import TreatyPlan

/// Compiles the expressions of a plan.
struct Linker {
  private let catalogue: TypeCatalogue
  private var linker: ExpressionLinker

  init(plan: Plan) {
    linker = ExpressionLinker(plan)
    catalogue = TypeCatalogue(plan.types)
  }

  // MARK: Values

  static func inputs(_ plan: Plan, _ bindings: Bindings) throws(LinkFailure) -> Value {
    var fields: [(Text, Value)] = []
    for (index, input) in plan.inputs.enumerated() {
      func failure(_ problem: String) -> LinkFailure {
        LinkFailure(pointer: "/inputs/\(index)", message: "the input `\(input.name)` \(problem)")
      }
      guard let text = bindings.inputs[input.name] ?? input.fallback else { throw failure("has no value") }
      if let problem = input.kind.problem(with: text) { throw failure(problem) }
      let value: Value
      switch input.kind {
      case .string, .url, .email: value = .string(text)
      case .int: value = .int(Int64(text) ?? 0)
      case .number: value = .double(Double(text) ?? 0)
      case .bool: value = .bool(text == "true")
      }
      fields.append((Text(input.name), value))
    }
    return .map(MapValue(fields: fields))
  }

  private mutating func rules(_ rules: [FailureRule], at place: Place, pointer: String) throws(LinkFailure)
    -> [LinkedRule]
  {
    var linked: [LinkedRule] = []
    for (index, rule) in rules.enumerated() {
      let key = "\(pointer)/\(index)"
      linked.append(
        LinkedRule(
          when: try linker.program(rule.when, at: place, expecting: .bool, pointer: key),
          failureClass: rule.failureClass,
          reason: try linker.pieces(
            rule.reason ?? PlannedTemplate([]), at: linker.place(place, behind: rule.when), pointer: key)))
    }
    return linked
  }

  // MARK: Systems

  mutating func system(_ planned: PlannedSystem, inputs: Value, pointer: String) throws(LinkFailure) -> LinkedSystem {
    let url = try text(planned.url, at: .address, slots: [inputs], pointer: "\(pointer)/url")
    var fields: [(Text, Value)] = [
      ("name", .string(planned.name)), ("url", .string(PlannedURL(url)?.description ?? url)),
    ]
    if let version = planned.version { fields.append(("version", .string(version))) }
    let value = Value.map(MapValue(fields: fields))
    let base = try text(planned.base, at: .base, slots: [value], pointer: "\(pointer)/base")
    let address = PlannedURL(base)
    if address == nil, !planned.records.isEmpty {
      // What stands in it may be a credential.
      throw LinkFailure(
        pointer: "\(pointer)/url",
        message: "this is no address of a system: it is http or https, and has no user, query or fragment")
    }
    var records: [LinkedRecord] = []
    for (index, record) in planned.records.enumerated() {
      records.append(try self.record(record, planned, pointer: "\(pointer)/records/\(index)"))
    }
    var events: [LinkedEvent] = []
    for (index, event) in planned.events.enumerated() {
      let key = "\(pointer)/events/\(index)"
      var id: Program?
      if let expression = event.deliveryID {
        id = try linker.program(expression, at: .intake(body: event.body), pointer: key)
      }
      events.append(LinkedEvent(admission: Admission(event.body, in: catalogue), deliveryID: id))
    }
    var throttle: LinkedThrottle?
    if let planned = planned.throttle {
      var remaining: Program?
      if let expression = planned.remaining {
        remaining = try linker.program(expression, at: .anyAnswer, pointer: "\(pointer)/throttle/remaining")
      }
      throttle = LinkedThrottle(
        remaining: remaining,
        reset: try linker.program(planned.reset, at: .anyAnswer, pointer: "\(pointer)/throttle/reset"))
    }
    return LinkedSystem(
      name: planned.name, planned: planned, base: address, value: value,
      failures: try rules(planned.failures, at: .answer(input: "dyn"), pointer: "\(pointer)/failures"),
      throttle: throttle, records: records, events: events)
  }

  private mutating func text(_ template: PlannedTemplate, at place: Place, slots: [Value], pointer: String)
    throws(LinkFailure) -> String
  {
    let linked = try linker.pieces(template, at: place, pointer: pointer)
    switch LinkedPiece.join(linked, slots: slots) {
    case .success(let text): return text.string
    case .failure(let failure): throw LinkFailure(pointer: pointer, message: failure.message)
    }
  }

  private mutating func record(_ planned: PlannedRecord, _ system: PlannedSystem, pointer: String) throws(LinkFailure)
    -> LinkedRecord
  {
    LinkedRecord(
      planned: planned, get: try operation(planned.get, "get", planned, system, pointer: "\(pointer)/get"),
      find: try operation(planned.find, "find", planned, system, pointer: "\(pointer)/find"),
      create: try operation(planned.create, "create", planned, system, pointer: "\(pointer)/create"),
      update: try operation(planned.update, "update", planned, system, pointer: "\(pointer)/update"))
  }

  private mutating func operation(
    _ planned: PlannedOperation?, _ verb: String, _ record: PlannedRecord, _ system: PlannedSystem, pointer: String
  ) throws(LinkFailure) -> LinkedOperation? {
    guard let planned else { return nil }
    let answer = Place.answer(input: record.accepts)
    let request = Place.request(input: record.accepts)
    var gives: Program?
    if let expression = planned.gives { gives = try linker.program(expression, at: answer, pointer: pointer) }
    var mark: LinkedConstruction?
    if case .mark(let construction) = planned.safety {
      mark = try linker.construction(construction, at: request, pointer: pointer)
    }
    var batch: LinkedBatch?
    if let planned = planned.batch { batch = try self.batch(planned, record, system, pointer: "\(pointer)/batch") }
    return LinkedOperation(
      verb: verb, planned: planned, request: try self.request(planned.parts, at: request, system, pointer: pointer),
      batch: batch, gives: gives, failures: try rules(planned.failures, at: answer, pointer: pointer),
      readBack: try rules(
        planned.readBack, at: .readBack(input: record.accepts, record: record.reads), pointer: pointer), mark: mark)
  }

  private mutating func batch(
    _ planned: PlannedBatch, _ record: PlannedRecord, _ system: PlannedSystem, pointer: String
  ) throws(LinkFailure) -> LinkedBatch {
    let result = Place.result(input: record.accepts)
    var status: Program?
    if let expression = planned.status {
      status = try linker.program(expression, at: result, pointer: "\(pointer)/status")
    }
    var gives: Program?
    if let expression = planned.gives {
      gives = try linker.program(expression, at: result, pointer: "\(pointer)/gives")
    }
    return LinkedBatch(
      request: try request(planned.parts, at: .batch(input: record.accepts), system, pointer: pointer),
      most: planned.most, results: try linker.program(planned.results, at: .anyAnswer, pointer: "\(pointer)/results"),
      status: status, failures: try rules(planned.failures, at: result, pointer: pointer), gives: gives)
  }

  private mutating func request(_ parts: RequestParts, at place: Place, _ system: PlannedSystem, pointer: String)
    throws(LinkFailure) -> LinkedRequest
  {
    var query: [(name: String, value: [LinkedPiece], quoting: Quoting?)] = []
    for parameter in parts.query {
      query.append(
        (
          parameter.name, try linker.pieces(parameter.value, at: place, pointer: pointer),
          parameter.quoting.map { system.quotings[$0] }
        ))
    }
    var headers: [(name: String, value: [LinkedPiece])] = []
    for header in parts.headers {
      headers.append((header.name, try linker.pieces(header.value, at: place, pointer: pointer)))
    }
    var body: LinkedConstruction?
    if let construction = parts.body { body = try linker.construction(construction, at: place, pointer: pointer) }
    return LinkedRequest(
      method: parts.method, path: try linker.pieces(parts.path, at: place, pointer: pointer), query: query,
      headers: headers, body: body)
  }

  // MARK: Flows

  /// - Parameter isClassified: whether its messages can hold anything that not everybody may see.
  mutating func flow(_ planned: PlannedFlow, _ plan: Plan, isClassified: Bool, pointer: String) throws(LinkFailure)
    -> LinkedFlow
  {
    let hidden = Set((planned.protection ?? .standard).redact)
    let body = plan.systems[planned.trigger.system].events[planned.trigger.event].body
    let whole = Place.item(body, body: body)
    var each: Program?
    if let expression = planned.each { each = try linker.program(expression, at: whole, pointer: "\(pointer)/each") }
    var raw = body
    if planned.each != nil, case .list(let element)? = each?.type { raw = TypeText(element) }
    let every = Place.item(raw, body: body)
    var condition: Program?
    if let expression = planned.condition {
      condition = try linker.program(expression, at: every, expecting: .bool, pointer: "\(pointer)/where")
    }
    let place = linker.place(every, behind: planned.condition)
    var set: LinkedConstruction?
    if let map = planned.map { set = try linker.construction(map.set, at: place, pointer: "\(pointer)/map/set") }
    let item = planned.map?.model ?? raw
    // A mapping makes another item, of which nothing was asked.
    let present = planned.map == nil ? place.present : Place.present(place.present, without: "item")
    let mapped = Place.item(item, body: body).knowing(present)
    var deliveries: [LinkedDelivery] = []
    var undos: [Int: LinkedDelivery] = [:]
    for (index, delivery) in planned.deliveries.enumerated() {
      let pointer = "\(pointer)/deliveries/\(index)"
      deliveries.append(
        try self.delivery(
          delivery, plan, at: mapped, hiding: hidden, isClassified: isClassified, pointer: pointer))
      guard let undo = delivery.undoing else { continue }
      undos[index] = try self.delivery(
        undo, plan, at: mapped, hiding: hidden, isClassified: isClassified, pointer: pointer, change: "undo")
    }
    var log: LinkedConstruction?
    if let written = planned.log { log = try linker.construction(written, at: mapped, pointer: "\(pointer)/log") }
    return LinkedFlow(
      planned: planned, pointer: pointer, each: each, condition: condition,
      identify: try linker.program(planned.identify, at: place, pointer: "\(pointer)/identify"), set: set, log: log,
      item: Admission(item, in: catalogue), kept: .again(item, in: catalogue),
      deliveries: deliveries, undos: undos, batchSizes: planned.batchSizes(plan),
      deliveriesReadEvent: planned.deliveries.contains { $0.reads("event") })
  }

  /// The folders of archives, by retention policy.
  mutating func archives(_ plan: Plan, inputs: Value) throws(LinkFailure) -> [String?] {
    var folders: [String?] = []
    for (index, policy) in plan.retentions.enumerated() {
      guard let archive = policy.archive else {
        folders.append(nil)
        continue
      }
      let pointer = "/retentions/\(index)/archive/to"
      let folder = try text(archive.to, at: .address, slots: [inputs], pointer: pointer)
      guard !folder.isEmpty else {
        throw LinkFailure(pointer: pointer, message: "the folder of an archive has no name")
      }
      folders.append(folder)
    }
    return folders
  }

  mutating func delivery(
    _ planned: PlannedDelivery, _ plan: Plan, at place: Place, hiding hidden: Set<DataClass> = [],
    isClassified: Bool = false, pointer: String, change: String = "update"
  ) throws(LinkFailure) -> LinkedDelivery {
    let system = plan.systems[planned.system]
    var conditions: [Program?] = []
    var fields: [LinkedConstruction?] = []
    for (part, name) in [(planned.create, "create"), (planned.update, change)] {
      var condition: Program?
      if let expression = part.condition {
        condition = try linker.program(expression, at: place, expecting: .bool, pointer: "\(pointer)/\(name)/where")
      }
      conditions.append(condition)
      var construction: LinkedConstruction?
      if let written = part.fields {
        construction = try linker.construction(
          written, at: linker.place(place, behind: part.condition), pointer: "\(pointer)/\(name)/fields")
      }
      fields.append(construction)
    }
    let record = system.records[planned.record]
    var classified = catalogue.fields(of: record.accepts, in: hidden)
    if isClassified {
      for construction in [planned.fields, planned.create.fields, planned.update.fields].compactMap(\.self) {
        classified.formUnion(linker.fields(of: construction, at: place, holding: hidden))
      }
    }
    return LinkedDelivery(
      planned: planned, target: "\(system.name).\(record.name)",
      fields: try linker.construction(planned.fields, at: place, pointer: "\(pointer)/fields"),
      createCondition: conditions[0], createFields: fields[0],
      updateCondition: conditions[1], updateFields: fields[1], classified: classified,
      named: planned.named)
  }
}

extension TypeCatalogue {
  /// Fields of a record that are declared to be of one of these classes.
  fileprivate func fields(of type: TypeText, in classes: Set<DataClass>) -> Set<Text> {
    guard let name = type.names.first, let fields = self.type(named: name)?.fields else { return [] }
    return Set(fields.filter { classes.contains($0.dataClass) }.map { Text($0.name) })
  }
}

extension PlannedFlow {
  /// How many of its deliveries one call can carry, by system.
  fileprivate func batchSizes(_ plan: Plan) -> [Int: Int] {
    let sizes = deliveries.map { delivery in
      let record = plan.systems[delivery.system].records[delivery.record]
      return (delivery.system.index, max(record.create?.batch?.most ?? 1, record.update?.batch?.most ?? 1))
    }
    return Dictionary(sizes, uniquingKeysWith: max)
  }
}

extension PlannedDelivery {
  /// Paths of the fields that it names, each with those inside.
  fileprivate var named: Set<[Text]> {
    var named: Set<[Text]> = []
    func note(_ construction: Construction, _ path: [Text]) {
      guard case .object(let fields) = construction else { return }
      for field in fields {
        named.insert(path + [Text(field.name)])
        note(field.value, path + [Text(field.name)])
      }
    }
    for construction in [fields, create.fields, update.fields].compactMap(\.self) { note(construction, []) }
    return named
  }

  /// Whether an expression in it may read a variable. May be wrong on the side of reading too much.
  fileprivate func reads(_ name: String) -> Bool {
    func reads(_ construction: Construction?) -> Bool {
      switch construction {
      case nil, .constant: false
      case .expression(let expression): expression.cel.contains(name)
      case .text(let template): template.source.contains(name)
      case .object(let fields): fields.contains { reads($0.value) }
      case .list(let elements): elements.contains { reads($0) }
      }
    }
    return [fields, create.fields, update.fields, undo?.fields].contains { reads($0) }
      || [create.condition, update.condition, undo?.condition].contains { $0?.cel.contains(name) ?? false }
  }

  /// The delivery that undoes it: a change of the record that it has made or changed.
  fileprivate var undoing: PlannedDelivery? {
    guard let undo else { return nil }
    var delivery = PlannedDelivery(system: system, record: record, verb: .update, fields: .object([]))
    delivery.update = undo
    return delivery
  }
}

/// What a request is made of, of one record or of several.
private struct RequestParts {
  let method: String
  let path: PlannedTemplate
  let query: [QueryParameter]
  let headers: [HeaderField]
  let body: Construction?
}

extension PlannedOperation {
  fileprivate var parts: RequestParts {
    RequestParts(method: method, path: path, query: query, headers: headers, body: body)
  }
}

extension PlannedBatch {
  fileprivate var parts: RequestParts {
    RequestParts(method: method, path: path, query: query, headers: headers, body: body)
  }
}
