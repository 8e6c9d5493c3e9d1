import CEL
import Foundation
public import TreatyConnect
public import TreatyDiagnostics
public import TreatyEngine
public import TreatyPlan

/// What a plan does not hold and a host must give: values of inputs, secrets. Everything is looked at before anything starts, and
/// everything that is missing is said at once.
public struct Binding: Sendable {
  /// Values of inputs.
  public let bindings: Bindings
  /// How to go to each system, by position.
  public let credentials: [Credential]
  /// What each flow's sender must show, by position of the flow.
  public let expected: [Credential]

  /// Where secrets are looked for.
  public struct SecretSources: Sendable {
    /// Environment, in which a secret `desk-token` is `TREATY_SECRET_DESK_TOKEN`.
    public var environment: [String: String]
    /// Folders with a file per secret, the file named like the secret. A newline at a file's end is not part of the secret.
    public var folders: [String]

    /// Sources.
    public init(environment: [String: String], folders: [String]) {
      self.environment = environment
      self.folders = folders
    }

    func find(_ name: String) -> String? {
      if let value = environment[SecretSources.variable(name)] { return value }
      for folder in folders {
        // A file that is not there is looked for in the next folder.
        guard var text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else { continue }
        if text.hasSuffix("\n") { text.removeLast() }
        return text
      }
      return nil
    }

    static func variable(_ name: String) -> String { "TREATY_SECRET_" + name.uppercased().replacing("-", with: "_") }
  }

  /// Why a plan cannot be bound.
  public struct Failure: Error, Sendable {
    /// All that is missing or wrong.
    public let findings: [Diagnostic]
  }

  /// Binds a plan.
  public init(plan: Plan, inputs: [String: String], secrets: SecretSources) throws(Failure) {
    var findings = Binding.check(plan, inputs)
    var values: [(Text, Value)] = []
    for secret in plan.secrets {
      if let value = secrets.find(secret.name), !value.isEmpty {
        values.append((Text(secret.name), .string(value)))
      } else {
        findings.append(
          Diagnostic(
            code: .missingSecret, severity: .error, message: "the secret `\(secret.name)` has no value", primary: nil,
            reason: secret.about,
            fixes: [
              Fix(
                title:
                  "set the environment variable `\(SecretSources.variable(secret.name))`, or put it into a file `\(secret.name)` in the folder given by `--secrets`"
              )
            ]))
      }
    }
    guard findings.isEmpty else { throw Failure(findings: findings) }
    bindings = Bindings(inputs: inputs)
    let evaluator = CredentialEvaluator(plan: plan, secrets: .map(MapValue(fields: values)), inputs: inputs)
    var credentials: [Credential] = []
    for system in plan.systems {
      credentials.append(try evaluator.credential(system.authentication, "system `\(system.name)`"))
    }
    var expected: [Credential] = []
    for flow in plan.flows {
      expected.append(try evaluator.credential(flow.trigger.authentication, "flow `\(flow.name)`"))
    }
    self.credentials = credentials
    self.expected = expected
  }

  private static func check(_ plan: Plan, _ inputs: [String: String]) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for input in plan.inputs {
      guard let value = inputs[input.name] ?? input.fallback else {
        findings.append(
          Diagnostic(
            code: .missingInput, severity: .error, message: "the input `\(input.name)` has no value", primary: nil,
            reason: input.about,
            fixes: [Fix(title: "give it with `--input \(input.name)=…`")]))
        continue
      }
      if let problem = input.kind.problem(with: value) {
        findings.append(
          Diagnostic(
            code: .invalidInput, severity: .error, message: "the input `\(input.name)` \(problem)", primary: nil,
            reason: input.about))
      }
    }
    let known = plan.inputs.map { $0.name }
    for name in inputs.keys.sorted() where !known.contains(name) {
      var diagnostic = Diagnostic(
        code: .unknownInput, severity: .error, message: "the plan has no input `\(name)`", primary: nil)
      if let near = NearName.suggest(for: name, among: known) {
        diagnostic.fixes = [Fix(title: "did you mean `\(near)`?")]
      } else {
        diagnostic.fixes = [
          Fix(
            title: known.isEmpty
              ? "leave it out: the plan has no inputs"
              : "its inputs are \(known.map { "`\($0)`" }.joined(separator: ", "))")
        ]
      }
      findings.append(diagnostic)
    }
    return findings
  }
}

/// Evaluates the templates of credentials: the only place where secrets are read.
private struct CredentialEvaluator {
  private let environment: Environment
  private let slots: [Value]

  init(plan: Plan, secrets: Value, inputs: [String: String]) {
    environment = Scope(plan).environment(at: .credential)
    let values = plan.inputs.map { (Text($0.name), Value.string(inputs[$0.name] ?? $0.fallback ?? "")) }
    slots = [secrets, .map(MapValue(fields: values))]
  }

  func credential(_ planned: PlannedAuthentication, _ place: String) throws(Binding.Failure) -> Credential {
    switch planned {
    case .none: return .none
    case .token(let header, let prefix, let token):
      return .header(name: header, value: Secret(prefix + (try text(token, place))))
    case .basic(let user, let password): return .basic(user: try text(user, place), password: try text(password, place))
    }
  }

  private func text(_ template: PlannedTemplate, _ place: String) throws(Binding.Failure) -> String {
    var text = ""
    for piece in template.pieces {
      switch piece {
      case .text(let part): text += part
      case .expression(let expression):
        guard let value = environment.compile(expression.cel).program?.evaluate(slots: slots).pieceText else {
          throw Binding.Failure(findings: [
            Diagnostic(
              code: .planLink, severity: .error, message: "the credential of \(place) cannot be worked out",
              primary: nil, fixes: [Fix(title: "compile the plan anew")])
          ])
        }
        text += value.string
      }
    }
    return text
  }
}
