import TreatyDiagnostics
import TreatySpec

/// All declarations of a package and of those that it uses, by section and name.
struct Namespace {
  /// Declarations of one section.
  struct Section<Declaration: Sendable> {
    private(set) var named: [Named<Declaration>] = []
    fileprivate(set) var twice: [(first: Span, second: Named<Declaration>)] = []

    var names: [String] { named.map { $0.name.value } }

    /// Sorted by name, so that it is of no account in which file a declaration stands.
    var sorted: [Named<Declaration>] { named.sorted { $0.name.value < $1.name.value } }

    subscript(name: String) -> Named<Declaration>? { named.first { $0.name.value == name } }

    mutating func add(_ others: [Named<Declaration>]) {
      for other in others {
        if let first = self[other.name.value] {
          twice.append((first.name.span, other))
        } else {
          named.append(other)
        }
      }
    }
  }

  var inputs = Section<InputDeclaration>()
  var secrets = Section<SecretDeclaration>()
  var accounts = Section<AccountDeclaration>()
  var connectors = Section<ConnectorDeclaration>()
  var systems = Section<SystemDeclaration>()
  var models = Section<ModelDeclaration>()
  var tables = Section<TableDeclaration>()
  var retries = Section<RetryDeclaration>()
  var retentions = Section<RetentionDeclaration>()
  /// Flows of the package at hand; those of packages that it uses do not run here.
  var flows = Section<FlowDeclaration>()

  mutating func add(_ manifest: Manifest, isRoot: Bool) {
    inputs.add(manifest.inputs)
    secrets.add(manifest.secrets)
  }

  mutating func add(_ spec: SpecFile, isRoot: Bool) {
    inputs.add(spec.inputs)
    secrets.add(spec.secrets)
    accounts.add(spec.accounts)
    connectors.add(spec.connectors)
    systems.add(spec.systems)
    models.add(spec.models)
    tables.add(spec.tables)
    if let policies = spec.policies {
      retries.add(policies.retry)
      retentions.add(policies.retention)
    }
    if isRoot { flows.add(spec.flows) }
  }

  /// What stands twice under one name.
  func duplicates() -> [Diagnostic] {
    func report<Declaration>(_ kind: String, _ section: Section<Declaration>) -> [Diagnostic] {
      section.twice.map { first, second in
        Diagnostic(
          code: .duplicateName, severity: .error, message: "there are two of the \(kind) `\(second.name.value)`",
          primary: Label(span: second.name.span), related: [Label(span: first, text: "the first is here")],
          reason: "all files of a package, and those of the packages that it uses, share one namespace",
          fixes: [Fix(title: "give one of them another name")])
      }
    }
    return report("inputs", inputs) + report("secrets", secrets) + report("accounts", accounts)
      + report("connectors", connectors)
      + report("systems", systems) + report("models", models) + report("tables", tables)
      + report("retry policies", retries)
      + report("retention policies", retentions) + report("flows", flows)
  }
}
