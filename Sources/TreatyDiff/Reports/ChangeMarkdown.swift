import TreatyDiagnostics
import TreatyPlan

/// Changes as a comment at a pull request.
public enum ChangeMarkdown {
  /// Characters of a comment at most, below the 65,536 that GitHub takes.
  private static let most = 60_000

  /// What the next run finds its comment by, to edit it in place: one for each package of a repository.
  private static func mark(_ comparison: Comparison) -> String { "<!-- treaty diff \(comparison.new.package) -->" }

  /// The comment. What does not fit is counted.
  /// - Parameter version: what there is to say about the version.
  public static func comment(_ comparison: Comparison, version: String? = nil) -> String {
    let version = version.map { "\n\(MarkdownText.prose($0.prefix(1).uppercased() + $0.dropFirst())).\n" } ?? ""
    // Behind the changes, and not pushed out by them.
    let samples = SampleMarkdown.section(comparison, room: most / 4)
    let most = most - samples.count
    let mark = mark(comparison)
    guard !comparison.changes.isEmpty else { return "\(mark)\n**No change of meaning.**\n\(version)\(samples)" }
    var text = "\(mark)\n**\(MarkdownText.prose(ChangeText.head(comparison)))**\n\(version)"
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
          + samples
      }
      text += part
    }
    return text + samples
  }

  private static func entry(_ change: Change) -> String {
    var text =
      "\n- **\(change.level.rawValue)** \(MarkdownText.prose(change.message)) (\(MarkdownText.code(change.code.name)), "
    text += "\(MarkdownText.code(change.fingerprint.description)))\n"
    let most = ChangeLines.most
    let lines = ChangeLines.signed("-", change.before, most: most) + ChangeLines.signed("+", change.after, most: most)
    if !lines.isEmpty {
      let block = MarkdownText.block(lines, language: "diff")
      text += block.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
        .joined(separator: "\n")
    }
    for example in change.counterexamples {
      text += "  With \(MarkdownText.code(example.inputWords)): \(MarkdownText.code(example.before.words)) before, "
      text += "\(MarkdownText.code(example.after.words)) now.\n\n"
    }
    if let samples = change.samples { text += "  \(samples.words).\n\n" }
    if let approval = change.approval { return text + "  _\(MarkdownText.prose(approval.words))_\n" }
    return text + "  \(MarkdownText.prose(change.consequence)) \(MarkdownText.prose(change.advice))\n"
  }
}
