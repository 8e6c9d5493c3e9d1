import TreatyDiagnostics

/// What stood there and what stands there, in lines: each with its sign, and with nothing in it that a terminal or who reads the log of a job
/// would take for a command.
enum ChangeLines {
  /// Characters of a value at most where all of a report has to fit into a comment.
  static let most = 4_000

  /// The lines of a value, cut where it is longer than that.
  static func signed(_ sign: String, _ value: String?, most: Int = .max) -> [String] {
    guard let value else { return [] }
    let cut = value.count > most ? value.prefix(most) + "…" : value[...]
    return cut.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      "\(sign) \(TerminalText.show($0))"
    }
  }

  /// A text in one line.
  static func line(_ text: String) -> String { TerminalText.show(text.utf8) }
}
