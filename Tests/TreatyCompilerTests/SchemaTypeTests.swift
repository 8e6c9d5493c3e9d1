import Testing
import TreatyCompiler
import TreatyPlan

@Suite("A JSON Schema becomes the types of a record, and goes into the plan")
struct SchemaTypeTests {
  static let spec = """
    connectors:
      store:
        auth: {token: {}}
        events:
          counted: {schema: {json-schema: part.schema.json}}
          moved: {schema: {json-schema: part.schema.json, at: /$defs/move}}
    systems:
      shelves: {connector: store}
    flows:
      moved:
        owner: front-desk
        serves: support
        on: {event: shelves.moved, path: /moved, account: monitor-here}
        where: has(item.part.parts) && item.part.parts.exists(p, p.state == 'gone') && item.part.?changed.orValue(now) <= now
        identify: item.part.id
        deliver: [{to: vans.job, do: create, fields: {what: "${ item.part.kind }"}}]
    """

  private func compile(_ spec: String) throws -> CompiledPackage {
    Fixtures.compile(BrokenSpec.added([BrokenSpec.file(Array(spec.utf8))], to: try BrokenSpec.base()))
  }

  @Test("properties, lists, choices, times, and a schema that contains itself")
  func types() throws {
    let package = try compile(Self.spec)
    #expect(Fixtures.report(package) == "")
    let plan = try #require(package.plan)
    func type(_ name: String) throws -> PlannedType { try #require(plan.types.first { $0.name == name }) }
    let moved = try type("store.moved")
    #expect(moved.fields?.map { "\($0.name) \($0.type)" } == ["part @store.moved.part", "to string"])
    #expect(moved.schema?.pointer == "/$defs/move")
    let part = try type("store.moved.part")
    #expect(
      part.fields?.map { "\($0.name) \($0.type)\($0.isOptional ? "?" : "")" } == [
        "id string", "kind string", "state @store.moved.part.state", "changed timestamp?",
        "parts list(@store.moved.part)?",
      ])
    #expect(part.fields?.map { $0.constraints?.maxLength } == [40, nil, nil, nil, nil])
    #expect(part.fields?[1].about == "What it is, in a word")
    // The record is held against the schema as a whole.
    #expect(part.schema == nil)
    #expect(try type("store.moved.part.state").values == ["free", "reserved", "gone"])
    #expect(plan.schemaFlaw() == nil)
  }

  @Test("a model may come of one as well, and its key is one of its properties")
  func model() throws {
    let model = """
      models:
        part: {key: [id], schema: {json-schema: part.schema.json}}
        piece: {key: [number], schema: {json-schema: part.schema.json}}
      """
    let report = Fixtures.report(try compile(model))
    #expect(report.contains("`number`") && report.contains("1 error"), "\(report)")
  }

  @Test("a file in a folder may be named from there and with dots, as long as that stays in the package")
  func paths() throws {
    let spec = Self.spec.replacing(
      "json-schema: part.schema.json", with: "json-schema: ../schemas/.././part.schema.json")
    var files = try BrokenSpec.base()
    files.append(SourceText(path: "specs/store.treaty.yaml", bytes: Array(spec.utf8)))
    #expect(Fixtures.report(Fixtures.compile(files)) == "")
  }
}
