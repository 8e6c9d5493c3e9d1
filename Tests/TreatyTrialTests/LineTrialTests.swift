import CEL
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyTestSupport
import TreatyTrial

@Suite("Of many records each has its result, and a bad one harms no other")
struct LineTrialTests {
  /// What a run over lines prints, and what it complains about.
  private struct Run {
    var out = ""
    var complaints = ""
    var lines: LineTrial

    init(
      _ expression: String, _ input: [[UInt8]], as output: LineTrial.Output = .result(isRaw: false),
      schema: String? = nil
    ) {
      var variables = Variables()
      variables.declare("item")
      if let schema {
        let file = SourceText(path: "schema", bytes: Array(schema.utf8))
        SchemaReader.notation(file, named: "item").schema.map { variables.declare("item", $0) }
      }
      let trial = Trial(expression, over: variables)
      lines = LineTrial(trial, binding: "item", output: output)
      let renderer = TerminalRenderer(sources: trial.sources, colour: false)
      var bytes: [UInt8] = []
      for (index, line) in input.enumerated() {
        let found = line.withUnsafeBytes { lines.take($0, number: index + 1, into: &bytes) }
        complaints += found.map { renderer.render($0) }.joined()
      }
      out = String(decoding: bytes, as: UTF8.self)
    }

    init(
      _ expression: String, _ input: [String], as output: LineTrial.Output = .result(isRaw: false),
      schema: String? = nil
    ) {
      self.init(expression, input.map { Array($0.utf8) }, as: output, schema: schema)
    }
  }

  /// Good lines, empty ones, Windows line ends, and all that can be wrong with a line.
  private static let mixed: [[UInt8]] =
    [
      #"{"a":1,"b":"x"}"#, "", " \t\r", #"{"a":2,"b":"ü"}"# + "\r", #"{"a":tru"#, #"{"b":"no a"}"#, #"{"a":1,"a":2}"#,
      #"{"a":3} {"a":4}"#, "nul\0", #"{"a":"1"}"#, #"{"b":"again no a"}"#, "[1]", #"{"a":5}"#,
    ].map { Array($0.utf8) } + [[0x22, 0xFF, 0xFE, 0x22], [0x22, 0xC3, 0x22], Array(#"{"a":6}"#.utf8)]

  @Test("results, and a report for each line that has none")
  func results() throws {
    let run = Run("item.a * 2", Self.mixed)
    #expect(run.out == "2\n4\n10\n12\n")
    #expect(run.lines.failed == 10)
    try Golden.expect(run.complaints, is: "Tests/TreatyTrialTests/Fixtures/lines.txt")
  }

  @Test("as JSON, one object for each record, nothing elsewhere")
  func json() throws {
    let run = Run("item.a * 2", Self.mixed, as: .json(isExplained: false))
    #expect(run.complaints == "")
    for line in run.out.split(separator: "\n") { _ = try Value(json: Array(line.utf8)) }
    try Golden.expect(run.out, is: "Tests/TreatyTrialTests/Fixtures/lines.json")
  }

  @Test("a filter gives the lines back byte by byte")
  func filter() throws {
    let input = ["{ \"a\" : 1.0 }\r", #"{"a":2}"#, "\u{FEFF}{\"a\":1}", #"{"a":1,"ü":"\u00fc"}"#, #"{"a":"1"}"#]
    let run = Run("item.a == 1", input, as: .matches)
    #expect(run.out == "{ \"a\" : 1.0 }\r\n{\"a\":1,\"ü\":\"\\u00fc\"}\n")
    // A byte order mark is one only at the beginning.
    #expect(run.lines.failed == 1)
    #expect(run.lines.matched == 2)
    #expect(Run("item.a == 1", ["\u{FEFF}{\"a\":1}"], as: .matches).out == "\u{FEFF}{\"a\":1}\n")
  }

  @Test("what is neither true nor false does not pass a filter, and is told")
  func noBool() {
    let run = Run("item.a", [#"{"a":true}"#, #"{"a":1}"#, #"{"a":null}"#, #"{"a":false}"#], as: .matches)
    #expect(run.out == "{\"a\":true}\n")
    #expect(run.complaints.contains("line 2: expected true or false, found int"))
    #expect(run.complaints.contains("line 3: expected true or false, found null"))
    #expect(run.lines.failed == 2)
  }

  @Test("texts without quotes, as they are")
  func raw() {
    let run = Run("item", [#""a\"b\n""#, "[\"a\"]", "1"], as: .result(isRaw: true))
    #expect(run.out == "a\"b\n\n[\"a\"]\n1\n")
  }

  @Test("the last result decides about an exit code")
  func last() {
    #expect(Run("item", ["true", "false"]).lines.last?.isFalseOrNull == true)
    #expect(Run("item", ["false", "0"]).lines.last?.isFalseOrNull == false)
    #expect(Run("item", ["1", "x"]).lines.last == nil)
    #expect(Run("item", [] as [String]).lines.last == nil)
  }

  @Test("a schema holds for each record")
  func schema() {
    let run = Run(
      "item.state == 'new' && item.at < timestamp('2026-01-01T00:00:00Z')",
      [
        #"{"state":"new","at":"2020-01-01T00:00:00Z","more":1}"#, #"{"state":"nwe","at":"2020-01-01T00:00:00Z"}"#,
        #"{"state":"open","at":"yesterday"}"#,
      ], schema: "{state: {enum: [new, open]}, at: timestamp}")
    #expect(run.out == "true\n")
    #expect(run.complaints.contains("line 2: `/state` of `item` is not one of `new`, `open`"))
    #expect(run.complaints.contains("line 3: `/at` of `item` must be a time"))
  }

  @Test("a document over several lines is recognised")
  func document() {
    let run = Run("item", ["{", "  \"a\": 1", "}"])
    #expect(run.complaints.contains("for one document over several lines: `--input item=-`"))
  }

  @Test("explained, each record has its table")
  func explained() throws {
    let run = Run("item.a > 1 || item.b", [#"{"a":1,"b":false}"#, #"{"a":2}"#, #"{"a":1}"#], as: .explained(width: 80))
    try Golden.expect(run.out + run.complaints, is: "Tests/TreatyTrialTests/Fixtures/lines-explained.txt")
  }
}
