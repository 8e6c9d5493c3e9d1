import ArgumentParser
import CEL
import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatyTrial

/// What `treaty eval` was given: schemas, files and values, by name.
struct EvalInputs {
  let report: EvalReport
  var variables = Variables()
  /// Whether standard input is the value of a variable.
  private(set) var hasTakenStandardInput = false

  init(report: EvalReport) { self.report = report }

  /// Reads everything, schemas first, so that they hold for the values.
  mutating func read(schemas: [String], inputs: [String], values: [String]) throws {
    for argument in schemas {
      let (name, place) = try split(argument, "schema", "WHERE")
      if variables.has(name) { throw ValidationError("`\(name)` has two schemas") }
      variables.declare(name, try EvalSchema(report: report).read(place, for: name))
    }
    for argument in inputs {
      let (name, path) = try split(argument, "input", "FILE")
      try bind(name, bytes: try contents(of: path), shownAs: path == "-" ? "standard input" : path, ifNoJSON: .load)
    }
    for argument in values {
      let (name, json) = try split(argument, "value", "JSON")
      try bind(name, bytes: Array(json.utf8), shownAs: "--value \(name)", ifNoJSON: .usage)
    }
    guard !variables.has("now") else { return }
    let now = Timestamp(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000))
    variables.declare("now", .timestamp)
    _ = variables.bind("now", to: .timestamp(now))
  }

  /// Holds a text to be the name of a variable.
  func hold(name: String) throws {
    if let problem = Variables.problem(withName: name) {
      throw ValidationError("`\(name)` cannot be the name of a variable: \(problem)")
    }
  }

  private func split(_ argument: String, _ option: String, _ what: String) throws -> (String, String) {
    guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else {
      throw ValidationError("--\(option) takes `NAME=\(what)`, and `\(argument)` has no name")
    }
    let name = String(argument[..<sign])
    try hold(name: name)
    return (name, String(argument[argument.index(after: sign)...]))
  }

  private mutating func contents(of path: String) throws -> [UInt8] {
    guard path != "-" else {
      if hasTakenStandardInput { throw ValidationError("standard input can be the value of one name only") }
      hasTakenStandardInput = true
      return try StandardInput().readAll()
    }
    do { return [UInt8](try Data(contentsOf: URL(filePath: path))) } catch {
      report.complain([
        Diagnostic(
          code: .unreadableFile, severity: .error, message: "`\(path)` cannot be read", primary: nil,
          reason: (error as? CocoaError)?.isFileError == true && !FileManager.default.fileExists(atPath: path)
            ? "there is no such file" : nil)
      ])
      throw Exit.load
    }
  }

  private mutating func bind(_ name: String, bytes: [UInt8], shownAs path: String, ifNoJSON exit: Exit) throws {
    if variables.hasValue(name) { throw ValidationError("`\(name)` has two values") }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    var value: Value
    do throws(JSONFailure) { value = try Value(json: text) } catch {
      var sources = Sources()
      let file = sources.add(path: path, bytes: text)
      let span = Span(file: file, range: error.offset..<min(error.offset + 1, text.count))
      var diagnostic = Diagnostic(
        code: .invalidJSON, severity: .error, message: "this is no JSON: \(error.message)", primary: Label(span: span))
      if exit == .usage { diagnostic.fixes = [Fix(title: "a text needs quotes of its own: `--value \(name)='\"…\"'`")] }
      report.complain([diagnostic], in: sources)
      throw exit
    }
    if name == "now", !variables.has(name) {
      value = try moment(value)
      variables.declare(name, .timestamp)
    }
    let violations = variables.bind(name, to: value)
    guard violations.isEmpty else {
      report.complain(violations.map { Trial.diagnostic(for: $0, of: name) })
      throw Exit.findings
    }
  }

  /// `now` is a moment, which JSON has as a text.
  private func moment(_ value: Value) throws -> Value {
    if let text = value.asString, let timestamp = Timestamp(rfc3339: text) { return .timestamp(timestamp) }
    throw ValidationError("`now` is a moment: give it as in `--value now='\"2026-11-23T10:15:30Z\"'` (RFC 3339)")
  }
}
