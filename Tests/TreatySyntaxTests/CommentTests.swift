import Testing
import TreatyDiagnostics
import TreatySyntax

/// Comments of these files say themselves where they must be found: `PLACE [key] PATH`.
@Suite("Every comment is found, with its place and what it belongs to")
struct CommentTests {
  static let texts = [
    // Above, at the indentation of what follows.
    "# above key a\na: 1\n# above key b\nb:\n  # above key b.c\n  c: 1\n",
    "a:\n# above key a.b\n  b: 1\n    # above key a.c\n  c: 1\n",
    "a:\n  # above a[0]\n  - 1\n  # above a[1]\n  - b: 1\n    # above key a[1].c\n    c: 1\n",
    "a:\n# above a[0]\n- 1\n# above a[1]\n- 2\n# above key b\nb: 1\n",
    "a:\n  # above a\n  text\n", "a:\n# above key a.b\n  b: 1", "a: # behind key a\n  # above a\n  {b: 1}\n",
    "# above root\ntext\n", "# above root\n[a]\n", "\n\n  # head\n\n\na: 1\n", "# above [0]\n- a\n",
    // Behind.
    "a: 1 # behind a\nb: 'x' # behind b\nc: [1, 2] # behind c\nd: # behind d\ne: {} # behind e",
    "a: # behind key a\n  b: 1\nc: # behind key c\n  - 1\n", "- a # behind [0]\n- b: 1 # behind [1].b\n  c: 1\n",
    "a: one\n  two # behind a\n", "a: \"one\n  # text\n  two\" # behind a\n", "- # behind [0]\n- # behind [1]\n",
    "text # behind root\n", "[a] # behind root\n# below root\n",
    "? a # behind key a\n: # above a\n  1\n", "? # above key a\n  a\n# above a\n: 1\n",
    "? a # behind a\n? b\n", "? a\n# above key b\n? b\n",
    // Between an element and its dash.
    "- # dash [0]\n  a: 1\n- # dash [1]\n  - b\n- # dash [2]\n  text\n",
    "-\n  # dash [0]\n  text\n- # dash [1]\n  # dash [1]\n  text\n-\n  # above key [2].a\n  a: 1\n-\n  # above [3][0]\n  - 1\n",
    "a:\n- # dash a[0]\n  b: 1\n", "- - # dash [0][0]\n    a: 1\n",
    // Below what it closes.
    "a:\n  b: 1\n  # below a\nc: 1\n# below root\n",
    "a:\n  b:\n    c: 1\n    # below a.b\n   # below a\n  # below a\nd: 1\n",
    "a:\n  - 1\n  # below a\nb:\n- 1\n# above key c\nc: 1\n  # below root\n", "a:\n  # below a\nb:\n    # below b\n",
    "a: 1\n  # above key b\nb: 1\n  # below root\n", "a:\n  b: |\n    text\n  # below a\n# below root\n",
    "- a: 1\n  # below [0]\n- 2\n  # below root\n", "-\n  # below [0]\n-\n# above [2]\n-\n",
    "a:\n  - b: 1\n  -\n    # above a[1][0]\n    - 1\n?\n  # above key c\n  c\n: 2\n",
    // At the head.
    "# head\n\n# head\n# head\n\n# above key a\na: 1\n", "# head\n---\n# above key a\na: 1\n", "# head\n\na: 1\n",
    "%YAML 1.2 # head\n--- # above key a\na: 1\n... # below root\n# below root\n",
    "# head\r\n\r\n# above key a\r\na: 1\r\n",
    "# head\n", "\u{FEFF}# head\n\na: 1 # behind a\n", "---\n# head\n...\n# head\n",
    // In flow collections, over lines.
    "a: [ # inside a\n  # above a[0]\n  1, # behind a[0]\n  2 # behind a[1]\n  # below a\n] # behind a\n",
    "a: { # inside a\n  # above key a.b\n  b: 1, # behind a.b\n# above key a.c\n  c: # behind key a.c\n  # above a.c\n    2\n}\n",
    "a: [1 # behind a[0]\n  , # above a[1]\n  2]\n", "a: [{b: 1}, # behind a[0]\n  [], # behind a[1]\n  ]\n",
    "a: {b, # behind a.b\n  c: , # behind a.c\n  # below a\n}\n", "a: {b: # behind a.b\n  , c}\n",
    "a: [b: 1, # behind a[0]\n  # above a[1]\n  c: # behind key a[1].c\n  2]\n", "[ # inside root\n]\n",
    "a: {\n  # below a\n}\n",
    // Behind the head of a block scalar.
    "a: | # behind a\n  # text\nb: >- # behind b\n\n  # text\n\n# above key c\nc: |2+ # behind c\n   # text\n\n# below root\n",
    "- | # behind [0]\n # text\n- >1 # behind [1]\n",
    // Where `#` is no comment, though it may look so.
    "a#b: c#d # behind [\"a#b\"]\n'#': \"#\" # behind [\"#\"]\nf: \"\\\n  #\" # behind f # once\n",
    "a: http://b/#c # behind a\nd: [e#f, '#'] # behind d\n",
  ]

  @Test(
    "above a key or element, behind it, between it and its dash, inside its bracket, below what it closes, at the head",
    arguments: texts)
  func places(_ yaml: String) throws {
    for text in [yaml, yaml.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")] {
      let (tree, findings) = read(text)
      // A bracket that closes in the first column is warned of.
      #expect(findings.allSatisfy { $0.severity == .warning })
      guard let tree else { continue }
      for comment in tree.comments {
        let said = comment.text.split(separator: " # ", maxSplits: 1)[0].drop { $0 == " " }
        #expect(Self.describe(comment, tree) == said, "\(text)")
        let source = Array(text.utf8)[comment.span.range]
        #expect(source.elementsEqual("#\(comment.text)".utf8))
        let line = Array(text.utf8)[..<comment.span.range.lowerBound].split(
          separator: 0x0A, omittingEmptySubsequences: false
        ).last
        #expect(comment.standsAlone == line?.allSatisfy { [0x20, 0xEF, 0xBB, 0xBF].contains($0) })
      }
      let wanted = Array(yaml.split(whereSeparator: \.isNewline).filter { $0.contains("# ") && !$0.contains("# text") })
      #expect(tree.comments.count == wanted.count, "\(text)")
    }
  }

  /// Where a comment was found, in the words that the comments use.
  static func describe(_ comment: TreatySyntax.Comment, _ tree: SyntaxTree) -> String {
    guard comment.place != .head, let node = comment.node else { return "\(comment.place)" }
    let path = tree.path(of: node)
    let isKey = !path.steps.isEmpty && tree.node(at: path)?.ordinal != node.ordinal
    return "\(comment.place) " + (isKey ? "key " : "") + (path.steps.isEmpty ? "root" : path.description)
  }

  @Test(
    "one without a blank before it is refused, as YAML does and libyaml does not",
    arguments: ["a: \"b\"#c\n", "a: [b,#c\n]\n", "a: ># c\n  d\n", "a: [#b\n]\n", "{}#\n", "%YAML 1.2#\n---\na: 1\n"])
  func unspaced(_ text: String) throws {
    let found = try #require(read(text).findings.first)
    let place = try #require(text.utf8.firstIndex(of: UInt8(ascii: "#"))).utf16Offset(in: text)
    #expect(found.code == .invalidYAML && found.primary?.span.range == place..<place + 1)
    #expect(found.fixes.first?.edits.map(\.replacement) == [" "])
  }

  @Test("many comments take no longer each than few", arguments: ["- a\n", "a: 1\n", "k:\n  - [b]\n", "-\n  a: 1\n"])
  func many(_ entry: String) {
    let comments = String(repeating: "#\n", count: 20_000)
    let tree = read("- 0\n" + comments + "- 1\n").tree
    #expect(tree?.comments.count == 20_000 && tree?.comments.last?.node?.text == "1")
    let (nested, _) = read(String(repeating: "- ", count: 60) + entry.replacing("\n", with: " #\n") + comments)
    #expect(nested == nil || (nested?.comments.count ?? 0) > 20_000)
  }
}
