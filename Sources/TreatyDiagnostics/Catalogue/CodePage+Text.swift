extension CodePage {
  /// The page for a terminal of so many columns, as `treaty explain` prints it. Examples keep their lines.
  public func text(columns: Int, colour: Bool = false) -> String {
    let paint = Paint(isOn: colour)
    // Below this, words would stand one a line.
    let columns = max(40, columns)
    var lines = [
      paint.bold(Paint.Tone(severity), "\(code.name) \(name)")
        + " (\(grade ?? "\(severity)"), \(family.name), since edition \(since))"
    ]
    lines += WrappedText.lines(title, columns: columns).map { paint.bold(.plain, $0) }
    func part(_ heading: String, _ body: [String]) {
      lines += ["", paint.bold(.plain, heading)] + body.map { $0.isEmpty ? "" : "  " + $0 }
    }
    part("What", WrappedText.lines(summary, columns: columns - 2))
    part(headings.why, WrappedText.lines(why, columns: columns - 2))
    part(headings.mend, WrappedText.lines(mend, columns: columns - 2))
    if let bad { part(headings.bad, CodePage.example(bad).map { paint.dim("│ ") + $0 }) }
    if let good { part(bad == nil ? "Such as" : headings.good, CodePage.example(good).map { paint.dim("│ ") + $0 }) }
    if !code.isChange { part("Allowing it", WrappedText.lines(allowing, columns: columns - 2)) }
    if !related.isEmpty { part("See also", WrappedText.lines(seeAlso.joined(separator: ", "), columns: columns - 2)) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The page as Markdown, for the documentation and for code scanning.
  public func markdown() -> String {
    var text = "# \(code.name) \(MarkdownText.code(name))\n\n"
    text += "**\(MarkdownText.prose(title))** (\(grade ?? "\(severity)"), \(family.name), since edition \(since))\n\n"
    text += CodePage.prose(summary)
    text += "\n## \(headings.why)\n\n\(CodePage.prose(why))\n## \(headings.mend)\n\n\(CodePage.prose(mend))"
    if let bad { text += "\n\(headings.bad)\n\n\(MarkdownText.block(CodePage.example(bad), language: "yaml"))" }
    if let good {
      text +=
        "\n\(bad == nil ? "Such as" : code.isChange ? headings.good : "write")\n\n\(MarkdownText.block(CodePage.example(good), language: "yaml"))"
    }
    if !code.isChange { text += "\n## Allowing it\n\n\(CodePage.prose(allowing))" }
    if !related.isEmpty { text += "\nSee also \(seeAlso.map { MarkdownText.code($0) }.joined(separator: ", ")).\n" }
    return text
  }

  /// What stands over the parts: a change has no fault that could be mended.
  private var headings: (why: String, mend: String, bad: String, good: String) {
    code.isChange
      ? ("What comes of it", "What to do", "Before", "After") : ("Why", "How to mend it", "Instead of", "Write")
  }

  private var seeAlso: [String] { related.sorted().map { $0.name } }

  private var allowing: String {
    canBeAllowed
      ? "With a reason, above the place or behind it: `# treaty: allow \(code.name) — reason, until 2027-03-01`"
      : "It cannot be allowed."
  }

  /// Lines of an example, without empty ones at its ends.
  private static func example(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { TerminalText.show($0.utf8) }[...]
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return Array(lines)
  }

  /// Paragraphs and lists as Markdown.
  private static func prose(_ text: String) -> String {
    WrappedText.blocks(text).map { block, isItem in
      let words = block.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
      return (isItem ? "- " + MarkdownText.prose(String(words.dropFirst(2))) : MarkdownText.prose(words)) + "\n"
    }.joined()
  }
}
