import ArgumentParser
import CEL
import Foundation
import TreatyDiagnostics
import TreatyTrial

struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Try an expression: on a value, on a file, or on each line of JSON Lines.",
    discussion: """
      On one document, with the value and the type of each part:

        treaty eval 'incident.priority <= 2' --input incident=file.json --explain

      On JSON Lines from standard input, one record a line, which is `item` unless --as names it; as a filter it prints the lines \
      for which the expression is true, as they are:

        treaty eval --filter 'item.impact == 1 && item.state != 6' < incidents.jsonl | jq .number

      Against a record type, so that a field or value that does not exist is found before anything runs:

        treaty eval 'incident.state == "open"' --schema incident=std/itsm#incident

      Expressions are CEL with the functions that specs have (docs/cel.md). Standard input is read when it is not a terminal and \
      the expression reads `item`; with --as or --filter always. `now` is the time at which the command began, unless it is given.

      A result is JSON: indented, or in one line for each record. --json prints an object instead, one for each record:

        {"type":…,"value":…}
        {"failure":{"kind":…,"message":…,"line":…,"column":…,"text":…}}
        {"issues":[…]}

      That of a record begins with "inputLine"; --explain adds "parts", each with "range", "line", "column", "text", "depth", \
      "type", "count" and "values".

      Exit codes: 0 there is a result, whatever it is; 1 the expression or a record has issues or failed, or, with --exit-status, \
      the last result is false or null, or nothing passed the filter; 2 wrong usage; 3 a file or package could not be read.
      """)

  @Argument(help: "The expression.")
  var expression: String

  @Option(
    help: ArgumentHelp(
      "Bind a name to the JSON document in a file; `-` is standard input. May be repeated.", valueName: "NAME=FILE"))
  var input: [String] = []

  @Option(help: ArgumentHelp("Bind a name to a value. May be repeated.", valueName: "NAME=JSON"))
  var value: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Say of which type a name is: a record of a package (`std/itsm#incident`, `specs/mine#ticket`), a file with fields as specs \
      have them, or the fields themselves (`{id: int, state: {enum: [new, open]}}`). May be repeated.
      """, valueName: "NAME=WHERE"))
  var schema: [String] = []

  @Option(
    name: .customLong("as"), help: ArgumentHelp("Bind each line of standard input to this name.", valueName: "NAME"))
  var lineName: String?

  @Flag(help: "Print the lines for which the expression is true, as they are.")
  var filter = false

  @Flag(help: "Print type and values of each part.")
  var explain = false

  @Flag(help: "Print JSON objects, whatever comes of it.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print texts without quotes.")
  var raw = false

  @Flag(name: .shortAndLong, help: "Exit with 1 where the last result is false or null, or nothing passes the filter.")
  var exitStatus = false

  func validate() throws {
    if filter, json || raw || explain {
      throw ValidationError("--filter prints lines as they are: it does not go with --json, --raw or --explain")
    }
    if raw, json || explain { throw ValidationError("--raw does not go with --json or --explain") }
  }

  func run() throws {
    let report = EvalReport(isJSON: json)
    var inputs = EvalInputs(report: report)
    try inputs.read(schemas: schema, inputs: input, values: value)
    let line = lineName ?? "item"
    if lineName != nil {
      try inputs.hold(name: line)
      if inputs.variables.hasValue(line) {
        throw ValidationError("`\(line)` is bound already: --as needs another name")
      }
    }
    if (filter || lineName != nil), inputs.hasTakenStandardInput {
      throw ValidationError("standard input is bound to a name with `-`, so that no lines can be read from it")
    }
    let mayReadLines =
      !inputs.hasTakenStandardInput && !inputs.variables.hasValue(line)
      && (filter || lineName != nil || isatty(STDIN_FILENO) == 0)
    if mayReadLines, !inputs.variables.has(line) { inputs.variables.declare(line) }
    let trial = Trial(expression, over: inputs.variables, expecting: filter ? .bool : nil)
    guard trial.compilation.issues.isEmpty else {
      report.complain(trial.findings(isReadingLines: mayReadLines && lineName == nil), in: trial.sources)
      throw Exit.findings
    }
    if mayReadLines, filter || lineName != nil || trial.reads(line) {
      var lines = EvalLines(trial: trial, variable: line, output: lineOutput)
      return try lines.run(failsWithoutResult: exitStatus)
    }
    try single(trial, report)
  }

  private var lineOutput: LineTrial.Output {
    if filter { return .matches }
    if json { return .json(isExplained: explain) }
    return explain ? .explained(width: Terminal.width(STDOUT_FILENO)) : .result(isRaw: raw)
  }

  /// Evaluates once.
  private func single(_ trial: Trial, _ report: EvalReport) throws {
    var output = StandardOutput()
    let unbound = trial.unbound
    guard unbound.isEmpty else {
      let names = unbound.map { "`\($0)`" }.joined(separator: ", ")
      output.bytes +=
        json
        ? TrialJSON(trial).checked()
        : Array("no issues; the result is \(trial.compilation.type) (\(names) without a value: only checked)\n".utf8)
      return try output.end()
    }
    let explanation = explain ? trial.explain() : nil
    let result = explanation?.value ?? trial.evaluate()
    if json {
      output.bytes += TrialJSON(trial).outcome(result, explanation: explanation)
    } else if let failure = result.failure {
      report.complain([trial.diagnostic(for: failure)], in: trial.sources)
    } else {
      ValueForm.indented.write(result, isRaw: raw, to: &output.bytes)
      output.bytes.append(UInt8(ascii: "\n"))
    }
    if let explanation, !json {
      if result.failure == nil { output.bytes.append(UInt8(ascii: "\n")) }
      output.bytes += ExplanationTable(trial.text, width: Terminal.width(STDOUT_FILENO)).render(explanation).utf8
    }
    try output.end()
    if result.failure != nil || (exitStatus && result.isFalseOrNull) { throw Exit.findings }
  }
}
