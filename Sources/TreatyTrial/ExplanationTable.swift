public import CEL
import TreatyDiagnostics

/// An explanation for people: a line for each part, indented by what it lies in, with its type and its values.
public struct ExplanationTable: Sendable {
  private let text: [UInt8]
  private let width: Int

  /// A table of so many columns about the parts of an expression.
  public init(_ expression: String, width: Int) {
    text = Array(expression.utf8)
    self.width = max(40, width)
  }

  /// The table, with a line's end at the end of each line.
  public func render(_ explanation: Explanation) -> String {
    let rows = explanation.parts.map { part in
      (part: shown(part), type: "\(part.type)", value: ExplanationTable.values(of: part))
    }
    func widest(_ texts: [String], _ most: Int) -> Int {
      min(most, texts.map { TerminalText.width(of: $0) }.max() ?? 0)
    }
    // Half for the parts, a quarter for types, and what these do not need for the values.
    let partWidth = widest(rows.map { $0.part }, width / 2)
    let typeWidth = widest(rows.map { $0.type }, width / 4)
    return rows.map { row in
      let line = ExplanationTable.fill(row.part, partWidth) + "  " + ExplanationTable.fill(row.type, typeWidth) + "  "
      return line + TerminalText.cut(row.value, to: width - partWidth - typeWidth - 4) + "\n"
    }.joined()
  }

  /// The part as it stands, in one line.
  private func shown(_ part: Explanation.Part) -> String {
    let words = TerminalText.show(
      text[part.range.clamped(to: 0..<text.count)].map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })
    let line = words.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    // Deep parts would be pushed out of sight.
    return String(repeating: "  ", count: min(part.depth, width / 8)) + (words.contains("  ") ? line : words)
  }

  private static func values(of part: Explanation.Part) -> String {
    guard part.count > 0 else { return "not evaluated" }
    var values = part.values.map { value in value.failure.map { "failure: \($0.message)" } ?? beginning(of: value) }
    let isRepeated = values.count > 1 && values.allSatisfy { $0 == values[0] }
    if isRepeated { values.removeLast(values.count - 1) }
    if part.count > part.values.count { values.append("…") }
    return values.joined(separator: ", ") + (values.count < part.count ? " (\(part.count) times)" : "")
  }

  /// What is cut in any case need not be made visible letter by letter.
  private static func beginning(of value: Value) -> String { TerminalText.show(value.json().prefix(2000)) }

  private static func fill(_ text: String, _ columns: Int) -> String {
    let cut = TerminalText.cut(text, to: columns)
    return cut + String(repeating: " ", count: max(0, columns - TerminalText.width(of: cut)))
  }
}
