import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// Reads a package and those that it uses into one namespace.
struct PackageLoader {
  private let provider: any PackageProvider
  private(set) var sources = Sources()
  private(set) var findings = Findings()
  private(set) var namespace = Namespace()
  private var loaded: Set<String> = []
  private var loading: [String] = []

  init(provider: any PackageProvider) { self.provider = provider }

  /// Reads the package at hand.
  /// - Returns: its manifest; `nil` when there is none that can be read.
  mutating func load(root: PackageSource) -> Manifest? {
    load(root, isRoot: true)
  }

  private mutating func load(_ package: PackageSource, isRoot: Bool) -> Manifest? {
    loading.append(package.location)
    loaded.insert(package.location)
    defer { loading.removeLast() }
    var reader = SpecReader()
    var manifest: Manifest?
    for file in package.files.sorted(by: { $0.path < $1.path }) {
      let path = package.shownAs.isEmpty ? file.path : "\(package.shownAs)/\(file.path)"
      let id = sources.add(path: path, bytes: file.bytes)
      var found = Findings()
      let tree = SyntaxTree.read(file: id, bytes: file.bytes, into: &found)
      findings.add(contentsOf: found)
      guard let root = tree?.root, !found.hasErrors else { continue }
      if file.path == "treaty.yaml" {
        manifest = reader.read(Manifest.self, from: root)
      } else if let spec = reader.read(SpecFile.self, from: root) {
        namespace.add(spec, isRoot: isRoot)
      }
    }
    findings.add(contentsOf: reader.findings)
    guard package.files.contains(where: { $0.path == "treaty.yaml" }) else {
      findings.add(
        Diagnostic(
          code: .noSpecs, severity: .error, message: "there is no package in `\(package.location)`", primary: nil,
          reason: "a package is a folder with a `treaty.yaml`",
          fixes: [
            Fix(
              title:
                "name the folder that holds `treaty.yaml`, or write one: `treaty: 1`, `package: acme/name`, `version: 1.0.0`"
            )
          ]))
      return nil
    }
    guard let manifest else { return nil }
    namespace.add(manifest, isRoot: isRoot)
    for use in manifest.uses { load(use: use, from: package) }
    return manifest
  }

  private mutating func load(use: Located<String>, from package: PackageSource) {
    guard let used = provider.package(use.value, usedIn: package.location) else {
      var diagnostic = Diagnostic(
        code: .unknownPackage, severity: .error, message: "there is no package `\(use.value)`",
        primary: Label(span: use.span))
      if let near = NearName.suggest(for: use.value, among: provider.known) {
        diagnostic.fixes = [Fix(title: "did you mean `\(near)`?", edits: [Edit(span: use.span, replacement: near)])]
      } else if !use.value.hasPrefix("std/") {
        diagnostic.fixes = [
          Fix(
            title: "a path is relative to the folder of this `treaty.yaml`, and leads to another with a `treaty.yaml`")
        ]
      }
      return findings.add(diagnostic)
    }
    if loading.contains(used.location) {
      return findings.add(
        Diagnostic(
          code: .packageCycle, severity: .error, message: "`\(use.value)` uses this package in its turn",
          primary: Label(span: use.span),
          fixes: [Fix(title: "move what both need into a third package")]))
    }
    guard !loaded.contains(used.location) else { return }
    _ = load(used, isRoot: false)
  }
}
