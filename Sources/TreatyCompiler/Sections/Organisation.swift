import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What says who, why and when: nothing in it runs, and all of it is held against.
extension Lowering {
  mutating func checkOrganisation() {
    for calendar in namespace.calendars.sorted { check(calendar) }
    holdNoCircles()
    holdRuleCodes()
    for model in namespace.models.sorted {
      // Of a model whose schema is wrong nothing is known.
      guard let fields = types.type(named: model.name.value)?.fields else { continue }
      let known = fields.map { $0.name }
      for key in model.value.key where !known.contains(key.value) {
        findings.add(.unknownPart(key, "field", of: model.name.value, known: known))
      }
    }
    for decision in namespace.decisions.sorted { check(decision) }
    for contract in namespace.contracts.sorted {
      for target in contract.value.classes { hold(failureClass: target.name, also: ["any"]) }
    }
    for retention in namespace.retentions.sorted {
      for entry in retention.value.classes where DataClassWord(rawValue: entry.name.value) == nil {
        findings.add(.notOneOf(entry.name, "class of data", DataClassWord.allCases.map { $0.rawValue }))
      }
    }
    for system in namespace.systems.sorted { check(system) }
    let duties =
      namespace.flows.sorted.map { $0.value.duty } + namespace.syncs.sorted.map { $0.value.duty }
      + namespace.reconciles.sorted.map { $0.value.duty } + namespace.gates.sorted.map { $0.value.duty }
      + namespace.workflows.sorted.map { $0.value.duty } + namespace.probes.sorted.map { $0.value.duty }
    for duty in duties {
      for entry in duty.failure.classes { hold(failureClass: entry.name, also: []) }
    }
  }

  private mutating func hold(failureClass name: Located<String>, also others: [String]) {
    let known = FailureClass.allCases.map { $0.rawValue } + others
    if !known.contains(name.value) { findings.add(.notOneOf(name, "class of failure", known)) }
  }

  private mutating func check(_ calendar: Named<CalendarDeclaration>) {
    hold(zone: calendar.value.zone)
    if let url = calendar.value.source?.url { _ = template(url, at: .address, pointer: Lowering.nowhere) }
    for window in calendar.value.windows {
      hold(schedule: window.schedule)
      if let length = window.length, length.value == 0 {
        findings.add(
          Diagnostic(
            code: .invalidValue, severity: .error, message: "the window has no length",
            primary: Label(span: length.span), fixes: [Fix(title: "say how long it is: `for: 4h`")]))
      }
      // Both are written alike, so that what comes first is less.
      guard let from = window.from, let to = window.to, to.value <= from.value else { continue }
      findings.add(
        Diagnostic(
          code: .invalidValue, severity: .error, message: "the window ends before it begins",
          primary: Label(span: to.span), related: [Label(span: from.span, text: "it begins here")]))
    }
  }

  private mutating func check(_ decision: Named<DecisionDeclaration>) {
    let options = decision.value.options.map { $0.name.value }
    let criteria = decision.value.criteria.map { $0.name.value }
    if let outcome = decision.value.outcome, !options.contains(outcome.value) {
      findings.add(.unknownPart(outcome, "option", of: decision.name.value, known: options))
    }
    for option in decision.value.options {
      for score in option.value.scores where !criteria.contains(score.name.value) {
        findings.add(.unknownPart(score.name, "criterion", of: decision.name.value, known: criteria))
      }
    }
  }

  private mutating func check(_ system: Named<SystemDeclaration>) {
    if let health = system.value.health { check(health) }
    guard let documented = system.value.documented, let (_, _, record) = record(documented.to) else { return }
    let plan = [
      ScopedField(name: "package", type: "string"), ScopedField(name: "version", type: "string"),
      ScopedField(name: "digest", type: "string"), ScopedField(name: "summary", type: "string"),
    ]
    let place = Place.names([.system, .record("plan", plan)])
    _ = template(documented.key, at: place, pointer: Lowering.nowhere)
    if let node = documented.fields?.node {
      _ = construction(node, at: place, expecting: resolve(record.accepts), pointer: Lowering.nowhere)
    }
  }
}

extension Diagnostic {
  fileprivate static func notOneOf(_ name: Located<String>, _ noun: String, _ known: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      code: .invalidValue, severity: .error, message: "`\(name.value)` is no \(noun)", primary: Label(span: name.span))
    if let near = Habits.word(name.value, among: known) {
      diagnostic.fixes = [Fix(title: "did you mean `\(near)`?", edits: [Edit(span: name.span, replacement: near)])]
    } else {
      diagnostic.fixes = [Fix(title: "it is one of \(known.map { "`\($0)`" }.joined(separator: ", "))")]
    }
    return diagnostic
  }
}
