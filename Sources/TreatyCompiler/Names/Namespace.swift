package import TreatyDiagnostics
import TreatyPlan
package import TreatySpec
import TreatySyntax

/// A declaration as others can refer to it.
package struct Declared: Hashable, Sendable {
  /// Its section.
  package var section: Section
  /// Its name in its own package.
  package var name: String
  /// Its name in the plan; see ``Namespace``.
  package var canonical: String
  /// Position of its package.
  package var package: Int
  /// Where its name stands.
  package var span: Span
  /// Whether other packages may refer to it.
  package var isPrivate: Bool
  /// The name that it had before in its own package.
  package var was: Located<String>?
}

/// All declarations of a package and of those that it uses.
///
/// Each package sees its own declarations, and those of the packages in its `uses`: by their names, or, where the use says `as`, by the
/// alias and the name, as in `shared/service-desk`. It does not see what those use in their turn. In the plan a name stands by itself
/// where the package at hand sees it so, with its alias where that is how it is seen, and else with the name of its package: so that
/// using one more package never gives another name to what is there.
package struct Namespace: Sendable {
  /// Declarations of one section, by their names in the plan.
  package struct Table<Element: Sendable>: Sendable {
    /// The declarations, each under its name in the plan. Sorted by name once all are in, so that it is of no account in which file a declaration stands.
    package private(set) var sorted: [Named<Element>] = []
    private var positions: [String: Int] = [:]
    /// Whether any says something that no host carries out yet.
    private(set) var hasUnsupported = false

    package subscript(canonical: String) -> Named<Element>? { positions[canonical].map { sorted[$0] } }

    mutating func add(_ element: Named<Element>, as canonical: String) {
      guard positions[canonical] == nil else { return }
      positions[canonical] = sorted.count
      sorted.append(element)
      if !element.unsupported.isEmpty { hasUnsupported = true }
      sorted[sorted.count - 1].name.value = canonical
    }

    /// Sorts them. Positions are sorted, since a declaration is large.
    mutating func sort() {
      let order = positions.sorted { $0.key < $1.key }
      sorted = order.map { sorted[$0.value] }
      for (position, entry) in order.enumerated() { positions[entry.key] = position }
    }
  }

  /// What tells declarations of one package apart.
  struct Key: Hashable {
    var section: Section
    var name: String
  }

  package private(set) var packages: [LoadedPackage] = []
  private var packageOfFile: [Int] = []
  private var provider: (any PackageProvider)?
  /// JSON files that specs name, by the places where they name them.
  private(set) var documents: [Span: SchemaDocument] = [:]
  /// Certificates of authorities (PEM) that specs name, by the places where they name them.
  private(set) var authorities: [Span: String] = [:]
  /// Files that specs of the package at hand name, and that it does not have.
  package private(set) var missingFiles: [NamedFile] = []
  /// What each package declares itself.
  private var own: [[Key: Declared]] = []
  /// What each package sees without an alias.
  private var views: [[Key: Declared]] = []
  /// What had another name before, by names in the plan, in the order of files.
  private(set) var renames: [PlannedRename] = []
  /// References of all declarations, in the order of files.
  package private(set) var references: [Reference] = []
  private(set) var findings = Findings()

  package var inputs = Table<InputDeclaration>()
  package var secrets = Table<SecretDeclaration>()
  package var teams = Table<TeamDeclaration>()
  package var services = Table<ServiceDeclaration>()
  package var capabilities = Table<CapabilityDeclaration>()
  package var connectors = Table<ConnectorDeclaration>()
  package var systems = Table<SystemDeclaration>()
  package var accounts = Table<AccountDeclaration>()
  package var models = Table<ModelDeclaration>()
  package var tables = Table<TableDeclaration>()
  package var flows = Table<FlowDeclaration>()
  package var syncs = Table<SyncDeclaration>()
  package var reconciles = Table<ReconcileDeclaration>()
  package var gates = Table<GateDeclaration>()
  package var workflows = Table<WorkflowDeclaration>()
  package var probes = Table<ProbeDeclaration>()
  package var calendars = Table<CalendarDeclaration>()
  package var contracts = Table<ContractDeclaration>()
  package var retries = Table<RetryDeclaration>()
  package var retentions = Table<RetentionDeclaration>()
  package var escalations = Table<EscalationDeclaration>()
  package var channels = Table<ChannelDeclaration>()
  package var protections = Table<ProtectionDeclaration>()
  package var decisions = Table<DecisionDeclaration>()
  package var securityFindings = Table<FindingDeclaration>()
  package var agreements = Table<AgreementDeclaration>()
  package var profiles = Table<ProfileDeclaration>()

  /// A namespace without declarations.
  init() {}

  /// The namespace of what was loaded.
  init(_ loader: PackageLoader) {
    packages = loader.packages
    packageOfFile = loader.packageOfFile
    documents = loader.documents
    authorities = loader.authorities
    missingFiles = loader.missingFiles
    provider = loader.provider
    own = packages.map { _ in [:] }
    let prefixes = prefixes()
    for position in packages.indices { declare(position, prefix: prefixes[position]) }
    sortTables()
    views = packages.indices.map { view(of: $0) }
    holdPackageNames()
    holdFormerNames()
  }

  /// Position of the package that a place lies in; 0 for a file that no package holds.
  package func package(of span: Span) -> Int {
    let index = Int(span.file.index)
    return packageOfFile.indices.contains(index) ? packageOfFile[index] : 0
  }

  /// Whether nothing but manifests was read.
  var isEmpty: Bool { own.first?.isEmpty ?? true }

  /// How many declarations of a section the package at hand has itself.
  func count(of section: Section) -> Int { own.first?.keys.count { $0.section == section } ?? 0 }

  /// What a package declares itself; the one at hand by default.
  package func declared(by package: Int = 0) -> [Declared] {
    guard own.indices.contains(package) else { return [] }
    return own[package].values.sorted { ($0.section.path, $0.name) < ($1.section.path, $1.name) }
  }

  // MARK: Filling

  /// What stands before the names of each package in the plan.
  private func prefixes() -> [String] {
    var prefixes = packages.map { "\($0.manifest.package.value)/" }
    guard let root = packages.first else { return [] }
    prefixes[0] = ""
    // Seen by itself goes before seen by an alias.
    for use in root.uses where use.alias != nil { prefixes[use.package] = "\(use.alias ?? "")/" }
    for use in root.uses where use.alias == nil { prefixes[use.package] = "" }
    return prefixes
  }

  private mutating func declare(_ position: Int, prefix: String) {
    let package = packages[position]
    let isRoot = position == 0
    references += package.references
    add(package.manifest.inputs, \.inputs, position, "")
    add(package.manifest.secrets, \.secrets, position, "")
    for spec in package.specs {
      // What the host binds has one name for all packages: nobody could tell the host two.
      add(spec.inputs, \.inputs, position, "")
      add(spec.secrets, \.secrets, position, "")
      add(spec.teams, \.teams, position, prefix)
      add(spec.services, \.services, position, prefix)
      add(spec.capabilities, \.capabilities, position, prefix)
      add(spec.connectors, \.connectors, position, prefix)
      add(spec.systems, \.systems, position, prefix)
      add(spec.accounts, \.accounts, position, prefix)
      add(spec.models, \.models, position, prefix)
      add(spec.tables, \.tables, position, prefix)
      add(spec.calendars, \.calendars, position, prefix)
      add(spec.contracts, \.contracts, position, prefix)
      add(spec.policies.retry, \.retries, position, prefix)
      add(spec.policies.retention, \.retentions, position, prefix)
      add(spec.policies.escalation, \.escalations, position, prefix)
      add(spec.policies.channel, \.channels, position, prefix)
      add(spec.policies.protection, \.protections, position, prefix)
      add(spec.decisions, \.decisions, position, prefix)
      add(spec.findings, \.securityFindings, position, prefix)
      add(spec.agreements, \.agreements, position, prefix)
      add(spec.profiles, \.profiles, position, prefix)
      // What runs, runs in its own package's plan.
      add(spec.flows, \.flows, position, prefix, isKept: isRoot)
      add(spec.syncs, \.syncs, position, prefix, isKept: isRoot)
      add(spec.reconciles, \.reconciles, position, prefix, isKept: isRoot)
      add(spec.gates, \.gates, position, prefix, isKept: isRoot)
      add(spec.workflows, \.workflows, position, prefix, isKept: isRoot)
      add(spec.probes, \.probes, position, prefix, isKept: isRoot)
    }
  }

  private mutating func add<Element: Declaration>(
    _ elements: [Named<Element>], _ table: WritableKeyPath<Namespace, Table<Element>>, _ package: Int,
    _ prefix: String, isKept: Bool = true
  ) {
    for element in elements {
      let name = element.name.value
      let declared = Declared(
        section: Element.section, name: name, canonical: prefix + name, package: package, span: element.name.span,
        isPrivate: element.value.common.isPrivate, was: element.value.common.was)
      if let first = own[package].updateValue(declared, forKey: Key(section: Element.section, name: name)) {
        own[package][Key(section: Element.section, name: name)] = first
        findings.add(.duplicateName(declared, first: first))
        continue
      }
      references += element.references
      guard isKept else { continue }
      self[keyPath: table].add(element, as: declared.canonical)
      if let was = declared.was { note(declared, was: prefix + was.value) }
    }
  }

  private mutating func note(_ declared: Declared, was: String) {
    renames.append(PlannedRename(section: declared.section.path, name: declared.canonical, was: was))
  }

  /// What is taken over has one owner: no name of today's, and none that two had.
  private mutating func holdFormerNames() {
    for package in own {
      var first: [Key: Declared] = [:]
      for declared in package.values.sorted(by: { ($0.section.path, $0.name) < ($1.section.path, $1.name) }) {
        guard let was = declared.was else { continue }
        let key = Key(section: declared.section, name: was.value)
        if let other = package[key] {
          findings.add(.formerNameInUse(was, of: declared, other))
        } else if let other = first.updateValue(declared, forKey: key) {
          findings.add(.formerNameTwice(was, of: declared, other))
        }
      }
    }
  }

  private mutating func sortTables() {
    inputs.sort()
    secrets.sort()
    teams.sort()
    services.sort()
    capabilities.sort()
    connectors.sort()
    systems.sort()
    accounts.sort()
    models.sort()
    tables.sort()
    flows.sort()
    syncs.sort()
    reconciles.sort()
    gates.sort()
    workflows.sort()
    probes.sort()
    calendars.sort()
    contracts.sort()
    retries.sort()
    retentions.sort()
    escalations.sort()
    channels.sort()
    protections.sort()
    decisions.sort()
    securityFindings.sort()
    agreements.sort()
    profiles.sort()
  }

  /// What a package sees: its own, and what those that it uses show.
  private mutating func view(of position: Int) -> [Key: Declared] {
    var view = own[position]
    for use in packages[position].uses where use.alias == nil {
      for (key, declared) in own[use.package] where !declared.isPrivate {
        guard let first = view.updateValue(declared, forKey: key), first != declared else { continue }
        view[key] = first
        if key.section == .inputs || key.section == .secrets { continue }
        findings.add(.twoOfOneName(declared, first: first, packages, use: use.span, from: position))
      }
    }
    return view
  }

  /// Two packages of one name would be one in the plan.
  private mutating func holdPackageNames() {
    var first: [String: Int] = [:]
    for (position, package) in packages.enumerated() {
      let name = package.manifest.package.value
      guard let other = first.updateValue(position, forKey: name) else { continue }
      findings.add(.packageTwice(package, other: packages[other]))
    }
  }

  // MARK: Looking up

  /// What came of looking a name up.
  enum Lookup {
    /// It stands for this.
    case found(Declared)
    /// It stands for nothing that can be referred to here.
    case missing(Missing)
  }

  /// Why a name stands for nothing.
  enum Missing {
    /// Nothing has this name.
    case unknown
    /// Another package keeps it for itself.
    case isPrivate(Declared)
    /// It belongs to a package that is not in `uses`, or is seen there by an alias.
    case elsewhere(Declared, alias: String?)
    /// It may be declared in what could not be read.
    case unreadable
    /// No package is used under this alias.
    case unknownAlias(String)
  }

  /// Looks a name up as the package sees it in which it is written.
  func look(up name: String, _ section: Section, from span: Span) -> Lookup {
    let package = package(of: span)
    guard views.indices.contains(package) else { return .missing(.unknown) }
    if let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) {
      let alias = String(name[..<slash])
      guard let use = packages[package].uses.first(where: { $0.alias == alias }) else {
        // Of a package that could not be had it is not known what it declares.
        return .missing(packages[package].lostUses.isEmpty ? .unknownAlias(alias) : .unreadable)
      }
      let key = Key(section: section, name: String(name[name.index(after: slash)...]))
      guard let declared = own[use.package][key] else {
        let used = packages[use.package]
        return .missing(used.lacksFile || used.broken.contains(key.name) ? .unreadable : .unknown)
      }
      return declared.isPrivate ? .missing(.isPrivate(declared)) : .found(declared)
    }
    let key = Key(section: section, name: name)
    if let declared = views[package][key] { return .found(declared) }
    return .missing(whyMissing(key, from: package))
  }

  private func whyMissing(_ key: Key, from package: Int) -> Missing {
    if packages[package].lostUses.contains("") { return .unreadable }
    let seen = [package] + packages[package].uses.map { $0.package }
    if seen.contains(where: { packages[$0].lacksFile || packages[$0].broken.contains(key.name) }) { return .unreadable }
    for use in packages[package].uses {
      guard let declared = own[use.package][key] else { continue }
      return declared.isPrivate ? .isPrivate(declared) : .elsewhere(declared, alias: use.alias)
    }
    for other in packages.indices where other != package {
      if let declared = own[other][key], !declared.isPrivate { return .elsewhere(declared, alias: nil) }
    }
    return .unknown
  }

  /// Packages that are always there, are not used, and declare a name. They are read for that: only for names that stand for nothing.
  func packages(offering name: String, _ section: Section) -> [String] {
    (provider?.known ?? []).filter { reference in
      guard !packages.contains(where: { $0.source.location == reference }),
        let source = provider?.package(reference, usedIn: packages.first?.source.location ?? "")
      else { return false }
      return source.files.contains { file in
        var findings = Findings()
        let tree = SyntaxTree.read(file: FileID(0), bytes: file.bytes, into: &findings)
        return tree?.root?[section.path]?[name] != nil
      }
    }
  }

  /// Whether a name may be declared in what could not be read, by the package that it is written in.
  func mayDeclare(_ name: String, from span: Span) -> Bool {
    let package = package(of: span)
    guard packages.indices.contains(package) else { return false }
    return packages[package].lacksFile || packages[package].broken.contains(name)
  }

  /// Whether one of the names in `slot.create` may be declared in what could not be read.
  func mayDeclare(anyOf dotted: String, from span: Span) -> Bool {
    dotted.split(separator: ".").contains { mayDeclare(String($0), from: span) }
  }

  /// The name in the plan of what a name stands for; `nil` where that is nothing. That is reported elsewhere; see ``NameResolver``.
  package func canonical(_ name: Located<String>, _ section: Section) -> String? {
    if case .found(let declared) = look(up: name.value, section, from: name.span) { return declared.canonical }
    return nil
  }

  /// Names of a section as a package sees them, sorted.
  func visible(_ section: Section, from span: Span) -> [String] { visible(section, package: package(of: span)) }

  /// Names of a section as a package sees them, sorted.
  func visible(_ section: Section, package: Int) -> [String] {
    guard views.indices.contains(package) else { return [] }
    var names = views[package].keys.filter { $0.section == section }.map { $0.name }
    for use in packages[package].uses {
      guard let alias = use.alias else { continue }
      names += own[use.package].values.filter { $0.section == section && !$0.isPrivate }.map { "\(alias)/\($0.name)" }
    }
    return names.sorted()
  }
}
