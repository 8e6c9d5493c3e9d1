import ArgumentParser
import Foundation
import TreatyDiagnostics
import TreatyRules

/// Forms of a page.
enum PageFormat: String, ExpressibleByArgument, CaseIterable {
  case text, markdown
}

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say more about a finding: what it means, why it matters, how to mend it.",
    discussion: """
      Takes the code of a finding, or the name of what is wrong. Without one it lists all codes.

        treaty explain TR0401
        treaty explain 401
        treaty explain retried-unsafe-create --format markdown

      Exit codes: 0 there is such a page; 2 there is none.
      """)

  @Argument(help: "Code or name, such as `TR0401`, `401` or `open-webhook`.")
  var code: String?

  @Option(help: "How it is printed: text or markdown.")
  var format = PageFormat.text

  func run() throws {
    let catalogue = Pages.catalogue
    guard let code else { return Terminal.print(format == .text ? catalogue.text() : catalogue.markdown()) }
    guard let page = catalogue.page(named: code) else {
      let near = catalogue.pages(near: code).prefix(5).map { "`\($0.code.name)` (\($0.name))" }
      Terminal.complain(
        "error: no finding is called `\(code)`; "
          + (near.isEmpty ? "`treaty explain` lists all" : "did you mean \(near.joined(separator: ", "))?"))
      throw Exit.usage
    }
    Terminal.print(
      format == .markdown
        ? page.markdown()
        : page.text(columns: Terminal.width(STDOUT_FILENO), colour: Terminal.hasColour(STDOUT_FILENO)))
  }
}
