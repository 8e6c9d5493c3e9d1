import CEL
import JSONSchema
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
  var places = Places()
  /// Named types so far.
  var types = TypeCatalogue()
  /// Where fields of types stand, by `type.field`.
  var fieldPlaces: [String: Span] = [:]
  /// What fields of types say of themselves that is no part of a type, by `type.field`.
  var fieldCares: [String: FieldCare] = [:]
  /// Where each expression was checked.
  var sites: [ExpressionSite] = []
  /// Connectors whose types are made.
  var interfaces: Set<String> = []
  /// Tables with their types.
  var tables: [PlannedTable] = []
  /// Tables that another package keeps for itself.
  var hiddenTables: Set<String> = []
  /// Connectors as they are laid out for every system that speaks them.
  var layouts: [String: ConnectorLayout] = [:]
  /// What no host carries out yet.
  var gaps: [Gap] = []
  /// Tables of the unit at hand that were found to lead to several keys.
  var ambiguousTables: Set<String> = []
  /// Positions of systems by their names in the plan.
  var systemPositions: [String: Int] = [:]
  /// Shapes of JSON Schemas that were read, so that what is wrong with one is told once; `nil` where something is.
  var schemaShapes: [SchemaKey: SchemaShape?] = [:]
  private var scope: Scope?
  private var environments = CheckedExpressions()

  init(namespace: Namespace) {
    self.namespace = namespace
    let manifest = namespace.packages.first?.manifest ?? Manifest()
    plan = Plan(edition: manifest.edition, package: manifest.package.value, version: manifest.version.value)
  }

  /// Works the whole plan out.
  mutating func run(_ mapping: some WorkMapping) {
    lowerBindings()
    // All types first: an expression is checked against all of them, and they are laid out for that once.
    for model in namespace.models.sorted { _ = modelType(model.name.value) }
    for connector in namespace.connectors.sorted { interface(of: connector.name.value) }
    declareInputs()
    declareSteps()
    lowerTables()
    lowerPolicies()
    lowerConnectors()
    lowerSystems()
    lowerRunning(mapping)
    lowerAlerting()
    lowerGaps()
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
        jitter: Jitter(rawValue: retry.value.jitter.rawValue) ?? .full,
        budget: retry.value.budget.flatMap { (try? Percentage(parsing: $0.value))?.share },
        breaker: retry.value.breaker.map { BreakerPolicy(failures: $0.failures, pauseMilliseconds: $0.pause) })
    }
    for retry in namespace.retries.sorted {
      if retry.value.max < retry.value.first { findings.add(.pauseTooShort(retry)) }
      if retry.value.jitter == .decorrelated,
        let key = retry.node.entries.first(where: { $0.key.text == "factor" })?.key
      {
        findings.add(.uselessFactor(key))
      }
    }
    if !retries.contains(where: { $0.name == RetryPolicy.standard.name }) { retries.append(.standard) }
    var retentions = namespace.retentions.sorted.map { lower($0) }
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

  /// Checks an expression at a place. One that was sound is not checked again: in a large package a few hundred expressions stand in
  /// thousands of places.
  mutating func check(_ source: String, at place: Place, expecting expected: CELType?) -> CheckedExpressions.Outcome {
    let scope = prepareScope()
    return environments.check(source, at: place, of: scope, expecting: expected)
  }

  /// The fields that are there wherever a condition holds, or where it does not: what stands behind it reads them plainly.
  mutating func present(where condition: ScalarText?, holds: Bool = true) -> Set<String> {
    condition.map { prepareScope().present(where: $0.text, holds: holds) } ?? []
  }

  /// What all environments have in common, laid out once.
  @discardableResult
  mutating func prepareScope() -> Scope {
    if let scope { return scope }
    let seen = tables.filter { !hiddenTables.contains($0.name) }
    let scope = Scope(catalogue: types, inputs: plan.inputs, secrets: plan.secrets, tables: seen)
    self.scope = scope
    return scope
  }

  /// What is known of expressions and fields in the end.
  var knowledge: ExpressionKnowledge {
    ExpressionKnowledge(
      types: types, fieldPlaces: fieldPlaces, fieldCares: fieldCares, sites: sites, inputs: plan.inputs,
      secrets: plan.secrets, tables: tables.filter { !hiddenTables.contains($0.name) })
  }

  /// The CEL type of a type's text.
  func resolve(_ type: TypeText) -> CELType { types.resolve(type) ?? .dyn }

  /// Takes a type in. What was laid out for expressions is laid out anew.
  mutating func add(_ type: PlannedType) {
    types.insert(type)
    scope = nil
    environments = CheckedExpressions()
  }
}

extension Diagnostic {
  fileprivate static func uselessFactor(_ key: Node) -> Diagnostic {
    Diagnostic(
      code: .conflictingKeys, severity: .error,
      message: "`factor` means nothing beside `jitter: decorrelated`", primary: Label(span: key.span),
      reason: "such a pause is drawn from `first` to three times the pause before",
      fixes: [Fix(title: "leave `factor` out"), Fix(title: "or write `jitter: full`")])
  }

  fileprivate static func pauseTooShort(_ retry: Named<RetryDeclaration>) -> Diagnostic {
    let (first, max) = (retry.node["first"], retry.node["max"])
    let (least, most) = (first?.text ?? "1s", max?.text ?? "5m")
    var diagnostic = Diagnostic(
      code: .invalidValue, severity: .error,
      message: "the longest pause of `\(retry.name.value)`, \(most), is shorter than the first, \(least)",
      primary: Label(span: max?.span ?? first?.span ?? retry.name.span))
    if let first, max != nil { diagnostic.related = [Label(span: first.span, text: "the first")] }
    diagnostic.fixes = [Fix(title: "make `max` at least as long as `first`")]
    return diagnostic
  }
}
