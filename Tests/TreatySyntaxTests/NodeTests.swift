import Testing
import TreatyDiagnostics
import TreatySyntax

@Suite("A node gives its text, its keys and its elements")
struct NodeTests {
  @Test("by position, and by a key that the program knows")
  func access() throws {
    let root = try #require(read("a: 1\nb: [x, 'y''z', \"\\u00e9\"]\nc: |\n  text\n").tree?.root)
    #expect(root.entries.count == 3 && root.entries[1].key.text == "b")
    #expect(root.elements.isEmpty && root["a"]?.entries.isEmpty == true)
    #expect(root[name: "b"]?.elements.map(\.text) == ["x", "y'z", "é"])
    #expect(root[name: "d"] == nil && root["bb"] == nil)
  }

  @Test("a text is compared byte for byte", arguments: ["plain", "'it''s'", "\"\\u00e9\"", "''", "|\n  text\n"])
  func comparing(_ written: String) throws {
    let value = try #require(read("a: \(written)").tree?.root?[name: "a"])
    #expect(value.hasText(utf8: value.text.utf8) && value.hasText(utf8: Array(value.utf8)))
    #expect(!value.hasText(utf8: (value.text + "x").utf8) && !value.hasText("e\u{301}"))
    #expect(value.withUTF8 { span in span.indices.map { span[$0] } } == Array(value.utf8))
    #expect(try #require(read("plain: 1").tree?.root?.entries.first).key.hasText("plain"))
  }

  @Test("only what is not written is nothing")
  func nothing() throws {
    let root = try #require(read("a:\nb: ''\nc: ~\nd: {}\ne: [ ]\nf: {g, h: }\n").tree?.root)
    #expect(root.entries.filter(\.value.isNothing).map(\.key.text) == ["a"])
    #expect(root["f"]?.entries.allSatisfy(\.value.isNothing) == true)
    #expect(root.entries.allSatisfy { $0.value.ordinal < root.ordinal } && root.ordinal == 16)
  }
}
