import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// A package as it was read.
struct LoadedPackage {
  /// Where it was found, and what stands before its paths.
  var source: PackageSource
  /// Its manifest.
  var manifest: Manifest
  /// Its files with sections, in the order of their paths.
  var specs: [SpecFile] = []
  /// Packages that it uses.
  var uses: [Use] = []
  /// What the manifest refers to.
  var references: [Reference] = []

  /// A package that is used.
  struct Use {
    /// Position among the loaded packages.
    var package: Int
    /// What stands before its names here; `nil` where they stand by themselves.
    var alias: String?
    /// Where the use is said.
    var span: Span
  }
}

/// Reads a package and those that it uses.
struct PackageLoader {
  private let provider: any PackageProvider
  private(set) var sources = Sources()
  private(set) var findings = Findings()
  /// The packages; the one at hand comes first.
  private(set) var packages: [LoadedPackage] = []
  /// Positions of files' packages, by the files' numbers.
  private(set) var packageOfFile: [Int] = []
  private var positions: [String: Int] = [:]
  /// Packages that are being read, each with the use that led to it.
  private var trail: [(location: String, name: String)] = []

  init(provider: any PackageProvider) { self.provider = provider }

  /// Reads the package at hand.
  /// - Returns: whether there is one that can be read.
  mutating func load(root: PackageSource) -> Bool { load(root) != nil }

  private mutating func load(_ source: PackageSource) -> Int? {
    let position = packages.count
    positions[source.location] = position
    packages.append(LoadedPackage(source: source, manifest: Manifest()))
    var manifest: Manifest?
    for file in source.files.sorted(by: { $0.path < $1.path }) {
      let path = source.shownAs.isEmpty ? file.path : "\(source.shownAs)/\(file.path)"
      let id = sources.add(path: path, bytes: file.bytes)
      packageOfFile.append(position)
      var found = Findings()
      let tree = SyntaxTree.read(file: id, bytes: file.bytes, into: &found)
      findings.add(contentsOf: found)
      guard let root = tree?.root, !found.hasErrors else { continue }
      var reader = SpecReader()
      if file.path == "treaty.yaml" {
        manifest = reader.read(Manifest.self, from: root)
        packages[position].references = reader.references
      } else if let spec = reader.read(SpecFile.self, from: root) {
        packages[position].specs.append(spec)
      }
      findings.add(contentsOf: reader.findings)
    }
    guard source.files.contains(where: { $0.path == "treaty.yaml" }) else {
      findings.add(.noPackage(in: source.location))
      return nil
    }
    guard let manifest else { return nil }
    packages[position].manifest = manifest
    trail.append((source.location, manifest.package.value))
    defer { trail.removeLast() }
    for use in manifest.uses { load(use: use, from: position) }
    return position
  }

  private mutating func load(use: UseDeclaration, from position: Int) {
    let location = packages[position].source.location
    guard let source = provider.package(use.package.value, usedIn: location) else {
      return findings.add(.unknownPackage(use.package, known: provider.known))
    }
    if let start = trail.firstIndex(where: { $0.location == source.location }) {
      return findings.add(.packageCycle(use.package, trail[start...].map { $0.name }))
    }
    guard let used = positions[source.location] ?? load(source) else { return }
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
