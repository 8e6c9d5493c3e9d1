import CEL
import Foundation
import Testing

@Suite("No expression takes more than it may")
struct LimitTests {
  /// Sources that grow with `count`; at a large one each has to be refused or answered, at once.
  struct Growth: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let source: @Sendable (Int) -> String

    init(_ name: String, _ source: @escaping @Sendable (Int) -> String) {
      testDescription = name
      self.source = source
    }
  }

  private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  static let deep: [Growth] = [
    Growth("brackets") { repeated("(", $0) + "1" + repeated(")", $0) },
    Growth("lists") { repeated("[", $0) + repeated("]", $0) },
    Growth("maps") { repeated("{1:", $0) + "1" + repeated("}", $0) },
    Growth("not") { repeated("!", $0) + "true" },
    Growth("minus") { repeated("-", $0) + "1" },
    Growth("sum") { "1" + repeated("+1", $0) },
    Growth("comparison") { "1" + repeated("==1", $0) },
    Growth("fields") { "x" + repeated(".a", $0) },
    Growth("indexes") { "x" + repeated("[0]", $0) },
    Growth("calls") { repeated("size(", $0) + "x" + repeated(")", $0) },
    Growth("methods") { "x" + repeated(".f()", $0) },
    Growth("choices") { repeated("true ? 1 : ", $0) + "1" },
    Growth("choices in choices") { repeated("true ? (", $0) + "1" + repeated(") : 1", $0) },
    Growth("macros") { repeated("[1].map(x, ", $0) + "1" + repeated(")", $0) },
    Growth("filters") { repeated("[1].filter(x, ", $0) + "true" + repeated(").size() > 0", $0) },
    Growth("values") { "[1]" + repeated(".map(x, " + repeated("[", 40) + "x" + repeated("]", 40) + ")", $0 / 50) },
    Growth("binds") { repeated("cel.bind(x, 1, ", $0) + "1" + repeated(")", $0) },
    Growth("open brackets") { repeated("(", $0) },
    Growth("open texts") { repeated("'", $0) },
  ]

  @Test("nesting without end is refused before the stack ends", arguments: deep)
  func depth(_ growth: Growth) async {
    let outcomes = await onSmallStack {
      [100, 249, 251, 3_000, 45_000].map { count -> String in
        var environment = Environment()
        environment.declare("x", .dyn)
        let compilation = environment.compile(growth.source(count))
        _ = compilation.program?.evaluate(slots: [.list([])])
        return compilation.issues.first?.kind.rawValue ?? "fine"
      }
    }
    #expect(outcomes.count == 5)
    #expect(outcomes.last.map { ["tooDeep", "tooLong", "syntax"].contains($0) } == true, "\(outcomes)")
  }

  /// Runs work on a thread with less stack than the eight megabytes that threads have on Linux. The deepest expression takes 1.0 MB
  /// of it, and 5.2 MB without optimisation.
  private func onSmallStack<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: work()) }
      #if DEBUG
        thread.stackSize = 6 << 20
      #else
        thread.stackSize = 3 << 19
      #endif
      thread.start()
    }
  }

  @Test(
    "what the language promises fits",
    arguments: [
      repeated("true || ", 10_000) + "false", "[" + repeated("1,", 10_000) + "1].size() == 10001",
      repeated("!", 60) + "true",
      "1" + repeated(" + 1", 200) + " == 201", repeated("(", 100) + "true" + repeated(")", 100),
      repeated("false ? 1 : ", 100) + "2",
    ])
  func enough(_ source: String) {
    let compilation = Environment().compile(source)
    #expect(compilation.issues == [])
    #expect(compilation.program?.evaluate(Activation()).failure == nil)
  }

  @Test("a source may have 100,000 bytes and no more")
  func size() {
    #expect(Environment().compile("'" + LimitTests.repeated("a", 99_998) + "'").issues.isEmpty)
    #expect(Environment().compile("'" + LimitTests.repeated("a", 99_999) + "'").issues.map(\.kind) == [.tooLong])
  }

  /// Expressions over `n`, a list of 2,000 numbers, and `t`, a text of 100,000 letters, that would take minutes or fill memory.
  @Test(
    "an evaluation without end ends as a failure, soon",
    arguments: [
      "n.map(a, n.map(b, n.map(c, a + b + c))).size() > 0", "n.all(a, n.all(b, n.all(c, true)))",
      "n.exists(a, n.exists(b, n.exists(c, c < 0)))",
      "n.filter(a, n.filter(b, n.exists_one(c, c == 1)).size() > 0).size() > 0",
      "['aaaaaaaa']" + repeated(".map(x, x + x)", 40) + ".size() > 0",
      "[[1]]" + repeated(".map(x, x + x)", 40) + ".size() > 0", "t.replace('', t).size() > 0",
      "t.replace('a', t).size() > 0",
      "n.map(a, t).join(t).size() > 0", "n.all(a, n.all(b, t.contains('aaaaaaab') == false))",
      "n.all(a, n.all(b, t.matches('(a*)*b') == false))",
      "n.all(a, n.all(b, regex.replace(t, 'a.*z|a', 'b') != ''))", "regex.replace(t, 'a', t).size() > 0",
      "n.all(a, n.all(b, regex.extractAll(t, '').size() > 0))",
      "n.all(a, n.all(b, regex.extract(t, 'a{1,20}b' + string(b)).hasValue() || true))",
      "n.all(a, n.all(b, b in n))", "n.all(a, n.all(b, n == n))", "n.all(a, n.all(b, t + 'a' != t))",
      "n.all(a, n.all(b, t.split('').size() > 0))",
      "n.all(a, n.all(b, t.size() > 0))", "n.all(a, n.all(b, '%.1000f'.format([1e-300]).size() > 0))",
      "n.all(a, n.all(b, t.reverse() == t))",
      "n.all(a, n.all(b, math.greatest(n) > b || true))",
      "n.all(a, n.all(b, 'a'.matches(string(b) + '(a{1,100}){1,100}') || true))",
      "n.all(a, n.all(b, t.indexOf('b') < 0))", "n.all(a, n.all(b, t.lowerAscii() == t))",
      "n.all(a, n.all(b, json.x.y == 1 || json == json))",
      "n.all(a, n.all(b, type(t) == string && int(t) > 0))", "n.transformMap(i, a, n.transformMap(j, b, n)).size() > 0",
      "n.all(a, n.all(b, t.trim() != ''))", "n.all(a, n.all(b, n.distinct().size() > 0))",
      "n.all(a, n.all(b, n.sort().size() > 0))", "n.map(a, t).sort().size() > 0",
      "n.all(a, n.all(b, sets.contains(n, n)))",
      "n.all(a, n.all(b, lists.range(1000).reverse().size() > 0))", "n.all(a, [n, [n], json].flatten(3).size() > 0)",
      "n.all(a, n.all(b, toJson(json) != ''))", "n.all(a, n.all(b, slug(t) != ''))",
      "n.all(a, n.all(b, htmlToText(t) != ''))",
      "n.all(a, n.all(b, urlEncode(t) != ''))", "n.map(a, parseJson('[' + t.replace('a', '[],') + '1]')).size() > 0",
      "n.map(a, textToHtml(t)).size() > 0", "n.all(a, n.all(b, t.truncate(5) != ''))",

      "n.all(a, n.all(b, base64.encode(bytes(t)).size() > 0))",
      "n.all(a, n.all(b, t.substring(b).size() >= 0 && t.charAt(b) == 'a'))",
    ])
  func cost(_ source: String) throws {
    var environment = Environment(libraries: .standard + [.integration])
    environment.declare("n", .list(.int))
    environment.declare("t", .string)
    environment.declare("json", .dyn)
    let program = try #require(environment.compile(source).program, "\(environment.compile(source).issues)")
    var activation = Activation()
    activation["n"] = .list((0..<2000).map { .int($0) })
    activation["t"] = .string(LimitTests.repeated("a", 100_000))
    activation["json"] = .map(MapValue(fields: (0..<1000).map { (Text("key\($0)"), .list([.int($0)])) }))
    let clock = ContinuousClock()
    var result = Value.null
    #if DEBUG
      let budget = Program.Budget(steps: 200_000)
    #else
      let budget = Program.Budget()
    #endif
    let taken = clock.measure { result = program.evaluate(activation, budget: budget) }
    // A wide bound: the machine may be busy and the build without optimisation.
    #expect(taken < .seconds(30))
    #expect(result.failure?.kind == .tooCostly, "\(result) after \(taken)")
  }

  /// RE2 takes a tenth of a second and more to find that a pattern such as the first is too large.
  static let costly: [Growth] = [
    Growth("patterns too large") { many($0) { #"'a'.matches('\\pL{999}\#($0)')"# } },
    Growth("patterns too large, in parts") { many($0) { #"'a'.matches('\\pL{999}' + '\#($0)')"# } },
    Growth("patterns too large, of another function") {
      many($0) { #"regex.extract('a', '\\pL{999}\#($0)').hasValue()"# }
    },
    Growth("patterns") { many($0) { "'a'.matches('[a-z]+\($0)')" } },
    Growth("texts to fold") { many($0) { "'\($0)aaaaaaaa'.replace('a', '0123456789').split('').size() > 1" } },
  ]

  private static func many(_ count: Int, _ part: (Int) -> String) -> String {
    (0..<count).map(part).joined(separator: " || ")
  }

  @Test("what is constant takes no minutes to compile, however much of it there is", arguments: costly)
  func constants(_ growth: Growth) {
    let clock = ContinuousClock()
    var compilation = Environment().compile("1")
    // A wide bound, as above: without one these take ten times as long, and more.
    let taken = clock.measure { compilation = Environment().compile(growth.source(1200)) }
    #expect(taken < .seconds(30))
    #expect(compilation.program != nil, "\(compilation.issues.prefix(3))")
    #expect(compilation.issues.allSatisfy { $0.kind == .badPattern })
    // Those that were not read any more are, when it runs, as far as the budget goes.
    let value = compilation.program?.evaluate(Activation())
    #expect(value?.asBool != nil || value?.failure != nil)
  }

  @Test("the budget is the caller's")
  func budget() throws {
    let program = try #require(Environment().compile("[1, 2, 3, 4].all(x, x > 0)").program)
    #expect(program.evaluate(Activation(), budget: Program.Budget(steps: 1000, bytes: 1 << 20)).asBool == true)
    #expect(
      program.evaluate(Activation(), budget: Program.Budget(steps: 3, bytes: 1 << 20)).failure?.kind == .tooCostly)
  }
}
