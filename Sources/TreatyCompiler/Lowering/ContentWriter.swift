import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Writes a declaration into the plan in canonical form, by its description; see ``PlannedDeclaration``.
struct ContentWriter {
  let namespace: Namespace

  /// A declaration as the plan keeps it, and as it stands in its file.
  struct Written {
    var declaration: PlannedDeclaration
    let place: Span
    let node: Node
    let outline: Outline
  }

  /// All declarations that a plan keeps as they are: those that say who, why and when, and those of what runs that no host carries out
  /// yet.
  /// - Parameter flows: Names of the flows that are carried out, which the plan has in another form.
  /// - Returns: each with the place of its name.
  func declarations(besides flows: Set<String>) -> [Written] {
    var all = namespace.flows.sorted.filter { !flows.contains($0.name.value) }.map(planned)
    all += namespace.syncs.sorted.map(planned) + namespace.reconciles.sorted.map(planned)
    all += namespace.gates.sorted.map(planned) + namespace.workflows.sorted.map(planned)
    all += namespace.probes.sorted.map(planned)
    all += namespace.teams.sorted.map(planned) + namespace.services.sorted.map(planned)
    all += namespace.capabilities.sorted.map(planned) + namespace.systems.sorted.map(planned)
    all += namespace.accounts.sorted.map(planned) + namespace.calendars.sorted.map(planned)
    all += namespace.contracts.sorted.map(planned) + namespace.escalations.sorted.map(planned)
    all += namespace.channels.sorted.map(planned)
    all += namespace.protections.sorted.map(planned) + namespace.decisions.sorted.map(planned)
    all += namespace.securityFindings.sorted.map(planned) + namespace.agreements.sorted.map(planned)
    all += described()
    return all
  }

  func planned<Element: Declaration>(_ element: Named<Element>) -> Written {
    let declaration = PlannedDeclaration(
      section: Element.section.path, name: element.name.value,
      content: content(element.node, .declaration(Element.outline)))
    return Written(
      declaration: declaration, place: element.name.span, node: element.node, outline: Element.outline)
  }

  /// What a node says, where this may stand.
  func content(_ node: Node, _ form: Form) -> PlannedContent {
    switch form {
    case .declaration(let outline) where node.kind == .mapping: declaration(node, outline)
    case .map(let value, _) where node.kind == .mapping:
      .object(
        Dictionary(
          node.entries.map { ($0.key.text, content($0.value, value)) }, uniquingKeysWith: { first, _ in first }))
    case .list(let element):
      .list(node.kind == .sequence ? node.elements.map { content($0, element) } : [content(node, element)])
    case .either(let forms): content(node, chosen(forms, node))
    case .grammar(let grammar, _): .scalar(constant(of: grammar, node.text))
    case .reference(let kind): .scalar(.string(reference(kind, Located(node.text, at: node.span))))
    case .text, .template, .expression, .choice: .scalar(.string(node.text))
    default: plain(node)
    }
  }

  private func declaration(_ node: Node, _ outline: Outline) -> PlannedContent {
    var fields: [String: PlannedContent] = [:]
    for (key, value) in node.entries {
      guard let known = outline.keys.first(where: { $0.name == key.text }) else { continue }
      // What had another name stands in the plan's renames.
      if key.text == "was" { continue }
      // What is the default says nothing.
      if value.kind == .scalar, value.text == known.shown { continue }
      fields[key.text] = content(value, known.form())
    }
    return .object(fields)
  }

  /// Of several forms the one that a node has. A single value stands for a list of one, where a list may stand.
  func chosen(_ forms: [Form], _ node: Node) -> Form {
    for form in forms {
      switch (form, node.kind) {
      case (.list, _), (.declaration, .mapping), (.map, .mapping), (.construction, _), (.type, _): return form
      case (.declaration, _), (.map, _): continue
      case (_, .scalar): return form
      default: continue
      }
    }
    return forms.last ?? .construction
  }

  private func constant(of grammar: SmallGrammar, _ text: String) -> Constant {
    switch grammar.noun {
    case "duration": SmallGrammar.duration(text).map { .int($0) } ?? .string(text)
    default: .string(text)
    }
  }

  private func reference(_ kind: ReferenceKind, _ name: Located<String>) -> String {
    switch kind {
    case .declaration(let section): return namespace.canonical(name, section) ?? name.value
    case .record, .event, .operation:
      guard let (system, part) = DottedName.split(name) else { return name.value }
      return "\(namespace.canonical(system, .systems) ?? system.value).\(part.value)"
    case .capability, .field:
      let parts = DottedName.parts(name)
      guard let head = parts.first else { return name.value }
      let canonical = namespace.canonical(head, kind == .field ? .models : .capabilities) ?? head.value
      return ([canonical] + parts.dropFirst().map { $0.value }).joined(separator: ".")
    case .anything: return name.value
    }
  }

  /// A value as it is written.
  private func plain(_ node: Node) -> PlannedContent {
    switch node.kind {
    case .sequence: return .list(node.elements.map(plain))
    case .mapping:
      return .object(
        Dictionary(node.entries.map { ($0.key.text, plain($0.value)) }, uniquingKeysWith: { first, _ in first }))
    case .scalar:
      switch node.resolved {
      case .null: return .scalar(.null)
      case .bool(let value): return .scalar(.bool(value))
      case .int(let value): return .scalar(.int(value))
      case .float(let value) where value.isFinite: return .scalar(.double(value))
      default: return .scalar(.string(node.text))
      }
    }
  }
}
