import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What a key can be.
extension WorkKey {
  /// More than these are not called few: a record for each country may well be meant.
  private static let mostValues = 8

  /// All combinations of values that what it reads can have, where they are few, each in words; `nil` where they are many, or not bounded.
  func fewValues(in package: RuledPackage) -> [String]? {
    guard let place = package.expressions.placeNumber(of: use), !references.isEmpty else { return nil }
    let condition = entered(package)
    var combinations = [""]
    for path in Set(references).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard !path.contains("[]"), let values = values(of: path, in: condition, place, package), !values.isEmpty,
        combinations.count * values.count <= WorkKey.mostValues
      else { return nil }
      combinations = combinations.flatMap { before in values.map { before.isEmpty ? $0 : "\(before) with \($0)" } }
    }
    return combinations
  }

  /// What is so of each item that comes to the key.
  private func entered(_ package: RuledPackage) -> Condition {
    if let workflow = package.workflow(activity) { return package.condition(of: workflow.condition) }
    guard let flow = package.flow(activity) else { return .always }
    // What is checked before `each` is the body, and no item.
    let checks = flow.each == nil ? flow.validate.map { $0.check } : []
    return checks.reduce(package.condition(of: flow.condition)) { $0.and(package.condition(of: $1)) }
  }

  private func values(
    of path: [String], in condition: Condition, _ place: ExpressionAnalysis.PlaceNumber, _ package: RuledPackage
  ) -> [String]? {
    if let values = condition.values(of: path) {
      // A field that may be missing can be nothing at all besides.
      return values.map { $0.spoken } + (condition.implies(.present(path)) == .yes ? [] : ["nothing"])
    }
    guard let field = package.expressions.field(at: path, in: place)?.field, path.last == field.name,
      let values = package.expressions.knowledge.types.resolve(field.type)?.fewValues
    else { return nil }
    return values.map { $0.spoken } + (field.isOptional ? ["nothing"] : [])
  }

  /// Whether more is written for an item than its key says, so that one item writes over another.
  func isOverwritten(in package: RuledPackage) -> Bool {
    guard let flow = package.flow(activity) else { return false }
    let passages = flow.map.map { Passage.all(in: $0.set.node) } ?? activity.effects.flatMap { $0.passages }
    return passages.flatMap { $0.expressions }.contains { use in
      (package.expressions.compilation(of: use)?.references ?? []).contains { path in
        ["item", "event", "lookup"].contains(path.first) && !references.contains(path)
      }
    }
  }

  /// The field with the time of the last change, where the key is that and nothing else of the record: `string(item.changed)`.
  func changedField(in package: RuledPackage) -> String? {
    guard let listed = trigger.poll ?? trigger.list, package.flow(activity)?.each == nil,
      let field = package.party(listed)?.record?.value.changed?.field.value
    else { return nil }
    let name = "item.\(field)"
    let parts = use.parts
    guard parts.contains(where: { $0 == name || $0 == "string(\(name))" }),
      parts.allSatisfy({ $0 == name || $0 == "string(\(name))" || $0.isQuoted })
    else { return nil }
    return name
  }
}

extension ExpressionUse {
  /// What is joined by `+` in it, without white space; what stands in brackets stays together.
  fileprivate var parts: [String] {
    var parts: [[UInt8]] = [[]]
    var quote: UInt8?
    var depth = 0
    for byte in collapsed.utf8 {
      let isQuote = byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
      if let open = quote, byte == open { quote = nil } else if quote == nil, isQuote { quote = byte }
      if quote == nil, [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{")].contains(byte) { depth += 1 }
      if quote == nil, [UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(byte) { depth -= 1 }
      if quote == nil, depth == 0, byte == UInt8(ascii: "+") {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }
}

extension String {
  /// Whether it is one text in quotes, and nothing behind it.
  fileprivate var isQuoted: Bool {
    guard let quote = first, quote == "'" || quote == "\"", count > 1, last == quote else { return false }
    return !dropFirst().dropLast().contains { $0 == quote || $0 == "\\" }
  }
}
