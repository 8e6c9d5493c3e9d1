import CEL
import Testing

@testable import JSONSchema

@Suite("What is wrong with a schema is said where it stands, by name")
struct ProblemTests {
  static let cases: [(schema: String, kind: SchemaProblem.Kind, pointer: String, words: String)] = [
    (##"{"type": "strin"}"##, .invalid, "/type", "did you mean `string`?"),
    (##"{"properties": {"a": {"required": true}}}"##, .invalid, "/properties/a/required", "list of names"),
    (##"{"items": [{}]}"##, .invalid, "/items", "`prefixItems`"),
    (##"{"$ref": "https://example.com/other.json"}"##, .unresolvedReference, "/$ref", "nothing is fetched"),
    (
      ##"{"$ref": "#/$defs/itm", "$defs": {"item": {}}}"##, .unresolvedReference, "/$ref",
      "did you mean `#/$defs/item`?"
    ),
    (##"{"$schema": "http://json-schema.org/draft-07/schema#"}"##, .unsupported, "/$schema", "draft-07"),
    (##"{"$recursiveRef": "#"}"##, .unsupported, "/$recursiveRef", "`$dynamicRef`"),
    (##"{"pattern": "(?=a)b"}"##, .pattern, "/pattern", "no pattern for this"),
    (##"{"allOf": [{"$ref": "#"}]}"##, .loop, "/allOf/0/$ref", "leads back"),
    (##"{"additionalItems": false}"##, .unsupported, "/additionalItems", "`prefixItems`"),
    (##"{"propertes": {}}"##, .unsupported, "/propertes", "did you mean `properties`?"),
    (##"{"nullable": true}"##, .unsupported, "/nullable", "OpenAPI"),
    (##"{"format": "datetime"}"##, .unsupported, "/format", "did you mean `date-time`?"),
  ]

  @Test("problem", arguments: cases)
  func problem(_ each: (schema: String, kind: SchemaProblem.Kind, pointer: String, words: String)) throws {
    let compiled = CompiledSchema.compile(json: Array(each.schema.utf8), foreignKeywords: .refused)
    #expect(compiled.schema == nil)
    let problem = try #require(compiled.problems.first)
    #expect(compiled.problems.count == 1)
    #expect(problem.kind == each.kind)
    #expect(problem.pointer == each.pointer)
    #expect(problem.message.contains(each.words), "\(problem.message)")
  }

  @Test("notes of one's own are no problem, and none is where keywords are not held against the draft")
  func notes() {
    #expect(CompiledSchema.compile(json: Array(#"{"x-owner": "desk"}"#.utf8), foreignKeywords: .refused).schema != nil)
    #expect(CompiledSchema.compile(json: Array(#"{"nullable": true}"#.utf8)).schema != nil)
  }

  @Test("the schema may stand inside of the document")
  func pointer() throws {
    let document = Array(##"{"$defs": {"a": {"type": "integer"}, "b": {"items": {"$ref": "#/$defs/a"}}}}"##.utf8)
    let schema = try #require(CompiledSchema.compile(json: document, at: "/$defs/b").schema)
    #expect(schema.isValid(try Value(json: Array("[1]".utf8))))
    #expect(schema.validate(try Value(json: Array("[true]".utf8))).map(\.pointer) == ["/0"])
    let missing = CompiledSchema.compile(json: document, at: "/$defs/c")
    #expect(missing.problems.map(\.kind) == [.unresolvedReference])
  }

  static let text = """
    {
      "a": {"b~/": [1, {"c": "x"}]},
      "d\\u0065": null
    }
    """

  @Test(
    "a pointer leads to the name of a property, or the first line of an element",
    arguments: [
      ("", "{"), ("/a", ##""a""##), ("/a/b~0~1", ##""b~/""##), ("/a/b~0~1/0", "1"), ("/a/b~0~1/1", ##"{"c": "x"}"##),
      ("/a/b~0~1/1/c", ##""c""##), ("/de", ##""d\u0065""##), ("/a/missing", ##""a""##),
    ])
  func places(_ each: (pointer: String, text: String)) {
    let bytes = Array(ProblemTests.text.utf8)
    let range = JSONPlaces(bytes).range(of: each.pointer)
    #expect(String(decoding: bytes[range], as: UTF8.self) == each.text)
  }

  @Test("of a text that is cut anywhere something is said, and the end is reached")
  func cut() {
    let bytes = Array(ProblemTests.text.utf8)
    for count in 0...bytes.count {
      let range = JSONPlaces(Array(bytes.prefix(count))).range(of: "/a/b~0~1/1/c")
      #expect(range.upperBound <= count)
    }
  }
}
