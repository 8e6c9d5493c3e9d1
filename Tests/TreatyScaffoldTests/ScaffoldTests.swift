import Foundation
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyFormat
import TreatyRules
import TreatyScaffold
import TreatySpec
import TreatyStandard
import TreatyTestSupport

@Suite("What is scaffolded passes the check as it stands")
struct ScaffoldTests {
  private static let example = [
    "systems.treaty.yaml", "paging.treaty.yaml", "treaty.yaml",
  ]

  private static let standard = PackagesInMemory(
    Dictionary(
      StandardPackages.names.map { name in
        (name, StandardPackages.files(of: name).map { SourceText(path: $0.path, bytes: $0.bytes) })
      }, uniquingKeysWith: { first, _ in first }))

  private func compile(_ files: [SourceText]) -> CompiledPackage {
    PackageCheck.run(PackageSource(shownAs: "", location: "/made", files: files), using: Self.standard)
  }

  /// What only the author can do about something new: say what it serves, what serves it, and where it is used.
  private static let leftToDo: Set<DiagnosticCode> = [
    .flowWithoutCapability, .unservedCapability, .orphanedAccount, .unusedSecret,
  ]

  private func report(_ package: CompiledPackage) -> String {
    var findings = Findings()
    for finding in package.findings.all where !Self.leftToDo.contains(finding.code) { findings.add(finding) }
    return TerminalRenderer(sources: package.sources, colour: false).render(findings)
  }

  private var made: [SourceText] {
    Scaffold.package(named: "acme/made", schema: "{}").filter { $0.path.hasSuffix("treaty.yaml") }
      .map { SourceText(path: $0.path, bytes: Array($0.text.utf8)) }
  }

  @Test("a new package")
  func package() {
    #expect(report(compile(made)) == "")
    for file in Scaffold.package(named: "acme/made", schema: "{}") where file.path.hasSuffix("treaty.yaml") {
      hold(formatted: file)
    }
  }

  @Test("a declaration of every kind, in a new package", arguments: Section.allCases)
  func inNewPackage(_ section: Section) { hold(section, made) }

  @Test("a declaration of every kind, in a package with systems and teams", arguments: Section.allCases)
  func inPackageWithSystems(_ section: Section) throws {
    let files = try Self.example.map {
      SourceText(
        path: $0,
        bytes: [UInt8](try Data(contentsOf: Golden.repository.appending(path: "specs/examples/alert-to-ticket/\($0)"))))
    }
    hold(section, files)
  }

  @Test("a declaration of every kind, where there is one of every kind")
  func amongOthers() {
    var files = made
    for round in ["first", "second"] {
      for section in Section.allCases {
        let package = compile(files)
        let file = Scaffold.declaration(
          section, named: "\(round)-\(section.rawValue.lowercased())",
          in: Surroundings(names: package.names, plan: package.plan))
        files.append(SourceText(path: file.path, bytes: Array(file.text.utf8)))
        #expect(report(compile(files)) == "", "\(file.text)")
      }
    }
  }

  @Test("a flow and a probe, where the record takes what is seldom", arguments: [Section.flows, .probes])
  func seldomFields(_ section: Section) {
    let system = """
      connectors:
        odd-api:
          records:
            thing:
              id: id
              schema: {id: string, name: string, mark: string?}
              accepts:
                name: {type: string, max: 4}
                code: {type: string, min: 30}
                at: timestamp
                state: {enum: ["yes: no", "on"]}
                took: duration
                blob: bytes
                size: {type: int, min: 3}
                "odd: name": string
                inner: {fields: {flag: bool, note: string?}}
                mark: string?
              get: {GET: "/things/${ id }"}
              find: {GET: /things, query: {mark: "${ mark }"}, items: body}
              create: {POST: /things, json: "${ input }", gives: {id: body.id}, safety: {mark: {mark: "${ mark }"}}}
              update: {PUT: "/things/${ id }", json: "${ input }", safety: idempotent}
      systems:
        odd: {connector: odd-api, url: https://odd.example.org}

      """
    hold(section, made + [SourceText(path: "odd.treaty.yaml", bytes: Array(system.utf8))])
  }

  private func hold(_ section: Section, _ files: [SourceText]) {
    let before = compile(files)
    let file = Scaffold.declaration(
      section, named: "new-one", in: Surroundings(names: before.names, plan: before.plan))
    let after = compile(files + [SourceText(path: file.path, bytes: Array(file.text.utf8))])
    #expect(report(after) == "", "\(file.text)")
    hold(formatted: file)
  }

  /// `treaty fmt` has nothing to change.
  private func hold(formatted file: ScaffoldFile) {
    let formatted = SpecFormat.format(Array(file.text.utf8), file: FileID(0), kind: SpecFileKind(path: file.path))
    #expect(String(decoding: formatted.bytes, as: UTF8.self) == file.text)
  }
}
