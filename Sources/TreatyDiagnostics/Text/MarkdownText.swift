/// Text within Markdown as GitHub and GitLab read it (GitHub Flavored Markdown), so that it shows as it is: no markup, no HTML, nobody
/// called by name.
package enum MarkdownText {
  /// Prose in one line. What stands between two backticks is code; a backtick without its partner is a character like others.
  package static func prose(_ text: String) -> String {
    let shown = TerminalText.show(text.utf8)
    // By scalars: to Swift a backtick with an accent is no backtick, to Markdown it is.
    let parts = shown.unicodeScalars.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return escape(shown) }
    return parts.enumerated().map { index, part in
      if index % 2 == 0 { return escape(String(part)) }
      return part.isEmpty ? "\\`\\`" : code(String(part))
    }.joined()
  }

  /// Code within a line.
  package static func code(_ text: String) -> String {
    let shown = TerminalText.show(text.utf8)
    let fence = String(repeating: "`", count: longestRun(in: shown) + 1)
    let needsBlanks = shown.utf8.first == UInt8(ascii: "`") || shown.utf8.last == UInt8(ascii: "`") || shown.isEmpty
    return needsBlanks ? "\(fence) \(shown) \(fence)" : fence + shown + fence
  }

  /// Lines that stay as they are.
  package static func block(_ lines: [String], language: String = "text") -> String {
    let fence = String(repeating: "`", count: max(3, (lines.map { longestRun(in: $0) }.max() ?? 0) + 1))
    return "\(fence)\(language)\n" + lines.map { $0 + "\n" }.joined() + "\(fence)\n"
  }

  private static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      // A backslash does not keep `@team` and `#12` from being links.
      case "@": escaped += "&#64;"
      case "#": escaped += "&#35;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func longestRun(in text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
