import Foundation

/// A screen of lines in a terminal: the alternate one (ECMA-48 and xterm's mode 1049), so that what stood there before is there again when
/// it is closed. Only lines that have changed are written.
struct LiveScreen {
  private var shown: [String] = []
  private var size = (rows: 0, columns: 0)

  /// Goes to the screen.
  func open() { write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[H\u{1B}[2J") }

  /// Goes back, with the cursor and its wrapping as they were.
  func close() { write("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l") }

  /// Everything is to be written anew.
  mutating func forget() { size = (0, 0) }

  /// Shows lines, as far as they fit.
  mutating func show(_ lines: [String]) {
    let size = LiveScreen.size()
    var text = ""
    if size != self.size {
      text += "\u{1B}[2J"
      shown = []
      self.size = size
    }
    var fitting = lines.prefix(size.rows).map { LiveScreen.cut($0, to: size.columns) }
    if lines.count > size.rows, !fitting.isEmpty {
      fitting[fitting.count - 1] = "… \(lines.count - size.rows + 1) lines more"
    }
    for (index, line) in fitting.enumerated() where index >= shown.count || shown[index] != line {
      text += "\u{1B}[\(index + 1);1H\(line)\u{1B}[0m\u{1B}[K"
    }
    if shown.count > fitting.count { text += "\u{1B}[\(fitting.count + 1);1H\u{1B}[J" }
    shown = fitting
    write(text)
  }

  /// A line without what does not fit; colours take no room, and what else controls a terminal is shown instead of done.
  static func cut(_ line: String, to columns: Int) -> String {
    var (kept, width, rest) = ("", 0, Substring(line))
    while let character = rest.first {
      if character == "\u{1B}", let end = rest.firstIndex(of: "m"), rest.dropFirst().first == "[" {
        kept += rest[...end]
        rest = rest[rest.index(after: end)...]
        continue
      }
      rest.removeFirst()
      guard width < columns else { break }
      kept += character.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "·" : String(character)
      width += 1
    }
    return kept
  }

  private static func size() -> (rows: Int, columns: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else { return (24, 80) }
    return (Int(size.ws_row), Int(size.ws_col))
  }

  private func write(_ text: String) {
    guard !text.isEmpty else { return }
    // A terminal that is gone ends the process by SIGHUP.
    _ = StandardOutput.write(Array(text.utf8), to: STDOUT_FILENO)
  }
}
