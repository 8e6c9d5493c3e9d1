import CEL
import JSONSchema
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  mutating func lower(
    _ record: Named<RecordDeclaration>, of connector: Named<ConnectorDeclaration>, _ system: PlannedSystem,
    pointer: String
  ) -> PlannedRecord {
    let declaration = record.value
    note(record.name.span, at: pointer)
    let reads = TypeText("@\(connector.name.value).\(record.name.value)")
    let accepts = declaration.accepts == nil ? reads : TypeText("\(reads).accepts")
    holdField(declaration.id, of: "\(connector.name.value).\(record.name.value)")
    var planned = PlannedRecord(name: record.name.value, reads: reads, accepts: accepts, idField: declaration.id.value)
    if let changed = declaration.changed {
      holdField(changed.field, of: "\(connector.name.value).\(record.name.value)")
      holdGrowth(changed.field, of: "\(connector.name.value).\(record.name.value)")
      if changed.zone.value != "account" { hold(zone: changed.zone) }
      planned.changed = ChangeStamp(
        field: changed.field.value, zone: changed.zone.value, grainMilliseconds: changed.grain)
    }
    if let field = declaration.version?.field { holdField(field, of: "\(connector.name.value).\(record.name.value)") }
    var context = OperationContext(system: system, reads: reads, accepts: accepts)
    context.readBack = declaration.readBack.enumerated().compactMap {
      rule($0.element, at: .readBack(input: accepts, record: reads), pointer: "\(pointer)/readBack/\($0.offset)")
    }
    planned.get = declaration.get.flatMap { lower($0, "get", context, pointer: "\(pointer)/get") }
    planned.list = declaration.list.flatMap { lower($0, "list", context, pointer: "\(pointer)/list") }
    planned.find = declaration.find.flatMap { lower($0, "find", context, pointer: "\(pointer)/find") }
    planned.create = declaration.create.flatMap { lower($0, "create", context, pointer: "\(pointer)/create") }
    planned.update = declaration.update.flatMap { lower($0, "update", context, pointer: "\(pointer)/update") }
    planned.delete = declaration.delete.flatMap { lower($0, "delete", context, pointer: "\(pointer)/delete") }
    hold(planned, record)
    return planned
  }

  /// What the verbs of a record lean on each other for.
  private mutating func hold(_ planned: PlannedRecord, _ record: Named<RecordDeclaration>) {
    if case .mark = planned.create?.safety, record.value.find == nil {
      findings.add(
        Diagnostic(
          code: .unsettledMark, severity: .error,
          message: "`\(record.name.value)` is written with a mark that nobody can search for",
          primary: Label(span: record.name.span),
          reason: "after a lost answer the mark is how the record is found again",
          fixes: [Fix(title: "declare `find`, with `${ mark }` in its request")]))
    }
    if !record.value.readBack.isEmpty, record.value.get == nil {
      findings.add(
        Diagnostic(
          code: .missingKey, severity: .error, message: "`\(record.name.value)` is to be read back, and has no `get`",
          primary: Label(span: record.name.span), fixes: [Fix(title: "declare `get`")]))
    }
  }

  /// What the operations of one record have in common.
  struct OperationContext {
    var system: PlannedSystem
    var reads: TypeText
    var accepts: TypeText
    var readBack: [FailureRule] = []
  }

  /// Whether a record has a field that is named outside of expressions.
  private mutating func holdField(_ field: Located<String>, of type: String) {
    guard let fields = types.type(named: type)?.fields, !fields.contains(where: { $0.name == field.value }) else {
      return
    }
    findings.add(.unknownPart(field, "field", of: type, known: fields.map { $0.name }))
  }

  /// Whether the field by which changes are found can say what came later: as a time, a number or a text that grows.
  private mutating func holdGrowth(_ name: Located<String>, of type: String) {
    guard let field = types.type(named: type)?.fields?.first(where: { $0.name == name.value }) else { return }
    var found = resolve(field.type)
    while case .optional(let inner) = found { found = inner }
    while case .nullable(let inner) = found { found = inner }
    switch found {
    case .timestamp, .int, .uint, .double, .string, .dyn, .error: return
    default: break
    }
    findings.add(
      Diagnostic(
        code: .typeMismatch, severity: .error,
        message: "`\(name.value)` is \(found), and cannot say what changed later",
        primary: Label(span: name.span),
        related: [fieldPlaces["\(type).\(name.value)"].map { Label(span: $0, text: "declared here") }].compactMap(
          \.self),
        reason: "a poll asks for what changed since the latest that it has seen",
        fixes: [Fix(title: "name a field with the time of the last change, or a number or text that grows with each")]))
  }

  /// Checks what else can be asked of a system.
  mutating func check(
    _ operation: Named<OperationDeclaration>, of connector: Named<ConnectorDeclaration>, _ system: PlannedSystem
  ) {
    let input = TypeText("@\(connector.name.value).\(operation.name.value).input")
    let context = OperationContext(system: system, reads: "dyn", accepts: input)
    _ = lower(operation.value, "call", context, pointer: Lowering.nowhere)
    let answer = Place.answer(input: input)
    if let value = operation.value.gives?.value {
      _ = expression(value, at: answer, expecting: nil, pointer: Lowering.nowhere)
    }
  }

  private mutating func lower(
    _ operation: OperationDeclaration, _ verb: String, _ context: OperationContext, pointer: String
  ) -> PlannedOperation? {
    guard let (method, pathText) = operation.request else { return nil }
    let request = Place.request(input: context.accepts)
    let answer = Place.answer(input: context.accepts)
    guard let path = template(pathText, at: request, pointer: pointer) else { return nil }
    var planned = PlannedOperation(
      method: method, path: path, safety: method == "GET" ? .idempotent : .unsafe,
      timeoutMilliseconds: operation.timeout ?? 0)
    let quotings = operation.quoting.map { (parameter: $0.name, quoting: $0.value) }
    for (parameter, _) in quotings where !operation.query.contains(where: { $0.name.value == parameter.value }) {
      findings.add(
        .unknownPart(parameter, "query parameter", of: verb, known: operation.query.map { $0.name.value }))
    }
    let resolved = quotings.map { (parameter: $0.parameter.value, quoting: quoting($0.quoting, in: context.system)) }
    planned.query = query(operation.query, at: request, pointer: pointer) { name in
      resolved.first { $0.parameter == name }?.quoting
    }
    planned.headers = headers(operation.headers, at: request, pointer: pointer)
    for field in operation.form ?? [] { _ = template(field.value, at: request, pointer: Lowering.nowhere) }
    if let text = operation.text { _ = template(text, at: request, pointer: Lowering.nowhere) }
    if let from = operation.page?.from { _ = expression(from, at: answer, expecting: nil, pointer: Lowering.nowhere) }
    planned.body = operation.json.flatMap { construction($0, at: request, expecting: .dyn, pointer: "\(pointer)/body") }
    planned.gives = gives(operation, verb, answer, context, pointer: pointer)
    planned.nextPage = operation.next.flatMap {
      expression($0, at: answer, expecting: nil, pointer: "\(pointer)/nextPage")
    }
    planned.failures = operation.failures.enumerated().compactMap {
      rule($0.element, at: answer, pointer: "\(pointer)/failures/\($0.offset)")
    }
    if let safety = operation.safety { planned.safety = lower(safety, context, pointer: "\(pointer)/safety") }
    if verb == "create" || verb == "update" { planned.readBack = context.readBack }
    planned.limits = operation.limits.map {
      OperationLimits(ratePerSecond: $0.rate?.value, concurrency: $0.concurrency?.value)
    }
    planned.batch = batch(of: operation, verb, writing: context.accepts, planned.safety, pointer: "\(pointer)/batch")
    if let answers = operation.answers {
      planned.answer = PlannedAnswer(
        status: answers.status,
        body: answers.json.flatMap { construction($0, at: .standIn, expecting: .dyn, pointer: "\(pointer)/answer") })
    }
    return planned
  }

  /// Query parameters of a request.
  mutating func query(
    _ parameters: [Named<[ScalarText]>], at place: Place, pointer: String,
    quotedBy quoting: (String) -> Position<Quoting>? = { _ in nil }
  ) -> [QueryParameter] {
    parameters.flatMap { parameter in
      let name = parameter.name.value
      return parameter.value.enumerated().compactMap { index, value in
        template(value, at: place, pointer: "\(pointer)/query/\(JSONPointer.escape(name))/\(index)").map {
          QueryParameter(name: name, value: $0, quoting: quoting(name))
        }
      }
    }
  }

  /// Headers of a request.
  mutating func headers(_ fields: [Named<ScalarText>], at place: Place, pointer: String) -> [HeaderField] {
    fields.compactMap { field in
      template(field.value, at: place, pointer: "\(pointer)/headers/\(JSONPointer.escape(field.name.value))").map {
        HeaderField(name: field.name.value, value: $0)
      }
    }
  }

  private mutating func quoting(_ name: Located<String>, in system: PlannedSystem) -> Position<Quoting>? {
    if let index = system.quotings.firstIndex(where: { $0.name == name.value }) { return Position(index) }
    findings.add(.unknownPart(name, "quoting", of: system.connector, known: system.quotings.map { $0.name }))
    return nil
  }

  private mutating func gives(
    _ operation: OperationDeclaration, _ verb: String, _ place: Place, _ context: OperationContext, pointer: String
  ) -> PlannedExpression? {
    let key = "\(pointer)/gives"
    switch verb {
    case "create":
      guard let id = operation.gives?.id else {
        let span = operation.request?.path.node?.span ?? Span(file: FileID(0), range: 0..<0)
        findings.add(
          Diagnostic(
            code: .missingKey, severity: .error, message: "`create` does not say which id the record has",
            primary: Label(span: span),
            reason: "without it the record cannot be changed later",
            fixes: [Fix(title: "add `gives: {id: string(body.id)}`")]))
        return nil
      }
      return expression(id, at: place, expecting: .string, pointer: key)
    case "get":
      guard let record = operation.gives?.record else { return PlannedExpression(cel: "body", type: "dyn") }
      return expression(record, at: place, expecting: resolve(context.reads), pointer: key)
    case "list", "find":
      guard let items = operation.items else { return PlannedExpression(cel: "body", type: "dyn") }
      return expression(items, at: place, expecting: .list(.dyn), pointer: key)
    default: return nil
    }
  }

  private mutating func lower(_ safety: SafetyDeclaration, _ context: OperationContext, pointer: String) -> Safety {
    switch safety {
    case .idempotent: return .idempotent
    case .unsafe: return .unsafe
    case .match(let condition):
      _ = expression(
        condition, at: .readBack(input: context.accepts, record: context.reads), expecting: .bool,
        pointer: "\(pointer)/match")
      return .unsafe
    case .key(let header): return .key(header: header)
    case .mark(let node):
      let type = resolve(context.accepts)
      return construction(node, at: .request(input: context.accepts), expecting: type, pointer: "\(pointer)/mark").map {
        .mark($0)
      } ?? .unsafe
    }
  }
}
