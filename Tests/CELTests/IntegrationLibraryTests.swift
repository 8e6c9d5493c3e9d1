@testable import CEL
import Testing

@Suite("Texts take the form that the other system wants, or say why they cannot")
struct IntegrationLibraryTests {
  @Test(
    "what holds",
    arguments: [
      // JSON
      "parseJson('{\"a\": [1, 2.5, null, \"x\"]}') == {'a': [1, 2.5, null, 'x']}", "parseJson(b' true ') == true",
      "parseJson('\"é\\\\u00e9\"') == 'éé'", "parseJson('18446744073709551615') == 18446744073709551615u",
      "toJson({'b': 1, 'a': [true, null, 'x', 1.0]}) == '{\"a\":[true,null,\"x\",1],\"b\":1}'",
      "toJson('\"') == '\"\\\\\"\"'",
      "toJson(9007199254740993) == '\"9007199254740993\"'", "toJson(b'hi') == '\"aGk=\"'",
      "toJson(ip('::1')) == '\"::1\"'",
      "toJson(timestamp(0)) == '\"1970-01-01T00:00:00Z\"'", "parseJson(toJson({'a': [1]})) == {'a': [1]}",
      // Hex
      "hex.encode(b'') == ''", "hex.encode(b'\\x00\\xff\\x0a') == '00ff0a'",
      "hex.decode('00FFfa') == b'\\x00\\xff\\xfa'",
      "hex.decode('') == b''",
      // Slugs
      "slug('') == ''", "slug('Hello, World!') == 'hello-world'", "slug('  --a--b--  ') == 'a-b'", "slug('…') == ''",
      "slug('Über Größe & Maß') == 'uber-grosse-mass'", "slug('Łódź Ærø Œuvre Đà Þór') == 'lodz-aero-oeuvre-da-thor'",
      "slug('e\\u0301cole a\\u030a') == 'ecole-a'", "slug('Việt Nam') == 'viet-nam'",
      "slug('ŞİŞLİ ığdır') == 'sisli-igdir'",
      "slug('ﬁn ﬃ ĳ') == 'fin-ffi-ij'", "slug('日本 db-01 東京') == 'db-01'", "slug('a_b.c/d') == 'a-b-c-d'",
      "slug('SRV42: disk 97% full') == 'srv42-disk-97-full'", "slug('one two three', 7) == 'one-two'",
      "slug('one two three', 8) == 'one-two'", "slug('one two three', 6) == 'one'",
      "slug('one two three', 13) == 'one-two-three'",
      "slug('one two three', 12) == 'one-two'", "slug('onetwothree', 4) == 'onet'", "slug('  onetwo', 3) == 'one'",
      "slug('one two', 0) == ''", "slug('one', 3) == 'one'", "slug('one-', 3) == 'one'", "slug('a ß', 3) == 'a'",
      "slug('ß', 1) == 's'",
      "slug('one', 9223372036854775807) == 'one'",
      // Truncation
      "'abc'.truncate(3) == 'abc'", "'abcd'.truncate(3) == 'ab…'", "'abcd'.truncate(1) == '…'", "''.truncate(1) == ''",
      "'abcd'.truncate(3, '') == 'abc'", "'abcd'.truncate(0, '') == ''", "'abcdef'.truncate(5, '...') == 'ab...'",
      "'abcd'.truncate(3, '...') == '...'", "'abc'.truncate(3, '...') == 'abc'", "'😀😀😀'.truncate(2) == '😀…'",
      "'😀😀😀'.truncate(3) == '😀😀😀'", "'e\\u0301e\\u0301'.truncate(2) == 'e…'",
      "'ééé'.truncate(9223372036854775807) == 'ééé'",
      "'äöü'.truncate(2).size() == 2",
      // Addresses
      "urlEncode('') == ''", "urlEncode('aZ09-._~') == 'aZ09-._~'",
      "urlEncode('a b/c?d=e&f+g%') == 'a%20b%2Fc%3Fd%3De%26f%2Bg%25'",
      "urlEncode('é😀') == '%C3%A9%F0%9F%98%80'", "urlDecode('a%20b%2fc%2FC3') == 'a b/c/C3'",
      "urlDecode('%C3%A9') == 'é'",
      "urlDecode('a+b') == 'a+b'", "urlDecode(urlEncode('\\u0000ÿ😀%')) == '\\u0000ÿ😀%'",
      // HTML out
      "textToHtml('') == ''",
      "textToHtml('<a href=\"x\">&\\'</a>') == '&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;'",
      "textToHtml('a\\nb\\r\\nc\\rd\\n\\ne') == 'a<br>b<br>c<br>d<br><br>e'", "textToHtml('é😀 ') == 'é😀 '",
      "textToHtml('https://example.org') == 'https://example.org'", "textToHtml('\\u0000') == '\\ufffd'",
      // Defaults
      "default(null, 'x') == 'x'", "default('', 'x') == ''", "default('a', 'x') == 'a'", "default(0, 1) == 0",
      "default(optional.none(), 'x') == 'x'", "default(optional.of('a'), 'x') == 'a'",
      "default(optional.of(''), 'x') == ''",
      "default(dyn(optional.of(null)), 'x') == 'x'", "default({'a': {'b': 1}}.?a.?b, 2) == 1",
      "default({'a': {'c': 1}}.?a.?b, 2) == 2", "default(parseJson('{\"a\": null}').?a, 2) == 2",
      "default([1][?3], 2) + 1 == 3",
    ])
  func holds(_ source: String) { #expect(value(source).asBool == true, "\(value(source))") }

  @Test(
    "what fails, and how it says so",
    arguments: [
      ("parseJson('{\"a\": }')", EvaluationFailure.Kind.conversion, "at byte 6"),
      ("parseJson('')", .conversion, "at byte 0"),
      ("parseJson('[1] 2')", .conversion, "behind the end"), ("parseJson(b'\"\\xff\"')", .conversion, "UTF-8"),
      ("parseJson('{\"a\": 1, \"a\": 2}')", .conversion, "twice"), ("toJson([0.0 / 0.0])", .conversion, "NaN"),
      ("hex.decode('0')", .conversion, "hex"), ("hex.decode('0g')", .conversion, "hex"),
      ("hex.decode('+1')", .conversion, "hex"),
      ("hex.decode(' 00')", .conversion, "hex"), ("slug('a', -1)", .badArgument, "negative"),
      ("'a'.truncate(-1)", .badArgument, "negative"),
      ("'a'.truncate(0)", .badArgument, "mark"), ("'a'.truncate(2, '...')", .badArgument, "mark"),
      ("urlDecode('%')", .conversion, "byte 0"),
      ("urlDecode('a%2')", .conversion, "byte 1"), ("urlDecode('%zz')", .conversion, "hex digits"),
      ("urlDecode('%+1')", .conversion, "hex digits"),
      ("urlDecode('%ff')", .conversion, "UTF-8"), ("urlDecode('%C3')", .conversion, "UTF-8"),
      ("parseJson(dyn(1))", .noSuchOverload, "int"),
      ("slug(dyn(1))", .noSuchOverload, "int"), ("default({'a': {}}.a.b, 1)", .noSuchKey, "b"),
    ])
  func fails(_ source: String, _ kind: EvaluationFailure.Kind, _ words: String) {
    let failure = value(source).failure
    #expect(failure?.kind == kind)
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
  }

  @Test(
    "what cannot be right is found before it runs",
    arguments: [
      ("slug('a', -1)", IssueKind.syntax), ("'a'.truncate(-1)", .syntax), ("'a'.truncate(-1, '')", .syntax),
      ("hex.decode('0')", .syntax), ("urlDecode('%')", .syntax), ("default('a', 1)", .noOverload),
      ("slug(1)", .noOverload),
      ("default(optional.of(1), 'a')", .noOverload), ("'a'.truncate('b')", .noOverload),
    ])
  func found(_ source: String, _ kind: IssueKind) {
    #expect(IntegrationLibraryTests.environment.compile(source).issues.map(\.kind) == [kind])
  }

  @Test(
    "a default has the type of what it stands for",
    arguments: [
      ("default(item.?owner, 'x')", "string"), ("default(maybe, 1)", "int"), ("default(null, 1.5)", "double"),
      ("default(item.x, 'x')", "string"),
    ])
  func types(_ source: String, _ type: String) {
    var environment = IntegrationLibraryTests.environment
    environment.declare("item", .map(.string, .string))
    environment.declare("maybe", .nullable(.int))
    #expect(environment.compile(source).issues == [])
    #expect(environment.compile(source).type.description == type)
  }

  @Test(
    "long texts of one character are done at once",
    arguments: ["<", "&", "%", "%41", "é", "&;", "[", "{\"a\":", "ß ", "\u{301}", "\n"])
  func hostile(_ piece: String) {
    var environment = IntegrationLibraryTests.environment
    environment.declare("x", .string)
    let text = Value.string(String(repeating: piece, count: 100_000 / piece.utf8.count))
    for source in [
      "slug(x)", "slug(x, 50)", "x.truncate(50)", "urlEncode(x)", "urlDecode(x)", "textToHtml(x)", "htmlToText(x)",
      "parseJson(x)",
      "toJson(x)", "hex.decode(x)", "formatTime(timestamp(0), x, 'UTC')", "parseTime(x, 'yyyy-MM-dd', 'UTC')",
      "parseTime('2026', x, x)", "htmlToText(textToHtml(x))",
    ] {
      #expect(environment.compile(source).program?.evaluate(slots: [text]).failure?.kind != .tooCostly, "\(source)")
    }
  }

  @Test("every letter is ASCII in a slug, whatever it is made of")
  func slugs() {
    for scalar in (0x20...0x1FFF).compactMap(Unicode.Scalar.init) {
      let slug = value("slug(x)", String(Character(scalar))).asString ?? "-"
      #expect(slug.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }, "\(scalar): \(slug)")
    }
  }

  static let environment = Environment(libraries: .standard + [.integration])

  private func value(_ source: String, _ text: String = "") -> Value {
    var environment = IntegrationLibraryTests.environment
    environment.declare("x", .string)
    return environment.compile(source).program?.evaluate(slots: [.string(text)])
      ?? .string("\(environment.compile(source).issues)")
  }
}
