import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  /// The record type of a model that a declaration names, with its name in the plan.
  func model(_ name: Located<String>) -> PlannedType? {
    namespace.canonical(name, .models).flatMap { types.type(named: $0) }
  }

  /// Checks the two sides of a sync or reconcile against their model.
  /// - Returns: the fields of the model that each side has, in the order of the sides.
  mutating func check(_ sides: [Named<SideDeclaration>], of owner: Located<String>, model: PlannedType?, isTwoWay: Bool)
    -> [Set<String>]
  {
    if sides.count != 2 { findings.add(.twoSides(owner, sides)) }
    return sides.map { side in
      guard let (_, _, record) = record(side.value.record) else { return [] }
      hold(record, canBeListed: side.value.record, isPolled: false)
      if let scope = side.value.scope { _ = template(scope, at: .address, pointer: Lowering.nowhere) }
      let place = Place.names([.value("item", record.reads), .inputs, .tables, .now])
      if let condition = side.value.condition {
        _ = expression(condition, at: place, expecting: .bool, pointer: Lowering.nowhere)
      }
      if let link = side.value.link { holdField(link, of: record.accepts, named: side.value.record.value) }
      let present = present(where: side.value.condition)
      for field in side.value.fields { check(field, record, model, isTwoWay: isTwoWay, knowing: present) }
      return Set(side.value.fields.map { $0.name.value })
    }
  }

  private mutating func check(
    _ field: Named<SideFieldDeclaration>, _ record: PlannedRecord, _ model: PlannedType?, isTwoWay: Bool,
    knowing present: Set<String>
  ) {
    guard let model, let fields = model.fields else { return }
    guard let planned = fields.first(where: { $0.name == field.name.value }) else {
      return findings.add(.unknownPart(field.name, "field", of: model.name, known: fields.map { $0.name }))
    }
    let type = resolve(planned.type)
    let declaration = field.value
    if let read = declaration.read {
      // What does not pass the side's condition is not read.
      let place = Place.names([.value("item", record.reads), .inputs, .tables]).knowing(present)
      if let node = read.node {
        _ = construction(node, at: place, expecting: type, isOptional: planned.isOptional, pointer: Lowering.nowhere)
      }
      if let node = declaration.write?.node {
        let place = Place.names([.value("value", planned.type), .inputs, .tables])
        _ = construction(node, at: place, expecting: resolve(record.accepts), pointer: Lowering.nowhere)
      }
    } else if let name = declaration.field {
      check(name, declaration, planned, record, isTwoWay: isTwoWay)
    }
  }

  /// A field that stands for a field: its values fit both ways, by a table or by themselves.
  private mutating func check(
    _ name: Located<String>, _ declaration: SideFieldDeclaration, _ planned: PlannedField, _ record: PlannedRecord,
    isTwoWay: Bool
  ) {
    guard let read = field(name.value, of: record.reads) else {
      return holdField(name, of: record.reads, named: record.reads.names.first ?? record.name)
    }
    let written = field(name.value, of: record.accepts)
    if isTwoWay, written == nil { return holdField(name, of: record.accepts, named: "what is written to the record") }
    let model = resolve(planned.type)
    if let table = declaration.table {
      return check(table, from: model, to: resolve(read.type), isTwoWay: isTwoWay)
    }
    if declaration.lossy != nil { return }
    if !fits(read.type, model) {
      findings.add(.differentTypes(name, read, resolve(read.type), planned, model, isWriting: false))
    } else if isTwoWay, let written, !fits(planned.type, resolve(written.type)) {
      findings.add(.differentTypes(name, written, resolve(written.type), planned, model, isWriting: true))
    }
  }

  private mutating func check(_ table: Located<String>, from model: CELType, to record: CELType, isTwoWay: Bool) {
    guard let name = namespace.canonical(table, .tables), let planned = tables.first(where: { $0.name == name }),
      let declaration = namespace.tables[name]
    else { return }
    for (found, wanted, what) in [(planned.from, model, "keys"), (planned.to, record, "values")]
    where !fits(found, wanted) && !fits(TypeText(wanted), resolve(found)) {
      findings.add(
        Diagnostic(
          code: .typeMismatch, severity: .error,
          message: "the \(what) of `\(table.value)` are \(resolve(found)), and here they would be \(wanted)",
          primary: Label(span: table.span), related: [Label(span: declaration.name.span, text: "the table")],
          fixes: [Fix(title: "use a table from the model's words to the record's")]))
      return
    }
    if isTwoWay { holdReversible(declaration, planned, usedAt: table) }
  }

  /// Whether a table can be read backwards: no value stands for two keys, unless the table says which is meant.
  private mutating func holdReversible(
    _ table: Named<TableDeclaration>, _ planned: PlannedTable, usedAt use: Located<String>
  ) {
    if let reason = table.value.oneWay {
      return findings.add(
        Diagnostic(
          code: .irreversibleTable, severity: .error, message: "`\(use.value)` cannot be read backwards",
          primary: Label(span: use.span), related: [Label(span: reason.span, text: "it says so")],
          reason: "a sync reads it in both directions", fixes: [Fix(title: "use a table that goes both ways")]))
    }
    let chosen = Set(table.value.back.map { $0.name.value })
    var keys: [Constant: [String]] = [:]
    for row in planned.rows { keys[row.value, default: []].append(row.key.shown) }
    let twice = keys.filter { $0.value.count > 1 && !chosen.contains($0.key.shown) }.map { $0.value.sorted() }
    // Where both sides use one table, it is said once.
    guard let example = twice.min(by: { $0[0] < $1[0] }), ambiguousTables.insert(planned.name).inserted else { return }
    let list = example.map { "`\($0)`" }.joined(separator: " and ")
    findings.add(
      Diagnostic(
        code: .irreversibleTable, severity: .error,
        message: "read backwards, `\(use.value)` cannot tell \(list) apart", primary: Label(span: use.span),
        related: [Label(span: table.name.span, text: "both have one value here")],
        reason: "a sync reads it in both directions",
        fixes: [Fix(title: "say which is meant on the way back: `back: {value: key}`")]))
  }

  /// A field of a record type.
  func field(_ name: String, of type: TypeText) -> PlannedField? {
    type.names.first.flatMap { types.type(named: $0)?.fields?.first { $0.name == name } }
  }

  /// Whether a record type has a field that is named outside of expressions.
  mutating func holdField(_ name: Located<String>, of type: TypeText, named owner: String) {
    guard let fields = type.names.first.flatMap({ types.type(named: $0)?.fields }), field(name.value, of: type) == nil
    else { return }
    findings.add(.unknownPart(name, "field", of: owner, known: fields.map { $0.name }))
  }

  /// Whether every value of a type may stand where the other is wanted.
  mutating func fits(_ type: TypeText, _ wanted: CELType) -> Bool {
    check("value", at: .names([.value("value", type)]), expecting: wanted).isSound
  }
}

extension Diagnostic {
  fileprivate static func twoSides(_ owner: Located<String>, _ sides: [Named<SideDeclaration>]) -> Diagnostic {
    Diagnostic(
      code: .invalidValue, severity: .error,
      message: "`\(owner.value)` has \(sides.count == 1 ? "one side" : "\(sides.count) sides"), and needs two",
      primary: Label(span: sides.dropFirst(2).first?.name.span ?? owner.span),
      fixes: [Fix(title: "declare one for each pair of systems")])
  }

  fileprivate static func differentTypes(
    _ name: Located<String>, _ field: PlannedField, _ found: CELType, _ planned: PlannedField, _ model: CELType,
    isWriting: Bool
  ) -> Diagnostic {
    Diagnostic(
      code: .typeMismatch, severity: .error,
      message: isWriting
        ? "`\(planned.name)` is \(model), and cannot be written to `\(field.name)`, which is \(found)"
        : "`\(field.name)` is \(found), and cannot be read as `\(planned.name)`, which is \(model)",
      primary: Label(span: name.span),
      fixes: [
        Fix(title: "say how: `{field: \(field.name), table: …}`, or `{read: …, write: …}`")
      ])
  }
}
