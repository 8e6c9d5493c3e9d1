import Testing

@testable import CEL

@Suite("How a condition stands to another is proven, or not said")
struct ConditionComparisonTests {
  private static let environment: Environment = {
    var environment = Environment(libraries: [Library].standard + [.integration])
    environment.declare(
      "r",
      .record(
        RecordType(
          name: "R",
          fields: [
            RecordField(
              name: "s", type: .enumeration(EnumType(name: "S", values: ["low", "high"])), isOptional: false),
            RecordField(name: "t", type: .string, isOptional: true),
            RecordField(name: "i", type: .int, isOptional: false),
            RecordField(name: "b", type: .bool, isOptional: false),
            RecordField(name: "l", type: .list(.string), isOptional: false),
            RecordField(name: "m", type: .map(.string, .string), isOptional: false),
          ], isOpen: false)))
    return environment
  }()

  @Test(
    "by hand",
    arguments: [
      ("r.i > 3", "r.i > 4", "leaves out"), ("r.i > 4", "r.i > 3", "takes in"), ("r.i > 3", "r.i >= 4", "same"),
      ("r.s == 'low'", "r.s != 'high'", "same"), ("r.b", "r.b && r.i > 0", "leaves out"),
      ("r.b", "!r.b", "leaves out, takes in"),
      // Both hold where `m.k` is `a`; where it is missing one fails and the other is false.
      ("r.m.k == 'a'", "has(r.m.k) && r.m.k == 'a'", "alike"),
      ("r.m.k == 'a' || r.i > 3", "r.i > 3 || r.m.k == 'a'", "same"),
      ("r.m.k == 'a' && r.i > 3", "r.i > 3 ? r.m.k == 'a' : false", "same"),
      ("r.l.exists(x, x == 'a') && r.i > 0", "r.i > 0", "takes in?"),
    ])
  func byHand(_ old: String, _ new: String, _ expected: String) throws {
    let found = try #require(Self.environment.comparison(of: old, with: new))
    var words: [String] = []
    func add(_ verdict: Verdict, _ word: String) {
      switch verdict {
      case .yes: words.append(word)
      case .no: break
      case .unknown: words.append("\(word)?")
      }
    }
    add(found.leavesOut, "leaves out")
    add(found.takesIn, "takes in")
    #expect((words.isEmpty ? found.isSame ? "same" : "alike" : words.joined(separator: ", ")) == expected)
  }

  @Test("what does not compile is not compared")
  func broken() { #expect(Self.environment.comparison(of: "r.i > 3", with: "r.x > 3") == nil) }

  // MARK: Against the evaluator

  private static let atoms = [
    "r.i > 1", "r.i >= 2", "r.i <= 2", "r.i == 2", "r.i in [1, 2]", "r.i in [1, 2, 3]", "10 / r.i > 4", "r.s == 'low'",
    "r.s != 'low'", "r.s in ['low', 'high']", "has(r.t)", "r.?t.orValue('') == 'a'", "has(r.t) && r.t == 'a'",
    "r.b", "!r.b", "r.b ? r.i > 1 : r.s == 'low'", "r.l.exists(x, x == 'a')", "r.l.all(x, x == 'a')", "size(r.l) > 1",
    "r.m.k == 'a'", "r.m.k != 'a'", "has(r.m.k)", "'k' in r.m", "r.m.k in ['a', 'b']", "r.m.k.startsWith('a')",
    "r.i + 1 > 2", "r.l[0] == 'a'", "true", "false",
  ]

  private static func expression(_ depth: Int, _ random: inout some RandomNumberGenerator) -> String {
    guard depth > 0 else { return atoms.randomElement(using: &random) ?? "true" }
    let (left, right) = (expression(depth - 1, &random), expression(depth - 1, &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return left
    case 1, 2: return "(\(left) && \(right))"
    case 3: return "(\(left) || \(right))"
    default: return "!(\(left))"
    }
  }

  /// What may be left out of an expression, added to it, or changed in it.
  private static func edited(_ source: String, _ random: inout some RandomNumberGenerator) -> String {
    let other = expression(1, &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return "\(source) && \(other)"
    case 1: return "\(source) || \(other)"
    case 2: return "!(!(\(source)) || false)"
    default: return source.replacing(" 2", with: " 3")
    }
  }

  private static func state(_ random: inout some RandomNumberGenerator) -> Activation {
    let texts = ["", "a", "ab", "b"]
    func text() -> Value { .string(texts.randomElement(using: &random) ?? "") }
    var fields: [(Text, Value)] = [
      ("s", .string(Bool.random(using: &random) ? "low" : "high")), ("i", .int(.random(in: -1...5, using: &random))),
      ("b", .bool(.random(using: &random))),
      ("l", .list((0..<Int.random(in: 0...2, using: &random)).map { _ in text() })),
      ("m", .map(MapValue(fields: Bool.random(using: &random) ? [(Text("k"), text())] : []))),
    ]
    if Bool.random(using: &random) { fields.append(("t", text())) }
    var activation = Activation()
    activation["r"] = .map(MapValue(fields: fields))
    return activation
  }

  @Test("what is proven holds in every state that is tried, and a state that is shown is one", arguments: 1...4)
  func proven(_ seed: UInt64) {
    var random = SeededNumbers(state: seed)
    let states = (0..<200).map { _ in Self.state(&random) }
    var proven = 0
    for _ in 0..<250 {
      let old = Self.expression(2, &random)
      let new = Bool.random(using: &random) ? Self.edited(old, &random) : Self.expression(2, &random)
      guard let found = Self.environment.comparison(of: old, with: new),
        let before = Self.environment.compile(old).program, let after = Self.environment.compile(new).program
      else { continue }
      let words = "\(old) becomes \(new)"
      if found.leavesOut == .no || found.takesIn == .no { proven += 1 }
      for state in states {
        let (one, other) = (before.evaluate(state).asBool, after.evaluate(state).asBool)
        if found.leavesOut == .no { #expect(!(one == true && other != true), "\(words)") }
        if found.takesIn == .no { #expect(!(other == true && one != true), "\(words)") }
        if found.isSame { #expect(one == other, "\(words)") }
      }
      for (shown, isLeftOut) in [(found.leftOut, true), (found.takenIn, false)] {
        guard let shown else { continue }
        let state = Self.state(&random, keeping: shown)
        let (one, other) = (before.evaluate(state).asBool, after.evaluate(state).asBool)
        #expect(isLeftOut ? one == true && other != true : other == true && one != true, "\(words): \(shown)")
      }
    }
    #expect(proven > 60)
  }

  private static func state(
    _ random: inout some RandomNumberGenerator, keeping shown: ConditionComparison.State
  ) -> Activation {
    var activation = state(&random)
    guard case .map(var record)? = activation["r"] else { return activation }
    for (path, value) in shown.sorted(by: { $0.key.count < $1.key.count }) {
      if path.count == 2 { record[.string(path[1])] = value }
      if path.count == 3, case .map(var inner)? = record[.string(path[1])] {
        inner[.string(path[2])] = value
        record[.string(path[1])] = .map(inner)
      }
    }
    activation["r"] = .map(record)
    return activation
  }
}

/// Numbers that are the same in every run (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
