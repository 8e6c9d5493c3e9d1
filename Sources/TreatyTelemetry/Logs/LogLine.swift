/// A line of the log: words for people, or a JSON object for machines. No value in it breaks the line or controls a terminal.
///
/// As JSON each line has `time` (RFC 3339), `level`, `message` and, where it is one of a kind, `event`, whose names stay the same; about a
/// message also `trace`, and what else there is (`flow`, `system`, `delivery`, `class`, …). docs/metrics.md has the list.
public enum LogLine: String, Sendable, CaseIterable {
  case text, json

  /// The line of an event.
  /// - Parameter fields: what goes with it, by name; names of the head are left out.
  public func render(time: String, level: String, message: String, fields: [(name: String, value: String)]) -> String {
    switch self {
    case .text:
      let words = fields.map { " \(LogLine.visible($0.name))=\(LogLine.quoted($0.value))" }.joined()
      return "\(time) \(level.uppercased()) \(LogLine.visible(message))\(words)"
    case .json:
      let head = [("time", time), ("level", level), ("message", message)]
      let taken = Set(head.map(\.0))
      // `event` next, then by name: a reader sees at once what it is about.
      let rest = fields.filter { !taken.contains($0.0) }.sorted {
        ($0.0 == "event" ? "" : $0.0) < ($1.0 == "event" ? "" : $1.0)
      }
      return "{" + (head + rest).map { "\(LogLine.json($0.0)):\(LogLine.json($0.1))" }.joined(separator: ",") + "}"
    }
  }

  /// A value that is one word is written as it is; others in quotes, so that a line can be cut at its blanks.
  private static func quoted(_ text: String) -> String {
    let isWord = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }
    guard !isWord || text.isEmpty || visible(text) != text else { return text }
    return "\"" + visible(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")) + "\""
  }

  /// Nothing that would control a terminal, break a line or turn the direction of writing is written as it is.
  private static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      case "\t": shown += "\\t"
      case _ where isHidden(scalar): shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// A text as JSON has it (RFC 8259 §7).
  private static func json(_ text: String) -> String {
    var bytes: [UInt8] = [0x22]
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: bytes += [0x5C, byte]
      case 0x0A: bytes += [0x5C, UInt8(ascii: "n")]
      case 0x00..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        bytes += Array("\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
    return String(decoding: bytes, as: UTF8.self)
  }
}
