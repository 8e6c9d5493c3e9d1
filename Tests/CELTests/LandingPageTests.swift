import CEL
import Foundation
import Testing
import TreatyTestSupport

@Suite("The lines that the pages begin with work")
struct LandingPageTests {
  @Test("use")
  func use() throws {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }
    // lines: use
    var environment = Environment()
    environment.declare("item", .map(.string, .dyn))
    let compilation = environment.compile("item.severity in ['high', 'critical'] && item.tags.size() > 1")
    for issue in compilation.issues { print("\(issue.range): \(issue.message)") }
    if let program = compilation.program {
      var activation = Activation()
      activation["item"] = try Value(json: #"{"severity": "high", "tags": ["vip", "db"]}"#.utf8)
      let value = program.evaluate(activation)
      print(value)  // true
    }
    // end
    #expect(printed == ["true"])
  }

  @Test("a function of one's own")
  func function() {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }
    // lines: function
    var environment = Environment()
    environment.register(
      Function(
        "initials", "The first letters of a text's words.", example: "initials('Ada Lovelace')",
        [.global([.string], .string)],
        .one { value in
          guard let text = value.asString else {
            return .failure(EvaluationFailure(.noSuchOverload, "initials of no text"))
          }
          return .string(String(text.split(separator: " ").compactMap(\.first)))
        }))
    let program = environment.compile("initials('Ada Lovelace') == 'AL'").program
    print(program?.evaluate(Activation()).asBool == true)  // true
    // end
    #expect(printed == ["true"])
  }

  @Test(
    "the pages have these lines",
    arguments: [
      ("use", "Sources/CEL/CEL.docc/CEL.md"), ("use", "docs/cel.md"), ("function", "Sources/CEL/CEL.docc/CEL.md"),
    ])
  func pages(_ name: String, _ path: String) throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8).components(separatedBy: "\n")
    let lines = source.drop { $0 != "    // lines: \(name)" }.dropFirst().prefix { $0 != "    // end" }
      .map { $0.dropFirst(4) }.joined(separator: "\n")
    #expect(!lines.isEmpty)
    let page = try String(contentsOf: Golden.repository.appending(path: path), encoding: .utf8)
    #expect(page.contains("```swift\n\(lines)\n```"), "\(path) has other lines")
  }
}
