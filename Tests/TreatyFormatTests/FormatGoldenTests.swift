import Foundation
import Testing
import TreatyDiagnostics
import TreatyFormat
import TreatyTestSupport

@Suite("Files are written in one way")
struct FormatGoldenTests {
  static let folder = "Tests/TreatyFormatTests/Fixtures"

  @Test("as a person has accepted it", arguments: ["order", "spacing", "scalars", "comments", "manifest"])
  func goldens(_ name: String) throws {
    let before = try Data(
      contentsOf: Golden.repository.appending(path: "\(FormatGoldenTests.folder)/\(name).before.yaml"))
    let formatted = SpecFormat.format([UInt8](before), kind: name == "manifest" ? .manifest : .sections)
    #expect(formatted.outcome == .changed && !formatted.findings.hasErrors)
    try Golden.expect(
      String(decoding: formatted.bytes, as: UTF8.self), is: "\(FormatGoldenTests.folder)/\(name).after.yaml")
  }

  @Test(
    "what is rare in specs",
    arguments: [
      // Ends of lines, white space at their ends, a byte order mark.
      ("\u{FEFF}a: 1  \r\nb:\r\n- 2\t\r\n", "a: 1\n\nb:\n  - 2\n"), ("a: 1\rb: 2", "a: 1\nb: 2\n"),
      // Frames of the document.
      ("%YAML 1.1\n--- # here\n\n\na: 1\n...\n\n# end\n\n", "%YAML 1.1\n--- # here\n\na: 1\n...\n\n# end\n"),
      ("---   {b: 1}\n", "--- {b: 1}\n"), ("--- --- a\n", "--- --- a\n"), ("    ... a: 1\n", "  ... a: 1\n"),
      ("# a\n---\n# b\n\nc: 1\n", "# a\n---\n# b\n\nc: 1\n"),
      // Nothing in the file.
      ("", ""), ("\n\n", ""), ("\n# a  \n\n\n#b", "# a\n\n#b\n"), ("---\n", "---\n"),
      // Keys with `? `.
      ("? a # b\n: c\n", "a: # b\n  c\n"), ("? |\n    a\n    b\n: - c\n", "? |\n  a\n  b\n:\n  - c\n"),
      ("? a\n", "a:\n"),
      ("?   \"a\n     b\"\n: 1\n", "? \"a\n   b\"\n: 1\n"),
      // Roots that are no mapping.
      ("  {\"a\":\n  1\n}\n", "{\"a\":\n  1\n}\n"), (" - a\n -   - b\n", "- a\n- - b\n"), ("|1\n  a\n", "|1\n  a\n"),
      // A text that ends with the file, and not with a line.
      ("a: |\n  b", "a: |-\n  b\n"), ("a: >2+\n    b", "a: >2-\n    b\n"), ("a: |-\n  b", "a: |-\n  b\n"),
      // Empty lines that are text.
      ("a: |+\n   b\n\n\nc: 1\n", "a: |+\n  b\n\n\nc: 1\n"), ("a: |+\n\n\nc: 1\n", "a: |+\n\n\nc: 1\n"),
      ("a: |+\n\n\n", "a: |+\n\n\n"), ("a: |+\n", "a: |+\n"), ("a:\n    - |+\n\n    - 1\n", "a:\n  - |+\n\n  - 1\n"),
      // Blanks that are text.
      ("a: \"b\\ \n  c\"\n", "a: \"b\\ \n  c\"\n"), ("a: |\n  b \n", "a: |\n  b \n"),
      ("a: \"b \n  c\"\n", "a: \"b\n  c\"\n"),
      // A line that would end the document in the first column.
      ("a:\n   'b\n    --- c'\n", "a:\n  'b\n   --- c'\n"),
    ])
  func rare(_ text: String, _ expected: String) {
    let formatted = SpecFormat.format(Array(text.utf8))
    #expect(String(decoding: formatted.bytes, as: UTF8.self) == expected)
    #expect(formatted.outcome == (text == expected ? .kept : .changed))
    #expect(SpecFormat.format(formatted.bytes).outcome == .kept)
  }

  @Test(
    "a file with errors stays as it is, and they are said",
    arguments: ["b:   1\na: [\n", "a: 1\na:   2\n", "a:   &b 1\n", "a: \u{FF}:\tb: c\n"])
  func errors(_ text: String) {
    let formatted = SpecFormat.format(Array(text.utf8))
    #expect(formatted.findings.hasErrors && formatted.outcome == .refused && formatted.bytes == Array(text.utf8))
  }

  @Test("docs/formatting.md shows what is written")
  func page() throws {
    let before = try Data(contentsOf: Golden.repository.appending(path: "\(FormatGoldenTests.folder)/page.before.yaml"))
    let after = SpecFormat.format([UInt8](before)).bytes
    func block(_ bytes: some Sequence<UInt8>) -> String {
      "```yaml\n" + String(decoding: Array(bytes), as: UTF8.self) + "```\n"
    }
    try Golden.expect(["before": block(before), "after": block(after)], in: "docs/formatting.md")
  }

  @Test("a file that would become too large to read stays as it is")
  func tooLarge() {
    let deep = "a:\n" + (1...20).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    let bytes = Array((deep + String(repeating: String(repeating: " ", count: 21) + "- 1\n", count: 41_000)).utf8)
    let formatted = SpecFormat.format(bytes)
    #expect(formatted.outcome == .refused && formatted.bytes == bytes)
    #expect(formatted.findings.all.map { $0.code } == [.fileTooLarge])
  }

  @Test("the kind of file is told by its name")
  func kinds() {
    #expect(SpecFileKind(path: "a/treaty.yaml") == .manifest)
    #expect(SpecFileKind(path: "treaty.yaml/b.treaty.yaml") == .sections)
  }
}
