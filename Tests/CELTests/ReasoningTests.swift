import CEL
import Testing

@Suite("What is said of conditions is so in every state")
struct ReasoningTests {
  static let environment: Environment = {
    var environment = Environment(libraries: [Library].standard + [.integration])
    let severity = CELType.enumeration(EnumType(name: "Severity", values: ["low", "high", "critical"]))
    environment.add(
      RecordType(
        name: "Owner",
        fields: [
          RecordField(name: "team", type: .string, isOptional: false),
          RecordField(name: "mail", type: .string, isOptional: true),
        ], isOpen: false))
    environment.declare(
      "item",
      .record(
        RecordType(
          name: "Item",
          fields: [
            RecordField(name: "severity", type: severity, isOptional: false),
            RecordField(name: "urgency", type: severity, isOptional: true),
            RecordField(name: "name", type: .string, isOptional: false),
            RecordField(name: "note", type: .string, isOptional: true),
            RecordField(name: "count", type: .int, isOptional: false),
            RecordField(name: "limit", type: .int, isOptional: false),
            RecordField(name: "size", type: .int, isOptional: false),
            RecordField(name: "started", type: .timestamp, isOptional: false),
            RecordField(name: "due", type: .timestamp, isOptional: false),
            RecordField(name: "share", type: .double, isOptional: false),
            RecordField(name: "open", type: .bool, isOptional: false),
            RecordField(name: "labels", type: .map(.string, .string), isOptional: false),
            RecordField(name: "owner", type: .named("Owner"), isOptional: true),
            RecordField(name: "tags", type: .list(.string), isOptional: false),
            RecordField(name: "created", type: .timestamp, isOptional: false),
            RecordField(name: "closed", type: .timestamp, isOptional: true),
            RecordField(name: "score", type: .nullable(.int), isOptional: false),
          ], isOpen: false)))
    environment.declare("now", .timestamp)
    environment.declare("any", .dyn)
    return environment
  }()

  static func condition(_ source: String) -> Condition {
    let compilation = environment.compile(source, expecting: .bool)
    #expect(compilation.issues == [], "\(source)")
    return Condition(compilation)
  }

  // MARK: Emptiness

  @Test(
    "what can never be true is known to be so",
    arguments: [
      "false", "item.open && !item.open", "item.severity == 'low' && item.severity == 'high'",
      "item.severity != 'low' && item.severity != 'high' && item.severity != 'critical'",
      "!(item.severity in ['low', 'high', 'critical'])", "item.labels.a == 'x' && item.labels['a'] == \"y\"",
      "item.labels.a == 'x' && !('a' in item.labels)",
      "has(item.note) && item.?note.orValue('') == 'a' && item.note == 'b'",
      "item.?note.hasValue() && !has(item.note)", "!has(item.owner) && item.?owner.?mail.hasValue()",
      "has(item.owner) && !has(item.owner.team)", "item.?note.orValue('none') == 'x' && !has(item.note)",
      "default(item.?note, 'none') == '' && item.?note != optional.of('')", "item.count > 3 && item.count < 4",
      "item.count >= 3 && item.count <= 3 && item.count != 3", "item.count + 1 > 3 && item.count in [1, 2]",
      "item.count > -0.5 && item.count < 0", "item.share > 0.5 && item.share < 0.5", "size(item.tags) < 0",
      "item.name.size() == 0 && item.name == 'a'",
      "item.name.startsWith('db-') && item.name.startsWith('web-')",
      "item.name.startsWith('db-') && item.name == 'web'",
      "item.name.endsWith('-a') && item.name.endsWith('-b')",
      "!item.name.startsWith('db') && item.name.startsWith('db-')",
      "!item.name.contains('b-') && item.name.startsWith('db-')",
      "item.name in ['a', 'b'] && item.name.matches('^[c-z]')",
      "item.name == 'DB' && item.name.lowerAscii() != 'db'",
      "item.name.lowerAscii() == 'a' && item.name.lowerAscii() == 'b'",
      "item.name < 'b' && item.name > 'c'", "item.name < 'b' && item.name.startsWith('c')",
      "item.created > timestamp('2026-01-02T00:00:00Z') && item.created < timestamp('2026-01-01T00:00:00Z')",
      "now - item.created > duration('2h') && now - item.created < duration('90m')",
      "item.count == item.limit && item.limit != item.count", "item.count < item.limit && item.count >= item.limit",
      "item.count == 3 && item.limit == 4 && item.count > item.limit", "item.count != item.count",
      "item.tags.exists(t, t == 'a') && !item.tags.exists(u, u == \"a\")", "'a' in item.tags && !('a' in item.tags)",
      "(item.open ? item.name == 'a' : item.name == 'b') && item.name == 'c'",
      "(item.open ? 'a' : 'b') == 'c'", "cel.bind(n, item.name, n == 'a' && item.name == 'b')", "1 > 2 || 'a' == 'b'",
      "item.score == null && item.score > 3", "any == 'a' && any > 3", "1 / 0 == 1",
      "item.count + 1 > 5 && item.count < 3", "item.count * 2 == 3", "10 - item.count > 5 && item.count > 7",
      "item.count * -3 < 0 && item.count < 0", "item.count / 2 == 3 && item.count in [5, 8]",
      "-(item.count + 1) > 0 && item.count >= 0", "item.count + 1 <= 0 && item.count > 0",
      "item.count - 1 > 0 && item.count == -9223372036854775808", "item.count % 10 > 9", "item.count % -10 < -9",
      "math.abs(item.count) < 0", "item.name.indexOf('a') < -1", "item.created.getHours() > 23",
      "item.created.getDayOfWeek('Europe/Berlin') == 7", "item.name.lowerAscii() == 'DB'",
      "item.name.upperAscii() in ['db', 'Web']", "item.name.lowerAscii().startsWith('DB-')",
      "item.name.trim() == 'db '", "item.count < item.limit && item.limit < item.count",
      "item.count < item.limit && item.limit < 5 && item.count > 3",
      "item.count + 3 < item.limit && item.limit <= item.count",
      "item.count < item.limit && item.limit < item.size && item.size <= item.count",
      "item.count - item.limit > 2 && item.count <= item.limit", "item.count == item.count + 1",
      "item.count < item.limit && item.limit < item.count + 1",
      "item.name < item.labels.a && item.labels.a < item.labels.b && item.labels.b < item.name",
      "item.name <= item.labels.a && item.labels.a <= item.name && item.name != item.labels.a",
      "item.created < item.started && item.started < item.due && item.due < item.created",
      "item.created > item.started && item.started > timestamp('2026-01-02T00:00:00Z')"
        + " && item.created < timestamp('2026-01-01T00:00:00Z')",
    ])
  func empty(_ source: String) { #expect(Self.condition(source).isEmpty == .yes) }

  @Test(
    "what can be true has an example",
    arguments: [
      ("true", "any state"), ("item.severity != 'low' && item.severity != 'high'", "`item.severity` is `critical`"),
      ("item.severity == 'low' && item.count == 3", "`item.count` is 3 and `item.severity` is `low`"),
      ("!has(item.note)", "`item.note` is missing"),
      ("item.?note.orValue('none') == 'none' && !has(item.note)", "`item.note` is missing"),
      ("!has(item.owner) || item.owner.team == 'x'", "`item.owner` is missing"),
      ("item.?owner.?mail.orValue('') == 'a@b.c'", "`item.owner.mail` is `a@b.c`"),
      ("item.name.startsWith('db-') && item.name.endsWith('-1') && item.name.contains('x')", "`item.name` is `db-x-1`"),
      ("item.count > 3 && item.count < 5", "`item.count` is 4"),
      ("item.count > -0.5 && item.count < 0.5", "`item.count` is 0"),
      ("item.share > 0.5 && item.share < 0.6", "`item.share` is 0.55"),
      ("item.name.size() == 3 && item.name.startsWith('a')", "`item.name` is `aaa`"),
      ("item.name.lowerAscii() == 'db'", "`item.name` is `db`"),
      ("item.count < item.limit", "`item.count` is 0 and `item.limit` is 1"),
      ("item.count + 1 > 5", "`item.count` is 5"), ("item.count * 2 == 4", "`item.count` is 2"),
      ("item.count / 2 == 3 && item.count != 6", "`item.count` is 7"),
      ("10 - item.count > 5 && item.count > 3", "`item.count` is 4"),
      ("item.count + 1 > 5 && item.count + 1 < 7", "`item.count` is 5"),
      ("item.score == null", "`item.score` is null"),
      ("'a' in item.tags && size(item.tags) == 2", "`item.tags` is ['a', 'a0']"),
      ("item.name.matches('^db$') && item.name in ['db', 'web']", "`item.name` is `db`"),
      ("item.labels['a b'] == 'x'", "`item.labels['a b']` is `x`"),
      ("item.name == '' || false", "`item.name` is an empty text"),
      (
        "item.created == timestamp('2026-01-02T00:00:00Z') && now - item.created > duration('1h')",
        "`item.created` is timestamp('2026-01-02T00:00:00Z') and `now` is timestamp('2026-01-02T01:00:00.000000001Z')"
      ),
    ])
  func example(_ source: String, _ wanted: String) {
    #expect(Self.condition(source).isEmpty == .no)
    #expect(Self.condition(source).example() == wanted)
  }

  @Test(
    "what is not understood leaves the answer open, and is named",
    arguments: [
      ("item.tags.exists(t, t.startsWith('a'))", ["item.tags.exists(t, t.startsWith('a'))"]),
      ("item.open && item.tags.all(t, t != '') && item.tags[0] == 'a'", ["item.tags.all(t, t != '')"]),
      ("item.name.matches('^[^a-z0-9A-Z ~]{3}$')", ["item.name.matches('^[^a-z0-9A-Z ~]{3}$')"]),
      ("item.labels[item.name] == 'a'", ["item.labels[item.name]"]),
      ("item.created == null", ["item.created == null"]), ("any == 3 && any / 2.0 == 1.5", ["any", "any / 2.0"]),
    ])
  func open(_ source: String, _ because: [String]) {
    #expect(Self.condition(source).isEmpty == .unknown(because: because))
    #expect(Self.condition(source).example() == nil)
    #expect(Self.condition("(\(source)) && item.count > 3 && item.count < 4").isEmpty == .yes, "whatever it is")
  }

  // MARK: Two conditions

  @Test(
    "whether one holds wherever another does",
    arguments: [
      ("item.severity == 'high'", "item.severity in ['high', 'critical']", .yes),
      ("item.severity in ['high', 'critical']", "item.severity == 'high'", .no),
      ("item.severity != 'low'", "item.severity in ['high', 'critical']", .yes),
      ("item.count > 3", "item.count >= 4", .yes), ("item.count >= 4", "item.count > 4", .no),
      ("item.name == 'db-1'", "item.name.startsWith('db-')", .yes),
      ("item.name.startsWith('db-')", "item.name.startsWith('db')", .yes),
      ("item.name.startsWith('db')", "item.name.startsWith('db-')", .no),
      ("item.labels.a == 'x'", "'a' in item.labels", .yes), ("'a' in item.labels", "item.labels.a == 'x'", .no),
      ("item.?note.orValue('d') == 'd'", "!has(item.note) || item.note == 'd'", .yes),
      ("!has(item.note) || item.note == 'd'", "default(item.?note, 'd') == 'd'", .yes),
      ("item.?note.orValue('d') == 'd'", "item.?note.hasValue()", .no),
      ("item.?owner.?mail.hasValue()", "has(item.owner)", .yes), ("item.open", "item.open == true", .yes),
      ("item.labels.a != 'x'", "!(item.labels.a == 'x')", .yes),
      ("!('a' in item.labels)", "item.labels.a != 'x'", .no),
      ("item.count < item.limit", "item.limit >= item.count", .yes),
      ("item.limit >= item.count", "item.count < item.limit", .no),
      ("item.count == item.limit", "item.limit == item.count", .yes),
      ("item.count == 3 && item.limit == 3", "item.count == item.limit", .yes),
      ("item.tags.exists(t, t == 'a')", "item.tags.exists(x, x == \"a\")", .yes),
      (
        "item.tags.exists(t, t == 'a')", "item.tags.exists(x, x == 'b')",
        .unknown(because: [
          "item.tags.exists(t, t == 'a')", "item.tags.exists(x, x == 'b')",
        ])
      ),
      ("item.tags.all(t, t != '') && item.open", "item.open || item.tags.all(t, t != '')", .yes),
      ("false", "item.open", .yes), ("item.open", "true", .yes),
      ("item.count + 1 > 5", "item.count > 4", .yes),
      // The sum may not fit: then the one fails, and the other does not.
      ("item.count > 4", "item.count + 1 > 5", .no), ("item.count > 4 && item.count < 9", "item.count + 1 > 5", .yes),
      ("item.count * 2 == 8", "item.count == 4", .yes),
      ("item.count + 1 < item.limit", "item.count < item.limit", .yes),
      ("item.count < item.limit && item.limit < item.size", "item.count < item.size", .yes),
      ("item.count < item.limit && item.limit <= item.size", "item.size == item.count", .no),
      ("any > 3 && any < 5", "any > 2.5", .yes), ("any > 3 && any < 5", "any == 4", .no),
    ] as [(String, String, Verdict)])
  func implication(_ left: String, _ right: String, _ wanted: Verdict) {
    #expect(Self.condition(left).implies(Self.condition(right)) == wanted)
  }

  @Test(
    "whether both can hold",
    arguments: [
      ("item.severity == 'high'", "item.severity == 'critical'", .no), ("item.severity == 'high'", "item.open", .yes),
      ("item.name.startsWith('db-')", "item.name.endsWith('-1')", .yes),
      ("item.name.startsWith('db-')", "item.name in ['web', 'mail']", .no),
      ("item.count > 3", "item.count < 4", .no), ("item.count > 3", "item.count < 5", .yes),
      ("item.?urgency.orValue('low') == 'low'", "!has(item.urgency)", .yes),
      ("item.?urgency.orValue('low') == 'high'", "!has(item.urgency)", .no),
      ("has(item.owner) && item.owner.team == 'a'", "item.?owner.?team.orValue('b') == 'b'", .no),
      ("item.tags.all(t, t != '')", "item.open", .unknown(because: ["item.tags.all(t, t != '')"])),
      ("item.tags.all(t, t != '')", "!item.tags.all(t, t != \"\")", .no),
    ] as [(String, String, Verdict)])
  func overlap(_ left: String, _ right: String, _ wanted: Verdict) {
    #expect(Self.condition(left).overlaps(Self.condition(right)) == wanted)
    #expect(Self.condition(right).overlaps(Self.condition(left)) == wanted)
  }

  @Test("not to hold is to be false or to fail")
  func negation() {
    let equal = Self.condition("item.labels.a == 'x'")
    #expect(equal.negated.overlaps(Self.condition("!('a' in item.labels)")) == .yes)
    #expect(equal.negated.implies(Self.condition("item.labels.a != 'x'")) == .no)
    #expect(equal.and(equal.negated).isEmpty == .yes)
    #expect(Condition.always.implies(equal.or(equal.negated)) == .yes)
    #expect(Condition.never.negated == .always)
  }

  // MARK: Values, paths, other notations

  @Test(
    "the values that a field can have",
    arguments: [
      ("item.severity != 'low'", ["'critical'", "'high'"]), ("true", ["'critical'", "'high'", "'low'"]),
      ("item.severity in ['low', 'high'] && item.severity.startsWith('h')", ["'high'"]),
      ("item.severity == 'low' || item.severity == 'high' && item.open", ["'high'", "'low'"]), ("false", []),
    ] as [(String, [String])])
  func values(_ source: String, _ wanted: [String]) {
    // A field of which nothing is said is known by its type only where a condition speaks of it.
    let condition = Self.condition("(\(source)) && (item.severity == 'low' || item.severity != 'low')")
    #expect(condition.values(of: ["item", "severity"])?.map(\.description) == wanted)
  }

  @Test("numbers in a small range are values, texts with a prefix are not finite")
  func numbers() {
    #expect(
      Self.condition("item.count > 3 && item.count < 7").values(of: ["item", "count"]) == [.int(4), .int(5), .int(6)])
    #expect(Self.condition("item.count > 3").values(of: ["item", "count"]) == nil)
    #expect(Self.condition("item.name.startsWith('a')").values(of: ["item", "name"]) == nil)
    #expect(Self.condition("item.?note.orValue('a') == 'a'").values(of: ["item", "note"]) == [.string("a")])
  }

  @Test(
    "how a field begins, in each way in which a condition can hold",
    arguments: [
      ("item.name.startsWith('a') && item.name.startsWith('ab') && item.open", ["ab"]),
      ("item.name.startsWith('a') || item.name.startsWith('b') && item.count > 3", ["a", "b"]),
      ("item.name.startsWith('a') || item.open", nil), ("!item.name.startsWith('a')", nil), ("false", []),
    ] as [(String, [String]?)])
  func prefixes(_ source: String, _ wanted: [String]?) {
    #expect(Self.condition(source).prefixes(of: ["item", "name"])?.sorted() == wanted)
  }

  @Test("conditions of other notations go together with those of CEL")
  func byHand() {
    let high = Condition.field(["item", "severity"], in: [.string("high"), .string("critical")])
    #expect(high.implies(Self.condition("item.severity != 'low'")) == .yes)
    #expect(Self.condition("item.severity != 'low'").implies(high) == .yes)
    let prefix = Condition.field(["item", "name"], .hasPrefix, .string("db-"))
    #expect(prefix.overlaps(Self.condition("item.name == 'web'")) == .no)
    #expect(prefix.implies(Self.condition("item.name.startsWith('db')")) == .yes)
    #expect(Condition.field(["item", "count"], .greater, .int(3)).implies(Self.condition("item.count >= 4")) == .yes)
    #expect(Condition.field(["item", "note"], .notEqual, .string("a")).implies(.present(["item", "note"])) == .yes)
    let secret = Condition.opaque("assigned to me")
    #expect(secret.isEmpty == .unknown(because: ["assigned to me"]))
    #expect(secret.implies(secret) == .yes)
    #expect(secret.and(secret.negated).isEmpty == .yes)
    #expect(secret.overlaps(high) == .unknown(because: ["assigned to me"]))
  }

  @Test("paths are read under another name")
  func renamed() {
    let count = Self.condition("item.count < item.limit && item.labels.a == 'x' && item.tags.exists(t, t == item.name)")
    #expect(
      count.paths == [
        ["item", "count"], ["item", "limit"], ["item", "labels", "a"], ["item", "tags"], ["item", "name"],
      ])
    let renamed = count.renamed("item", to: ["event", "record"])
    #expect(renamed.paths.allSatisfy { $0.starts(with: ["event", "record"]) })
    #expect(renamed.renamed("event", to: ["e"]).implies(count.renamed("item", to: ["e", "record"])) == .yes)
    // The order in which two fields stand in a term is that of their names: it must not change what is said.
    var environment = Environment()
    for name in ["a", "b", "z"] { environment.declare(name, .int) }
    let less = Condition(environment.compile("a < b"))
    #expect(less.renamed("a", to: ["z"]).implies(Condition(environment.compile("b > z"))) == .yes)
    #expect(less.renamed("a", to: ["z"]).overlaps(Condition(environment.compile("b < z"))) == .no)
  }

  @Test("a function that a host put in place of one of ours is not taken for ours")
  func replaced() {
    var environment = Environment(libraries: [.core])
    environment.declare("a", .string)
    environment.register(
      Function("lowerAscii", "Another.", [.member(.string, [], .string)], .one { _ in .string("x") }))
    let condition = Condition(environment.compile("a == 'A' && a.lowerAscii() == 'x'"))
    #expect(condition.isEmpty == .unknown(because: ["a.lowerAscii()"]))
  }

  @Test("an expression with issues is a condition of which nothing is known")
  func issues() {
    for source in ["item.nonesuch == 1", "item.open &&", "item.name.matches('(')"] {
      guard case .unknown = Condition(Self.environment.compile(source)).isEmpty else {
        Issue.record("\(source) was decided")
        continue
      }
    }
  }

  // MARK: Bounds

  @Test(
    "conditions that can hold in very many ways are given up, not gone through",
    arguments: [
      (0..<40).map { "(item.labels.a\($0) == 'x' || item.labels.b\($0) == 'y')" }.joined(separator: " && "),
      (0..<2000).map { "item.labels.a\($0) == 'x'" }.joined(separator: " && "),
      (0..<2000).map { "item.labels.a\($0) == 'x'" }.joined(separator: " || "),
      (0..<60).map { "cel.bind(x\($0 + 1), x\($0) + x\($0), " }.reduce("cel.bind(x0, item.name, ", +) + "x60 == ''"
        + String(repeating: ")", count: 61),
      (0..<70).map {
        "cel.bind(y\($0 + 1), \(String(repeating: "[", count: 60))y\($0)\(String(repeating: "]", count: 60)).size(), "
      }
      .reduce("cel.bind(y0, 1, ", +) + "[y70].exists(z, z == 1)" + String(repeating: ")", count: 71),
      String(repeating: "!(item.open && ", count: 80) + "item.open" + String(repeating: ")", count: 80),
    ])
  func bounded(_ source: String) {
    let clock = ContinuousClock()
    let taken = clock.measure {
      let condition = Self.condition(source)
      #expect(condition.implies(condition) == .yes)
      let negated = condition.negated.or(Self.condition("item.open"))
      _ = (negated.isEmpty, negated.overlaps(condition), negated.negated.implies(condition))
    }
    #expect(taken < .seconds(5))
  }
}
