import CEL
import TreatyDiagnostics
import TreatyPlan
package import TreatySpec
import TreatySyntax

extension Lowering {
  mutating func lowerTables() {
    for (index, table) in namespace.tables.sorted.enumerated() { lower(table, pointer: "/tables/\(index)") }
    plan.tables = tables
  }

  private mutating func lower(_ table: Named<TableDeclaration>, pointer: String) {
    let name = table.name.value
    if table.value.common.isPrivate, namespace.package(of: table.name.span) != 0 { hiddenTables.insert(name) }
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
    holdRowsDiffer(table, keyType)
    tables.append(
      PlannedTable(
        name: name, from: from, to: to, rows: rows.sorted { $0.key.precedes($1.key) }, otherwise: otherwise))
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
        diagnostic.fixes = [Fix(title: "did you mean `\(near)`?", edits: [Edit(span: key.span, replacement: near)])]
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

  /// No two keys are the same once they are read as numbers, or normalised as the table says.
  private mutating func holdRowsDiffer(_ table: Named<TableDeclaration>, _ type: CELType) {
    let steps = table.value.normalise.map { $0.value }
    let isNumber = type == .int
    guard isNumber || !steps.isEmpty else { return }
    var first: [String: Located<String>] = [:]
    for row in table.value.rows {
      let key = row.name.value
      let read = isNumber ? Int64(key).map { "\($0)" } ?? key : steps.reduce(key) { $1.applied(to: $0) }
      guard let earlier = first.updateValue(row.name, forKey: read) else { continue }
      first[read] = earlier
      findings.add(.duplicateRow(row.name, earlier, isNumber: isNumber))
    }
  }

  private mutating func hold(_ table: Named<TableDeclaration>, isTotalOver enumeration: EnumType) {
    let known = Set(table.value.rows.map { $0.name.value })
    // A value that a row has with a slip is not missing as well.
    let meant = Set(
      known.subtracting(enumeration.values).compactMap { NearName.suggest(for: $0, among: enumeration.values) })
    let missing = enumeration.values.filter { !known.contains($0) && !meant.contains($0) }
    guard !missing.isEmpty else { return }
    findings.add(
      Diagnostic(
        code: .tableNotTotal, severity: .error,
        message: "the table `\(table.name.value)` has no row for \(missing.map { "`\($0)`" }.joined(separator: ", "))",
        primary: Label(span: table.name.span), reason: "`\(enumeration.name)` can be that, and the mapping would fail",
        fixes: [Fix(title: "add the rows, or `else:` for all the others")]))
  }
}

extension NormaliseWord {
  /// A key after this step.
  package func applied(to key: String) -> String {
    switch self {
    case .trim: key.trimmed
    case .lower: key.lowercased()
    case .collapse: key.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    case .slug:
      String(key.lowercased().map { $0.isLetter || $0.isNumber ? $0 : " " }).split(separator: " ").joined(
        separator: "-")
    }
  }
}

extension Diagnostic {
  fileprivate static func duplicateRow(_ second: Located<String>, _ first: Located<String>, isNumber: Bool)
    -> Diagnostic
  {
    Diagnostic(
      code: .duplicateRow, severity: .error,
      message: isNumber
        ? "`\(second.value)` is the same number as `\(first.value)`"
        : "`\(second.value)` is the same key as `\(first.value)`, once it is normalised",
      primary: Label(span: second.span), related: [Label(span: first.span, text: "the first is here")],
      reason: "of two rows for one key nobody knows which is meant", fixes: [Fix(title: "keep one of them")])
  }
}
