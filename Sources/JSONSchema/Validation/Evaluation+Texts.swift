import CEL

/// What holds for texts.
extension Evaluation {
  mutating func texts(_ schema: SchemaNode, _ node: NodeID, _ text: TextPart) -> Bool {
    var isValid = true
    for place in schema.texts..<schema.lists {
      let instruction = tables.code[Int(place)]
      if holds(instruction, text) { continue }
      isValid = false
      guard goesOn else { return false }
      refuse(node, instruction)
    }
    return isValid
  }

  private mutating func holds(_ instruction: Instruction, _ text: TextPart) -> Bool {
    let number = Int(instruction.first)
    switch instruction.operation {
    // A code point has one to four bytes: most texts need not be counted.
    case .minLength:
      let bytes = text.byteCount
      return bytes >= number && (bytes >= 4 * number || text.count >= number)
    case .maxLength: return text.byteCount <= number || text.count <= number
    case .pattern: return text.withBytes { tables.patterns[number].pattern.isFound(in: $0, &steps) }
    case .format:
      steps &-= text.byteCount >> 4
      let format = Format(rawValue: UInt8(truncatingIfNeeded: number))
      return text.withBytes { format?.isForm(of: $0) ?? true }
    default: return true
    }
  }
}
