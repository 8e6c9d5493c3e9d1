import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  mutating func lowerTables() {
    for (index, table) in namespace.tables.sorted.enumerated() { lower(table, pointer: "/tables/\(index)") }
    plan.tables = tables
  }

  private mutating func lower(_ table: Named<TableDeclaration>, pointer: String) {
    let name = table.name.value
    places[pointer] = table.name.span
    let from = table.value.from.map { fieldType($0, named: "\(name).from").type } ?? "string"
    let to = table.value.to.map { fieldType($0, named: "\(name).to").type } ?? "string"
    let (keyType, valueType) = (resolve(from), resolve(to))
    var rows: [TableRow] = []
    for row in table.value.rows {
      guard let key = key(row.name, keyType), let value = value(row.value, valueType, pointer: "\(pointer)/rows") else {
        continue
      }
      rows.append(TableRow(key: key, value: value))
    }
    let otherwise = table.value.otherwise.flatMap { value($0, valueType, pointer: "\(pointer)/otherwise") }
    if case .enumeration(let enumeration) = keyType, table.value.otherwise == nil {
      hold(table, isTotalOver: enumeration)
    }
    hold(back: table.value.back, rows)
    tables.append(
      PlannedTable(
        name: name, from: from, to: to, rows: rows.sorted { "\($0.key)" < "\($1.key)" }, otherwise: otherwise))
  }

  /// The way back leads from a value to a key that has it; a value that no row has may lead to any key.
  private mutating func hold(back: [Named<Node>], _ rows: [TableRow]) {
    for entry in back {
      let having = rows.filter { $0.value.shown == entry.name.value }
      let keys = (having.isEmpty ? rows : having).map { $0.key.shown }.sorted()
      guard !keys.contains(entry.value.text) else { continue }
      findings.add(
        Diagnostic(
          code: .unknownName, severity: .error,
          message: having.isEmpty
            ? "`\(entry.value.text)` is no key of the table"
            : "`\(entry.value.text)` is no key that has the value `\(entry.name.value)`",
          primary: Label(span: entry.node.span), reason: "`back` leads from a value to the key that it stands for",
          fixes: [Fix(title: "write one of \(keys.map { "`\($0)`" }.joined(separator: ", "))")]))
    }
  }

  private mutating func key(_ key: Located<String>, _ type: CELType) -> Constant? {
    switch type {
    case .enumeration(let enumeration):
      if enumeration.values.contains(key.value) { return .string(key.value) }
      var diagnostic = Diagnostic(
        code: .notInEnum, severity: .error, message: "`\(key.value)` is not a value of `\(enumeration.name)`",
        primary: Label(span: key.span),
        reason: "its values: \(enumeration.values.map { "`\($0)`" }.joined(separator: ", "))")
      if let near = NearName.suggest(for: key.value, among: enumeration.values) {
        diagnostic.fixes = [Fix(title: "did you mean `\(near)`?")]
      }
      findings.add(diagnostic)
      return nil
    case .int:
      if let int = Int64(key.value) { return .int(int) }
      findings.add(
        Diagnostic(
          code: .typeMismatch, severity: .error, message: "expected a whole number, found `\(key.value)`",
          primary: Label(span: key.span)))
      return nil
    default: return .string(key.value)
    }
  }

  /// A row's value is a constant: tables can then be compared, turned round and shown as they are.
  private mutating func value(_ node: Node, _ type: CELType, pointer: String) -> Constant? {
    guard let lowered = construction(node, at: .address, expecting: type, pointer: pointer) else { return nil }
    if case .constant(let constant) = lowered { return constant }
    findings.add(
      Diagnostic(
        code: .wrongType, severity: .error, message: "a table's row is a constant", primary: Label(span: node.span),
        fixes: [Fix(title: "write the expression where the table is used")]))
    return nil
  }

  private mutating func hold(_ table: Named<TableDeclaration>, isTotalOver enumeration: EnumType) {
    let known = Set(table.value.rows.map { $0.name.value })
    let missing = enumeration.values.filter { !known.contains($0) }
    guard !missing.isEmpty else { return }
    findings.add(
      Diagnostic(
        code: .tableNotTotal, severity: .error,
        message: "the table `\(table.name.value)` has no row for \(missing.map { "`\($0)`" }.joined(separator: ", "))",
        primary: Label(span: table.name.span), reason: "`\(enumeration.name)` can be that, and the mapping would fail",
        fixes: [Fix(title: "add the rows, or `else:` for all the others")]))
  }
}
