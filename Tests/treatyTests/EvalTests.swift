import Foundation
import Testing
import TreatyTestSupport

@Suite("`treaty eval` is a good neighbour: in a pipe, in a script, before a person")
struct EvalTests {
  /// One run, whose whole outcome is in `Fixtures/eval/NAME.txt`.
  struct Case: CustomStringConvertible {
    var description: String
    var arguments: [String]
    var input = ""

    init(_ name: String, _ arguments: [String], input: String = "") {
      (description, self.arguments, self.input) = (name, arguments, input)
    }
  }

  static let notification = "specs/examples/alert-to-ticket/notifications/1-firing.json"
  static let records = [
    #"{"number":"INC1","impact":1,"state":"new"}"#, #"{"number":"INC2","impact":3,"state":"open"}"#,
    #"{"number":"INC3","impact":1}"#, "",
  ].joined(separator: "\n")

  static let cases = [
    Case("help", ["--help"]),
    Case("value", ["x.a + 1", "--value", #"x={"a":1}"#]),
    Case(
      "file-explained",
      ["n.alerts.exists(a, a.labels.severity == 'page')", "--input", "n=\(notification)", "--explain"]),
    Case(
      "file-record",
      [
        "n.alerts.filter(a, a.status == 'firing').map(a, a.startsAt)", "--input", "n=\(notification)", "--schema",
        "n=std/alertmanager#notification",
      ]),
    Case("standard-input", ["n.a", "--input", "n=-", "--json"], input: "{\n  \"a\": [true]\n}\n"),
    Case(
      "record-issues", ["incident.sumary == '' || incident.state == 'opne'", "--schema", "incident=std/itsm#incident"]),
    Case("record-checked", ["incident.state == 'new'", "--schema", "incident=std/itsm#incident"]),
    Case(
      "record-refused", ["i.state", "--schema", "i={state: {enum: [new]}, id: int}", "--value", #"i={"state":"old"}"#]),
    Case("record-unknown", ["i", "--schema", "i=std/itsm#incidnt"]),
    Case("package-unknown", ["i", "--schema", "i=std/itms#incident"]),
    Case(
      "package-in-folder",
      ["t.?Priority.orValue('') == '1'", "--schema", "t=specs/connectors/request-tracker#ticket", "--json"]),
    Case("notation-wrong", ["i", "--schema", "i={id: itn}"]),
    Case("lines", ["item.impact"], input: records),
    Case("lines-raw", ["item.number", "-r"], input: records),
    Case("lines-named", ["incident.state", "--as", "incident"], input: records),
    Case("lines-json", ["item.state", "--json"], input: records),
    Case("lines-beside-a-value", ["item.impact in wanted", "--value", "wanted=[1,2]"], input: records),
    Case("lines-wrong-name", ["incident.impact"], input: records),
    Case("filter", ["--filter", "item.impact == 1"], input: records),
    Case("filter-nothing", ["--filter", "item.impact == 7"], input: records),
    Case("filter-nothing-status", ["--filter", "item.impact == 7", "--exit-status"], input: records),
    Case("filter-not-bool", ["--filter", "1"], input: records),
    Case("no-lines-read", ["1 + 1"], input: records),
    Case("failure", ["1 / (2 - 2)"]),
    Case("failure-json", ["1 / (2 - 2)", "--json"]),
    Case("failure-explained", ["x > 1 || 1 / x > 1", "--value", "x=0", "--explain"]),
    Case("status-false", ["1 > 2", "-e"]), Case("status-null", ["null", "-e"]), Case("status-true", ["1 < 2", "-e"]),
    Case("false", ["1 > 2"]),
    Case("now", ["now - duration('1h')", "--value", #"now="2026-11-23T10:15:30+01:00""#, "-r"]),
    Case("now-wrong", ["now", "--value", "now=1"]),
    Case("file-missing", ["x", "--input", "x=no/such/file.json"]),
    Case("file-no-json", ["x", "--input", "x=README.md"]),
    Case("value-no-json", ["x", "--value", "x=abc"]),
    Case("name-wrong", ["x", "--value", "in=1"]), Case("name-missing", ["x", "--value", "abc"]),
    Case("two-values", ["x", "--value", "x=1", "--value", "x=2"]),
    Case("flags-against-each-other", ["x", "--filter", "--json"]),
  ]

  @Test("outcome", arguments: cases)
  func outcome(_ run: Case) async throws {
    let outcome = try await TreatyProcess.run(["eval"] + run.arguments, input: Array(run.input.utf8))
    #expect(!outcome.wasSignalled)
    let shown = """
      $ treaty eval \(run.arguments.map { $0.contains(/[^A-Za-z0-9=\/.-]/) ? "'\($0.replacing("'", with: "'\\''"))'" : $0 }.joined(separator: " "))
      \(outcome.text)--- standard error
      \(outcome.errors)--- exit code \(outcome.code)

      """
    try Golden.expect(shown, is: "Tests/treatyTests/Fixtures/eval/\(run).txt")
  }

  @Test("broken bytes, NUL, empty lines, Windows line ends and a last line without an end harm no other line")
  func brokenLines() async throws {
    var input = Array("1\r\n\n\0\n".utf8)
    input += [0x22, 0xFF, 0x22, 0x0A, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x0A]
    input += Array("\"ü\"\n \t\n2".utf8)
    let outcome = try await TreatyProcess.run(["eval", "item"], input: input)
    #expect(outcome.text == "1\n\"ü\"\n2\n")
    #expect(outcome.code == 1)
    for line in [3, 4, 5] { #expect(outcome.errors.contains("line \(line): ")) }
    #expect(outcome.errors.split(separator: "\n").count == 3)
  }

  @Test("a line of 10 MB is a line")
  func longLine() async throws {
    let long = "{\"a\":\"" + String(repeating: "x", count: 10 << 20) + "\",\"b\":1}"
    let outcome = try await TreatyProcess.run(
      ["eval", "--filter", "item.b == 1"], input: Array("{\"b\":2}\n\(long)\n{\"b\":1}".utf8))
    #expect(outcome.code == 0)
    #expect(outcome.output.count == long.utf8.count + 1 + 8)
    #expect(outcome.text.hasPrefix(long))
  }

  @Test("a reader that goes away is no fault, and ends it")
  func closedPipe() async throws {
    let outcome = try await TreatyProcess.shell(#"yes '{"a":1}' 2>/dev/null | "$treaty" eval item.a | head -n 2"#)
    #expect(outcome.text == "1\n1\n")
    #expect(outcome.errors.isEmpty)
    let ignored = try await TreatyProcess.shell(#"trap '' PIPE; yes 1 2>/dev/null | "$treaty" eval item | head -n 1"#)
    #expect(ignored.text == "1\n")
    #expect(ignored.errors.isEmpty)
  }

  @Test("standard output that is closed or full is told")
  func closedOutput() async throws {
    let closed = try await TreatyProcess.shell(#""$treaty" eval 1 >&-"#)
    #expect(closed.code == 3)
    #expect(closed.errors.contains("standard output cannot be written"))
    let full = try await TreatyProcess.shell(#""$treaty" eval 1 >/dev/full"#)
    #expect(full.code == 3)
    let input = try await TreatyProcess.shell(#""$treaty" eval item <&-"#)
    #expect(input.code == 3)
    #expect(input.errors.contains("standard input cannot be read"))
  }

  @Test("a result is there before the next record comes")
  func streaming() async throws {
    // The second record is sent only once the first result was read: a result held back would end in the time limit.
    let outcome = try await TreatyProcess.shell(
      #"""
      folder=$(mktemp -d) && mkfifo "$folder/in" "$folder/out" && trap 'rm -rf "$folder"' EXIT
      timeout 20 "$treaty" eval 'item + 1' <"$folder/in" >"$folder/out" &
      exec 3>"$folder/in" 4<"$folder/out"
      echo 1 >&3 && read -r first <&4 && echo "$first" >&3 && read -r second <&4
      exec 3>&- && wait && echo "$first $second"
      """#)
    #expect(outcome.text == "2 3\n")
  }
}
