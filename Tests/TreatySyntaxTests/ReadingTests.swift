import Testing
import TreatyDiagnostics
import TreatySyntax

/// Reads a text as the only file of a run.
func read(_ text: String, limits: SyntaxLimits = .spec) -> (tree: SyntaxTree?, findings: [Diagnostic]) {
  read(bytes: Array(text.utf8), limits: limits)
}

func read(bytes: [UInt8], limits: SyntaxLimits = .spec) -> (tree: SyntaxTree?, findings: [Diagnostic]) {
  var findings = Findings()
  var sources = Sources()
  let file = sources.add(path: "a.yaml", bytes: bytes)
  let tree = SyntaxTree.read(file: file, bytes: bytes, limits: limits, into: &findings)
  return (tree, findings.all)
}

@Suite("Specs are plain YAML: what is not is refused, with a reason and without a crash")
struct ReadingTests {
  @Test(
    "refused by name",
    arguments: [
      ("a: &x 1", .anchor), ("a: [*x]", .alias), ("a: &x 1\nb: *x", .alias), ("a: !!str 1", .tag),
      ("a: !x 1", .tag), ("a: 1\n---\nb: 2", .severalDocuments),
      ("a: 1\na: 2", .duplicateKey), ("? [a]\n: 1", .keyNotText), ("<<: {a: 1}", .mergeKey), ("a: b: c", .invalidYAML),
      ("a: \"b", .invalidYAML), ("a: [1", .invalidYAML),
      ("a:\n\tb: 1", .invalidYAML), ("a: @b", .invalidYAML), ("a: %b", .invalidYAML), ("a: `b`", .invalidYAML),
      ("a: \"\\q\"", .invalidYAML), ("a: \u{1}", .invalidYAML),
      // Readers differ in whether they see these, and whether they end a line.
      ("a: 1\n\u{FEFF}b: 2", .invalidYAML), ("\u{FEFF}\u{FEFF}a: 1", .invalidYAML),
      ("a: b\u{85}c", .invalidYAML), ("a: b\u{2028}c", .invalidYAML), ("# b\u{2029}a: 1", .invalidYAML),
      ("? [a, b]\n: 1", .keyNotText), ("{? : 1}", .keyNotText), ("? \n: 1", .keyNotText),
    ] as [(String, DiagnosticCode)])
  func refused(_ text: String, _ code: DiagnosticCode) {
    let findings = read(text).findings
    #expect(findings.contains { $0.code == code }, "\(findings.map { $0.message })")
    #expect(findings.allSatisfy { !$0.message.isEmpty && $0.primary != nil })
  }

  @Test("bytes that are no UTF-8 are pointed at")
  func invalidUTF8() {
    let findings = read(bytes: Array("a: b\nc: ".utf8) + [0xC3, 0x28]).findings
    #expect(findings.first?.code == .invalidUTF8)
    #expect(findings.first?.primary?.span.range == 8..<9)
  }

  @Test("limits are named in the message")
  func limits() {
    let bomb = read(String(repeating: "[", count: 100_000))
    #expect(bomb.findings.first?.code == .tooDeep)
    #expect(bomb.findings.first?.message.contains("64") == true)
    #expect(
      read(String(repeating: "- a\n", count: 200), limits: SyntaxLimits(bytes: 1 << 20, depth: 64, nodes: 100)).findings
        .first?.code == .tooManyNodes)
    #expect(read(String(repeating: "#", count: (1 << 20) + 1)).findings.first?.code == .fileTooLarge)
  }

  @Test(
    "scalars mean what the core schema of YAML 1.2 says",
    arguments: [
      ("no", .string), ("yes", .string), ("on", .string), ("Off", .string), ("true", .bool(true)),
      ("False", .bool(false)), ("null", .null), ("~", .null), ("0o17", .int(15)),
      ("0x1F", .int(31)), ("017", .int(17)), ("-12", .int(-12)), ("+1", .int(1)),
      ("9223372036854775808", .integerOverflow), ("1.5", .float(1.5)), (".5", .float(0.5)),
      ("1e3", .float(1000)), (".inf", .float(.infinity)), ("-.INF", .float(-.infinity)), ("1_000", .string),
      ("0b1", .string), ("1:30", .string), ("2026-11-23", .string),
      ("'1'", .string), ("\"true\"", .string), ("0o8", .string), ("1.2.3", .string), ("-", .string),
    ] as [(String, ScalarValue)])
  func scalar(_ text: String, _ value: ScalarValue) {
    #expect(read("a: \(text == "-" ? "'-'" : text)").tree?.root?["a"]?.resolved == value)
  }

  @Test("keys and values know where they stand, also behind letters of several bytes")
  func places() throws {
    let text = "straße: ü  # comment\nb:\n  - x: 1\n    y: {z: w}\n"
    let root = try #require(read(text).tree?.root)
    func source(_ node: Node) -> String { String(decoding: Array(text.utf8)[node.span.range], as: UTF8.self) }
    #expect(root.entries.map { source($0.key) } == ["straße", "b"])
    #expect(source(root.entries[0].value) == "ü")
    let item = try #require(root["b"]?.elements.first)
    #expect(source(item) == "x: 1\n    y: {z: w}")
    #expect(try source(#require(item["y"])) == "{z: w}")
  }

  @Test("a byte order mark is no character of the first line")
  func byteOrderMark() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("ä: 1\nb: @\n".utf8)
    #expect(read(bytes: bytes).findings.first?.primary?.span.range == 12..<13)
    let root = try #require(read(bytes: bytes.dropLast(2) + [0x31]).tree?.root)
    #expect(root.entries.map { bytes[$0.key.span.range] } == [bytes[3..<5], bytes[9..<10]])
  }

  @Test("anchors and tags are named as they are written", arguments: ["!!str", "!a", "!<tag:x,y>", "&a"])
  func properties(_ property: String) throws {
    for text in ["\(property) b", "[\(property) , c]", "\(property)  # c\n  b: 1", "\(property) |\n  b"] {
      let found = try #require(read("a: \(text)").findings.first)
      #expect(
        found.primary?.span.range == (text.hasPrefix("[") ? 4 : 3)..<(text.hasPrefix("[") ? 4 : 3) + property.utf8.count
      )
    }
  }

  @Test(
    "a key that stands twice is found among few keys and among many, each time beside the first",
    arguments: [3, 12, 13, 500])
  func duplicates(_ count: Int) {
    let keys = (0..<count).map { "key-\($0)" } + ["key-1", "'key-1'", "\"key\\x2D0\""]
    for text in [keys.map { "\($0): 1\n" }.joined(), "{" + keys.map { "\($0): 1" }.joined(separator: ", ") + "}"] {
      let found = read(text).findings
      #expect(found.map(\.code) == [.duplicateKey, .duplicateKey, .duplicateKey])
      let first = text.utf8.firstRange(of: "key-1".utf8).map {
        text.utf8.distance(from: text.startIndex, to: $0.lowerBound)
      }
      #expect(found.prefix(2).allSatisfy { $0.related.first?.span.range.lowerBound == first })
    }
    #expect(read(keys.dropLast(3).map { "\($0): 1\n" }.joined()).findings.isEmpty)
    // Told of also where the text breaks off.
    #expect(read("a:\n  b: 1\n  b: 2\n  c: @").findings.map(\.code) == [.duplicateKey, .invalidYAML])
  }

  @Test("damaged text is refused or read, and never crashes", arguments: 0..<20)
  func fuzz(_ seed: UInt64) {
    var random = Seeded(state: seed &+ 1)
    let sample = Array(
      "a: {b: [1, 'x', \"y\\n\"], c: |\n  text\n  more\n}\nd:\n  - e: >-\n      folded\n      text\n  - f: *g\n".utf8)
    for _ in 0..<200 {
      var bytes = sample
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(Array("[]{}:-'\"|>\n \t#&*!%@".utf8).randomElement(using: &random) ?? 0, at: place)
        }
        if bytes.isEmpty { bytes = sample }
      }
      let result = read(bytes: bytes)
      #expect(result.tree != nil || !result.findings.isEmpty)
    }
  }
}

/// A repeatable stream of numbers.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
