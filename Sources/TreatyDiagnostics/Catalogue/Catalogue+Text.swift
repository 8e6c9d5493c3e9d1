extension Catalogue {
  /// All codes in a line each, by family, for a terminal.
  public func text() -> String {
    let width = pages.map { $0.name.count }.max() ?? 0
    return families.map { family, pages in
      ([family.heading]
        + pages.map { page in
          "  \(page.code.name)  \(page.name)\(String(repeating: " ", count: width - page.name.count))  \(page.title)"
        }).joined(separator: "\n")
    }.joined(separator: "\n\n") + "\n"
  }

  /// All codes as a page of Markdown: what the pages that stand beside it in files of the codes' names (`TR0412.md`) are found by.
  public func markdown() -> String {
    var text = """
      # Codes

      Every kind of finding has a code that never changes its meaning. `treaty explain CODE` shows the same pages.

      """
    for (family, pages) in families {
      text +=
        "\n## \(family.heading)\n\n| code | name | what is wrong | severity | can be allowed |\n| --- | --- | --- | --- | --- |\n"
      for page in pages {
        let code = page.code.name
        text += "| [\(code)](\(code).md) | \(MarkdownText.code(page.name)) | \(MarkdownText.prose(page.title)) "
        text += "| \(page.severity) | \(page.canBeAllowed ? "yes" : "no") |\n"
      }
    }
    return text
  }

  private var families: [(family: CodeFamily, pages: [CodePage])] {
    CodeFamily.allCases.compactMap { family in
      let pages = pages.filter { $0.family == family }
      return pages.isEmpty ? nil : (family, pages)
    }
  }
}

extension CodeFamily {
  /// The name with a capital letter and the range of its codes: `Syntax (TR00xx)`.
  fileprivate var heading: String {
    let number = rawValue < 10 ? "0\(rawValue)" : "\(rawValue)"
    return name.prefix(1).uppercased() + name.dropFirst() + " (TR\(number)xx)"
  }
}
