public import CEL
public import TreatyDiagnostics
import TreatyPlan

/// Evaluates an expression over JSON Lines, one record a line. It is handed lines, gives the bytes to print, and never ends early.
public struct LineTrial: Sendable {
  /// What is printed of a line.
  public enum Output: Hashable, Sendable {
    /// The result as compact JSON, or a text without quotes.
    case result(isRaw: Bool)
    /// The line itself, where the expression is true.
    case matches
    /// An object as ``TrialJSON`` has them, with the parts where they are wanted.
    case json(isExplained: Bool)
    /// The result, and a table of the parts for people, of so many columns.
    case explained(width: Int)
  }

  private let trial: Trial
  private let variable: String
  private let slot: Int?
  private let output: Output
  /// Lines that had no result.
  public private(set) var failed = 0
  /// Lines that were evaluated.
  public private(set) var evaluated = 0
  /// Lines that were printed as matches.
  public private(set) var matched = 0
  /// The last result; `nil` where there was none.
  public private(set) var last: Value?
  /// Failures that were said in full already.
  private var said: Set<EvaluationFailure> = []

  /// A trial whose lines are bound to a variable that it has.
  public init(_ trial: Trial, binding variable: String, output: Output) {
    self.trial = trial
    self.variable = variable
    self.output = output
    slot = trial.slot(of: variable)
  }

  /// Evaluates over one line.
  /// - Parameters:
  ///   - line: Its bytes, without `\n`. A line of white space is none.
  ///   - number: Which it is, from 1.
  ///   - out: What is to be printed is appended.
  /// - Returns: what to complain about: a line that is no JSON, does not fit the schema, or has no result.
  public mutating func take(_ line: UnsafeRawBufferPointer, number: Int, into out: inout [UInt8]) -> [Diagnostic] {
    // Some programs of Windows put a byte order mark before the first line.
    let hasMark = number == 1 && line.starts(with: [0xEF, 0xBB, 0xBF])
    let record = UnsafeRawBufferPointer(rebasing: line.dropFirst(hasMark ? 3 : 0))
    if LineTrial.isBlank(record) { return [] }
    let value: Value
    do throws(JSONFailure) { value = try Value(json: record.bindMemory(to: UInt8.self)) } catch {
      return refuse(number, [notJSON(error, record, number)], into: &out)
    }
    let admitted: Value
    switch trial.variables.admit(value, as: variable) {
    case .success(let value): admitted = value
    case .failure(let refusal):
      return refuse(
        number, refusal.violations.map { numbered(Trial.diagnostic(for: $0, of: variable), number) }, into: &out)
    }
    return evaluate(admitted, of: line, number, into: &out)
  }

  /// Notes a line that was too long to be kept.
  public mutating func takeTooLong(mostBytes: Int, number: Int, into out: inout [UInt8]) -> [Diagnostic] {
    let diagnostic = Diagnostic(
      code: .invalidJSON, severity: .error, message: "line \(number): it has more than \(mostBytes >> 20) MiB",
      primary: nil)
    return refuse(number, [diagnostic], into: &out)
  }

  // MARK: Results

  private mutating func evaluate(
    _ record: Value, of line: UnsafeRawBufferPointer, _ number: Int, into out: inout [UInt8]
  ) -> [Diagnostic] {
    evaluated += 1
    var explanation: Explanation?
    let value: Value
    if isExplained {
      let explained = trial.explain(variable, record)
      explanation = explained
      value = explained.value ?? .null
    } else {
      value = trial.evaluate(slot, record)
    }
    var failure = value.failure
    switch output {
    case .matches:
      guard case .bool(let isMatch) = value else {
        failure =
          failure ?? EvaluationFailure(.noSuchOverload, "expected true or false, found \(value.kindName)")
        break
      }
      if isMatch {
        matched += 1
        out.append(contentsOf: line)
        out.append(UInt8(ascii: "\n"))
      }
    case .result(let isRaw):
      guard failure == nil else { break }
      ValueForm.compact.write(value, isRaw: isRaw, to: &out)
      out.append(UInt8(ascii: "\n"))
    case .json: out += TrialJSON(trial).outcome(value, inputLine: number, explanation: explanation)
    case .explained(let width):
      if failure == nil {
        ValueForm.compact.write(value, isRaw: false, to: &out)
        out.append(UInt8(ascii: "\n"))
      }
      if let explanation { out += ExplanationTable(trial.text, width: width).render(explanation).utf8 }
      out.append(UInt8(ascii: "\n"))
    }
    guard let failure else {
      last = value
      return []
    }
    failed += 1
    last = nil
    return isJSON ? [] : [said(failure, number)]
  }

  /// Whether lines are printed where the expression is true.
  public var isFilter: Bool { output == .matches }

  private var isExplained: Bool {
    switch output {
    case .json(let isExplained): isExplained
    case .explained: true
    case .result, .matches: false
    }
  }

  private var isJSON: Bool {
    if case .json = output { return true }
    return false
  }

  // MARK: What is wrong

  /// A failure in full the first time, and in a line after that: thousands of lines may fail for one reason.
  private mutating func said(_ failure: EvaluationFailure, _ number: Int) -> Diagnostic {
    var diagnostic = numbered(trial.diagnostic(for: failure), number)
    if said.count < 100, said.insert(failure).inserted { return diagnostic }
    diagnostic.primary = nil
    diagnostic.fixes = []
    return diagnostic
  }

  private func numbered(_ diagnostic: Diagnostic, _ number: Int) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.message = "line \(number): \(diagnostic.message)"
    return diagnostic
  }

  private mutating func refuse(_ number: Int, _ diagnostics: [Diagnostic], into out: inout [UInt8]) -> [Diagnostic] {
    failed += 1
    last = nil
    guard isJSON else { return diagnostics }
    var findings = Findings()
    diagnostics.forEach { findings.add($0) }
    out += TrialJSON.issues(findings, in: trial.sources, inputLine: number)
    return []
  }

  private func notJSON(_ failure: JSONFailure, _ line: UnsafeRawBufferPointer, _ number: Int) -> Diagnostic {
    var diagnostic = Diagnostic(
      code: .invalidJSON, severity: .error,
      message: "line \(number): \(failure.message), at byte \(failure.offset + 1)", primary: nil)
    // A document that somebody laid out over several lines begins like this.
    if evaluated == 0, failed == 0, failure.offset >= line.count - 1, let first = line.first(where: { $0 > 0x20 }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    {
      diagnostic.reason = "standard input is read as JSON Lines: one record a line"
      diagnostic.fixes = [Fix(title: "for one document over several lines: `--input \(variable)=-`")]
    }
    return diagnostic
  }

  private static func isBlank(_ line: UnsafeRawBufferPointer) -> Bool {
    for byte in line where byte != 0x20 && byte != 0x0D && byte != 0x09 { return false }
    return true
  }
}
