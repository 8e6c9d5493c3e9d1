import CEL
import CELCrypto
import Testing
import TreatyTestSupport

@Suite("docs/cel.md says what is so")
struct CELPageTests {
  @Test("what is generated is as the tables have it")
  func generated() throws {
    let reference = FunctionReference(.treaty + [.blocks])
    try Golden.expect(
      [
        "scopes": ScopePage.markdown(),
        "macros": reference.markdown([.macro], heading: 4),
        "operators": reference.markdown([.operator], heading: 4),
        "functions": reference.markdown([.function], heading: 3),
      ], in: CELPage.path)
  }

  @Test("examples in the text give what is said", arguments: try CELPage.examples())
  func examples(_ source: String, _ outcome: String) {
    #expect(CELPage.outcome(of: source) == outcome, "\(source)")
  }

  @Test("choices are made as the table says", arguments: try CELPage.choices())
  func choices(_ source: String, _ outcome: String) {
    #expect(CELPage.outcome(of: source) == outcome, "\(source)")
  }

  @Test("there are examples and choices to be held")
  func found() throws {
    #expect(try CELPage.examples().count > 20)
    #expect(try CELPage.choices().count > 40)
  }
}
