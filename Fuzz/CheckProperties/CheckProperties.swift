import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatyRules
import TreatyStandard

/// What must hold of the check of any package, whatever the bytes of its files are.
///
/// An input is a spec file, or several with a line `%%` between; one whose first line is `# treaty.yaml` takes the place of the manifest.
/// What a spec usually leans on stands in the package already.
public enum CheckProperties {
  /// What does not hold; that it comes back, without a trap and soon, is for the caller to see.
  public static func violations(by input: [UInt8]) -> [String] {
    let files = files(of: input)
    let source = PackageSource(shownAs: "", location: "/fuzz", files: files)
    let package = check(source)
    let report = FindingsFormat.json.render(package.findings, package.sources)
    var violations = places(package)
    if report != FindingsFormat.json.render(check(source).findings, package.sources) {
      violations.append("a second check of the same bytes says something else")
    }
    for format in FindingsFormat.allCases where format != .json {
      _ = format.render(package.findings, package.sources)
    }
    violations += package.findings.all.filter { $0.severity == .bug }.map { "a fault of its own: \($0.message)" }
    return violations + plan(package) + mending(source, package)
  }

  private static func check(_ source: PackageSource) -> CompiledPackage {
    PackageCheck.run(source, using: standard, today: CalendarDay(year: 2026, month: 11, day: 1))
  }

  // MARK: What must hold

  /// Everything that is pointed at stands in its file, and begins and ends between characters.
  private static func places(_ package: CompiledPackage) -> [String] {
    package.findings.all.flatMap { finding -> [String] in
      let labels = (finding.primary.map { [$0] } ?? []) + finding.related
      let spans = labels.map { $0.span } + finding.fixes.flatMap { $0.edits.map { $0.span } }
      return spans.filter { !isPlace($0, in: package.sources) }.map {
        "\(finding.code.name) `\(finding.message)` points to \($0.range), which is no place of its file"
      }
    }
  }

  private static func isPlace(_ span: Span, in sources: Sources) -> Bool {
    guard sources.ids.contains(span.file) else { return false }
    let bytes = sources[span.file].bytes
    let ends = [span.range.lowerBound, span.range.upperBound]
    guard ends.allSatisfy({ $0 >= 0 && $0 <= bytes.count }) else { return false }
    // Where a file is not UTF-8 there are no characters to stand between.
    guard String(validating: bytes, as: UTF8.self) != nil else { return true }
    return ends.allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
  }

  /// A package without errors has a plan, which is read back as it was written.
  private static func plan(_ package: CompiledPackage) -> [String] {
    guard !package.findings.hasErrors else { return [] }
    do throws(PlanFailure) {
      guard let file = try package.file() else { return ["neither an error nor a plan"] }
      let text = try file.text()
      return try PlanFile.read(text).text() == text ? [] : ["the plan is not read as it was written"]
    } catch {
      return ["the plan cannot be read back: \(error)"]
    }
  }

  /// What can be mended is mended without a new error.
  private static func mending(_ source: PackageSource, _ package: CompiledPackage) -> [String] {
    func state(_ package: CompiledPackage) -> FixLoop.State {
      FixLoop.State(sources: package.sources, findings: package.findings)
    }
    let outcome = FixLoop(passes: 3).apply(to: state(package)) { edited -> FixLoop.State in
      var source = source
      for file in edited {
        guard let index = source.files.firstIndex(where: { $0.path == file.path }) else { continue }
        source.files[index].bytes = file.after
      }
      return state(check(source))
    }
    guard case .undone(let errors) = outcome.end else { return [] }
    return ["a safe fix led to \(errors.map { $0.code.name }.joined(separator: ", "))"]
  }

  // MARK: Packages

  private static let standard = PackagesInMemory(
    Dictionary(
      StandardPackages.names.map { name in
        (name, StandardPackages.files(of: name).map { SourceText(path: $0.path, bytes: $0.bytes) })
      }, uniquingKeysWith: { first, _ in first }))

  private static let manifest = """
    # treaty.yaml
    treaty: 1
    package: fuzz/desk
    version: 1.0.0
    uses: [std/itsm, std/alertmanager, std/request-tracker]
    inputs: {desk-url: {type: url}}
    secrets: {desk-token: {about: Token of the desk}}
    """

  private static let base = """
    teams: {crew: {about: Looks after the desk}}
    accounts:
      at-desk: {owner: crew, auth: {token: "${ secrets.desk-token }"}}
    systems:
      desk: {connector: request-tracker, url: "${ inputs.desk-url }", version: 5.0.3, account: at-desk}
      monitoring: {connector: alertmanager, version: 0.25.0}
    tables:
      priority: {from: incident.severity, to: int, rows: {critical: 90, high: 70, medium: 50, low: 20}}
    """

  private static func files(of input: [UInt8]) -> [SourceText] {
    var files = [
      SourceText(path: "treaty.yaml", bytes: Array(manifest.utf8)),
      SourceText(path: "base.treaty.yaml", bytes: Array(base.utf8)),
    ]
    for (index, part) in parts(of: input).enumerated() {
      if part.starts(with: "# treaty.yaml\n".utf8) {
        files[0].bytes = part
      } else {
        files.append(SourceText(path: "made-up-\(index).treaty.yaml", bytes: part))
      }
    }
    return files
  }

  /// At most four files.
  private static func parts(of input: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    for line in input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.elementsEqual("%%".utf8), parts.count < 4 {
        parts.append([])
      } else {
        parts[parts.count - 1] += Array(line) + [UInt8(ascii: "\n")]
      }
    }
    return parts
  }
}
