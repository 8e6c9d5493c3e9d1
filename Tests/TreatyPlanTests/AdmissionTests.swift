import CEL
import Testing
import TreatyPlan

@Suite("What comes from outside is held against its type once, at the border")
struct AdmissionTests {
  private static let types: [PlannedType] = {
    var length = Constraints()
    length.maxLength = 5
    var range = Constraints()
    range.minimum = 1
    range.maximum = 10
    var pattern = Constraints()
    pattern.pattern = "^[a-z]+$"
    return [
      PlannedType(
        name: "alarm",
        fields: [
          PlannedField(name: "id", type: "string", isOptional: false, constraints: length),
          PlannedField(name: "level", type: "@level", isOptional: false),
          PlannedField(name: "count", type: "int", isOptional: true, constraints: range),
          PlannedField(name: "at", type: "timestamp", isOptional: true),
          PlannedField(name: "load", type: "double", isOptional: true),
          PlannedField(name: "tags", type: "list(string)", isOptional: true),
          PlannedField(name: "labels", type: "map(string, string)", isOptional: true),
          PlannedField(name: "word", type: "string", isOptional: true, constraints: pattern),
          PlannedField(name: "child", type: "@alarm", isOptional: true),
          PlannedField(name: "any", type: "dyn", isOptional: true),
          PlannedField(name: "lasts", type: "duration", isOptional: true),
          PlannedField(name: "picture", type: "bytes", isOptional: true),
        ], isOpen: true),
      PlannedType(name: "level", values: ["low", "high"]),
      PlannedType(name: "closed", fields: [PlannedField(name: "a", type: "int", isOptional: true)], isOpen: false),
    ]
  }()

  private func admit(_ json: String, as type: TypeText = "@alarm") throws -> Result<Value, Admission.Refusal> {
    Admission(type, in: TypeCatalogue(Self.types)).admit(try Value(json: Array(json.utf8)))
  }

  @Test(
    "admitted",
    arguments: [
      #"{"id":"a","level":"low"}"#,
      #"{"id":"a","level":"low","count":10,"at":"2026-11-23T10:15:30.5Z","load":1,"tags":["x"],"labels":{"a":"b"},"word":"abc"}"#,
      #"{"id":"a","level":"low","unknown":[1,{"x":null}]}"#, #"{"id":"ééééé","level":"high","count":null}"#,
      #"{"id":"a","level":"low","child":{"id":"b","level":"high"}}"#,
    ])
  func admitted(_ json: String) throws { _ = try admit(json).get() }

  @Test(
    "refused, with the place",
    arguments: [
      ("[]", ""), (#"{"level":"low"}"#, ""), (#"{"id":1,"level":"low"}"#, "/id"),
      (#"{"id":"a","level":"mid"}"#, "/level"), (#"{"id":"abcdef","level":"low"}"#, "/id"),
      (#"{"id":"a","level":"low","count":11}"#, "/count"), (#"{"id":"a","level":"low","count":1.5}"#, "/count"),
      (#"{"id":"a","level":"low","at":"yesterday"}"#, "/at"),
      (#"{"id":"a","level":"low","tags":["x",1]}"#, "/tags/1"),
      (#"{"id":"a","level":"low","labels":{"a/b~":1}}"#, "/labels/a~1b~0"), (#"{"id":null,"level":"low"}"#, "/id"),
      (#"{"id":"a","level":"low","word":"A1"}"#, "/word"), (#"{"id":"a","level":"low","child":{"id":"b"}}"#, "/child"),
      (#"{"id":"a","level":"low","tags":"x"}"#, "/tags"), (#"{"id":"a","level":"low","lasts":90}"#, "/lasts"),
      (#"{"id":"a","level":"low","lasts":"soon"}"#, "/lasts"), (#"{"id":"a","level":"low","lasts":"1d-5s"}"#, "/lasts"),
      (#"{"id":"a","level":"low","picture":"a"}"#, "/picture"),
      (#"{"id":"a","level":"low","picture":[1]}"#, "/picture"),
    ])
  func refused(_ json: String, _ pointer: String) throws {
    guard case .failure(let refusal) = try admit(json) else {
      Issue.record("\(json) was admitted")
      return
    }
    #expect(refusal.violations.map { $0.pointer } == [pointer])
  }

  @Test("values have the forms that expressions were promised")
  func forms() throws {
    let value = try admit(#"{"id":"a","level":"low","at":"2026-11-23T10:15:30Z","load":2,"count":null}"#).get()
    guard case .timestamp = value["at"], case .double(2) = value["load"] else {
      Issue.record("\(value)")
      return
    }
    #expect(value["count"] == nil)
  }

  @Test("a closed record takes no other field; violations are bounded")
  func closed() throws {
    guard case .failure(let refusal) = try admit(#"{"b":1}"#, as: "@closed") else {
      Issue.record("admitted")
      return
    }
    #expect(refusal.violations.first?.message.contains("not a field") == true)
    let many = "[" + Array(repeating: "1", count: 1000).joined(separator: ",") + "]"
    guard case .failure(let lots) = try admit(many, as: "list(string)") else {
      Issue.record("admitted")
      return
    }
    #expect(lots.violations.count == Admission.mostViolations)
  }

  @Test(
    "type texts are read back as they were written",
    arguments: ["string", "list(int)", "map(string, list(dyn))", "optional(@level)", "@alarm"])
  func typeTexts(_ text: String) throws {
    #expect(TypeText(try #require(TypeCatalogue(Self.types).resolve(TypeText(text)))).text == text)
  }

  @Test(
    "what is no type is none",
    arguments: [
      "", "strin", "list(", "list(int", "@nobody", "map(string)", "list(int)x", String(repeating: "list(", count: 100),
    ])
  func noType(_ text: String) { #expect(TypeCatalogue(Self.types).resolve(TypeText(text)) == nil) }

  @Test(
    "durations come as specs write them or as protobuf does",
    arguments: [
      ("90s", 90_000), ("3.5s", 3_500), ("1h30m", 5_400_000), ("500ms", 500), ("2d", 172_800_000),
      ("1d12h", 129_600_000), ("-1.5s", -1_500),
    ])
  func durations(_ each: (text: String, milliseconds: Int64)) throws {
    let admitted = try admit(#"{"id":"a","level":"low","lasts":"\#(each.text)"}"#).get()
    #expect(Value.areEqual(admitted["lasts"] ?? .null, .duration(TimeSpan(nanoseconds: each.milliseconds * 1_000_000))))
  }

  @Test("bytes come as base64, with padding or without", arguments: ["aGk=", "aGk"])
  func bytes(_ text: String) throws {
    let admitted = try admit(#"{"id":"a","level":"low","picture":"\#(text)"}"#).get()
    #expect(Value.areEqual(admitted["picture"] ?? .null, .bytes(Array("hi".utf8))))
  }

  @Test("what was admitted and written as JSON is admitted again as the same")
  func again() throws {
    let json = #"{"id":"a","level":"low","lasts":"1d","picture":"aGk=","at":"2026-11-23T10:15:30Z","count":2.0}"#
    let admitted = try admit(json).get()
    let written = try Value(json: admitted.json())
    let again = try Admission("@alarm", in: TypeCatalogue(Self.types)).admit(written).get()
    #expect(Value.areEqual(again, admitted))
    #expect(admitted["count"]?.asInt == 2)
  }
}
