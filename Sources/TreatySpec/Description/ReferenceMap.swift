/// Where each declaration is described in the reference: on the first page that has it, to which the others link.
struct ReferenceMap {
  /// A page about a section, or the manifest.
  struct Subject {
    /// Name of the page, and of its example: `flows`.
    var name: String
    /// What stands at its head.
    var title: String
    /// What it is for.
    var sentence: String
    /// Its declarations, each with the place at which it stands in a file.
    var roots: [(path: String?, outline: Outline)]
    /// Numbers of the capabilities that it serves.
    var capabilities: [String]
  }

  /// The pages, in the order of a file.
  let subjects: [Subject]
  /// Declarations of each page, by its name: its own first, then what stands in them, in the order of keys.
  private(set) var declarations: [String: [Outline]] = [:]
  /// Name of the page of each declaration.
  private var homes: [String: String] = [:]
  /// Keys behind which each declaration stands.
  private var uses: [String: [(owner: String, key: String)]] = [:]
  /// Declarations that a host may carry out.
  private(set) var carriedOut: Set<String> = []

  init() {
    subjects = [ReferenceMap.manifest] + ReferenceMap.sections
    for subject in subjects {
      for root in subject.roots {
        for outline in ReferenceMap.declarations(from: root.outline) where homes[outline.name] == nil {
          homes[outline.name] = subject.name
          declarations[subject.name, default: []].append(outline)
        }
      }
    }
    // A field stands where a type may, which no form leads to.
    let field = FieldDeclaration.outline
    homes[field.name] = "types"
    declarations["types"] = [field]
    for outline in subjects.flatMap({ declarations[$0.name] ?? [] }) {
      for key in outline.keys {
        for inner in key.form().declarations {
          uses[inner.name, default: []].append((outline.name, key.name))
        }
      }
    }
    carriedOut = [field.name]
    var pending = subjects.flatMap { $0.roots.map { $0.outline } }
    while let outline = pending.popLast() {
      guard !outline.isCheckedOnly, carriedOut.insert(outline.name).inserted else { continue }
      for key in outline.keys where !key.notes.isCheckedOnly { pending += key.form().declarations }
    }
  }

  /// Where a declaration stands: other declarations, each with its keys.
  func places(of declaration: String) -> [(owner: String, keys: [String])] {
    var places: [(owner: String, keys: [String])] = []
    for (owner, key) in uses[declaration] ?? [] {
      if let index = places.firstIndex(where: { $0.owner == owner }) {
        places[index].keys.append(key)
      } else {
        places.append((owner, [key]))
      }
    }
    return places
  }

  /// A link to a declaration, or to one of its keys, from a page.
  func link(to declaration: String, key: String? = nil, from page: String) -> String {
    let home = homes[declaration] ?? page
    let anchor = Markdown.anchor(declaration) + (key.map { ".\($0)" } ?? "")
    return (home == page ? "" : "\(home).md") + "#\(anchor)"
  }

  /// A declaration and those that may stand in it, each once, in the order of keys.
  private static func declarations(from root: Outline) -> [Outline] {
    var found: [Outline] = []
    var seen: Set<String> = []
    var pending = [root]
    while let outline = pending.popLast() {
      guard seen.insert(outline.name).inserted else { continue }
      found.append(outline)
      pending += outline.keys.flatMap { $0.form().declarations }.reversed()
    }
    return found
  }

  private static var manifest: Subject {
    let outline = Manifest.outline
    return Subject(
      name: "manifest", title: "The manifest: `treaty.yaml`", sentence: outline.doc, roots: [(nil, outline)],
      capabilities: ["X4", "L6"])
  }

  private static var sections: [Subject] {
    SpecFile.outline.keys.map { key in
      let policies = PoliciesSection.outline
      let title = key.name.prefix(1).uppercased() + key.name.dropFirst()
      let kinds = Section.allCases.filter { $0.path == key.name || $0.path.hasPrefix("\(key.name).") }
      let roots: [(String?, Outline)] =
        key.form().declarations.first?.name == policies.name
        ? policies.keys.flatMap { kind in kind.form().declarations.map { ("policies.\(kind.name)", $0) } }
        : key.form().declarations.map { (key.name, $0) }
      return Subject(
        name: key.name, title: title, sentence: key.doc, roots: roots, capabilities: kinds.flatMap { $0.capabilities })
    }
  }
}
