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
      ("a: \"\\\n  joined MARK\"", "MARK"), ("ü: 'é MARK'", "MARK"), ("a: |\n  MARK  \n\n\nb: 1\n", "MARK  "),
    ])
  func find(_ yaml: String, _ wanted: String) throws {
    let value = try #require(read(yaml).tree?.root?.entries.first?.value)
    let start = try #require(value.text.utf8.firstRange(of: wanted.utf8)?.lowerBound)
    let offset = value.text.utf8.distance(from: value.text.utf8.startIndex, to: start)
    let span = value.span(ofText: offset..<(offset + wanted.utf8.count))
    #expect(String(decoding: Array(yaml.utf8)[span.range], as: UTF8.self) == wanted)
  }

  @Test(
    "as it is written: an escape, a doubled quote, a line break",
    arguments: [
      ("a: \"x\\ny\"", 1..<2, "\\n"), ("a: \"x\\u00e9y\"", 1..<3, "\\u00e9"), ("a: \"x\\u00e9y\"", 2..<3, "\\u00e9"),
      ("a: \"\\x41\\U0001F600\"", 1..<5, "\\U0001F600"), ("a: 'it''s'", 2..<3, "''"), ("a: b\n  c", 1..<2, "\n"),
      ("a: b\r\n  c", 1..<2, "\r\n"), ("a: b  \n\n  c", 1..<2, "\n"), ("a: b  \n  c", 0..<1, "b"),
      ("a: \"b\\\n\n  c\"", 1..<2, "\n"), ("a: >\n  b\n  c\n", 0..<3, "b\n  c"), ("a: ''", 0..<0, ""),
      ("a: |\n  b\n", 2..<2, ""), ("a: |\n\n", 0..<0, ""), ("a: |+\n\n", 0..<1, "\n"), ("a: |1\n   b\n", 0..<3, "  b"),
      ("a: b", 1..<1, ""),
    ])
  func written(_ yaml: String, _ range: Range<Int>, _ wanted: String) throws {
    let value = try #require(read(yaml).tree?.root?["a"])
    #expect(String(decoding: Array(yaml.utf8)[value.span(ofText: range).range], as: UTF8.self) == wanted)
  }

  @Test("each character of random scalars of each style is where it was written", arguments: 0..<60)
  func property(_ seed: UInt64) throws {
    var random = Seeded(state: seed &* 7919 &+ 3)
    var looked = 0
    for _ in 0..<40 {
      let yaml = ScalarMaker.document(&random)
      guard let value = read(yaml).tree?.root?["k"] else { continue }
      try check(value, Array(yaml.utf8))
      looked += 1
      let count = value.utf8.count
      guard count > 0 else { continue }
      // A stretch is what its first and its last character are, and what is between.
      let low = Int.random(in: 0..<count, using: &random)
      let high = Int.random(in: low..<count, using: &random)
      let (first, last) = (value.span(ofText: low..<low + 1), value.span(ofText: high..<high + 1))
      #expect(value.span(ofText: low..<high + 1).range == first.range.lowerBound..<last.range.upperBound)
    }
    // Not all of what is made up is YAML; enough of it must be.
    #expect(looked > 10)
  }

  @Test("each character of every scalar of the YAML test suite is where it was written")
  func suite() throws {
    for test in YAMLSuite.cases {
      for yaml in [test.yaml, test.yaml.replacing("\n", with: "\r\n")] {
        let (tree, findings) = read(yaml)
        guard findings.isEmpty, let root = tree?.root else { continue }
        var open = [root]
        while let node = open.popLast() {
          open += node.elements + node.entries.flatMap { [$0.key, $0.value] }
          if node.kind == .scalar { try check(node, Array(yaml.utf8)) }
        }
      }
    }
  }

  /// Holds the map of a scalar against the rules by which one character is written.
  private func check(_ value: Node, _ source: [UInt8]) throws {
    let text = Array(value.utf8)
    var (index, last) = (0, value.span.range.lowerBound)
    while index < text.count {
      var end = index + 1
      while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
      let range = value.span(ofText: index..<end).range
      let written = Array(source[range])
      try #require(
        CharacterRule.stands(written, for: Array(text[index..<end]), value.style),
        "\(String(decoding: text[index..<end], as: UTF8.self).debugDescription) is not written \(String(decoding: written, as: UTF8.self).debugDescription) in \(String(decoding: source, as: UTF8.self).debugDescription)"
      )
      try #require(range.lowerBound >= last)
      (index, last) = (end, range.upperBound)
    }
  }
}

/// How one character of a scalar can be written.
enum CharacterRule {
  static func stands(_ written: [UInt8], for character: [UInt8], _ style: Node.Style) -> Bool {
    let isBreak = ["\n", "\r\n", "\r"].contains { Array($0.utf8) == written }
    switch character {
    case [0x0A] where isBreak: return true
    case [0x20] where isBreak: return style != .literal
    case [0x27] where style == .singleQuoted: return written == [0x27, 0x27]
    default: break
    }
    if style == .doubleQuoted, written.first == 0x5C {
      let text = String(decoding: written.dropFirst(), as: UTF8.self)
      if let number = UInt32(text.dropFirst(), radix: 16), "xuU".contains(text.first ?? " ") {
        return Unicode.Scalar(number).map { Array(String($0).utf8) == character } ?? false
      }
      return simple[text].map { Array($0.utf8) == character } ?? false
    }
    return written == character
  }

  private static let simple = [
    "0": "\0", "a": "\u{7}", "b": "\u{8}", "t": "\t", "\t": "\t", "n": "\n", "v": "\u{B}", "f": "\u{C}", "r": "\r",
    "e": "\u{1B}", " ": " ", "\"": "\"", "/": "/", "\\": "\\", "N": "\u{85}", "_": "\u{A0}", "L": "\u{2028}",
    "P": "\u{2029}",
  ]
}

/// Makes up scalars of every style.
enum ScalarMaker {
  static let words = [
    "alpha", "é", "b c", "x: y", "it's", "end.", "${ a }", "#no", "日本", " ", "  ", "\t", "-", "😀", "a\tb", "",
    "two  spaces",
  ]
  static let escapes = [
    "\\n", "\\t", "\\\"", "\\\\", "\\x41", "\\u00e9", "\\U0001F600", "\\ ", "\\/", "\\_", "\\L", "\\N", "\\0",
  ]

  /// A mapping with a scalar under `k`.
  static func document(_ random: inout some RandomNumberGenerator) -> String {
    let style = Int.random(in: 0..<5, using: &random)
    let lines = (0..<Int.random(in: 1...5, using: &random)).map { _ in line(style, &random) }
    let indent = String(repeating: " ", count: Int.random(in: 1...4, using: &random))
    let body = lines.map { line in
      line.isEmpty && Bool.random(using: &random) ? "" : indent + line
    }
    let value: String
    switch style {
    case 0: value = lines.isEmpty ? "" : ([lines[0]] + body.dropFirst()).joined(separator: "\n")
    case 1: value = "'" + ([lines[0]] + body.dropFirst()).joined(separator: "\n") + "'"
    case 2: value = "\"" + ([lines[0]] + body.dropFirst()).joined(separator: "\n") + "\""
    default:
      let number = Bool.random(using: &random) ? "\(indent.count)" : ""
      let chomp = ["", "-", "+"].randomElement(using: &random) ?? ""
      value = (style == 3 ? "|" : ">") + number + chomp + "\n" + body.joined(separator: "\n")
    }
    let tail = ["", "\n", "\n\n", "\nz: 1\n", "\n\n\nz: 1\n", "\n# c\n"].randomElement(using: &random) ?? ""
    let text = "k: " + value + tail
    let ends = ["\n", "\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    return text.replacing("\n", with: ends)
  }

  private static func line(_ style: Int, _ random: inout some RandomNumberGenerator) -> String {
    var line = ""
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      if style == 2, Int.random(in: 0..<3, using: &random) == 0 { line += escapes.randomElement(using: &random) ?? "" }
      line += (words.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
    }
    if style == 2, Int.random(in: 0..<5, using: &random) == 0 { line += "\\" }
    return style == 1 ? line.replacing("'", with: "''") : line
  }
}
