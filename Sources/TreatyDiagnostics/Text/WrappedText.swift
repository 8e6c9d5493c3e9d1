/// Plain text put into lines of so many columns.
enum WrappedText {
  /// Lines of a text. An empty line parts paragraphs, and a line that begins with `- ` is an item of a list, with what follows it
  /// indented. A word that is wider than a line stands alone in one, whole, so that it can still be copied.
  static func lines(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    for (block, isItem) in blocks(text) {
      let indent = isItem ? "  " : ""
      var line = ""
      for word in block.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        let shown = TerminalText.show(word.utf8)
        if line.isEmpty {
          line = shown
        } else if TerminalText.width(of: line) + 1 + TerminalText.width(of: shown) <= columns {
          line += " " + shown
        } else {
          lines.append(line)
          line = indent + shown
        }
      }
      lines.append(line)
    }
    return lines
  }

  /// Paragraphs, items, and empty lines between paragraphs.
  static func blocks(_ text: String) -> [(text: String, isItem: Bool)] {
    var blocks: [(text: String, isItem: Bool)] = []
    var isOpen = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isItem = line.hasPrefix("- ")
      if line.allSatisfy({ $0 == " " }) {
        if isOpen { blocks.append(("", false)) }
        isOpen = false
      } else if isOpen, !isItem {
        blocks[blocks.count - 1].text += "\n" + line
      } else {
        blocks.append((String(line), isItem))
        isOpen = true
      }
    }
    while blocks.last?.text.isEmpty == true { blocks.removeLast() }
    return blocks
  }
}
