/// Text within XML 1.0.
enum XMLText {
  /// Text for content and for attributes in double quotes. Characters that XML does not have at all, such as most control
  /// characters, stand there as YAML would escape them.
  static func escape(_ text: String) -> String {
    var escaped = ""
    for line in TerminalText.lines(text).enumerated() {
      if line.offset > 0 { escaped += "&#10;" }
      for scalar in line.element.unicodeScalars {
        switch scalar {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
        default: escaped.unicodeScalars.append(scalar)
        }
      }
    }
    return escaped
  }
}
