import CEL
import Testing

@Suite("Lists are compared as sets, by CEL's equality")
struct SetsLibraryTests {
  @Test(
    "what holds",
    arguments: [
      "sets.contains([], [])", "!sets.contains([], [1])", "sets.contains([1], [])",
      "sets.contains([1, 2, 3, 4], [2, 3])",
      "sets.contains([1, 2.0, 3u], [1.0, 2u, 3])", "!sets.contains([1, 2], [1, 3])", "sets.contains([1], [1, 1, 1])",
      "sets.contains([[1], [2, 3]], [[2, 3.0]])", "!sets.contains(['é'], ['e\\u0301'])",
      "!sets.contains([dyn(1)], [dyn('1')])",
      "sets.equivalent([], [])", "sets.equivalent([1], [1, 1])", "sets.equivalent([1], [1u, 1.0])",
      "sets.equivalent([1, 2, 3], [3u, 2.0, 1])", "!sets.equivalent([1, 2], [1])", "!sets.equivalent([1], [1, 2])",
      "sets.equivalent([{'a': 1}], [{'a': 1.0}, {'a': 1u}])", "!sets.intersects([], [])", "!sets.intersects([1], [])",
      "!sets.intersects([], [1])", "sets.intersects([1], [1, 2])", "sets.intersects([[1], [2, 3]], [[1, 2], [2, 3.0]])",
      "!sets.intersects([1], [2, 3])", "sets.intersects([null], [null])", "!sets.contains([0.0 / 0.0], [0.0 / 0.0])",
      "!sets.intersects([0.0 / 0.0], [0.0 / 0.0])", "!sets.equivalent([[0.0 / 0.0]], [[0.0 / 0.0]])",
      // Each double equals several whole numbers, which differ from each other: none of them is forgotten for another.
      "sets.contains([9007199254740992, 9007199254740992.0], [9007199254740993])",
      "sets.contains([9007199254740992, 9007199254740993], [9007199254740992.0, 9007199254740993])",
      "!sets.contains([9007199254740992], [9007199254740993])", "sets.contains(['vip', 'new'], ['new'])",
    ])
  func holds(_ source: String) {
    #expect(Environment().compile(source).program?.evaluate(Activation()).asBool == true)
  }

  @Test(
    "they take two lists of one type",
    arguments: ["sets.contains([1], 1)", "sets.contains([1], ['a'])", "sets.intersects([1])"])
  func checked(_ source: String) { #expect(Environment().compile(source).issues.map(\.kind) == [.noOverload]) }

  @Test("the types of the lists are looked at when they run, too")
  func dynamic() {
    let program = Environment().compile("sets.contains(dyn(1), dyn([1]))").program
    #expect(program?.evaluate(Activation()).failure?.kind == .noSuchOverload)
  }

  @Test("two long lists take as long as they are long", arguments: ["contains", "equivalent", "intersects"])
  func long(_ name: String) {
    var environment = Environment()
    for name in ["x", "y"] { environment.declare(name, .list(.dyn)) }
    let program = environment.compile("sets.\(name)(x, y)").program
    let first = (0..<50_000).map { Value.string("\($0)") }
    let second = (0..<50_000).map { Value.string("\(name == "intersects" ? -1 - $0 : 49_999 - $0)") }
    let budget = Program.Budget(steps: 10_000_000)
    #expect(program?.evaluate(slots: [.list(first), .list(second)], budget: budget).asBool == (name != "intersects"))
    #expect(
      program?.evaluate(slots: [.list(first), .list(second)], budget: Program.Budget(steps: 50_000)).failure?.kind
        == .tooCostly)
    let ones = [Value](repeating: .int(1 << 62), count: 50_000)
    let others = [Value](repeating: .int(1 << 62 + 1), count: 50_000)
    #expect(program?.evaluate(slots: [.list(ones), .list(others)], budget: budget).asBool == false)
  }
}
