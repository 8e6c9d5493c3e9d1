import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  /// Checks a flow; its places are relative to where it will stand in the plan.
  /// - Returns: the flow as it is carried out; `nil` where that cannot be.
  mutating func lower(_ flow: Named<FlowDeclaration>) -> PlannedFlow? {
    let declaration = flow.value
    let pointer = ""
    places[pointer] = flow.name.span
    holdOrder(flow)
    guard var start = start(of: declaration.on, owner: flow.name.value, section: .flows, pointer: "\(pointer)/trigger")
    else { return nil }
    start.present = check(declaration.validate, at: start.place())
    guard let item = item(of: declaration, &start, pointer: pointer) else { return nil }
    let condition = declaration.condition.flatMap {
      expression($0, at: start.place(item: item), expecting: .bool, pointer: "\(pointer)/where")
    }
    start.present.formUnion(present(where: declaration.condition))
    let lookups = lookups(declaration.lookup, of: flow.node, at: start.place(item: item), pointer: "\(pointer)/lookup")
    let place = start.place(item: item, lookups: lookups)
    let identify = expression(declaration.identify, at: place, expecting: nil, pointer: "\(pointer)/identify")
    if let identify { holdKey(identify, declaration.identify) }
    if let correlate = declaration.correlate { check(correlate, at: place) }
    let map = declaration.map.flatMap { lower($0, at: place, pointer: "\(pointer)/map") }
    if declaration.map != nil { start.replaceItem() }
    let mapped = start.place(item: map?.model ?? item, lookups: lookups)
    // After a mapping that is wrong, nothing is known of the item: what uses it is not looked at.
    let deliveries =
      declaration.map == nil || map != nil
      ? declaration.deliver.enumerated().map {
        deliver($0.element, at: mapped, pointer: "\(pointer)/deliveries/\($0.offset)")
      } : []
    if let node = declaration.answer?.json.node, declaration.map == nil || map != nil {
      _ = construction(node, at: mapped, expecting: .dyn, pointer: Lowering.nowhere)
    }
    let log = (declaration.map == nil || map != nil ? declaration.log?.node : nil).flatMap {
      construction($0, at: mapped, expecting: .dyn, pointer: "\(pointer)/log")
    }
    let failures = failures(of: declaration)
    guard flow.unsupported.isEmpty, let trigger = start.planned, let identify else {
      keep(flow)
      return nil
    }
    var planned = PlannedFlow(
      name: flow.name.value, trigger: trigger, identify: identify,
      retry: Position(retry(declaration.retry, pointer)),
      retention: Position(retention(declaration.retention, pointer)),
      unsure: declaration.unsure?.value == .ask ? .ask : .settle)
    planned.priority = declaration.priority.flatMap {
      $0.value == .normal ? nil : FlowPriority(rawValue: $0.value.rawValue)
    }
    planned.failures = failures
    planned.protection = protection(declaration.protection)
    planned.expiresMilliseconds = declaration.expires?.value
    planned.log = log
    planned.about = declaration.about
    planned.owner = declaration.duty.owner?.value
    planned.each = start.each
    planned.condition = condition
    planned.map = map
    planned.deliveries = deliveries.compactMap(\.self)
    if let unsure = declaration.unsure { places["\(pointer)/unsure"] = unsure.span }
    if let priority = declaration.priority { places["\(pointer)/priority"] = priority.span }
    if let expires = declaration.expires { places["\(pointer)/expiresMilliseconds"] = expires.span }
    return planned
  }

  /// What the items of a flow are; `nil` after a finding.
  private mutating func item(of flow: FlowDeclaration, _ start: inout FlowStart, pointer: String) -> TypeText? {
    guard let text = flow.each else { return start.body }
    guard let each = expression(text, at: start.place(), expecting: nil, pointer: "\(pointer)/each") else { return nil }
    start.each = each
    start.replaceItem()
    switch resolve(each.type) {
    case .list(let element): return TypeText(element)
    case .dyn: return "dyn"
    case let other:
      guard let node = text.node else { return nil }
      findings.add(
        Diagnostic(
          code: .typeMismatch, severity: .error, message: "`each` goes over a list, and this is \(other)",
          primary: Label(span: node.span),
          fixes: [Fix(title: "name a list in the body, or leave `each` out: the body is then the only item")]))
      return nil
    }
  }

  private mutating func retry(_ name: Located<String>?, _ pointer: String) -> Int {
    position(name, .retry, plan.retries.map { $0.name }, pointer: "\(pointer)/retry")
  }

  private mutating func retention(_ name: Located<String>?, _ pointer: String) -> Int {
    position(name, .retention, plan.retentions.map { $0.name }, pointer: "\(pointer)/retention")
  }

  private mutating func position(_ name: Located<String>?, _ section: Section, _ known: [String], pointer: String)
    -> Int
  {
    if let name { places[pointer] = name.span }
    let canonical = name.flatMap { namespace.canonical($0, section) } ?? "standard"
    return known.firstIndex(of: canonical) ?? 0
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
}
