import TreatyDiagnostics

/// Changes as a comment at a pull request.
public enum ChangeMarkdown {
  /// Characters of a comment at most, below the 65,536 that GitHub takes.
  private static let most = 60_000

  /// The comment. What does not fit is counted.
  public static func comment(_ comparison: Comparison) -> String {
    guard !comparison.changes.isEmpty else { return "**No change of meaning.**\n" }
    var text = "**\(MarkdownText.prose(ChangeText.head(comparison)))**\n"
    var subject: String?
    for (index, change) in comparison.changes.enumerated() {
      var part = ""
      if change.subject != subject {
        subject = change.subject
        part += "\n### \(MarkdownText.prose(change.subject))\n"
        if let owner = change.owner { part += "\nAnswered for by \(MarkdownText.code(owner)).\n" }
      }
      part += entry(change)
      guard text.count + part.count <= most else {
        return text + "\n\(comparison.changes.count - index) more do not fit here: `treaty diff` shows them.\n"
      }
      text += part
    }
    return text
  }

  private static func entry(_ change: Change) -> String {
    var text =
      "\n- **\(change.level.rawValue)** \(MarkdownText.prose(change.message)) (\(MarkdownText.code(change.code.name)), "
    text += "\(MarkdownText.code(change.fingerprint.description)))\n"
    let lines = [change.before.map { "- \($0)" }, change.after.map { "+ \($0)" }].compactMap(\.self)
    if !lines.isEmpty {
      let block = MarkdownText.block(lines.flatMap { $0.split(separator: "\n").map(String.init) }, language: "diff")
      text += block.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
        .joined(separator: "\n")
    }
    return text + "  \(MarkdownText.prose(change.consequence)) \(MarkdownText.prose(change.advice))\n"
  }
}
