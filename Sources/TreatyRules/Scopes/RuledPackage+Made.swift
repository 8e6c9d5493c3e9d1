import CEL
import TreatyCompiler
import TreatyPlan
import TreatySpec
import TreatySyntax

extension RuledPackage {
  /// What is known of a record that a sync makes on one side of what the other has.
  func made(
    on target: Named<SideDeclaration>, from source: Named<SideDeclaration>, of sync: SyncDeclaration
  ) -> WrittenValues {
    var written = WrittenValues()
    let model = declared.canonical(sync.model, .models).flatMap { expressions.type(named: $0)?.fields } ?? []
    for field in target.value.fields {
      let name = field.name.value
      // What the other side does not have is not written.
      guard source.value.fields.contains(where: { $0.name.value == name }) else { continue }
      let planned = model.first { $0.name == name }
      // What may be missing is not always written, and what this side alone decides maybe never.
      let isOwn = sync.rules.first { $0.name.value == name }?.value.owner?.value == target.name.value
      let isSure = !isOwn && planned?.isOptional == false
      if let record = field.value.field {
        written.write(record.value, oneOf: isSure ? words(planned, by: field.value.table) : nil)
      } else if let node = field.value.write?.node {
        var values = WrittenValues()
        values.write(node)
        for name in values.names { written.write(name, oneOf: isSure ? values.values(of: name) : nil) }
      }
    }
    if let link = target.value.link { written.write(link.value, oneOf: nil) }
    return written
  }

  /// The words that a field of a model can become on a side: those of its enumeration, or what a table makes of them.
  private func words(_ field: PlannedField?, by use: Located<String>?) -> [Condition.Literal]? {
    guard let field, let words = expressions.knowledge.types.resolve(field.type)?.fewValues else { return nil }
    guard let use else { return words }
    guard let table = declared.canonical(use, .tables),
      let rows = expressions.knowledge.tables.first(where: { $0.name == table })
    else { return nil }
    var literals = rows.rows.map { $0.value.literal }
    if let otherwise = rows.otherwise { literals.append(otherwise.literal) }
    let known = literals.compactMap(\.self)
    return known.count == literals.count ? known : nil
  }
}

extension Constant {
  /// The constant as conditions know it; `nil` for numbers with decimals, and for nothing.
  fileprivate var literal: Condition.Literal? {
    switch self {
    case .string(let string): .string(string)
    case .int(let int): .int(int)
    case .bool(let bool): .bool(bool)
    case .null, .double: nil
    }
  }
}
