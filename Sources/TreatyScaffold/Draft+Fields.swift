import TreatyPlan

/// Values that a declaration holds until its author writes others.
extension Draft {
  /// Fields that a record must be made with, and one that it may.
  func fields(of target: (name: String, known: Surroundings.WrittenRecord?)) -> String {
    guard let record = target.known?.record else { return "{summary: Say what is written}" }
    // The mark is Treaty's own: written over, a record whose answer was lost could not be found again.
    let reserved = Set([record.idField] + record.markFields)
    let accepted = surroundings.fields(record.accepts).filter { !reserved.contains($0.name) }
    let required = accepted.filter { !$0.isOptional }
    let text = accepted.first { $0.isOptional && $0.type == "string" && $0.constraints?.pattern == nil }
    return object(required + (text.map { [$0] } ?? []), depth: 0)
  }

  private func object(_ fields: [PlannedField], depth: Int) -> String {
    "{\(fields.map { "\(YAMLText.scalar($0.name)): \(placeholder($0, depth: depth))" }.joined(separator: ", "))}"
  }

  private func placeholder(_ field: PlannedField, depth: Int) -> String {
    if let value = surroundings.values(field.type)?.first { return YAMLText.scalar(value) }
    switch field.type {
    case "int", "uint", "double": return String(Int((field.constraints?.minimum ?? 0).rounded(.up)))
    case "bool": return "false"
    case "string", "dyn": return YAMLText.scalar(words(field.constraints))
    case "timestamp": return "\"${ now }\""
    case "duration": return "\"${ duration('0s') }\""
    case "bytes": return "\"${ b'' }\""
    default:
      if field.type.text.hasPrefix("list(") { return "[]" }
      // A record that holds itself has no end; nobody can be made to write one.
      guard depth < 8 else { return "{}" }
      return object(surroundings.fields(field.type).filter { !$0.isOptional }, depth: depth + 1)
    }
  }

  /// Words that are as long as they must be, and no longer than they may.
  private func words(_ constraints: Constraints?) -> String {
    var words = "Say what is written"
    while let least = constraints?.minLength, words.unicodeScalars.count < least { words += " and why" }
    return constraints?.maxLength.map { String(String.UnicodeScalarView(words.unicodeScalars.prefix($0))) } ?? words
  }
}

extension PlannedRecord {
  /// Fields that hold the mark by which one is found again.
  fileprivate var markFields: [String] {
    guard case .mark(.object(let fields)) = create?.safety else { return [] }
    return fields.map { $0.name }
  }
}
