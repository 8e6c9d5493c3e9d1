import ArgumentParser
import Foundation
import TreatyDiagnostics
import TreatyDiff
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
        treaty explain TD0103

      Exit codes: 0 there is such a page; 2 there is none.
      """)

  @Argument(help: "Code or name, such as `TR0401`, `401` or `open-webhook`.")
  var code: String?

  @Option(help: "How it is printed: text or markdown.")
  var format = PageFormat.text

  @Flag(help: "Print JSON.")
  var json = false

  private struct Report: Encodable {
    var code: String
    var name: String
    var title: String
    var summary: String
    var why: String
    var mend: String
    var related: [String]

    init(_ page: CodePage) {
      (code, name, title) = (page.code.name, page.name, page.title)
      (summary, why, mend) = (page.summary, page.why, page.mend)
      related = page.related.map(\.name)
    }
  }

  func run() throws {
    let catalogue = Catalogue(Pages.catalogue.pages + ChangeRules.pages)
    guard let code else {
      if json { return Terminal.print(ReportText.json(catalogue.pages.map(Report.init))) }
      return Terminal.print(format == .text ? catalogue.text() : catalogue.markdown())
    }
    guard let page = catalogue.page(named: code) else {
      let near = catalogue.pages(near: code).prefix(5).map { "`\($0.code.name)` (\($0.name))" }
      Terminal.complain(
        "error: no finding is called `\(code)`; "
          + (near.isEmpty ? "`treaty explain` lists all" : "did you mean \(near.joined(separator: ", "))?"))
      throw Exit.usage
    }
    if json { return Terminal.print(ReportText.json(Report(page))) }
    Terminal.print(
      format == .markdown
        ? page.markdown()
        : page.text(columns: Terminal.width(STDOUT_FILENO), colour: Terminal.hasColour(STDOUT_FILENO)))
  }
}
