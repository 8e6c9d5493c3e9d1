import TreatyDiagnostics
import TreatySpec

/// Looks every name up that stands for something declared elsewhere, and says which stand for nothing.
struct NameResolver {
  private let namespace: Namespace
  private(set) var findings = Findings()

  init(_ namespace: Namespace) { self.namespace = namespace }

  /// Looks all of them up.
  mutating func run() {
    for reference in namespace.references { resolve(reference) }
  }

  private mutating func resolve(_ reference: Reference) {
    switch reference.kind {
    case .declaration(let section): _ = find(reference.name, section)
    case .record, .event, .operation: part(reference)
    case .capability: capability(reference.name)
    case .field: field(reference.name)
    case .anything: anything(reference.name)
    }
  }

  private mutating func find(_ name: Located<String>, _ section: Section) -> Declared? {
    switch namespace.look(up: name.value, section, from: name.span) {
    case .found(let declared): return declared
    case .missing(.unreadable): return nil
    case .missing(let why):
      var diagnostic = Diagnostic.missing(name, section, why, known: namespace.visible(section, from: name.span))
      if case .unknown = why, let package = namespace.packages(offering: name.value, section).first {
        diagnostic.fixes = [Fix(title: "add `\(package)`, which declares it, to `uses` in `treaty.yaml`")]
      }
      findings.add(diagnostic)
      return nil
    }
  }

  /// `system.part`, where the system may have an alias before it.
  private mutating func part(_ reference: Reference) {
    guard let (systemName, partName) = DottedName.split(reference.name) else {
      var diagnostic = Diagnostic.notDotted(
        reference.name, "system.name", reference.kind.example, of: reference.kind.noun)
      if let meant = system(with: reference) {
        let name = "\(meant).\(reference.name.value)"
        diagnostic.fixes = [
          Fix(title: "did you mean `\(name)`?", edits: [Edit(span: reference.name.span, replacement: name)])
        ]
      }
      return findings.add(diagnostic)
    }
    guard let declared = find(systemName, .systems),
      let system = namespace.systems[declared.canonical]?.value,
      let connector = namespace.canonical(system.connector, .connectors).flatMap({ namespace.connectors[$0] })
    else { return }
    let known = parts(of: connector.value, reference.kind)
    // A part that could not be read, or that hangs on one, is there.
    if namespace.mayDeclare(anyOf: partName.value, from: connector.name.span) { return }
    guard !known.contains(partName.value) else { return }
    findings.add(
      .unknownPart(
        partName, reference.kind, of: systemName.value, connector: connector.name, known: known,
        others: others(partName.value, connector.value, reference.kind)))
  }

  private func parts(of connector: ConnectorDeclaration, _ kind: ReferenceKind) -> [String] {
    switch kind {
    case .event: connector.events.map { $0.name.value }
    case .operation: connector.operations.map { $0.name.value }
    default: connector.records.map { $0.name.value }
    }
  }

  /// The one system that has a part of a name that stands without its system.
  private func system(with reference: Reference) -> String? {
    let having = namespace.visible(.systems, from: reference.name.span).filter { name in
      guard let canonical = namespace.canonical(Located(name, at: reference.name.span), .systems),
        let system = namespace.systems[canonical]?.value,
        let connector = namespace.canonical(system.connector, .connectors).flatMap({ namespace.connectors[$0] })
      else { return false }
      return parts(of: connector.value, reference.kind).contains(reference.name.value)
    }
    return having.count == 1 ? having[0] : nil
  }

  /// What else of that name the connector has.
  private func others(_ name: String, _ connector: ConnectorDeclaration, _ kind: ReferenceKind) -> String? {
    let all: [(ReferenceKind, [String])] = [
      (.record, connector.records.map { $0.name.value }), (.event, connector.events.map { $0.name.value }),
      (.operation, connector.operations.map { $0.name.value }),
    ]
    return all.first { $0.0 != kind && $0.1.contains(name) }?.0.noun
  }

  private mutating func capability(_ name: Located<String>) {
    let parts = DottedName.parts(name)
    guard let head = parts.first, let declared = find(head, .capabilities),
      var capability = namespace.capabilities[declared.canonical]?.value
    else { return }
    for part in parts.dropFirst() {
      guard let found = capability.parts.first(where: { $0.name.value == part.value }) else {
        return findings.add(
          .unknownPart(
            part, "part", of: head.value, known: capability.parts.map { $0.name.value }))
      }
      capability = found.value
    }
  }

  private mutating func field(_ name: Located<String>) {
    guard let (modelName, fieldName) = DottedName.split(name) else {
      return findings.add(.notDotted(name, "model.field", "incident.severity", of: "field of a model"))
    }
    guard let declared = find(modelName, .models), let model = namespace.models[declared.canonical]?.value,
      model.schema == nil
    else { return }
    let known = model.fields.map { $0.name.value }
    if !known.contains(fieldName.value) {
      findings.add(.unknownPart(fieldName, "field", of: modelName.value, known: known))
    }
  }

  /// `flows.page-to-ticket`, `policies.retry.patient`.
  private mutating func anything(_ name: Located<String>) {
    for section in Section.allCases where name.value.hasPrefix("\(section.path).") {
      let rest = DottedName.dropping(section.path.utf8.count + 1, of: name)
      _ = find(rest, section)
      return
    }
    let known = Section.allCases.map { $0.path }
    let head = DottedName.parts(name).first ?? name
    var diagnostic = Diagnostic(
      code: .unknownName, severity: .error, message: "`\(name.value)` does not begin with a section",
      primary: Label(span: head.span))
    if let near = NearName.suggest(for: head.value, among: known) {
      diagnostic.fixes = [Fix(title: "did you mean `\(near)`?", edits: [Edit(span: head.span, replacement: near)])]
    } else {
      diagnostic.fixes = [Fix(title: "write the section before the name: `flows.page-to-ticket`")]
    }
    findings.add(diagnostic)
  }
}
