public import CEL
public import TreatyDiagnostics

/// What a trial came to, as JSON objects in one line each. The keys and their order are a promise.
///
/// - `{"type":…,"value":…}`: a result. The type is that of the expression, or of the value where that is only known when it runs.
///   Without `value` the expression was only checked.
/// - `{"failure":{"kind":…,"message":…,"line":…,"column":…,"text":…}}`: no result; line and column count from 1, in Unicode scalars.
/// - `{"issues":[…]}`: what is wrong with the expression, or with what it was given; each issue as in `treaty check --format json`.
///
/// Of a line of input, `"inputLine":N` stands first; of what was explained, `"parts":[…]` last.
public struct TrialJSON: Sendable {
  private let trial: Trial

  /// Objects about a trial.
  public init(_ trial: Trial) { self.trial = trial }

  /// Findings of any files.
  public static func issues(_ findings: Findings, in sources: Sources, inputLine: Int? = nil) -> [UInt8] {
    object(inputLine, "\"issues\":\(JSONRenderer(sources: sources).list(findings))")
  }

  /// The type alone, of an expression that was only checked.
  public func checked() -> [UInt8] { TrialJSON.object(nil, "\"type\":\(TrialJSON.text("\(trial.compilation.type)"))") }

  /// A result or failure, and the parts where it was explained.
  public func outcome(_ value: Value, inputLine: Int? = nil, explanation: Explanation? = nil) -> [UInt8] {
    var body = ""
    if let failure = value.failure {
      body = "\"failure\":\(json(failure))"
    } else {
      let type = trial.compilation.type
      body = "\"type\":\(TrialJSON.text(type == .dyn ? value.kindName : "\(type)")),\"value\":\(TrialJSON.json(value))"
    }
    if let explanation { body += ",\"parts\":[\(explanation.parts.map(json).joined(separator: ","))]" }
    return TrialJSON.object(inputLine, body)
  }

  private func json(_ failure: EvaluationFailure) -> String {
    let place = trial.place(of: failure.range ?? 0..<trial.text.utf8.count)
    return
      "{\"kind\":\(TrialJSON.text(failure.kind.rawValue)),\"message\":\(TrialJSON.text(failure.message)),\"line\":\(place.start.line),\"column\":\(place.start.column),\"text\":\(TrialJSON.text(place.text))}"
  }

  private func json(_ part: Explanation.Part) -> String {
    let place = trial.place(of: part.range)
    let values = part.values.map { value in
      value.failure.map { "{\"failure\":\(json($0))}" } ?? "{\"value\":\(TrialJSON.json(value))}"
    }
    return
      "{\"range\":{\"start\":\(part.range.lowerBound),\"end\":\(part.range.upperBound)},\"line\":\(place.start.line),\"column\":\(place.start.column),\"text\":\(TrialJSON.text(place.text)),\"depth\":\(part.depth),\"type\":\(TrialJSON.text("\(part.type)")),\"count\":\(part.count),\"values\":[\(values.joined(separator: ","))]}"
  }

  private static func object(_ inputLine: Int?, _ body: String) -> [UInt8] {
    Array("{\(inputLine.map { "\"inputLine\":\($0)," } ?? "")\(body)}\n".utf8)
  }

  private static func json(_ value: Value) -> String { String(decoding: value.json(), as: UTF8.self) }

  private static func text(_ text: String) -> String { json(.string(text)) }
}
