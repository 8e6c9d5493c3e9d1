import CEL
import Testing

@Suite("A guarded field is followed to the result")
struct DataFlowTests {
  static let environment: Environment = {
    var environment = Environment()
    environment.add(
      RecordType(
        name: "Person",
        fields: [
          RecordField(name: "id", type: .string, isOptional: false),
          RecordField(name: "name", type: .string, isOptional: false, dataClass: .personal),
        ], isOpen: false))
    environment.add(
      RecordType(
        name: "Note",
        fields: [
          RecordField(name: "text", type: .string, isOptional: false, dataClass: .internal),
          RecordField(name: "author", type: .named("Person"), isOptional: false),
        ], isOpen: false))
    environment.declare(
      "item",
      .record(
        RecordType(
          name: "Item",
          fields: [
            RecordField(name: "number", type: .string, isOptional: false),
            RecordField(name: "caller", type: .named("Person"), isOptional: false),
            RecordField(name: "notes", type: .list(.named("Note")), isOptional: false),
            RecordField(name: "mails", type: .list(.string), isOptional: false, dataClass: .personal),
            RecordField(name: "token", type: .string, isOptional: false, dataClass: .secret),
          ], isOpen: false)))
    return environment
  }()

  @Test(
    "how much of which field is in the result",
    arguments: [
      ("item.number", []),
      ("item.caller.id", []),
      ("item.caller.name", ["personal item.caller.name carries"]),
      ("item['caller']['name']", ["personal item.caller.name carries"]),
      ("'for ' + item.caller.name.upperAscii()", ["personal item.caller.name carries"]),
      ("item.caller", ["personal item.caller.name carries"]),
      ("size(item.caller.name)", ["personal item.caller.name tells"]),
      ("item.caller.name == 'x'", ["personal item.caller.name tells"]),
      ("item.caller.name == 'x' ? 1 : 2", ["personal item.caller.name decides"]),
      (
        "item.caller.name == 'x' ? item.token : ''", ["secret item.token carries", "personal item.caller.name decides"]
      ),
      ("{'a': [item.caller.name]}", ["personal item.caller.name carries"]),
      (
        "item.notes.map(n, n.author.id)",
        [
          "personal item.notes.author.name tells", "internal item.notes.text tells",
        ]
      ),
      (
        "item.notes.map(n, n.author.name)",
        [
          "personal item.notes.[].author.name carries", "personal item.notes.author.name tells",
          "internal item.notes.text tells",
        ]
      ),
      ("item.mails.map(m, m + '!')", ["personal item.mails tells", "personal item.mails.[] carries"]),
      ("item.mails.exists(m, m == 'a')", ["personal item.mails tells", "personal item.mails.[] tells"]),
      ("cel.bind(x, item.caller.name, x + x)", ["personal item.caller.name carries"]),
      ("cel.bind(x, item.caller.name, 1)", []),
      ("has(item.caller.name)", ["personal item.caller.name tells"]),
      ("[item.token, ''].filter(x, x != '')", ["secret item.token carries"]),
      ("item.?caller.?name.orValue('')", ["personal item.caller.name carries"]),
    ] as [(String, [String])])
  func flows(_ source: String, _ wanted: [String]) throws {
    let compilation = DataFlowTests.environment.compile(source)
    #expect(compilation.issues == [])
    let found = compilation.flows.map { "\($0.dataClass.rawValue) \($0.path.joined(separator: ".")) \($0.kind)" }
    #expect(found == wanted)
  }

  @Test("names that stand for names twice over, and records inside their own kind, are gone through once")
  func growth() {
    var environment = DataFlowTests.environment
    environment.add(
      RecordType(
        name: "Tree",
        fields: (0..<10).map { RecordField(name: "branch\($0)", type: .named("Tree"), isOptional: true) } + [
          RecordField(name: "leaf", type: .string, isOptional: true, dataClass: .internal)
        ], isOpen: false))
    environment.declare("tree", .named("Tree"))
    let binds = (0..<60).map { "cel.bind(x\($0 + 1), x\($0) + x\($0), " }.joined()
    let source = "cel.bind(x0, item.caller.name, \(binds)x60" + String(repeating: ")", count: 61)
    var compilation = environment.compile(source)
    #expect(compilation.flows.map(\.path) == [["item", "caller", "name"]])
    compilation = environment.compile("[tree, tree]")
    #expect(compilation.flows.map(\.path) == [["tree", "leaf"]])
  }

  @Test("the way is shown, part by part")
  func steps() throws {
    let source = "true ? 'for ' + item.caller.name : ''"
    let flow = try #require(DataFlowTests.environment.compile(source).flows.first)
    let steps = flow.steps.map { String(decoding: Array(source.utf8)[$0.range], as: UTF8.self) }
    #expect(steps == ["item.caller.name", "'for ' + item.caller.name", source])
  }

  @Test(
    "a step says which function it goes through, as that is called",
    arguments: [
      ("item.caller.name", [nil]), ("item.caller.name.upperAscii()", [nil, "upperAscii"]),
      ("[item.caller.name].map(n, n.trim())", [nil, nil, nil, "trim", "map"]),
      ("'a' + string(item.caller.name)", [nil, "string", nil]),
      ("strings.quote(item.caller.name)", [nil, "strings.quote"]), ("has(item.token)", [nil, "has"]),
    ] as [(String, [String?])])
  func functions(_ source: String, _ names: [String?]) throws {
    let flow = try #require(DataFlowTests.environment.compile(source).flows.first)
    #expect(flow.steps.map(\.function) == names)
  }
}
