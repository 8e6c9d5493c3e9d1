import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  /// Where the trace goes along with what is sent, in each record that has the field.
  mutating func stamp(_ connector: Named<ConnectorDeclaration>, _ planned: inout PlannedSystem) {
    guard let trace = connector.value.trace else { return }
    if trace.header.lowercased() != "traceparent" { planned.traceHeader = trace.header }
    guard let name = trace.field else { return }
    var (known, isFound) = (Set<String>(), false)
    for index in planned.records.indices where planned.records[index].create != nil {
      let accepts = planned.records[index].accepts
      guard let field = field(name.value, of: accepts) else {
        // Of a type that is open nothing is known; one that has fields says which.
        known.formUnion(accepts.names.first.flatMap { types.type(named: $0)?.fields }?.map { $0.name } ?? [])
        continue
      }
      isFound = true
      let wanted = resolve(field.type)
      guard fits("string", wanted) else {
        findings.add(.noTextForTrace(name, planned.records[index].name, wanted))
        continue
      }
      planned.records[index].traceField = name.value
    }
    // What else can be asked of such a system may have it as well.
    for operation in connector.value.operations {
      let input = TypeText("@\(connector.name.value).\(operation.name.value).input")
      guard let field = field(name.value, of: input) else { continue }
      isFound = true
      let wanted = resolve(field.type)
      if !fits("string", wanted) { findings.add(.noTextForTrace(name, operation.name.value, wanted)) }
    }
    guard !isFound else { return }
    findings.add(.unknownPart(name, "field", of: "what is made", known: known.sorted()))
  }
}

extension Diagnostic {
  fileprivate static func noTextForTrace(_ field: Located<String>, _ record: String, _ type: CELType) -> Diagnostic {
    Diagnostic(
      code: .typeMismatch, severity: .error,
      message: "`\(field.value)` of `\(record)` is \(type), and a trace id is a text", primary: Label(span: field.span),
      reason: "32 hex digits are written there when a record is made",
      fixes: [Fix(title: "name a field that holds a text, or leave `field` out")])
  }
}
