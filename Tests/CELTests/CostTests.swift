import CEL
import Testing

@Suite("What an expression costs is known before it runs, as far as sizes are")
struct CostTests {
  static let environment: Environment = {
    var environment = Environment()
    environment.declare(
      "item",
      .record(
        RecordType(
          name: "Item",
          fields: [
            RecordField(name: "title", type: .string, isOptional: false, maxSize: 100),
            RecordField(name: "tags", type: .list(.string), isOptional: false, maxSize: 20),
            RecordField(name: "notes", type: .list(.map(.string, .int)), isOptional: false, maxSize: 1000),
            RecordField(name: "free", type: .list(.int), isOptional: false),
          ], isOpen: false)))
    environment.declare("any", .dyn)
    return environment
  }()

  @Test(
    "steps, from declared sizes and literals",
    arguments: [
      ("1 + 2 == 3", 0, 3), ("item.tags.map(t, t)", 0, 20), ("[1, 2, 3].map(x, x)", 3, 3),
      ("[1, 2, 3].all(x, x > 0)", 0, 6),
      ("item.notes.map(n, item.notes.map(m, 1))", 0, 1_001_000), ("item.free.map(x, x)", 0, nil),
      ("any.map(x, x)", 0, nil),
      ("lists.range(1000).map(x, x)", 1000, 1001), ("true ? 1 : item.free.map(x, x).size()", 0, nil),
      ("item.title.matches(any)", 0, nil), ("cel.bind(l, [1, 2], l.map(x, l.map(y, y)))", 6, 6),
    ] as [(String, Int, Int?)])
  func estimates(_ source: String, _ least: Int, _ most: Int?) throws {
    let compilation = CostTests.environment.compile(source)
    #expect(compilation.issues == [])
    let cost = compilation.cost()
    #expect(cost.least == least)
    if let most {
      let found = try #require(cost.most)
      #expect(found >= most && found <= 4 * most + 16, "\(found)")
    } else {
      #expect(cost.most == nil)
    }
  }

  @Test("assumptions fill in what nobody declares")
  func assumptions() {
    let compilation = CostTests.environment.compile("item.free.map(x, item.free.map(y, x + y)).size()")
    #expect(compilation.cost().most == nil)
    let cost = compilation.cost(assuming: SizeAssumptions(text: 1000, elements: 100))
    #expect(cost.most.map { $0 >= 10_000 && $0 <= 30_000 } == true, "\(cost)")
  }

  @Test("an expression that can take more than it may is an issue, at the part that does")
  func limit() throws {
    var environment = CostTests.environment
    environment.costLimit = 1_000_000
    let source = "item.title + string(item.notes.map(n, item.notes.map(m, 1)).size())"
    let issue = try #require(environment.compile(source).issues.first)
    #expect(issue.kind == .tooCostly)
    #expect(
      String(decoding: Array(source.utf8)[issue.range], as: UTF8.self) == "item.notes.map(n, item.notes.map(m, 1))")
    #expect(issue.message.contains("up to 1001000 steps"), "\(issue.message)")
    let certain = try #require(environment.compile("lists.range(1000000).map(x, x)").issues.first)
    #expect(certain.message.contains("at least 1000000") == false, "\(certain.message)")
    #expect(environment.compile("item.free.map(x, item.free.map(y, y))").issues == [])
    #expect(environment.compile("item.tags.map(x, item.tags.map(y, y))").issues == [])
  }

  /// Expressions over a record as large as it may be: no evaluation takes more than was said.
  @Test(
    "no evaluation takes more, or without failing less",
    arguments: [
      "item.tags.map(t, item.tags.filter(u, u == t))", "item.tags.exists(t, t.startsWith('x'))",
      "item.title.split('a').join('-')",
      "item.tags.map(t, t.upperAscii() + item.title).sortBy(t, t)", "item.tags.sortBy(t, t)",
      "item.title.matches('a') && item.title == strings.quote(item.title)", "item.tags.all(t, t in item.tags)",
      "item.notes.map(n, n.transformList(k, v, v + 1))", "{'a': item.title, 'b': item.tags}.size()",
      "item.tags.distinct().size()",
      "item.title.matches('^a+$') || item.tags.exists(t, t.matches('a.*b'))",
      "cel.bind(x, item.tags + item.tags, x.map(y, size(y)))",
      "item.title == item.title && item.tags == item.tags", "[item.tags, item.tags].flatten().size() > 3",
      "lists.range(50).map(x, x * x)",
      "regex.replace(item.title, 'a', 'b')", "item.title.replace('a', 'bb').size()",
      "toJson(item.tags).size() > 2 ? 1 : 2",
    ])
  func bound(_ source: String) throws {
    var environment = Environment(libraries: .standard + [.integration])
    guard case .record(let item)? = CostTests.environment.compile("item").type as CELType? else { return }
    environment.declare("item", .record(item))
    let compilation = environment.compile(source)
    let program = try #require(compilation.program, "\(compilation.issues)")
    let word = Value.string(String(repeating: "a", count: 100))
    let record = Value.map(
      MapValue(fields: [
        ("title", word), ("tags", .list(Array(repeating: .string("abcdefgh"), count: 20))),
        ("notes", .list(Array(repeating: .map(MapValue(fields: [("a", .int(1)), ("b", .int(2))])), count: 1000))),
        ("free", .list([.int(1)])),
      ]))
    var budget = Program.Budget(steps: 50_000_000, bytes: 1 << 26)
    let value = program.evaluate(slots: [record], spending: &budget)
    #expect(value.failure == nil, "\(value)")
    let taken = 50_000_000 - budget.steps
    let cost = compilation.cost(assuming: SizeAssumptions(text: 64, elements: 100))
    #expect(taken <= cost.most ?? .max, "takes \(taken), said \(cost)")
    #expect(taken >= cost.least, "takes \(taken), said \(cost)")
  }
}
