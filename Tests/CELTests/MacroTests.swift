import CEL
import Testing

@Suite("Macros do what they say, and are checked as they are written")
struct MacroTests {
  @Test(
    "results",
    arguments: [
      ("[3, 1, 2].sortBy(x, x)", "[1,2,3]"), ("[3, 1, 2].sortBy(x, -x)", "[3,2,1]"),
      ("[{'n': 'b', 'i': 1}, {'n': 'a', 'i': 2}, {'n': 'b', 'i': 0}].sortBy(x, x.n).map(x, x.i)", "[2,1,0]"),
      ("[].sortBy(x, x)", "[]"),
      ("{'a': 1, 'b': 2}.transformMapEntry(k, v, {string(v): k})", #"{"1":"a","2":"b"}"#),
      ("[1, 2, 3].transformMapEntry(i, v, v != 2, {v: i})", #"{"1":0,"3":2}"#),
      ("[1, 2, 3].exists_one(x, x > 2)", "true"), ("{'a': 1}.all(k, v, k == 'a' && v == 1)", "true"),
      ("[1, 2, 3].filter(x, x > 1).map(x, x * 2)", "[4,6]"), ("[1, 2, 3, 4].map(x, x % 2 == 0, x * x)", "[4,16]"),
      ("cel.bind(a, 1, cel.bind(b, a + 1, a + b))", "3"),
      ("[[1, 2], [3]].map(x, x.map(y, y + x.size()))", "[[3,4],[4]]"),
      ("optional.of(2).optMap(x, x * 2).orValue(0)", "4"), ("optional.none().optMap(x, x * 2).orValue(0)", "0"),
    ])
  func results(_ source: String, _ json: String) throws {
    let compilation = Environment().compile(source)
    #expect(compilation.issues == [])
    let value = try #require(compilation.program).evaluate(Activation())
    #expect(String(decoding: value.json(), as: UTF8.self) == json)
  }

  @Test(
    "failures",
    arguments: [
      ("[1, 'a'].sortBy(x, x)", EvaluationFailure.Kind.badArgument), ("[1].sortBy(x, 1 / 0)", .divisionByZero),
      ("[1, 2].transformMapEntry(i, v, {'a': v})", .badKey), ("[1, 2].map(x, 1 / (x - 2))", .divisionByZero),
    ])
  func failures(_ source: String, _ kind: EvaluationFailure.Kind) throws {
    let program = try #require(Environment().compile(source).program)
    #expect(program.evaluate(Activation()).failure?.kind == kind)
  }

  @Test(
    "what cannot be is found before",
    arguments: [
      ("[[1]].sortBy(x, x)", "order"), ("{'a': 1}.sortBy(x, x)", "list"), ("[1].transformMapEntry(i, v, v)", "map"),
      ("[1].map(x.y, 1)", "name"), ("[1].transformList(x, x, 1)", "two names"), ("1.map(x, x)", "list or a map"),
    ])
  func issues(_ source: String, _ word: String) {
    let issues = Environment().compile(source).issues
    #expect(issues.count == 1)
    #expect(issues.first?.message.contains(word) == true, "\(issues)")
  }

  @Test(
    "without a check a macro over what it cannot go over fails, or goes over it if it can after all",
    arguments: [
      ("{'a': 1}.sortBy(x, x)", #"["a"]"#), ("1.map(x, x)", nil), ("n.map(x, x + 1)", "[2,3]"),
      ("n.exists(x, x == 2)", "true"),
      ("1.optMap(x, x)", nil), ("n.optMap(x, x)", nil), ("n.transformMap(i, x, x)", #"{"0":1,"1":2}"#),
      ("n.map(a, n.map(b, n.filter(c, c > a)).size())", "[2,2]"),
    ] as [(String, String?)])
  func unchecked(_ source: String, _ json: String?) throws {
    var environment = Environment()
    environment.declare("n", .int)
    let program = try #require(environment.compileUnchecked(source).program)
    let value = program.evaluate(slots: [.list([.int(1), .int(2)])])
    #expect((value.failure == nil) == (json != nil), "\(value)")
    if let json { #expect(value.description == json) }
  }

  @Test("what optimisers write is understood where it is asked for, and nowhere else")
  func blocks() throws {
    let source = "cel.block([1 + 1, cel.index(0) * 2], [cel.index(1), cel.index(0)])"
    #expect(Environment().compile(source).program == nil)
    let program = try #require(Environment(libraries: .standard + [.blocks]).compile(source).program)
    #expect(program.evaluate(Activation()).description == "[4,2]")
  }

  @Test("an explanation has every part, its type and its values, and gives the same result")
  func explanation() throws {
    var environment = Environment()
    environment.declare("n", .int)
    var activation = Activation()
    activation["n"] = .int(3)
    let explanation = environment.explain(
      "n > 5 && n < 9 ? 'a' : [n, 2].map(x, x * 2).size() > 1 ? 'b' : 'c'", activation)
    #expect(explanation.value?.asString == "b")
    let source = Array("n > 5 && n < 9 ? 'a' : [n, 2].map(x, x * 2).size() > 1 ? 'b' : 'c'".utf8)
    let told = explanation.parts.map { part in
      let values = part.values.map(\.description).joined(separator: ", ")
      return
        "\(part.depth) \(String(decoding: source[part.range], as: UTF8.self)): \(part.type) \(part.count) [\(values)]"
    }
    #expect(told.first?.hasSuffix("string 1 [\"b\"]") == true)
    #expect(told.contains("2 n < 9: bool 0 []"))
    #expect(told.contains("2 n > 5: bool 1 [false]"))
    #expect(told.contains("5 x * 2: int 2 [6, 4]"), "\(told)")
  }
}
