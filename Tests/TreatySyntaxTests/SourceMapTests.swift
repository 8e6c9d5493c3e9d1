import Testing
import TreatyDiagnostics
import TreatySyntax

@Suite("A place in a scalar's text is found in the file")
struct SourceMapTests {
  @Test(
    "in every style",
    arguments: [
      ("a: one MARK two", "MARK"), ("a: 'it''s MARK here'", "MARK"), ("a: \"tab\\t MARK \\u00e9\"", "MARK"),
      ("a: |\n  first\n  second MARK\n", "MARK"),
      ("a: >-\n  folded\n  text MARK\n  end\n", "MARK"), ("a: |2\n    indented\n   MARK\n", "MARK"),
      ("a: plain\n  goes on MARK\n", "MARK"),
      ("a: \"goes\n  on MARK\"", "MARK"), ("a: >\n\n  empty before\n\n  MARK\n", "MARK"),
      ("a: \"\\\n  joined MARK\"", "MARK"), ("ü: 'é MARK'", "MARK"),
    ])
  func find(_ yaml: String, _ wanted: String) throws {
    let value = try #require(read(yaml).tree?.root?.entries.first?.value)
    let start = try #require(value.text.utf8.firstRange(of: wanted.utf8)?.lowerBound)
    let offset = value.text.utf8.distance(from: value.text.utf8.startIndex, to: start)
    let span = value.span(ofText: offset..<(offset + wanted.utf8.count))
    #expect(String(decoding: Array(yaml.utf8)[span.range], as: UTF8.self) == wanted)
  }

  @Test("an escape is underlined as it is written")
  func escape() throws {
    let yaml = "a: \"x\\ny\""
    let value = try #require(read(yaml).tree?.root?["a"])
    #expect(String(decoding: Array(yaml.utf8)[value.span(ofText: 1..<2).range], as: UTF8.self) == "\\n")
  }

  @Test("the map is monotone and stays inside the scalar, for random scalars of each style", arguments: 0..<40)
  func property(_ seed: UInt64) {
    var random = Seeded(state: seed &* 7919 &+ 3)
    let words = ["alpha", "é", "b c", "x: y", "it's", "end.", "${ a }", "#no", "日本"]
    for _ in 0..<25 {
      let lines = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        (0..<Int.random(in: 0...3, using: &random)).compactMap { _ in words.randomElement(using: &random) }.joined(
          separator: " ")
      }
      let yaml: String
      switch Int.random(in: 0..<4, using: &random) {
      case 0: yaml = "k: '" + lines.map { $0.replacing("'", with: "''") }.joined(separator: "\n  ") + "'\n"
      case 1: yaml = "k: \"" + lines.joined(separator: "\\n") + "\"\n"
      case 2: yaml = "k: |\n" + lines.map { "  \($0)\n" }.joined()
      default: yaml = "k: >\n" + lines.map { "  \($0)\n" }.joined()
      }
      guard let value = read(yaml).tree?.root?["k"] else { continue }
      var last = value.span.range.lowerBound
      for index in value.utf8.indices.map({ $0 - value.utf8.startIndex }) {
        let range = value.span(ofText: index..<index + 1).range
        #expect(range.lowerBound >= last && range.upperBound <= yaml.utf8.count, "\(yaml)")
        last = range.lowerBound
      }
    }
  }
}
