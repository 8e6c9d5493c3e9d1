import CEL
import Testing

@Suite("Expressions in texts are found by what they are, not by counting braces")
struct TemplateTests {
  @Test(
    "pieces",
    arguments: [
      ("", []), ("plain", ["plain"]), ("${a}", ["<a>"]), ("  ${ a }\n", ["<a>"]),
      ("[${ a }] ${b}!", ["[", "<a>", "] ", "<b>", "!"]),
      ("$${a}", ["${a}"]), ("$$${a}", ["$${a}"]), ("$5 and $$", ["$5 and $$"]),
      ("${ {'a': {'b': 1}}['a'] }", ["<{'a': {'b': 1}}['a']>"]),
      ("${ '}' + \"}\" }", ["<'}' + \"}\">"]), ("${ r'\\' + '\\'}' }x", ["<r'\\' + '\\'}'>", "x"]),
      ("${ '''a}'b''' }", ["<'''a}'b'''>"]),
      ("${ a // }\n }", ["<a // }>"]), ("é${ 'é}' }é", ["é", "<'é}'>", "é"]), ("}${a}{", ["}", "<a>", "{"]),
      ("${a}${b}", ["<a>", "<b>"]),
      ("${ `a}b` }", []), (" ${a} ${b} ", [" ", "<a>", " ", "<b>", " "]),
    ] as [(String, [String])])
  func pieces(_ text: String, _ wanted: [String]) throws {
    guard let template = try? Template.parse(text) else { return #expect(wanted.isEmpty) }
    let bytes = Array(text.utf8)
    let found = template.pieces.map { piece -> String in
      switch piece {
      case .text(let text): return text
      case .expression(let source, let range):
        #expect(source == String(decoding: bytes[range], as: UTF8.self), "the range is that of the source")
        return "<\(source)>"
      }
    }
    #expect(found == wanted)
  }

  @Test(
    "what is wrong is said with its place",
    arguments: [
      ("a ${ b", 2..<4, "not closed"), ("a ${ 'b }", 5..<9, "closed"), ("${ }", 0..<4, "no expression"),
      ("x${ a # }", 6..<7, "no place"),
      ("${ ( }", 0..<2, "not closed"),
    ])
  func issues(_ text: String, _ range: Range<Int>, _ words: String) {
    #expect {
      _ = try Template.parse(text)
    } throws: { error in
      guard let issue = error as? CEL.Issue else { return false }
      return issue.range == range && issue.message.contains(words)
    }
  }

  @Test(
    "a template that is one expression has its type, any other is text",
    arguments: [
      ("${ 1 }", true), ("\n  ${ 1 }\n", true), ("${ 1 }${ 2 }", false), ("a${ 1 }", false), ("a", false),
      ("$${ 1 }", false),
    ])
  func single(_ text: String, _ isSingle: Bool) throws {
    #expect(try Template.parse(text).isSingleExpression == isSingle)
  }

  @Test(
    "what can be a piece of a text has one text",
    arguments: [
      ("'a'", "a"), ("1", "1"), ("1u", "1"), ("1.5", "1.5"), ("true", "true"),
      ("timestamp('2026-11-23T10:15:30+01:00')", "2026-11-23T09:15:30Z"),
      ("duration('90s')", "90s"), ("null", nil), ("[1]", nil), ("{'a': 1}", nil), ("optional.of('a')", nil),
      ("b'a'", nil), ("1/0", nil),
    ] as [(String, String?)])
  func pieceText(_ source: String, _ text: String?) throws {
    let compilation = Environment().compile(source)
    let value = try #require(compilation.program).evaluate(Activation())
    #expect(value.pieceText?.string == text)
    // The checker refuses what never has a text; a failure has a type that would.
    if value.failure == nil { #expect(compilation.type.isPieceOfText == (text != nil)) }
  }
}
