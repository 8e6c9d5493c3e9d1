import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Where declarations that a plan keeps as they were written refer to others: a text that looks like a name is one only there.
extension ContentWriter {
  /// A reference: what it is to, by section and name in the plan, and where it stands.
  private struct Place {
    let section, name, path: String
  }

  /// Where names that are others now stand: `accounts/owner`, `workflows/steps.*.to`, a star for the number of an element.
  func places(of renames: [PlannedRename], in all: [Written]) -> [PlannedRename] {
    guard !renames.isEmpty else { return renames }
    var places: [String: Set<String>] = [:]
    for written in all {
      for place in references(written.node, .declaration(written.outline), "") {
        places["\(place.section) \(place.name)", default: []].insert("\(written.declaration.section)/\(place.path)")
      }
    }
    return renames.map { rename in
      var rename = rename
      rename.places = places["\(rename.section) \(rename.name)", default: []].sorted()
      return rename
    }
  }

  /// Where each key of a declaration stands, and each element of a list, by pointers within what the plan keeps of it.
  func keyPlaces(_ node: Node, _ path: String = "") -> [(pointer: String, place: Span)] {
    switch node.kind {
    case .scalar: []
    case .sequence:
      node.elements.enumerated().flatMap { index, element in
        [("\(path)/\(index)", element.span)] + keyPlaces(element, "\(path)/\(index)")
      }
    case .mapping:
      node.entries.flatMap { key, value in
        [("\(path)/\(key.text)", key.span)] + keyPlaces(value, "\(path)/\(key.text)")
      }
    }
  }

  private func references(_ node: Node, _ form: Form, _ path: String) -> [Place] {
    func part(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    switch form {
    case .declaration(let outline) where node.kind == .mapping:
      return node.entries.flatMap { key, value in
        outline.keys.first { $0.name == key.text }.map { references(value, $0.form(), part(key.text)) } ?? []
      }
    case .map(let value, _) where node.kind == .mapping:
      return node.entries.flatMap { references($0.value, value, part($0.key.text)) }
    case .list(let element):
      return (node.kind == .sequence ? Array(node.elements) : [node]).flatMap { references($0, element, part("*")) }
    case .either(let forms): return references(node, chosen(forms, node), path)
    case .reference(let kind):
      return target(kind, Located(node.text, at: node.span)).map { Place(section: $0.0, name: $0.1, path: path) }
        .map { [$0] } ?? []
    default: return []
    }
  }

  /// The declaration that a reference leads to: its section, and its name in the plan.
  private func target(_ kind: ReferenceKind, _ name: Located<String>) -> (String, String)? {
    let parts = DottedName.parts(name)
    guard let head = parts.first else { return nil }
    func named(_ section: Section, _ name: Located<String>) -> (String, String) {
      (section.path, namespace.canonical(name, section) ?? name.value)
    }
    switch kind {
    case .declaration(let section): return named(section, name)
    case .record, .event, .operation: return named(.systems, head)
    case .capability: return named(.capabilities, head)
    case .field: return named(.models, head)
    case .anything:
      let found = Section.allCases.first { name.value.hasPrefix($0.path + ".") }
      return found.map { ($0.path, String(name.value.dropFirst($0.path.count + 1))) }
    }
  }
}
