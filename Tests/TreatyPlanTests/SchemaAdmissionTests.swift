import CEL
import Testing
import TreatyPlan

@Suite("A record that comes of a JSON Schema is held against it as it came, in the plan that is loaded")
struct SchemaAdmissionTests {
  static let document = ##"""
    {"type":"object","required":["id","note"],"properties":{
      "id":{"type":"string","pattern":"^[A-Z]+$"},"note":{"type":["string","null"]},
      "changed":{"type":"string","format":"date-time"},
      "parts":{"type":"array","items":{"$ref":"#"},"uniqueItems":true}},"additionalProperties":false}
    """##

  static func types(_ document: String = document, at pointer: String = "") -> [PlannedType] {
    let fields = [
      PlannedField(name: "id", type: "string", isOptional: false),
      PlannedField(name: "note", type: "string", isOptional: true),
      PlannedField(name: "changed", type: "timestamp", isOptional: true),
      PlannedField(name: "parts", type: "list(@part)", isOptional: true),
    ]
    return [
      PlannedType(
        name: "part", fields: fields, isOpen: true, schema: PlannedSchema(document: document, pointer: pointer)),
      PlannedType(
        name: "box", fields: [PlannedField(name: "part", type: "@part", isOptional: false)], isOpen: true),
    ]
  }

  @Test("what the schema allows has the forms that the checker promised")
  func admitted() throws {
    let json = #"{"part":{"id":"A","note":null,"changed":"2026-11-23T10:15:30Z","parts":[{"id":"B","note":"x"}]}}"#
    let admission = Admission("@box", in: TypeCatalogue(Self.types()))
    let value = try admission.admit(try Value(json: Array(json.utf8))).get()
    #expect(value["part"]?["note"] == nil)
    guard case .timestamp(let changed)? = value["part"]?["changed"] else {
      Issue.record("`changed` is no time")
      return
    }
    #expect(changed.rfc3339 == "2026-11-23T10:15:30Z")
    // Written and read again it lacks what was null, which is not held against it.
    let again = Admission.again("@box", in: TypeCatalogue(Self.types()))
    #expect(Value.areEqual(try again.admit(try Value(json: value.json())).get(), value))
  }

  @Test(
    "refused, with the place",
    arguments: [
      (#"{"part":{"id":"a","note":""}}"#, "/part/id"), (#"{"part":{"id":"A"}}"#, "/part"),
      (#"{"part":{"id":"A","note":"","more":1}}"#, "/part/more"),
      (
        #"{"part":{"id":"A","note":"","parts":[{"id":"B","note":"","parts":[{"id":1,"note":""}]}]}}"#,
        "/part/parts/0/parts/0/id"
      ),
      (#"{"part":{"id":"A","note":"","changed":"today"}}"#, "/part/changed"),
      (#"{"part":{"id":"A","note":"","parts":[{"id":"B","note":""},{"id":"B","note":""}]}}"#, "/part/parts"),
    ])
  func refused(_ each: (json: String, pointer: String)) throws {
    let admission = Admission("@box", in: TypeCatalogue(Self.types()))
    guard case .failure(let refusal) = admission.admit(try Value(json: Array(each.json.utf8))) else {
      Issue.record("it was admitted")
      return
    }
    #expect(refusal.violations.map { $0.pointer } == [each.pointer])
  }

  @Test("a plan whose schema was changed to none is not linked, and lets nothing in")
  func broken() throws {
    var plan = Plan(package: "test/parts", version: "1.0.0")
    plan.types = Self.types(#"{"type":"objekt"}"#)
    #expect(plan.schemaFlaw()?.pointer == "/types/0/schema")
    let admission = Admission("@part", in: TypeCatalogue(plan.types))
    guard case .failure = admission.admit(try Value(json: Array(#"{"id":"A"}"#.utf8))) else {
      Issue.record("it was admitted")
      return
    }
    plan.types = Self.types()
    #expect(plan.schemaFlaw() == nil)
  }

  @Test("the schema is part of the plan, and comes back as it was")
  func file() throws {
    var plan = Plan(package: "test/parts", version: "1.0.0")
    plan.types = Self.types(
      ##"{"$defs":{"part":{"type":"object","maxProperties":9007199254740993}}}"##, at: "/$defs/part")
    let file = try PlanFile(plan: plan, origins: [:])
    #expect(try PlanFile.read(file.text()).plan == plan)
    var other = plan
    other.types[0].schema?.pointer = ""
    #expect(try PlanFile(plan: other, origins: [:]).digest != file.digest)
  }
}
