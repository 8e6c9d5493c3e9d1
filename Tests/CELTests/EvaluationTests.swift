import CEL
import Testing

@Suite("Evaluation answers values, and failures that point at their cause")
struct EvaluationTests {
  @Test(
    "a failure says what, and where",
    arguments: [
      ("1 / 0 == 1", EvaluationFailure.Kind.divisionByZero, "1 / 0"), ("[1][5]", .indexOutOfRange, "[1][5]"),
      ("body.a.b", .noSuchKey, "b"),
      ("body['x']", .noSuchKey, "body['x']"), ("missing", .noSuchVariable, "missing"),
      ("9223372036854775807 + 1", .overflow, "9223372036854775807 + 1"),
      ("int('x')", .conversion, "int('x')"), ("body.a + 1", .noSuchOverload, "body.a + 1"),
      ("optional.none().value()", .noValue, "optional.none().value()"),
      ("'a'.matches('a' + '(')", .badPattern, "'a'.matches('a' + '(')"), ("{'a': 1, 'a': 2}", .badKey, "'a'"),
      ("'abc'.charAt(9)", .indexOutOfRange, "'abc'.charAt(9)"),
      ("'%d'.format(['x'])", .badArgument, "'%d'.format(['x'])"), ("body.a ? 1 : 2", .noSuchOverload, "body.a"),
      ("[1].all(x, body.a)", .noSuchOverload, "body.a"),
    ])
  func failure(_ source: String, _ kind: EvaluationFailure.Kind, _ underlined: String) throws {
    var environment = Environment()
    environment.declare("body", .dyn)
    environment.declare("missing", .int)
    var activation = Activation()
    activation["body"] = .map(MapValue(fields: [("a", .map(MapValue()))]))
    let failure = try #require(environment.compile(source).program?.evaluate(activation).failure)
    #expect(failure.kind == kind)
    let range = try #require(failure.range)
    #expect(String(decoding: Array(source.utf8)[range], as: UTF8.self) == underlined)
    #expect(!failure.message.isEmpty)
  }

  @Test(
    "a failure counts where it has to be looked at, and nowhere else",
    arguments: [
      ("[1 / 0] [0] in []", nil), ("string(1 / 0) in ['a']", nil), ("1 / 0 in [1]", nil),
      ("optional.of(1).orValue(1 / 0) == 1", true), ("optional.of(2).or(optional.of(1 / 0)).value() == 2", true),
      ("optional.none().orValue(1 / 0) == 1", nil), ("optional.none().or(optional.of(1 / 0)).hasValue()", nil),
    ] as [(String, Bool?)])
  func strictness(_ source: String, _ value: Bool?) throws {
    let result = try #require(Environment().compile(source).program).evaluate(Activation())
    #expect(result.asBool == value)
    #expect(value != nil || result.failure?.kind == .divisionByZero)
  }

  @Test(
    "what both of Google's engines take is taken",
    arguments: [
      "'%d %d %d'.format([-2.5, 1e21, 1e-7]) == '-2.5 1000000000000000000000 0.0000001'",
      "base64.decode('aGVsbG8g\\r\\nd29ybGQ=\\n') == b'hello world'", "base64.decode('\\r\\n') == b''",
      // By code points: Swift's order of texts puts the composed `á` behind `t`.
      "'%s'.format([{'t': 1, 'a\\u0301': 2}]) == '{a\\u0301: 2, t: 1}'",
    ])
  func accepted(_ source: String) {
    #expect(Environment().compile(source).program?.evaluate(Activation()).asBool == true)
  }

  @Test(
    "a text that is no number is none, whatever a reader of numbers makes of it",
    arguments: ["1\\x00", "\\x001", " 1", "1 ", "1_0", "0x1F", "1e400", "", "+", "e5", "1e", "infin", "nan(1)"])
  func noNumber(_ text: String) {
    #expect(Environment().compile("double('\(text)')").program?.evaluate(Activation()).failure?.kind == .conversion)
  }

  @Test("texts are code points, compared one by one")
  func texts() {
    for (source, value) in [
      ("size('\\r\\n') == 2", true), ("'é' == 'e\\u0301'", false), ("{'é': 1, 'e\\u0301': 2}.size() == 2", true),
      ("'e\\u0301'.startsWith('e')", true), ("'\\r\\n'.endsWith('\\n')", true), ("'e\\u0301' < 'é'", true),
      ("'\\U0001F600' > '\\uFFFD'", true),
      ("'aé😀'.size() == 3", true), ("'aé😀'.charAt(2) == '😀'", true), ("'aé😀'.reverse() == '😀éa'", true),
      ("' \\u00a0\\u3000a\\u200b '.trim() == 'a\\u200b'", true),
    ] {
      #expect(Environment().compile(source).program?.evaluate(Activation()).asBool == value, "\(source)")
    }
  }

  @Test("a crosswalk's fallback answers for keys that it lacks, and for nothing else")
  func fallback() {
    var environment = Environment()
    environment.declare("table", .map(.string, .int))
    var table = MapValue(fields: [("a", .int(1))])
    table.fallback = .int(9)
    var activation = Activation()
    activation["table"] = .map(table)
    for (source, value) in [
      ("table['a'] == 1", true), ("table['b'] == 9", true), ("'b' in table", false), ("has(table.b)", false),
      ("table.size() == 1", true),
      ("table.all(k, k == 'a')", true), ("table[?'b'].hasValue()", false), ("table == {'a': 1}", true),
    ] {
      #expect(environment.compile(source).program?.evaluate(activation).asBool == value, "\(source)")
    }
  }

  @Test("1, 1u and 1.0 are one key, and order is kept")
  func keys() throws {
    var map = MapValue()
    for index in (0..<40).reversed() { map[.int(Int64(index))] = .int(Int64(index * 2)) }
    #expect(map[.uint(7)]?.asInt == 14)
    #expect(map[.double(7)]?.asInt == 14)
    #expect(map[.double(7.5)] == nil)
    #expect(map[.string("7")] == nil)
    #expect(map.entries.map { $0.key.asInt } == (0..<40).reversed().map { Int64($0) })
    map[.uint(7)] = nil
    #expect(map[.int(7)] == nil)
    #expect(map.count == 39)
    #expect(map[.int(0)]?.asInt == 0)
  }

  @Test(
    "a zone knows its offset, before and after its last change of rule",
    arguments: [
      ("2024-03-31T00:59:59Z", "Europe/Berlin", "1:59"), ("2024-03-31T01:00:00Z", "Europe/Berlin", "3:0"),
      ("2100-07-01T12:00:00Z", "Europe/Berlin", "14:0"), ("2006-11-01T12:00:00Z", "America/New_York", "7:0"),
      ("2007-11-01T12:00:00Z", "America/New_York", "8:0"), ("2026-01-01T00:00:00Z", "America/Sao_Paulo", "21:0"),
      ("2018-01-01T00:00:00Z", "America/Sao_Paulo", "22:0"), ("2026-01-01T00:00:00Z", "Australia/Lord_Howe", "11:0"),
      ("2026-07-01T00:00:00Z", "Australia/Lord_Howe", "10:30"), ("2026-01-01T00:00:00Z", "Asia/Kathmandu", "5:45"),
      ("0001-01-01T12:00:00Z", "UTC", "12:0"), ("9999-12-31T12:00:00Z", "EST", "7:0"),
      ("2026-07-01T00:00:00Z", "-09:30", "14:30"),
      ("2026-07-01T00:00:00Z", "02:00", "2:0"), ("2026-07-01T05:00:00Z", "", "5:0"),
    ])
  func zones(_ moment: String, _ zone: String, _ time: String) {
    let source =
      "string(timestamp('\(moment)').getHours('\(zone)')) + ':' + string(timestamp('\(moment)').getMinutes('\(zone)'))"
    #expect(Environment().compile(source).program?.evaluate(Activation()).asString == time)
  }

  @Test(
    "a zone that nobody knows is a failure",
    arguments: ["Europe/Atlantis", " ", "+1", "+25:00", "europe/berlin", "01:00:00"])
  func noZone(_ zone: String) {
    let program = Environment().compile("timestamp(0).getHours('\(zone)')").program
    #expect(program?.evaluate(Activation()).failure?.kind == .badArgument)
  }

  @Test("slots and names give the same")
  func slots() throws {
    var environment = Environment()
    environment.declare("a", .int)
    environment.declare("b", .int)
    let program = try #require(environment.compile("b - a").program)
    var activation = Activation()
    activation["a"] = .int(1)
    activation["b"] = .int(5)
    #expect(program.variables == ["a", "b"])
    #expect(program.evaluate(activation).asInt == 4)
    #expect(program.evaluate(slots: [.int(1), .int(5)]).asInt == 4)
  }

  @Test("a host's function is checked and called like one of ours")
  func hostFunction() throws {
    var environment = Environment()
    environment.register(
      Function(
        "shout", "In capitals.", [.member(.string, [.int], .string)],
        .many { arguments in
          guard let text = arguments[0].asString, let count = arguments[1].asInt else { return .null }
          return .string(text.uppercased() + String(repeating: "!", count: Int(count)))
        }))
    #expect(environment.compile("'hey'.shout(2)").program?.evaluate(Activation()).asString == "HEY!!")
    #expect(environment.compile("'hey'.shout()").issues.first?.kind == .noOverload)
  }

  @Test("one program runs in many tasks at once")
  func concurrent() async throws {
    var environment = Environment()
    environment.declare("n", .int)
    let program = try #require(environment.compile("[1, 2, 3].map(x, x * n).filter(x, x % 2 == 0).size()").program)
    let results = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<64 {
        group.addTask { program.evaluate(slots: [.int(Int64(index))]).asInt == (index % 2 == 0 ? 3 : 1) }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(results.count == 64)
    #expect(results.allSatisfy { $0 })
  }
}
