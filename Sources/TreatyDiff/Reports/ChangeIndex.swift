import TreatyDiagnostics

/// All kinds of change, on one page.
public enum ChangeIndex {
  /// The page, with links to those of each.
  public static var markdown: String {
    var text = """
      # Kinds of change

      What `treaty diff` finds, by code. `treaty explain CODE` shows the same pages. [How a change is reviewed](../review.md).

      Levels: what **breaks** needs a major version; what **weakens** a promise, or **exposes** data or power, a minor one, and somebody who agrees; a
      **note** is worth knowing. Whom it concerns: the **state** of what is stored, a **partner**, a **promise**, the **exposure** of data, or **people**.

      """
    var heading: String?
    for rule in ChangeRules.all.map({ $0.about }) {
      let family = ChangeIndex.family(rule.code)
      if heading != family {
        heading = family
        text +=
          "\n## \(family)\n\n| code | name | what is different | level | concerns | stored |\n| --- | --- | --- | --- | --- | --- |\n"
      }
      text +=
        "| [\(rule.code.name)](\(rule.code.name).md) | `\(rule.name)` | \(MarkdownText.prose(rule.title)) | \(rule.levels) | \(rule.concern.rawValue) | \(rule.touchesState ? "yes" : "") |\n"
    }
    text += "\n## Of the comparison itself\n\n| code | name | what is wrong |\n| --- | --- | --- |\n"
    for page in ChangeRules.pages.dropFirst(ChangeRules.all.count) {
      text += "| [\(page.code.name)](\(page.code.name).md) | `\(page.name)` | \(MarkdownText.prose(page.title)) |\n"
    }
    return text
  }

  private static func family(_ code: DiagnosticCode) -> String {
    switch code.rawValue / 100 % 100 {
    case 1: "Ids and what is stored"
    case 2: "Routes"
    case 3: "What senders send and systems take"
    case 4: "Mappings and tables"
    case 5: "Proof and access"
    case 6: "Delivery, retry, limits"
    case 7: "Retention and privacy"
    case 8: "People and what they promise"
    case 9: "Time"
    case 10: "The package"
    case 12: "Both ways"
    case 14: "Calls, and what systems keep"
    default: "Workflows, gates, probes, and what no host carries out yet"
    }
  }
}
