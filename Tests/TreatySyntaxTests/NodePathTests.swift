import Testing
import TreatyDiagnostics
import TreatySyntax

@Suite("A place in a file has a path")
struct NodePathTests {
  static let text = """
    flows:
      page-to-ticket:
        deliver:
          - to: desk.ticket
            fields: {Priority: 1, "a b": [x, y], é: "", _1: ~}

        empty:
    """

  @Test(
    "the path of the deepest node there; a key leads to its value",
    arguments: [
      ("flows", "flows"), ("page-", "flows.page-to-ticket"), ("- to", "flows.page-to-ticket.deliver"),
      ("to: desk", "flows.page-to-ticket.deliver[0].to"), (": desk", "flows.page-to-ticket.deliver[0].to"),
      ("desk.ticket", "flows.page-to-ticket.deliver[0].to"), ("{", "flows.page-to-ticket.deliver[0].fields"),
      ("1", "flows.page-to-ticket.deliver[0].fields.Priority"),
      ("\"a b", "flows.page-to-ticket.deliver[0].fields[\"a b\"]"),
      ("y]", "flows.page-to-ticket.deliver[0].fields[\"a b\"][1]"),
      ("é", "flows.page-to-ticket.deliver[0].fields[\"é\"]"),
      ("_1", "flows.page-to-ticket.deliver[0].fields._1"), ("\n    empty", "flows.page-to-ticket"),
      ("empty:", "flows.page-to-ticket.empty"), ("lows:\n  page-to-ticket:\n    deliver", "flows"),
    ])
  func path(_ part: String, _ path: String) throws {
    let tree = try #require(read(Self.text).tree)
    let found = try #require(Self.text.firstRange(of: part))
    let offset = Self.text.utf8.distance(from: Self.text.startIndex, to: found.lowerBound)
    #expect(tree.path(at: offset).description == path)
    if part.hasPrefix("lows") {
      let span = Span(file: tree.file, range: offset..<offset + part.utf8.count)
      #expect(tree.path(of: span).description == path)
    }
  }

  @Test("outside of everything, the root")
  func outside() throws {
    let tree = try #require(read("\n# c\na: 1\n\n").tree)
    for offset in [0, 2, 10, 11, 500] { #expect(tree.path(at: offset) == NodePath()) }
    #expect(NodePath().description == "" && read("").tree?.path(at: 0) == NodePath())
  }

  @Test("every node is found at its path, in every file", arguments: CommentTests.texts)
  func roundTrip(_ text: String) throws {
    guard let tree = read(text).tree, let root = tree.root else { return }
    var open = [(NodePath(), root)]
    while let (path, node) = open.popLast() {
      #expect(tree.path(of: node) == path && tree.node(at: path)?.ordinal == node.ordinal, "\(path) in \(text)")
      for (key, value) in node.entries {
        #expect(tree.path(of: key) == path.key(key.text))
        open.append((path.key(key.text), value))
      }
      for (index, element) in node.elements.enumerated() { open.append((path.element(index), element)) }
    }
  }

  @Test("what could be misread is escaped")
  func escaped() {
    let path = NodePath().key("a\"b\\c\n\u{1}").element(12).key("").key("1a").key("a.b")
    #expect(path.description == #"["a\"b\\c\n\u0001"][12][""]["1a"]["a.b"]"#)
  }
}
