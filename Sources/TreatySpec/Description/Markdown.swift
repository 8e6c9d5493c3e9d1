/// Pieces of Markdown, as the reference writes them.
enum Markdown {
  /// The anchor of a heading, as hosts of repositories make it: small letters, hyphens for spaces, no other signs.
  static func anchor(_ heading: String) -> String {
    var anchor = ""
    for character in heading.lowercased() {
      if character.isLetter || character.isNumber || character == "-" || character == "_" {
        anchor.append(character)
      } else if character == " " {
        anchor.append("-")
      }
    }
    return anchor
  }

  /// A code span.
  static func code(_ text: String) -> String {
    text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }

  /// `a`, `b` and `c`.
  static func list(_ items: [String], _ word: String) -> String {
    guard let last = items.last, items.count > 1 else { return items.joined() }
    return "\(items.dropLast().joined(separator: ", ")) \(word) \(last)"
  }

  /// A row of a table: a bar in a cell would end it.
  static func row(_ cells: [String]) -> String {
    "| \(cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |"
  }
}
