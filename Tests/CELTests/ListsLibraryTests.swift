@testable import CEL
import Testing

@Suite("Lists are cut, joined and ordered as cel-go does it, and never at more than a list's cost")
struct ListsLibraryTests {
  @Test(
    "what holds",
    arguments: [
      "lists.range(0) == []", "lists.range(1) == [0]", "lists.range(5) == [0, 1, 2, 3, 4]",
      "lists.range(1000000).size() == 1000000", "[].distinct() == []", "[1, 2, 2, 3, 3, 3].distinct() == [1, 2, 3]",
      "['b', 'b', 'c', 'a', 'c'].distinct() == ['b', 'c', 'a']", "[1, 'b', 2, 'b'].distinct() == [1, 'b', 2]",
      "[1, 1.0, 1u].distinct().size() == 1", "[[1], [1.0], [2]].distinct() == [[1], [2]]",
      "[{'a': 1, 'b': 2}, {'b': 2u, 'a': 1.0}].distinct().size() == 1", "[0.0, -0.0].distinct().size() == 1",
      "['é', 'e\\u0301'].distinct().size() == 2", "[null, null, false, 0, ''].distinct().size() == 4",
      "[0.0 / 0.0, 0.0 / 0.0].distinct().size() == 2", "[[0.0 / 0.0], [0.0 / 0.0]].distinct().size() == 2",
      // Each equals the double; the two whole numbers differ.
      "[9007199254740993, 9007199254740992, 9007199254740992.0].distinct().size() == 2",
      "[9007199254740992.0, 9007199254740993].distinct().size() == 1",
      "[timestamp(0), timestamp(0), duration('1s'), duration('1s'), b'a', b'a', int, int].distinct().size() == 4",
      "[optional.of(1), optional.of(1.0), optional.none(), optional.none()].distinct().size() == 2",
      "[ip('::1'), ip('0::1'), ip('::2')].distinct().size() == 2", "dyn([]).flatten() == []",
      "[[1, 2], [], [3]].flatten() == [1, 2, 3]", "[1, [2, 3], [4]].flatten() == [1, 2, 3, 4]",
      "[1, [2, [3, 4]]].flatten() == [1, 2, [3, 4]]", "[1, 2, [], [], [3, 4]].flatten() == [1, 2, 3, 4]",
      "[1, [2, [3, [4]]]].flatten(2) == [1, 2, 3, [4]]", "[1, [2, [3, [4]]]].flatten(0) == [1, [2, [3, [4]]]]",
      "[1, [2, [3, [4]]]].flatten(9223372036854775807) == [1, 2, 3, 4]", "dyn([1, 2]).flatten() == [1, 2]",
      "[{'a': [1]}].flatten(1) == [{'a': [1]}]", "[1, 2, 3, 4].slice(1, 3) == [2, 3]",
      "[1, 2, 3, 4].slice(2, 4) == [3, 4]",
      "[1].slice(0, 0) == []", "[1].slice(1, 1) == []", "[].slice(0, 0) == []", "[1].slice(0, 1) == [1]",
      "[3, 2, 1].sort() == [1, 2, 3]", "[3u, 1u].sort() == [1u, 3u]",
      "[0.5, -1.0, 1.0 / 0.0].sort() == [-1.0, 0.5, 1.0 / 0.0]",
      "[true, false, true].sort() == [false, true, true]",
      "['b', 'c', 'a', 'B', ''].sort() == ['', 'B', 'a', 'b', 'c']",
      "['\\U0001F600', '\\uFFFD', 'z'].sort() == ['z', '\\uFFFD', '\\U0001F600']",
      "[b'b', b'a', b''].sort() == [b'', b'a', b'b']",
      "[duration('1h'), duration('-1s')].sort() == [duration('-1s'), duration('1h')]",
      "[timestamp(2), timestamp(1)].sort() == [timestamp(1), timestamp(2)]", "dyn([]).sort() == []",
      "[-9223372036854775808, 9223372036854775807, 0].sort()[0] < 0", "[1, 2, 3].reverse() == [3, 2, 1]",
      "[].reverse() == []", "[1, 'a'].reverse() == ['a', 1]", "'aé😀'.reverse() == '😀éa'", "[1, 2].first().value() == 1",
      "[1, 2].last().value() == 2", "[].first() == optional.none()", "[].last() == optional.none()",
      "[null].first() == optional.of(null)", "['a'].first().orValue('b') + 'c' == 'ac'",
    ])
  func holds(_ source: String) { #expect(value(source).asBool == true, "\(value(source))") }

  @Test(
    "what fails, and how it says so",
    arguments: [
      ("lists.range(-1)", EvaluationFailure.Kind.badArgument, "negative"),
      ("lists.range(1000001)", .tooCostly, "1000000"),
      ("lists.range(9223372036854775807)", .tooCostly, "1000000"),
      ("[1].slice(-1, 1)", .indexOutOfRange, "slice from -1 to 1"),
      ("[1].slice(0, 2)", .indexOutOfRange, "list of 1"), ("[1].slice(1, 0)", .indexOutOfRange, "slice from 1 to 0"),
      ("[1].slice(0, -1)", .indexOutOfRange, "slice"), ("[[1]].flatten(-1)", .badArgument, "negative"),
      ("[1, 'b'].sort()", .badArgument, "int and string"), ("[1, 2.0].sort()", .badArgument, "int and double"),
      ("dyn([[1]]).sort()", .noSuchOverload, "list has no order"), ("dyn([null]).sort()", .noSuchOverload, "null"),
      ("[1.0, 0.0 / 0.0].sort()", .badArgument, "NaN"), ("dyn([0.0 / 0.0]).sort()", .badArgument, "NaN"),
    ])
  func fails(_ source: String, _ kind: EvaluationFailure.Kind, _ words: String) {
    let failure = value(source).failure
    #expect(failure?.kind == kind)
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
  }

  @Test(
    "what cannot be right is found before it runs",
    arguments: [
      ("[1, 'b'].sort()", IssueKind.typeMismatch), ("[[1]].sort()", .noOverload), ("lists.range(-1)", .syntax),
      ("[[1]].flatten(-2)", .syntax), ("[1, 2].flatten()", .noOverload), ("['a'].first() + 'b'", .noOverload),
      ("{'a': 1}.reverse()", .noOverload), ("lists.range(1.0)", .noOverload),
    ])
  func found(_ source: String, _ kind: IssueKind) {
    #expect(Environment().compile(source).issues.map(\.kind) == [kind])
  }

  @Test("elements of equal keys keep their order")
  func stable() {
    let list = (0..<1000).map { Value.int($0) }
    let sorted = ListsLibrary.sorted(list, by: list.map { .int(($0.asInt ?? 0) % 7) })
    var expected: [Value] = []
    for rest in Int64(0)..<7 {
      for number in Int64(0)..<1000 where number % 7 == rest { expected.append(.int(number)) }
    }
    #expect(Value.areEqual(sorted, .list(expected)))
    #expect(ListsLibrary.sorted([.int(1)], by: []).failure?.kind == .badArgument)
    #expect(ListsLibrary.sorted([], by: []).asList?.isEmpty == true)
  }

  @Test("a reverse of texts is there without the library of lists")
  func alone() {
    #expect(Environment(libraries: [.core, .strings]).compile("'ab'.reverse() == 'ba'").issues == [])
    let both = Environment(libraries: [.core, .lists, .strings])
    #expect(
      both.compile("'ab'.reverse() == 'ba' && [1].reverse() == [1]").program?.evaluate(Activation()).asBool == true)
  }

  @Test("a long list takes as long as it is long")
  func long() {
    let budget = Program.Budget(steps: 50_000_000, bytes: 1 << 30)
    var environment = Environment()
    environment.declare("x", .list(.dyn))
    let texts = (0..<50_000).map { Value.string("key \($0 % 25_000)") }
    let program = environment.compile("x.distinct().size()").program
    #expect(program?.evaluate(slots: [.list(texts)], budget: budget).asInt == 25_000)
    let nested = texts.map { Value.list([$0, .map(MapValue(fields: [("a", $0)]))]) }
    #expect(program?.evaluate(slots: [.list(nested)], budget: budget).asInt == 25_000)
    let sorted = environment.compile("x.sort().reverse().slice(0, 2)").program?.evaluate(
      slots: [.list(texts)], budget: budget)
    #expect(sorted?.description == #"["key 9999","key 9999"]"#)
  }

  /// Whole numbers that all have the same nearest double, and so the same place in an index.
  @Test("values made to be filed in one place, or to be more than they seem, end as a failure")
  func hostile() {
    var environment = Environment()
    environment.declare("x", .list(.dyn))
    func kind(_ source: String, _ list: [Value], _ steps: Int = 1_000_000) -> EvaluationFailure.Kind? {
      let budget = Program.Budget(steps: steps, bytes: 1 << 30)
      return environment.compile(source).program?.evaluate(slots: [.list(list)], budget: budget).failure?.kind
    }
    var alike: [Value] = []
    for first in Int64(0)..<200 {
      for second in Int64(0)..<200 { alike.append(.list([.int(1 << 62 + first), .int(1 << 62 + second)])) }
    }
    #expect(kind("x.distinct().size()", alike, 1 << 30) == .tooCostly)
    var doubled: [Value] = []
    for _ in 0..<40 { doubled = [.list(doubled), .list(doubled)] }
    for source in ["x.flatten(99)", "sets.equivalent(x, x)", "x.sort()"] {
      #expect(kind(source, doubled) == .tooCostly, "\(source)")
    }
    for source in ["x.flatten(20).size()", "x.distinct()"] {
      #expect(kind(source, doubled, 1 << 30) == .tooCostly, "\(source)")
    }
  }

  private func value(_ source: String) -> Value {
    let budget = Program.Budget(steps: 10_000_000, bytes: 64 << 20)
    return Environment().compile(source).program?.evaluate(Activation(), budget: budget) ?? .string("does not compile")
  }
}
