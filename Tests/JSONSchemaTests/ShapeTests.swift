import CEL
import JSONSchema
import Testing

@Suite("A schema's shape says what its values look like, and never less than it allows")
struct ShapeTests {
  /// A shape in short: `{id: text, state?: (a|b)}`; what contains itself is `#0` inside.
  static func shown(_ json: String, formats: CompiledSchema.FormatUse = .assertion) throws -> String {
    let compiled = CompiledSchema.compile(json: Array(json.utf8), formats: formats)
    let schema = try #require(compiled.schema, "\(compiled.problems)")
    var writer = Writer(shape: schema.shape)
    return writer.text(schema.shape.root)
  }

  private struct Writer {
    let shape: SchemaShape
    var open: Set<Int> = []

    mutating func text(_ part: SchemaShape.Part) -> String {
      switch part {
      case .list(let element): return "[\(text(element))]"
      case .map(let value): return "{*: \(text(value))}"
      case .type(let place):
        guard open.insert(place).inserted else { return "#\(place)" }
        defer { open.remove(place) }
        switch shape.types[place] {
        case .choice(let values): return "(\(values.joined(separator: "|")))"
        case .object(let fields):
          return "{\(fields.map { "\($0.name)\($0.isOptional ? "?" : ""): \(text($0.part))" }.joined(separator: ", "))}"
        }
      default: return "\(part)"
      }
    }
  }

  static let cases: [(schema: String, shape: String)] = [
    (##"true"##, "any"),
    (##"{"type": "integer"}"##, "int"),
    (##"{"type": ["integer", "string"]}"##, "any"),
    (##"{"type": "string", "format": "date-time"}"##, "moment"),
    (##"{"type": "array", "items": {"type": "number"}}"##, "[number]"),
    (##"{"type": "array", "items": {"type": ["number", "null"]}}"##, "[any]"),
    (##"{"type": "object", "additionalProperties": {"type": "boolean"}}"##, "{*: bool}"),
    (
      ##"{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "n": {"type": "integer"}}}"##,
      "{id: text, n?: int}"
    ),
    // A required property that may be null can be missing as far as an expression is concerned.
    (##"{"type": "object", "required": ["a"], "properties": {"a": {"type": ["string", "null"]}}}"##, "{a?: text}"),
    (##"{"properties": {"state": {"enum": ["free", "taken", null]}}}"##, "{state?: (free|taken)}"),
    (##"{"oneOf": [{"const": "a"}, {"const": "b"}]}"##, "(a|b)"),
    (##"{"properties": {"a": {"anyOf": [{"type": "integer"}, {"type": "null"}]}}, "required": ["a"]}"##, "{a?: int}"),
    (
      ##"{"type": "object", "required": ["parts"], "properties": {"parts": {"type": "array", "items": {"$ref": "#"}}}}"##,
      "{parts: [#0]}"
    ),
    (
      ##"{"allOf": [{"$ref": "#/$defs/a"}, {"properties": {"y": {"type": "string"}}}], "$defs": {"a": {"properties": {"x": {"type": "integer"}}}}}"##,
      "{x?: int, y?: text}"
    ),
    // What one form does not name may be anything there, unless the form is closed.
    (
      ##"{"type": "object", "oneOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"b": {"type": "string"}}}]}"##,
      "{a?: any, b?: any}"
    ),
    (
      ##"""
      {"type": "object", "oneOf": [
        {"properties": {"kind": {"const": "a"}, "a": {"type": "string"}}, "required": ["kind"], "additionalProperties": false},
        {"properties": {"kind": {"const": "b"}, "b": {"type": "string"}}, "required": ["kind"], "additionalProperties": false}]}
      """##, "{kind: (a|b), a?: text, b?: text}"
    ),
    (##"{"type": "array", "items": {"$ref": "#"}}"##, "[[[[[[[[[any]]]]]]]]]"),
    (##"{"enum": [1, 2.0]}"##, "int"), (##"{"enum": [1, "a"]}"##, "any"), (##"false"##, "any"),
  ]

  @Test("the shape", arguments: cases)
  func shape(_ each: (schema: String, shape: String)) throws {
    #expect(try ShapeTests.shown(each.schema) == each.shape)
  }

  @Test("a time is a text where formats are not asserted")
  func annotation() throws {
    #expect(try ShapeTests.shown(##"{"type": "string", "format": "date-time"}"##, formats: .annotation) == "text")
  }

  @Test("bounds of both schemas hold, and of one of two the wider one")
  func bounds() throws {
    let json = ##"""
      {"properties": {
        "both": {"allOf": [{"type": "string", "maxLength": 9}, {"type": "string", "maxLength": 4}]},
        "either": {"anyOf": [{"type": "string", "maxLength": 9}, {"type": "string", "maxLength": 4}]},
        "mixed": {"maxLength": 4, "maxItems": 2}}}
      """##
    let schema = try #require(CompiledSchema.compile(json: Array(json.utf8)).schema)
    guard case .object(let fields) = schema.shape.types[0] else {
      Issue.record("no object")
      return
    }
    #expect(fields.map { $0.bounds.maxLength } == [4, 9, nil])
    #expect(fields.map { $0.pointer } == ["/properties/both", "/properties/either", "/properties/mixed"])
  }

  @Test("forms that share forms many times over are put together once")
  func shared() throws {
    let levels = (0..<40).map {
      ##""l\##($0)": {"anyOf": [{"$ref": "#/$defs/l\##($0 + 1)"}, {"$ref": "#/$defs/l\##($0 + 1)"}]}"##
    }
    let defs = (levels + [##""l40": {"type": "string"}"##]).joined(separator: ", ")
    #expect(try ShapeTests.shown(##"{"$ref": "#/$defs/l0", "$defs": {\##(defs)}}"##) == "text")
  }
}
