@testable import CEL
import Testing

/// Numbers that are the same in every run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Expressions and states at random. What is said of all states is held against a few hundred of them, and what is said to have a state
/// must show it: the evaluator, not the reasoning, has the last word.
@Suite("Reasoning says nothing that the evaluator does not say")
struct ReasoningPropertyTests {
  private static let severities = ["low", "high"]

  private static let environment: Environment = {
    var environment = Environment(libraries: [Library].standard + [.integration])
    let severity = CELType.enumeration(EnumType(name: "Severity", values: severities))
    environment.add(
      RecordType(
        name: "Owner",
        fields: [
          RecordField(name: "team", type: .string, isOptional: false),
          RecordField(name: "mail", type: .string, isOptional: true),
        ], isOpen: false))
    environment.declare(
      "r",
      .record(
        RecordType(
          name: "R",
          fields: [
            RecordField(name: "s", type: severity, isOptional: false),
            RecordField(name: "t", type: .string, isOptional: false),
            RecordField(name: "u", type: .string, isOptional: true),
            RecordField(name: "i", type: .int, isOptional: false),
            RecordField(name: "j", type: .int, isOptional: true),
            RecordField(name: "d", type: .double, isOptional: false),
            RecordField(name: "b", type: .bool, isOptional: false),
            RecordField(name: "n", type: .nullable(.string), isOptional: true),
            RecordField(name: "m", type: .map(.string, .string), isOptional: false),
            RecordField(name: "o", type: .named("Owner"), isOptional: true),
            RecordField(name: "l", type: .list(.string), isOptional: false),
            RecordField(name: "k", type: .int, isOptional: false),
            RecordField(name: "w", type: .timestamp, isOptional: false),
            RecordField(name: "v", type: .timestamp, isOptional: true),
          ], isOpen: false)))
    environment.declare("x", .dyn)
    return environment
  }()

  // MARK: States

  /// What fields can be in the states that are tried; `nil` is missing. Texts and numbers are those of the expressions, and others near.
  private static let texts: [Value?] = ["", "a", "ab", "b", "ba", "c", "A"].map { .string($0) }
  private static let ints: [Value?] = (-1...4).map { .int($0) }
  private static let moments: [Value?] = [0, 3_600, 7_200].map { Timestamp(seconds: $0).map { .timestamp($0) } }
  private static let domains: [(path: [String], values: [Value?])] = [
    (["r", "s"], severities.map { .string($0) }), (["r", "t"], texts), (["r", "u"], texts + [nil, nil]),
    (["r", "i"], ints),
    (["r", "k"], ints + [.int(.max), .int(.min)]),
    (["r", "w"], moments), (["r", "v"], moments + [nil, nil]),
    (["r", "j"], ints + [nil, nil]), (["r", "d"], [0.0, 0.5, 1, 1.5, 2, 3, .nan].map { .double($0) }),
    (["r", "b"], [.bool(true), .bool(false)]), (["r", "n"], texts + [nil, .null, .null]),
    (["r", "m"], [.map(MapValue())]),
    (["r", "m", "k"], texts + [nil, nil]), (["r", "m", "q"], texts + [nil]), (["r", "o"], [.map(MapValue()), nil]),
    (["r", "o", "team"], texts), (["r", "o", "mail"], texts + [nil, nil]),
    (["r", "l"], [[], ["a"], ["a", "b"], ["b", "c", "a"]].map { .list($0.map { .string($0) }) }),
    (
      ["x"],
      ints + texts + [
        .null, .bool(true), .bool(false), .double(1.5), .double(3), .double(.nan), .list([]), .map(MapValue()),
        .uint(2),
      ]
    ),
    (["x", "k"], [.int(1), .string("a"), .map(MapValue()), nil]), (["x", "k", "p"], [.int(1), .string("a"), nil]),
  ]

  /// A state: all but what is given is taken at random.
  private static func state(
    _ given: [[String]: Value?] = [:], _ random: inout some RandomNumberGenerator
  ) -> Activation {
    var root = MapValue()
    func put(_ path: ArraySlice<String>, _ value: Value, into map: inout MapValue) {
      guard let name = path.first else { return }
      let key = Value.string(name)
      if path.count == 1 { return map[key] = value }
      // What has no fields has none set.
      guard case .map(var inner)? = map[key] else { return }
      put(path.dropFirst(), value, into: &inner)
      map[key] = .map(inner)
    }
    put(["r"], .map(MapValue()), into: &root)
    var fields = domains.map { ($0.path, $0.values.randomElement(using: &random) ?? nil) }
    for (path, _) in given where !fields.contains(where: { $0.0 == path }) { fields.append((path, nil)) }
    for (path, value) in fields.sorted(by: { $0.0.count < $1.0.count }) {
      // What has a field that must be there, or must not, is itself there.
      if let value = given[path] ?? value { put(path[...], value, into: &root) }
    }
    var activation = Activation()
    for name in ["r", "x"] { activation[name] = root[.string(name)] }
    return activation
  }

  // MARK: Expressions

  private static let atoms = [
    "r.s == 'low'", "r.s != 'low'", "r.s in ['low', 'high']", "r.s < 'k'", "r.t == 'a'", "'b' != r.t",
    "r.t in ['a', 'ab', 'c']",
    "r.t.startsWith('a')", "r.t.startsWith('ab')", "r.t.endsWith('b')", "r.t.contains('a')", "r.t.matches('^a+$')",
    "r.t.lowerAscii() == 'a'", "r.t.size() > 1", "size(r.t) == 0", "r.t < 'b'", "r.t >= 'ab'", "r.t + 'b' == 'ab'",
    "r.t == r.m.k",
    "has(r.u)", "r.?u.orValue('a') == 'a'", "r.?u.hasValue()", "default(r.?u, 'b') == 'b'",
    "r.?u.orValue('').startsWith('a')",
    "r.?u == optional.of('a')", "r.?u == optional.none()", "has(r.u) && r.u == 'a'",
    "r.?u.or(r.?n).orValue('c') == 'c'",
    "r.i > 1", "r.i <= 2", "r.i == 3", "r.i in [1, 2]", "r.i != 0", "r.i + 1 > 2", "r.i * 2 == 4", "10 / r.i > 4",
    "r.i < r.d",
    "r.?j.orValue(0) < r.i", "r.?j.orValue(2) == 2", "has(r.j) && r.j > r.i", "r.i == int(r.d)", "r.d > 0.5",
    "r.d <= 1.5", "r.d != 1.0",
    "r.d < 1", "r.d == r.d", "r.b", "r.b == true", "r.b ? r.i > 1 : r.t == 'a'", "(r.b ? r.t : r.s) == 'low'",
    "r.m.k == 'a'",
    "r.m['k'] != 'a'", "'k' in r.m", "has(r.m.k)", "r.m[?'k'].orValue('b') == 'b'", "r.m.k in ['a', 'b']",
    "r.m.k == r.m.q",
    "r.m.k < r.m['q']", "size(r.m) == 0", "has(r.o)", "has(r.o) && has(r.o.mail)", "r.?o.?mail.orValue('a') == 'a'",
    "r.?o.team.hasValue()",
    "has(r.o) && r.o.team == 'a'", "has(r.?o.mail)", "has(r.n)", "r.?n.orValue(null) == null",
    "default(r.?n, 'a') == 'a'",
    "has(r.n) && r.n == 'b'", "'a' in r.l", "r.l.exists(e, e == 'b')", "r.l.all(e, e != 'c')", "size(r.l) > 1",
    "r.l[0] == 'a'",
    "r.l == ['a']", "x == 'a'", "x != 1", "x > 1", "x < 2.5", "x == null", "x == true", "x", "x in [1, 'a', null]",
    "x.k == 1", "has(x.k)",
    "x.?k.orValue(1) == 1", "x.?k.?p.hasValue()", "has(x.k.p)", "'k' in x", "x.startsWith('a')", "size(x) == 0",
    "x == r.i",
    "x <= r.i", "x + 1 == 2", "x == 3", "x / 2.0 == 1.5", "r.i > -0.5", "r.i < 1.5 && r.i > 0.5",
    "cel.bind(v, r.t, v == 'a' || v == 'b')", "r.b in [true]", "1 / 0 > 0", "r.i / 0 == 1",
    "true", "false",
    "r.i + 1 > 3", "2 - r.i >= 1", "r.i * 2 == 3", "r.i * -3 > -5", "r.i / 2 == 1", "-r.i < -1", "(r.i + 1) * 2 <= 6",
    "r.k + 1 > 0", "r.k - 1 < 0", "-r.k > 2", "r.k * 2 != 4", "r.k / -1 == 1", "0 - r.k < 2", "r.k * 0 == 0",
    "r.k + 9223372036854775807 > 0", "r.?j.orValue(0) + 1 <= r.i", "r.i % 2 == 1", "r.i % 2 == 2", "r.k % -3 < -2",
    "r.i + 1 in [2, 3]", "r.i < r.k", "r.k <= r.i", "r.i + 2 < r.k", "r.i - r.k > 1", "r.k - r.i > 1", "r.i == r.k + 1",
    "has(r.j) && r.k < r.j", "has(r.j) && r.j < r.i", "has(r.j) && r.j + 1 == r.k", "r.i != r.k", "-r.i == r.k",
    "r.t.lowerAscii() == 'A'", "r.t.upperAscii().startsWith('a')", "r.t.upperAscii() in ['A', 'b']",
    "r.t.lowerAscii().contains('A')", "r.t.trim() == ' a'", "r.t.indexOf('b') < -1", "r.t.indexOf('b') == 1",
    "math.abs(r.i) < 0", "math.abs(r.i) == 1", "r.w.getHours() > 23", "r.w.getHours() == 1", "r.w.getMonth() == 12",
    "r.t < r.m.k", "r.m.k < r.m.q && r.m.q < r.t", "has(r.u) && r.u < r.t", "has(r.u) && r.t <= r.u",
    "has(r.v) && r.v < r.w", "has(r.v) && r.w < r.v", "r.w > timestamp('1970-01-01T00:30:00Z')",
    "has(r.v) && r.v <= timestamp('1970-01-01T00:30:00Z')", "has(r.v) && r.v - r.w > duration('30m')",
  ]

  private static func expression(_ depth: Int, _ random: inout SeededGenerator) -> String {
    func inner() -> String { expression(depth - 1, &random) }
    switch depth == 0 ? 0 : Int.random(in: 0..<9, using: &random) {
    case 0, 1: return atoms.randomElement(using: &random) ?? "true"
    case 2, 3, 4: return "(\(inner()) && \(inner()))"
    case 5, 6: return "(\(inner()) || \(inner()))"
    case 7: return "!(\(inner()))"
    default: return "(\(inner()) ? \(inner()) : \(inner()))"
    }
  }

  private struct Sample {
    var source: String
    var program: Program
    var condition: Condition
    var paths: Set<[String]>
    /// In which of the states it is true.
    var holds: [Bool]
  }

  @Test("in expressions made up by the thousand", arguments: 1...4)
  func madeUp(_ seed: Int) throws {
    var random = SeededGenerator(state: UInt64(seed))
    let states = (0..<150).map { _ in Self.state([:], &random) }
    var samples: [Sample] = []
    for number in 0..<400 {
      let source = number < Self.atoms.count ? Self.atoms[number] : Self.expression(2, &random)
      // Some fields may be missing where they are read: that is for the check to say, and no matter here.
      let compilation = Self.environment.compile(source)
      guard compilation.issues.isEmpty, let program = compilation.program else {
        #expect(number >= Self.atoms.count, "\(source): \(compilation.issues)")
        continue
      }
      let holds = states.map { program.evaluate($0).asBool == true }
      let condition = Condition(compilation)
      samples.append(
        Sample(source: source, program: program, condition: condition, paths: condition.paths, holds: holds))
    }
    var tally = (asked: 0, answered: 0)
    for sample in samples { check(sample.condition, states, sample.holds, [(sample, true)], &tally, &random) }
    for _ in 0..<150 {
      let left = try #require(samples.randomElement(using: &random))
      // Two that read nothing in common have little to say to each other.
      let others = samples.filter { !$0.paths.isDisjoint(with: left.paths) }
      let right = try #require((others.isEmpty ? samples : others).randomElement(using: &random))
      let both = zip(left.holds, right.holds).map { $0 && $1 }
      check(left.condition.and(right.condition), states, both, [(left, true), (right, true)], &tally, &random)
      let only = zip(left.holds, right.holds).map { $0 && !$1 }
      check(left.condition.and(right.condition.negated), states, only, [(left, true), (right, false)], &tally, &random)
      #expect(left.condition.overlaps(right.condition) == left.condition.and(right.condition).isEmpty.opposite)
      if left.condition.implies(right.condition) == .yes {
        #expect(!only.contains(true), "\(left.source) → \(right.source)")
      }
      if left.condition.implies(right.condition) == .no {
        #expect(left.condition.and(right.condition.negated).isEmpty != .yes, "\(left.source) → \(right.source)")
      }
      let more = try #require(samples.randomElement(using: &random))
      cover(left, by: [right, more])
    }
    // Silence is always right, and of no use.
    #expect(tally.answered * 10 > tally.asked * 8, "\(tally)")
  }

  /// What is taken by others together is so in every state, and as it is where they are put together first.
  private func cover(_ sample: Sample, by others: [Sample]) {
    var earlier = EarlierConditions()
    for other in others { earlier.append(other.condition) }
    let words = "\(sample.source) by \(others.map { $0.source })"
    let verdict = earlier.cover(sample.condition)
    for (place, holds) in sample.holds.enumerated() where holds && verdict == .yes {
      #expect(others.contains { $0.holds[place] }, "\(words)")
    }
    let together = sample.condition.implies(others.reduce(.never) { $0.or($1.condition) })
    #expect(verdict != .yes || together != .no, "\(words)")
    #expect(verdict != .no || together != .yes, "\(words)")
    #expect(!earlier.hasGivenUp || verdict == .unknown(because: []), "\(words)")
  }

  /// Holds a verdict against the states, and against the one that it can show.
  private func check(
    _ condition: Condition, _ states: [Activation], _ holds: [Bool], _ parts: [(sample: Sample, holds: Bool)],
    _ tally: inout (asked: Int, answered: Int),
    _ random: inout SeededGenerator
  ) {
    let words = parts.map { "\($0.sample.source) is \($0.holds ? "" : "not ")true" }.joined(separator: " and ")
    tally.asked += 1
    switch condition.isEmpty {
    case .unknown(let because): #expect(!because.isEmpty && because == because.sorted())
    case .yes:
      tally.answered += 1
      #expect(!holds.contains(true), "\(words) can be")
    case .no:
      tally.answered += 1
      guard let state = condition.state else {
        Issue.record("\(words) has no example")
        return
      }
      var given: [[String]: Value?] = [:]
      for (field, guess) in state.fields {
        guard let path = field.path?.map(\.string) else { continue }
        switch guess {
        case .value(let value): given.updateValue(value, forKey: path)
        case .missing: given.updateValue(nil, forKey: path)
        case .map: given.updateValue(.map(MapValue()), forKey: path)
        case .other: given.updateValue(.bytes([1]), forKey: path)
        }
      }
      // What the example does not speak of may be anything.
      for _ in 0..<3 {
        let activation = Self.state(given, &random)
        for part in parts {
          let value = part.sample.program.evaluate(activation)
          #expect((value.asBool == true) == part.holds, "\(words) in \(given): \(value)")
        }
      }
    }
    // What a field is where it holds must be among what is said that it can be.
    guard let (path, _) = Self.domains.randomElement(using: &random), let possible = condition.values(of: path) else {
      return
    }
    for (state, _) in zip(states, holds).filter({ $0.1 }) {
      guard let value = Self.value(path, state), Condition.Literal(value) != nil else { continue }
      #expect(possible.contains { Value.areEqual($0.value, value) }, "\(words): \(path) is \(value)")
    }
  }

  private static func value(_ path: [String], _ state: Activation) -> Value? {
    path.dropFirst().reduce(path.first.flatMap { state[$0] }) { value, name in value?.asMap?[Text(name)] }
  }
}
