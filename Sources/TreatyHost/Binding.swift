import CEL
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
  /// How connections to each system are protected, by position; `nil` is as usual.
  public let trusts: [ConnectionTrust?]
  /// What each flow's sender must show, by position of the flow.
  public let expected: [Credential]
  /// What channels need, by position.
  public let channels: [BoundChannel]
  /// Takes the plan's secrets out of texts of others.
  public let redactor: Redactor

  /// Where secrets are looked for.
  public typealias SecretSources = TreatyHost.SecretSources

  /// Why a plan cannot be bound.
  public struct Failure: Error, Sendable {
    /// All that is missing or wrong.
    public let findings: [Diagnostic]
  }

  /// Binds a plan.
  public init(plan: Plan, inputs: [String: String], secrets: SecretSources) throws(Failure) {
    var findings = Binding.check(plan, inputs)
    var values: [(name: String, value: String)] = []
    for secret in plan.secrets {
      switch secrets.find(secret.name) {
      case .value(let value): values.append((secret.name, value))
      case .none: findings.append(.secret(secret, "has no value"))
      case .unusable(let why): findings.append(.secret(secret, why))
      }
    }
    guard findings.isEmpty else { throw Failure(findings: findings) }
    bindings = Bindings(inputs: inputs)
    redactor = Redactor(values.map { Secret($0.value) })
    let evaluator = CredentialEvaluator(plan: plan, secrets: values, inputs: inputs)
    var credentials: [Credential] = []
    for system in plan.systems {
      credentials.append(try evaluator.credential(system.authentication, "system `\(system.name)`"))
    }
    trusts = try plan.systems.map { system throws(Failure) in try Binding.trust(system.tls, "system `\(system.name)`") }
    var expected: [Credential] = []
    for flow in plan.flows {
      expected.append(try evaluator.credential(flow.trigger.authentication, "flow `\(flow.name)`"))
    }
    var channels: [BoundChannel] = []
    for channel in plan.alerting?.channels ?? [] { channels.append(try evaluator.channel(channel)) }
    self.channels = channels
    self.credentials = credentials
    self.expected = expected
  }

  fileprivate static func trust(_ planned: PlannedTLS?, _ place: String) throws(Failure) -> ConnectionTrust? {
    guard let planned else { return nil }
    do throws(ConnectionTrust.Damage) { return try ConnectionTrust(planned) } catch {
      throw Failure(findings: [
        Diagnostic(
          code: .invalidCertificate, severity: .error,
          message: "the certificates of the authorities of \(place) cannot be read", primary: nil,
          reason: "no connection could be trusted",
          fixes: [Fix(title: "mend the file that `authority` names, and compile the plan anew")])
      ])
    }
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
            reason: input.about, fixes: [Fix(title: "give it with `--input \(input.name)=…`")]))
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

  init(plan: Plan, secrets: [(name: String, value: String)], inputs: [String: String]) {
    environment = Scope(plan).environment(at: .credential)
    let values = plan.inputs.map { (Text($0.name), Value.string(inputs[$0.name] ?? $0.fallback ?? "")) }
    let secrets = secrets.map { (Text($0.name), Value.string($0.value)) }
    slots = [.map(MapValue(fields: secrets)), .map(MapValue(fields: values))]
  }

  func credential(_ planned: PlannedAuthentication, _ place: String) throws(Binding.Failure) -> Credential {
    switch planned {
    case .none: return .none
    case .token(let header, let prefix, let token):
      return .header(name: header, value: Secret(prefix + (try text(token, place))))
    case .basic(let user, let password): return .basic(user: try text(user, place), password: try text(password, place))
    }
  }

  func channel(_ planned: PlannedChannel) throws(Binding.Failure) -> BoundChannel {
    let place = "channel `\(planned.name)`"
    var bound = BoundChannel()
    bound.trust = try Binding.trust(planned.mail?.tls ?? planned.webhook?.tls, place)
    if let mail = planned.mail {
      bound.server = try text(mail.server, place)
      bound.from = try text(mail.from, place)
      if case .basic(let user, let password) = mail.authentication {
        bound.login = (try text(user, place), Secret(try text(password, place)))
      }
    }
    if let webhook = planned.webhook {
      bound.url = Secret(try text(webhook.url, place))
      bound.credential = try credential(webhook.authentication, place)
    }
    return bound
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

extension Diagnostic {
  fileprivate static func secret(_ secret: PlannedSecret, _ problem: String) -> Diagnostic {
    let variable = SecretSources.variable(secret.name)
    return Diagnostic(
      code: .missingSecret, severity: .error, message: "the secret `\(secret.name)` \(problem)", primary: nil,
      reason: secret.about,
      fixes: [
        Fix(
          title:
            "set the environment variable `\(variable)`, or put it into a file `\(secret.name)` in the folder given by "
            + "`--secrets`")
      ])
  }
}
