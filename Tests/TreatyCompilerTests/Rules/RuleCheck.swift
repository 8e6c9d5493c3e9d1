import TreatyCompiler
import TreatyDiagnostics

/// What is found live in the base package with a text added to it.
enum RuleCheck {
  /// The findings, in the order of files and lines.
  /// - Parameter demand: What a profile of the house demands, to which the package is then held.
  static func findings(_ text: String, demand: String? = nil) throws -> [Diagnostic] {
    var files = BrokenSpec.files(in: text)
    var base = try BrokenSpec.base()
    if let demand {
      let profile = "profiles: {house: {demands: {rule: \(demand)}}}\n"
      files.append(SourceText(path: "house.treaty.yaml", bytes: Array(profile.utf8)))
      base = base.map { file in
        file.path == "treaty.yaml"
          ? SourceText(path: file.path, bytes: file.bytes + Array("\nprofiles: [house]\n".utf8)) : file
      }
    }
    let package = Fixtures.compile(BrokenSpec.added(files, to: base))
    return package.findings.listed(in: package.sources).filter { $0.isLive }.map { $0.diagnostic }
  }

  /// The codes of what is found about access and exposure, each once, in their order.
  static func codes(_ text: String, demand: String? = nil) throws -> [DiagnosticCode] {
    let found = try findings(text, demand: demand).map { $0.code }
    return Set(found.filter { $0.family == .access || $0.family == .exposure }).sorted()
  }
}
