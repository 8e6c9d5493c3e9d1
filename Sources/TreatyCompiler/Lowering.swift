import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Makes a plan of a namespace: resolves names, checks types, and lays everything out flat. Each aspect stands in a file of its own.
struct Lowering {
  let namespace: Namespace
  var findings = Findings()
  var plan: Plan
  /// Where each element of the plan stands, by JSON pointer.
  var places: [String: Span] = [:]
  /// Named types so far.
  var types: [String: PlannedType] = [:]
  /// Where fields of types stand, by `type.field`.
  var fieldPlaces: [String: Span] = [:]
  /// Connectors whose types are made.
  var interfaces: Set<String> = []
  /// Tables with their types.
  var tables: [PlannedTable] = []
  private var environments: [Place: Environment] = [:]

  init(namespace: Namespace, manifest: Manifest) {
    self.namespace = namespace
    plan = Plan(edition: manifest.edition, package: manifest.package.value, version: manifest.version.value)
    // A policy is found by its position: all of the namespace stand in the plan until those without use are dropped.
  }

  /// Works the whole plan out.
  mutating func run() {
    namespace.duplicates().forEach { findings.add($0) }
    lowerBindings()
    for model in namespace.models.sorted { _ = modelType(model.name.value) }
    for connector in namespace.connectors.sorted { interface(of: connector.name.value) }
    lowerTables()
    lowerPolicies()
    lowerSystems()
    lowerUnusedConnectors()
    lowerFlows()
    keepReachable()
  }

  private mutating func lowerBindings() {
    for (index, input) in namespace.inputs.sorted.enumerated() {
      let kind = InputKind(rawValue: input.value.type.rawValue) ?? .string
      plan.inputs.append(
        PlannedInput(
          name: input.name.value, kind: kind, about: input.value.about, fallback: input.value.fallback?.value))
      places["/inputs/\(index)"] = input.name.span
      if let fallback = input.value.fallback, let problem = kind.problem(with: fallback.value) {
        findings.add(
          Diagnostic(
            code: .invalidValue, severity: .error, message: "the default of `\(input.name.value)` \(problem)",
            primary: Label(span: fallback.span)))
      }
    }
    for (index, secret) in namespace.secrets.sorted.enumerated() {
      plan.secrets.append(PlannedSecret(name: secret.name.value, about: secret.value.about))
      places["/secrets/\(index)"] = secret.name.span
    }
  }

  private mutating func lowerPolicies() {
    var retries = namespace.retries.sorted.map { retry in
      RetryPolicy(
        name: retry.name.value, attempts: retry.value.attempts, firstMilliseconds: retry.value.first,
        maxMilliseconds: retry.value.max,
        factor: retry.value.factor, deadlineMilliseconds: retry.value.deadline,
        jitter: retry.value.jitter == .full ? .full : .none)
    }
    if !retries.contains(where: { $0.name == RetryPolicy.standard.name }) { retries.append(.standard) }
    var retentions = namespace.retentions.sorted.map { retention in
      RetentionPolicy(
        name: retention.name.value, doneMilliseconds: retention.value.done, deadMilliseconds: retention.value.dead)
    }
    if !retentions.contains(where: { $0.name == RetentionPolicy.standard.name }) { retentions.append(.standard) }
    plan.retries = retries.sorted { $0.name < $1.name }
    plan.retentions = retentions.sorted { $0.name < $1.name }
    for (index, policy) in plan.retries.enumerated() {
      places["/retries/\(index)"] = namespace.retries[policy.name]?.name.span
    }
    for (index, policy) in plan.retentions.enumerated() {
      places["/retentions/\(index)"] = namespace.retentions[policy.name]?.name.span
    }
  }

  /// The environment of a place; built once for each.
  mutating func environment(at place: Place) -> Environment {
    if let known = environments[place] { return known }
    let scope = Scope(
      catalogue: TypeCatalogue(Array(types.values)), inputs: plan.inputs, secrets: plan.secrets, tables: tables)
    let environment = scope.environment(at: place)
    environments[place] = environment
    return environment
  }

  /// The CEL type of a type's text.
  func resolve(_ type: TypeText) -> CELType { TypeCatalogue(Array(types.values)).resolve(type) ?? .dyn }

  mutating func report(_ diagnostic: Diagnostic) { findings.add(diagnostic) }

  /// A name that means nothing, with the nearest that does.
  mutating func unknown(_ kind: String, _ name: Located<String>, of owner: String? = nil, among known: [String]) {
    var diagnostic = Diagnostic(
      code: .unknownName, severity: .error,
      message: owner.map { "`\($0)` has no \(kind) `\(name.value)`" } ?? "there is no \(kind) `\(name.value)`",
      primary: Label(span: name.span))
    if let near = NearName.suggest(for: name.value, among: known) {
      diagnostic.fixes = [Fix(title: "did you mean `\(near)`?", edits: [Edit(span: name.span, replacement: near)])]
    } else if known.isEmpty {
      diagnostic.fixes = [Fix(title: "declare it")]
    } else {
      diagnostic.fixes = [Fix(title: "known: \(known.sorted().map { "`\($0)`" }.joined(separator: ", "))")]
    }
    findings.add(diagnostic)
  }
}
