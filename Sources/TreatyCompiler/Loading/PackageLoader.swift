import CEL
package import TreatyDiagnostics
package import TreatySpec
import TreatySyntax

/// A package as it was read.
package struct LoadedPackage: Sendable {
  /// Where it was found, and what stands before its paths.
  package var source: PackageSource
  /// Its manifest.
  package var manifest: Manifest
  /// Its files with sections, in the order of their paths.
  package var specs: [SpecFile] = []
  /// Packages that it uses.
  package var uses: [Use] = []
  /// What the manifest refers to.
  package var references: [Reference] = []
  /// Names of declarations that could not be read.
  package var broken: Set<String> = []
  /// Whether a whole file could not be read: then nobody knows what it declares.
  package var lacksFile = false
  /// What stands before the names of packages in `uses` that could not be had; nothing where they stand by themselves.
  package var lostUses: Set<String> = []

  /// A package that is used.
  package struct Use: Sendable {
    /// Position among the loaded packages.
    package var package: Int
    /// What stands before its names here; `nil` where they stand by themselves.
    package var alias: String?
    /// Where the use is said.
    package var span: Span
  }
}

/// Reads a package and those that it uses.
struct PackageLoader {
  let provider: any PackageProvider
  private(set) var sources = Sources()
  private(set) var findings = Findings()
  /// The packages; the one at hand comes first.
  private(set) var packages: [LoadedPackage] = []
  /// The files as they were read, by number; none of those that cannot be.
  private(set) var trees: [SyntaxTree?] = []
  /// Positions of files' packages, by the files' numbers.
  private(set) var packageOfFile: [Int] = []
  /// JSON files that specs name, by the places where they name them. What cannot be read is not here.
  private(set) var documents: [Span: SchemaDocument] = [:]
  /// Certificates of authorities (PEM) that specs name, by the places where they name them. What cannot be read is not here.
  private(set) var authorities: [Span: String] = [:]
  /// Files that specs of the package at hand name, and that it does not have.
  private(set) var missingFiles: [NamedFile] = []
  private var positions: [String: Int] = [:]
  /// Packages that are being read, each with the use that led to it.
  private var trail: [(location: String, name: String)] = []

  init(provider: any PackageProvider) { self.provider = provider }

  /// Reads the package at hand.
  /// - Returns: whether there is one that can be read.
  mutating func load(root: PackageSource, by mapping: some WorkMapping) -> Bool { load(root, by: mapping) != nil }

  /// What reading one file came to.
  private struct ReadFile: Sendable {
    var tree: SyntaxTree?
    var manifest: Manifest?
    var spec: SpecFile?
    var references: [Reference] = []
    var broken: Set<String> = []
    var findings = Findings()
  }

  private mutating func load(_ source: PackageSource, by mapping: some WorkMapping) -> Int? {
    let position = packages.count
    positions[source.location] = position
    packages.append(LoadedPackage(source: source, manifest: Manifest()))
    let files = source.files.sorted { $0.path < $1.path }
    let ids = files.map { file in
      sources.add(path: source.shownAs.isEmpty ? file.path : "\(source.shownAs)/\(file.path)", bytes: file.bytes)
    }
    packageOfFile += files.map { _ in position }
    let read = mapping.map(files.count) { PackageLoader.read(files[$0], ids[$0]) }
    var manifest: Manifest?
    trees += read.map { $0.tree }
    for (file, content) in zip(files, read) {
      findings.add(contentsOf: content.findings)
      if file.isManifest { packages[position].references = content.references }
      manifest = content.manifest ?? manifest
      packages[position].broken.formUnion(content.broken)
      if content.manifest == nil, content.spec == nil { packages[position].lacksFile = true }
      if let spec = content.spec { packages[position].specs.append(spec) }
    }
    loadDocuments(of: zip(files, read).map { ($0.path, $1.spec) }, in: position)
    loadAuthorities(of: zip(files, read).map { ($0.path, $1.spec) }, in: position)
    if position == 0 {
      missingFiles = zip(files, read).flatMap { file, content in
        (content.spec?.namedFiles ?? []).filter { $0.isMissing(from: file.path, of: source.location, provider) }
      }
    }
    guard files.contains(where: { $0.isManifest }) else {
      findings.add(.noPackage(in: source.location))
      return nil
    }
    guard let manifest else { return nil }
    packages[position].manifest = manifest
    trail.append((source.location, manifest.package.value))
    defer { trail.removeLast() }
    for use in manifest.uses { load(use: use, from: position, by: mapping) }
    if position == 0, let profile = manifest.profiles.first { loadProfiles(namedAt: profile.span, by: mapping) }
    return position
  }

  private static func read(_ file: SourceText, _ id: FileID) -> ReadFile {
    var content = ReadFile()
    if let failure = file.failure {
      content.findings.add(.unreadable(id, file.path, failure))
      return content
    }
    let tree = SyntaxTree.read(file: id, bytes: file.bytes, into: &content.findings)
    content.tree = tree
    guard !content.findings.hasErrors, let tree else { return content }
    guard let root = tree.root, root.kind != .scalar || root.resolved != .null else {
      content.findings.add(.emptyFile(id, isManifest: file.isManifest))
      // It declares nothing, and that is known.
      if !file.isManifest { content.spec = SpecFile() }
      return content
    }
    var reader = SpecReader()
    if file.isManifest {
      content.manifest = reader.read(Manifest.self, from: root)
      content.references = reader.references
    } else {
      content.spec = reader.read(SpecFile.self, from: root)
    }
    content.broken = reader.broken
    content.findings.add(contentsOf: reader.findings)
    return content
  }

  /// Reads the JSON files that specs of a package name, each once.
  private mutating func loadDocuments(of specs: [(path: String, spec: SpecFile?)], in position: Int) {
    var known: [String: SchemaDocument] = [:]
    for (path, spec) in specs {
      for name in spec?.documents ?? [] {
        switch DocumentPath(name.value, from: path) {
        case .outside(let why): findings.add(.outsideDocument(name, why))
        case .inside(let place):
          guard let document = known[place] ?? load(document: place, named: name, in: position) else { continue }
          known[place] = document
          documents[name.span] = document
        }
      }
    }
  }

  private mutating func load(document place: String, named name: Located<String>, in position: Int) -> SchemaDocument? {
    let source = packages[position].source
    guard let text = provider.document(place, of: source.location) else {
      findings.add(.missingDocument(name, place))
      return nil
    }
    if let why = text.failure {
      findings.add(.unreadableDocument(name, why))
      return nil
    }
    guard text.bytes.count <= SourceText.mostBytes else {
      findings.add(.largeDocument(name))
      return nil
    }
    let file = sources.add(path: source.shownAs.isEmpty ? place : "\(source.shownAs)/\(place)", bytes: text.bytes)
    packageOfFile.append(position)
    trees.append(nil)
    var document = SchemaDocument(file: file, bytes: text.bytes)
    do throws(JSONFailure) { document.value = try Value(json: text.bytes) } catch {
      findings.add(.notJSON(error, in: file, of: text.bytes.count, namedBy: name))
    }
    return document
  }

  /// Reads the files with certificates that specs of a package name.
  private mutating func loadAuthorities(of specs: [(path: String, spec: SpecFile?)], in position: Int) {
    for (path, spec) in specs {
      for name in spec?.authorities ?? [] {
        switch DocumentPath(name.value, from: path) {
        case .outside(let why): findings.add(.outsideDocument(name, why, like: "house.pem"))
        case .inside(let place): authorities[name.span] = authority(in: place, named: name, in: position)
        }
      }
    }
  }

  private mutating func authority(in place: String, named name: Located<String>, in position: Int) -> String? {
    guard let text = provider.document(place, of: packages[position].source.location) else {
      findings.add(.missingDocument(name, place))
      return nil
    }
    if let why = text.failure {
      findings.add(.unreadableDocument(name, why))
      return nil
    }
    guard text.bytes.count <= CertificateFile.mostBytes else {
      findings.add(
        .largeDocument(
          name, most: CertificateFile.mostBytes, leave: "only the certificates in it that sign this system's"))
      return nil
    }
    do throws(CertificateFile.Failure) { return try CertificateFile(text.bytes).text } catch {
      findings.add(.notCertificate(name, error))
      return nil
    }
  }

  /// Reads the profiles that ship with Treaty: whoever names one need not use their package.
  private mutating func loadProfiles(namedAt span: Span, by mapping: some WorkMapping) {
    guard !packages[0].uses.contains(where: { packages[$0.package].source.location == PackageLoader.profiles }),
      let source = provider.package(PackageLoader.profiles, usedIn: packages[0].source.location),
      let used = positions[source.location] ?? load(source, by: mapping)
    else { return }
    packages[0].uses.append(.init(package: used, alias: nil, span: span))
  }

  /// The package of the profiles that ship with Treaty.
  private static let profiles = "std/profiles"

  private mutating func load(use: UseDeclaration, from position: Int, by mapping: some WorkMapping) {
    let location = packages[position].source.location
    var isHad = false
    defer { if !isHad { packages[position].lostUses.insert(use.alias?.value ?? "") } }
    guard let source = provider.package(use.package.value, usedIn: location) else {
      return findings.add(.unknownPackage(use.package, known: provider.known))
    }
    if let start = trail.firstIndex(where: { $0.location == source.location }) {
      return findings.add(.packageCycle(use.package, trail[start...].map { $0.name }))
    }
    guard let used = positions[source.location] ?? load(source, by: mapping) else { return }
    isHad = true
    if let first = packages[position].uses.first(where: { $0.package == used }) {
      return findings.add(.usedTwice(use.package, first: first.span))
    }
    hold(use, packages[used])
    packages[position].uses.append(.init(package: used, alias: use.alias?.value, span: use.package.span))
  }

  /// Whether a package's version will do.
  private mutating func hold(_ use: UseDeclaration, _ used: LoadedPackage) {
    guard let range = use.version, let version = Version(used.manifest.version.value),
      !range.value.contains(version)
    else { return }
    findings.add(
      Diagnostic(
        code: .versionOutOfRange, severity: .error,
        message: "`\(used.manifest.package.value)` has version \(version), which `\(range.value)` leaves out",
        primary: Label(span: range.span), related: [Label(span: used.manifest.version.span, text: "its version")],
        fixes: [Fix(title: "use a version that will do, or widen the range")]))
  }
}

extension Diagnostic {
  fileprivate static func noPackage(in location: String) -> Diagnostic {
    Diagnostic(
      code: .noSpecs, severity: .error, message: "there is no package in `\(location)`", primary: nil,
      reason: "a package is a folder with a `treaty.yaml`",
      fixes: [Fix(title: "name the folder that holds `treaty.yaml`, or make one with `treaty init`")])
  }

  fileprivate static func unreadable(_ file: FileID, _ path: String, _ why: String) -> Diagnostic {
    Diagnostic(
      code: .unreadableFile, severity: .error, message: "`\(path)` cannot be read",
      primary: Label(span: Span(file: file, range: 0..<0)), reason: why,
      fixes: [Fix(title: "look at who may read it; a file that is no spec has another ending")])
  }

  fileprivate static func emptyFile(_ file: FileID, isManifest: Bool) -> Diagnostic {
    Diagnostic(
      code: .emptyFile, severity: isManifest ? .error : .warning,
      message: isManifest ? "the manifest says nothing" : "the file declares nothing",
      primary: Label(span: Span(file: file, range: 0..<0)),
      reason: isManifest ? "it must say at least what the package is called" : "it is likely one that was not saved",
      fixes: [
        Fix(
          title: isManifest
            ? "write `treaty: 1`, `package: owner/name` and `version: 1.0.0`" : "write sections into it, or delete it")
      ])
  }

  fileprivate static func unknownPackage(_ name: Located<String>, known: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      code: .unknownPackage, severity: .error, message: "there is no package `\(name.value)`",
      primary: Label(span: name.span))
    if let near = NearName.suggest(for: name.value, among: known) {
      diagnostic.fixes = [Fix(title: "did you mean `\(near)`?", edits: [Edit(span: name.span, replacement: near)])]
    } else if name.value.hasPrefix("std/") {
      diagnostic.fixes = [Fix(title: "these ship with Treaty: \(known.map { "`\($0)`" }.joined(separator: ", "))")]
    } else {
      diagnostic.fixes = [
        Fix(title: "a path is relative to the folder of this `treaty.yaml`, and leads to another with a `treaty.yaml`")
      ]
    }
    return diagnostic
  }

  fileprivate static func usedTwice(_ name: Located<String>, first: Span) -> Diagnostic {
    Diagnostic(
      code: .duplicateName, severity: .error, message: "`\(name.value)` is used a second time",
      primary: Label(span: name.span), related: [Label(span: first, text: "the first is here")],
      reason: "what it declares would have two names", fixes: [Fix(title: "keep one of them")])
  }

  fileprivate static func packageCycle(_ name: Located<String>, _ trail: [String]) -> Diagnostic {
    let first = trail.first ?? name.value
    return Diagnostic(
      code: .packageCycle, severity: .error,
      message: trail.count == 1 ? "`\(first)` uses itself" : "`\(first)` uses itself, by way of others",
      primary: Label(span: name.span, text: "leads back to `\(first)`"),
      reason: (trail + [first]).map { "`\($0)`" }.joined(separator: " uses "),
      fixes: [Fix(title: "move what both need into a package that uses neither")])
  }
}

extension SourceText {
  /// Whether it is the package's manifest.
  fileprivate var isManifest: Bool { path == "treaty.yaml" }
}
