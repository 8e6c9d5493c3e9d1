import CEL
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyStandard
import TreatyTestSupport
import TreatyTrial

@Suite("What is wrong with an expression is said as in a spec, and what it came to is shown part by part")
struct TrialTests {
  static let folder = "Tests/TreatyTrialTests/Fixtures"

  private func variables(_ values: [String: String]) throws -> Variables {
    var variables = Variables()
    for (name, json) in values.sorted(by: { $0.key < $1.key }) {
      #expect(variables.bind(name, to: try Value(json: Array(json.utf8))) == [])
    }
    return variables
  }

  private func report(_ trial: Trial, _ findings: Findings) -> String {
    TerminalRenderer(sources: trial.sources, colour: false).render(findings)
  }

  @Test(
    "issues",
    arguments: [
      ("all-at-once", "incdent.priority <= 2 && fo(incident) || 'a' + 1 == 2"),
      ("lines-and-letters", "incident['ärger'] == '日本' ||\n\tincident.x > now &&\n  'ü' + '日本'.sise() > 2"),
      ("syntax", "incident.priority <="),
      ("pattern", "string(incident.x).matches('(')"),
    ])
  func issues(name: String, expression: String) throws {
    var variables = Variables()
    variables.declare("incident")
    let trial = Trial(expression, over: variables)
    let found = trial.findings(isReadingLines: true)
    #expect(found.hasErrors)
    try Golden.expect(report(trial, found), is: "\(Self.folder)/issues-\(name).txt")
    try Golden.expect(
      String(decoding: TrialJSON.issues(found, in: trial.sources), as: UTF8.self),
      is: "\(Self.folder)/issues-\(name).json")
  }

  @Test("a failure underlines the part that failed, in its line")
  func failure() throws {
    let trial = Trial("item.a == 1 &&\n  'ü日本'.size() / item.b > 1", over: try variables(["item": #"{"a":1,"b":0}"#]))
    let value = trial.evaluate()
    let failure = try #require(value.failure)
    var findings = Findings()
    findings.add(trial.diagnostic(for: failure))
    try Golden.expect(report(trial, findings), is: "\(Self.folder)/failure.txt")
    #expect(
      String(decoding: TrialJSON(trial).outcome(value), as: UTF8.self)
        == #"{"failure":{"kind":"divisionByZero","message":"divided by zero","line":2,"column":3,"text":"'ü日本'.size() / item.b"}}"#
        + "\n")
  }

  @Test("explained for people", arguments: [40, 72, 100])
  func table(width: Int) throws {
    let trial = Trial(
      "item.tags.exists(t, t == 'c') &&\n  item.name.startsWith('日本') || item.late",
      over: try variables(["item": #"{"tags":["a","b","c","d","e","f","g"],"name":"日本語の\nテキスト\u001b[31m"}"#]))
    let table = ExplanationTable(trial.text, width: width).render(trial.explain())
    for line in table.split(separator: "\n") { #expect(TerminalText.width(of: String(line)) <= width) }
    #expect(!table.contains("\u{1B}"))
    try Golden.expect(table, is: "\(Self.folder)/explained-\(width).txt")
  }

  @Test("explained for machines")
  func parts() throws {
    let trial = Trial("item.a > 1 ?\n item.b : [1, 2].map(x, x * item.a)", over: try variables(["item": #"{"a":1}"#]))
    let explanation = trial.explain()
    let json = TrialJSON(trial).outcome(try #require(explanation.value), inputLine: 7, explanation: explanation)
    _ = try Value(json: json)
    try Golden.expect(String(decoding: json, as: UTF8.self), is: "\(Self.folder)/explained.json")
  }

  @Test(
    "results as JSON",
    arguments: [
      ("1u", #"{"type":"uint","value":1}"#), ("item.t", #"{"type":"string","value":"a\"b"}"#),
      ("item.n", #"{"type":"null","value":null}"#),
      ("timestamp('2026-01-01T00:00:00Z')", #"{"type":"timestamp","value":"2026-01-01T00:00:00Z"}"#),
      ("duration('90s')", #"{"type":"duration","value":"90s"}"#), ("b'a'", #"{"type":"bytes","value":"YQ=="}"#),
      ("0.0 / 0.0", #"{"type":"double","value":"NaN"}"#), ("item.?x", #"{"type":"optional(dyn)","value":null}"#),
      ("[1, 2]", #"{"type":"list(int)","value":[1,2]}"#),
      ("{'a': 1u}", #"{"type":"map(string, uint)","value":{"a":1}}"#),
      ("type(1)", #"{"type":"type(int)","value":"int"}"#),
    ])
  func json(expression: String, expected: String) throws {
    let trial = Trial(expression, over: try variables(["item": #"{"t":"a\"b","n":null}"#]))
    #expect(String(decoding: TrialJSON(trial).outcome(trial.evaluate()), as: UTF8.self) == expected + "\n")
  }

  @Test(
    "results for people",
    arguments: [
      ("'a\"b'", "\"a\\\"b\"", "a\"b"), ("[]", "[]", "[]"), ("{}", "{}", "{}"),
      (
        "[1, '}', {'a': [], 'b': '\\\\\"{'}]",
        "[\n  1,\n  \"}\",\n  {\n    \"a\": [],\n    \"b\": \"\\\\\\\"{\"\n  }\n]", nil
      ),
      ("timestamp('2026-01-01T00:00:00Z')", "\"2026-01-01T00:00:00Z\"", "2026-01-01T00:00:00Z"),
      ("optional.of('x')", "\"x\"", "x"), ("0.0 / 0.0", "\"NaN\"", "NaN"), ("1.5", "1.5", "1.5"),
      ("['a']", "[\n  \"a\"\n]", "[\n  \"a\"\n]"),
    ] as [(String, String, String?)])
  func forms(expression: String, shown: String, raw: String?) throws {
    let value = Trial(expression, over: Variables()).evaluate()
    var out: [UInt8] = []
    ValueForm.indented.write(value, isRaw: false, to: &out)
    #expect(String(decoding: out, as: UTF8.self) == shown)
    guard let raw else { return }
    out = []
    ValueForm.indented.write(value, isRaw: true, to: &out)
    #expect(String(decoding: out, as: UTF8.self) == raw)
  }

  @Test("a variable without a value is only checked")
  func unbound() throws {
    var variables = try variables(["a": "1"])
    variables.declare("b", .int)
    #expect(Trial("a + b > 1 && [1].all(b, b > 0)", over: variables).unbound == ["b"])
    #expect(Trial("a > 1 && [1].all(b, b > 0)", over: variables).unbound == [])
  }

  @Test(
    "names",
    arguments: [
      ("a", true), ("_a1", true), ("Item", true), ("", false), ("1a", false), ("a.b", false), ("a-b", false),
      ("ä", false),
      ("in", false), ("true", false), ("for", false), ("`a`", false),
    ])
  func names(name: String, isName: Bool) {
    #expect((Variables.problem(withName: name) == nil) == isName)
  }
}
