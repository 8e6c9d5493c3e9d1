import CEL
import Testing

@Suite("What is wrong is found before it runs, with its place and a way out")
struct CheckingTests {
  static let severity = EnumType(name: "Severity", values: ["critical", "warning", "info"])
  static let priority = EnumType(name: "Priority", values: ["critical", "warning"])

  /// Names as a flow has them: a record that refers to itself, enumerations, tables with hyphens.
  static let environment: Environment = {
    var environment = Environment(parse: ParseOptions(hyphenatedRoots: ["tables": 2]))
    environment.add(
      RecordType(
        name: "Alert",
        fields: [
          RecordField(name: "summary", type: .string, isOptional: false),
          RecordField(name: "severity", type: .enumeration(severity), isOptional: false),
          RecordField(name: "priority", type: .enumeration(priority), isOptional: false),
          RecordField(name: "count", type: .int, isOptional: false),
          RecordField(name: "note", type: .string, isOptional: true),
          RecordField(name: "cause", type: .named("Alert"), isOptional: true),
          RecordField(name: "labels", type: .map(.string, .string), isOptional: false),
        ], isOpen: false))
    environment.declare("item", .named("Alert"))
    environment.declare("body", .dyn)
    environment.declare("open", .record(RecordType(name: "Open", fields: [], isOpen: true)))
    environment.declare("hosts", .list(.string))
    environment.declare(
      "tables",
      .record(
        RecordType(
          name: "tables",
          fields: [
            RecordField(name: "rt-priority", type: .map(.enumeration(severity), .int), isOptional: false),
            RecordField(name: "rt", type: .int, isOptional: false),
          ], isOpen: false)))
    environment.declare("priority", .int)
    return environment
  }()

  struct Case: Sendable, CustomTestStringConvertible {
    var source: String
    var kind: IssueKind
    /// The text that is underlined.
    var underlined: String
    /// Words that the message or its notes have.
    var words: [String] = []
    var suggestion: String?
    var expecting: CELType?
    var testDescription: String { source }
  }

  @Test(
    "an issue names what it is about",
    arguments: [
      Case(
        source: "item.sevrity", kind: .unknownField, underlined: "sevrity", words: ["Alert", "`severity`"],
        suggestion: "severity"),
      Case(source: "item.?cause.?cause.sumary", kind: .unknownField, underlined: "sumary", suggestion: "summary"),
      Case(
        source: "itm.summary", kind: .undeclaredName, underlined: "itm", words: ["not in scope"], suggestion: "item"),
      Case(
        source: "item.severity == 'crit'", kind: .notInEnum, underlined: "'crit'", words: ["Severity", "`critical`"]),
      Case(source: "item.severity == 'critcal'", kind: .notInEnum, underlined: "'critcal'", suggestion: "critical"),
      Case(source: "'critcal' != item.severity", kind: .notInEnum, underlined: "'critcal'", suggestion: "critical"),
      Case(source: "item.severity in ['info', 'warn']", kind: .notInEnum, underlined: "'warn'", words: ["Severity"]),
      Case(source: "item.count + '1'", kind: .noOverload, underlined: "item.count + '1'", words: ["int", "string"]),
      Case(
        source: "item.summary + item.count", kind: .noOverload, underlined: "item.summary + item.count",
        words: ["`string(item.count)`", "string + string"]),
      Case(source: "item.summary.length()", kind: .undeclaredName, underlined: "length", words: [".size()"]),
      Case(source: "item.summary.toLower()", kind: .undeclaredName, underlined: "toLower", words: [".lowerAscii()"]),
      Case(source: "hosts.any(h, h == 'a')", kind: .undeclaredName, underlined: "any", words: [".exists("]),
      Case(source: "item.count > 1 and true", kind: .syntax, underlined: "and", words: ["`&&`"]),
      Case(source: "item.count > 1 & true", kind: .syntax, underlined: "&", words: ["`&&`"]),
      Case(source: "item.summary && true", kind: .typeMismatch, underlined: "item.summary", words: ["!= ''"]),
      Case(source: "hosts ? 1 : 2", kind: .typeMismatch, underlined: "hosts", words: ["hosts.size() > 0"]),
      Case(
        source: "item.summary.startswith('x')", kind: .undeclaredName, underlined: "startswith",
        suggestion: "startsWith"),
      Case(
        source: "item.count.startsWith('x')", kind: .noOverload, underlined: "startsWith",
        words: ["string.startsWith(string)"]),
      Case(source: "hosts.map(h, h.nme)", kind: .typeMismatch, underlined: "nme", words: ["string"]),
      Case(source: "hosts.all(h, h)", kind: .typeMismatch, underlined: "h", words: ["bool", "string"]),
      Case(source: "item.count ? 1 : 2", kind: .typeMismatch, underlined: "item.count", words: ["bool", "int"]),
      Case(source: "true ? 1 : 'a'", kind: .typeMismatch, underlined: "'a'", words: ["int", "string"]),
      Case(source: "item.count && true", kind: .typeMismatch, underlined: "item.count", words: ["bool"]),
      Case(source: "1 + 1.0", kind: .noOverload, underlined: "1 + 1.0", words: ["int", "double"]),
      Case(source: "{1.5: 2}", kind: .typeMismatch, underlined: "1.5", words: ["double"]),
      Case(source: "item.summary.matches('(a')", kind: .badPattern, underlined: "'(a'", words: ["RE2"]),
      Case(source: "timestamp('yesterday')", kind: .syntax, underlined: "'yesterday'", words: ["RFC 3339"]),
      Case(source: "duration('2 days')", kind: .syntax, underlined: "'2 days'", words: ["1h30m"]),
      Case(source: "item.summary = 'x'", kind: .syntax, underlined: "=", words: ["=="]),
      Case(source: "item.", kind: .syntax, underlined: "", words: ["name"]),
      Case(source: "(1 + 2", kind: .syntax, underlined: "", words: [")"]),
      Case(source: "'open", kind: .syntax, underlined: "'open", words: ["closed"]),
      Case(source: "9223372036854775808", kind: .syntax, underlined: "9223372036854775808", words: ["64"]),
      Case(source: "has(item)", kind: .syntax, underlined: "item", words: ["has("]),
      Case(source: "hosts.map(h.x, 1)", kind: .syntax, underlined: "h.x", words: ["name"]),
      Case(source: "tables.rt-prority", kind: .unknownField, underlined: "rt-prority", suggestion: "rt-priority"),
      Case(
        source: "item.count", kind: .typeMismatch, underlined: "item.count", words: ["`double(item.count)`"],
        expecting: .double),
      Case(
        source: "item.count", kind: .typeMismatch, underlined: "item.count", words: ["`string(item.count)`"],
        expecting: .string),
      Case(source: "'crit'", kind: .notInEnum, underlined: "'crit'", expecting: .enumeration(severity)),
      Case(
        source: "item.count > 1 ? 'critical' : 'wrning'", kind: .notInEnum, underlined: "'wrning'",
        suggestion: "warning",
        expecting: .enumeration(severity)),
      Case(
        source: "item.summary", kind: .typeMismatch, underlined: "item.summary", words: ["table"],
        expecting: .enumeration(severity)),
      Case(
        source: "item.severity", kind: .typeMismatch, underlined: "item.severity", words: ["`info`"],
        expecting: .enumeration(priority)),
      Case(
        source: "item.labels[?'host']", kind: .typeMismatch, underlined: "item.labels[?'host']",
        words: ["`item.labels[?'host'].orValue(…)`"],
        expecting: .string),
      Case(source: "hosts[?0] + 'x'", kind: .noOverload, underlined: "hosts[?0] + 'x'", words: ["optional(string)"]),
    ])
  func issue(_ test: Case) throws {
    let compilation = CheckingTests.environment.compile(test.source, expecting: test.expecting)
    let issue = try #require(compilation.issues.first, "nothing is found")
    #expect(compilation.issues.count == 1, "\(compilation.issues)")
    #expect(issue.kind == test.kind)
    let bytes = Array(test.source.utf8)
    #expect(String(decoding: bytes[issue.range.clamped(to: 0..<bytes.count)], as: UTF8.self) == test.underlined)
    let said = ([issue.message] + issue.notes + issue.mends).joined(separator: "\n")
    for word in test.words { #expect(said.contains(word), "`\(word)` is not in: \(said)") }
    if let suggestion = test.suggestion { #expect(issue.suggestion == suggestion) }
  }

  @Test("one run shows all that is wrong, and nothing that only follows from it")
  func all() {
    let compilation = CheckingTests.environment.compile(
      "itm.summary + 'x' == item.sumary && hosts.all(h, h.size() > '1')")
    #expect(compilation.issues.map(\.kind) == [.undeclaredName, .unknownField, .noOverload])
    #expect(compilation.program == nil)
  }

  @Test(
    "what is right passes, with its type",
    arguments: [
      ("item.severity == 'critical'", "bool"), ("item.severity in ['critical', 'info']", "bool"),
      ("item.severity + '!'", "string"),
      ("item.?cause.?cause.?summary", "optional(string)"), ("has(item.note) ? item.note : ''", "string"),
      ("open.any.thing", "dyn"),
      ("body.a[0].b == 1", "bool"), ("tables.rt-priority[item.severity]", "int"), ("tables.rt - priority", "int"),
      ("tables.rt -priority", "int"), ("item.labels[?'host'].orValue('none')", "string"),
      ("item.?note.orValue('')", "string"),
      // A type variable that took an int and then anything stands for anything.
      ("[1] + [1, 'a']", "list(dyn)"), ("true ? [1] : [1, 'a']", "list(dyn)"), ("optional.of(1).orValue(body)", "dyn"),
      ("optional.none().value().optMap(v, 1)", "optional(int)"),
      ("math.greatest(1, 2, 3)", "int"), ("math.least(1, 2.0, 3)", "dyn"),
      ("hosts.map(h, h.size())", "list(int)"), ("hosts.transformMap(i, h, h + string(i))", "map(int, string)"),
      ("cel.bind(n, item.count, n * n)", "int"), ("[1, 'a']", "list(dyn)"), ("{'a': 1}.map(k, k)", "list(string)"),
      ("has(item.cause) && item.cause.summary != ''", "bool"), ("!has(item.note) || item.note != ''", "bool"),
      ("item.?note.hasValue() ? item.note : ''", "string"), ("!has(item.note) ? '' : item['note']", "string"),
      ("true ? item.severity : 'other'", "string"), ("type(item.count) == int", "bool"),
      ("[item.severity].exists(s, s == 'info')", "bool"), ("optional.none()", "optional(dyn)"), ("item", "Alert"),
    ])
  func types(_ source: String, _ type: String) {
    let compilation = CheckingTests.environment.compile(source)
    #expect(compilation.issues.isEmpty, "\(compilation.issues.map(\.message))")
    #expect(compilation.type.description == type)
    #expect(compilation.program != nil)
  }

  @Test(
    "a place takes what fits it",
    arguments: [
      ("item.severity", CELType.string), ("'critical'", .enumeration(severity)),
      ("item.priority", .enumeration(severity)),
      ("item.count > 1 ? 'critical' : item.priority", .enumeration(severity)), ("body.x", .int),
      ("body.x", .enumeration(severity)),
      ("null", .timestamp), ("item.?cause", .optional(.named("Alert"))), ("item.labels[?'a']", .optional(.string)),
      ("[]", .list(.string)), ("{}", .map(.string, .int)), ("{'summary': 'x'}", .named("Alert")),
      ("1", .nullable(.int)), ("null", .nullable(.int)),
    ])
  func fits(_ source: String, _ expected: CELType) {
    #expect(CheckingTests.environment.compile(source, expecting: expected).issues == [])
  }

  @Test("every part has its type, for whoever hovers over it")
  func parts() {
    let source = "item.labels['host'] + 'x'"
    let compilation = CheckingTests.environment.compile(source)
    let named = compilation.parts.map { part in
      "\(String(decoding: Array(source.utf8)[part.range], as: UTF8.self)): \(part.type)"
    }
    #expect(
      named == [
        "item: Alert", "item.labels: map(string, string)", "'host': string", "item.labels['host']: string",
        "'x': string",
        "item.labels['host'] + 'x': string",
      ])
  }

  @Test(
    "what an expression reads is known without running it",
    arguments: [
      ("item.labels['host'] + item.summary", ["item.labels.host", "item.summary"]), ("1 + 2", []), ("item", ["item"]),
      ("has(item.note) && item.cause.cause.count > 0", ["item.cause.cause.count", "item.note"]),
      ("hosts.map(h, h + item.summary)", ["hosts", "item.summary"]),
      ("tables.rt-priority[item.severity]", ["item.severity", "tables.rt-priority"]),
      ("cel.bind(x, item.labels, x.a + x[?'b'].orValue(''))", ["item.labels"]), ("body[?'a'].b[0].c", ["body.a.b"]),
      ("type(item) == int", ["item"]),
    ])
  func references(_ source: String, _ paths: [String]) {
    let found = CheckingTests.environment.compile(source).references
    #expect(found.map { $0.joined(separator: ".") } == paths)
  }

  @Test("a hyphen is a minus unless it stands in a name after a root that allows it")
  func hyphens() {
    var environment = Environment()
    environment.declare("tables", .map(.string, .int))
    environment.declare("priority", .int)
    var activation = Activation()
    activation["tables"] = .map(
      MapValue(fields: [
        ("rt", .int(5)), ("rt-priority", .int(100)), ("p-1", .int(7)), ("p-0010", .int(10)), ("p-2nd", .int(2)),
        ("p-1e9-99999999999999999999", .int(9)),
      ]))
    activation["priority"] = .int(2)
    #expect(environment.compile("tables.rt-priority").program?.evaluate(activation).asInt == 3)
    var hyphenated = Environment(parse: ParseOptions(hyphenatedRoots: ["tables": 2]))
    hyphenated.declare("tables", .map(.string, .int))
    hyphenated.declare("priority", .int)
    for (source, value) in [
      ("tables.rt-priority", 100), ("tables.rt - priority", 3), ("tables.rt -priority", 3), ("tables.rt- priority", 3),
      ("tables.p-1", 7), ("tables.p-0010 + 1", 11), ("tables.p-2nd", 2), ("tables.p-1e9-99999999999999999999", 9),
      ("tables[?'p-1'].orValue(0)", 7), ("tables.?p-2nd.orValue(0)", 2),
      ("tables.rt-priority-1", nil), ("tables.rt-priority - 1", 99), ("priority-tables.rt", -3),
      ("tables.rt-(priority)", 3),
    ] as [(String, Int64?)] {
      #expect(hyphenated.compile(source).program?.evaluate(activation).asInt == value, "\(source)")
    }
    // Two names, and no more, behind this root; only where it is one.
    var nested = Environment(parse: ParseOptions(hyphenatedRoots: ["tables": 2]))
    for name in ["tables", "item"] { nested.declare(name, .dyn) }
    nested.declare("x", .int)
    let tables = Value.map(MapValue(fields: [("a-b", .map(MapValue(fields: [("c-x", .int(50)), ("d", .int(4))])))]))
    activation["tables"] = tables
    activation["item"] = .map(MapValue(fields: [("tables", .map(MapValue(fields: [("d", .int(4))])))]))
    activation["x"] = .int(1)
    for (source, value) in [("tables.a-b.c-x", 50), ("tables.a-b.d", 4), ("item.tables.d-x", 3)] as [(String, Int64)] {
      #expect(nested.compile(source).program?.evaluate(activation).asInt == value, "\(source)")
    }
  }
}
