import Foundation
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatyTestSupport

@Suite("docs/language.md says what is so")
struct TourTests {
  @Test("after every snippet the package is as the page says", arguments: try TourPage().steps)
  func step(_ step: TourPage.Step) {
    let package = step.compile()
    guard let wrong = step.wrong else {
      #expect(Fixtures.report(package) == "")
      return
    }
    #expect(package.findings.all.map { $0.code.name } == [wrong], "\(Fixtures.report(package))")
  }

  @Test("what is shown as answer is the answer")
  func answers() throws {
    let page = try TourPage()
    var parts: [String: String] = [:]
    for (name, count) in page.generated {
      // A flow is shown as it is; a mistake is the last thing said.
      let step = try #require(
        page.steps.prefix(count).last { $0.wrong == nil || !name.hasPrefix("flow ") }, "nothing stands before `\(name)`"
      )
      parts[name] = "```text\n\(try answer(name, step))```"
    }
    try Golden.expect(parts, in: TourPage.path)
  }

  /// A finding by its code, or a flow as `treaty show` has it.
  private func answer(_ name: String, _ step: TourPage.Step) throws -> String {
    let package = step.compile()
    guard name.hasPrefix("flow ") else { return Fixtures.report(package) }
    let text = PlanText(try #require(try package.file())).render()
    let lines = text.components(separatedBy: "\n").drop { !$0.hasPrefix(name) }.prefix { !$0.isEmpty }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test("no YAML stands there that nobody compiles, and every mistake is shown with what is said of it")
  func complete() throws {
    let page = try TourPage()
    #expect(page.loose == [])
    #expect(page.steps.count > 20)
    let mistakes = page.steps.compactMap { $0.wrong }
    #expect(mistakes == page.generated.map { $0.name }.filter { $0.hasPrefix("TR") })
  }
}
