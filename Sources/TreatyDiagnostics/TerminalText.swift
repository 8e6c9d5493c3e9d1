/// Text as a terminal shows it: what its letters take, and nothing in it that moves the cursor.
public enum TerminalText {
  /// The text of bytes with tabs widened and control characters made visible.
  public static func show(_ bytes: some Collection<UInt8>) -> String {
    var text = ""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 9: text += "  "
      case 0..<32, 127..<160: text += "·"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// Columns of a text: two for East Asian wide characters and emoji, none for combining marks.
  public static func width(of text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width(of: $1) } }

  /// The beginning of a text that fits into so many columns; cut, it ends in `…`.
  public static func cut(_ text: String, to columns: Int) -> String {
    guard width(of: text) > columns else { return text }
    var cut = String.UnicodeScalarView()
    var left = columns - 1
    for scalar in text.unicodeScalars {
      left -= width(of: scalar)
      if left < 0 { break }
      cut.append(scalar)
    }
    return columns > 0 ? String(cut) + "…" : ""
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    // Most text is ASCII, and the tables of Unicode are slow.
    if scalar.value < 0x300 { return 1 }
    if scalar.properties.generalCategory == .nonspacingMark || scalar.properties.generalCategory == .format { return 0 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
