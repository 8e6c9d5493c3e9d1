import Foundation
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyDiff
import TreatyPlan
import TreatyRules
import TreatyTestSupport

@Suite("Realistic mistakes in the example organisation are caught")
struct MutantTests {
  /// What came of a mutant.
  private struct Outcome {
    var mutant: Mutant
    var codes: [String]
    /// What a comparison with the organisation says; `nil` where an error is in the way of a plan.
    var changes: [Change]?

    var isCaught: Bool { mutant.expected.contains { codes.contains($0) } }
  }

  @Test("the organisation itself has nothing to be said of")
  func untouched() throws {
    let package = try MutantTests.compile(try MutantTests.files())
    #expect(package.isRuled && package.findings.isEmpty, "\(Fixtures.report(package))")
  }

  @Test("each mistake gets its finding, but for those that say why they cannot be caught")
  func caught() throws {
    let files = try MutantTests.files()
    let plan = try #require(try MutantTests.compile(files).file()).plan
    let outcomes = try Mutant.all.map { mutant in
      let package = try MutantTests.compile(try mutant.applied(to: files))
      let live = package.findings.listed(in: package.sources).filter { $0.isLive }
      let changes = try package.file().map { Comparison(plan, $0.plan).changes }
      return Outcome(
        mutant: mutant, codes: Array(Set(live.map { $0.diagnostic.code.name })).sorted(), changes: changes)
    }
    for outcome in outcomes where outcome.mutant.missed == nil {
      #expect(
        outcome.isCaught,
        "\(outcome.mutant.name) (\(outcome.mutant.about)) wants \(outcome.mutant.expected), has \(outcome.codes)")
    }
    try Golden.expect(MutantTests.report(outcomes), is: "Tests/TreatyCompilerTests/Fixtures/mutants/report.txt")
    // A mistake that lets a plan be made is seen by who reads what the change means.
    for outcome in outcomes where outcome.mutant.name != MutantTests.isAsBefore {
      #expect(
        outcome.changes?.isEmpty != true, "\(outcome.mutant.name) (\(outcome.mutant.about)): no change of meaning")
    }
    let levels = Dictionary(
      uniqueKeysWithValues: ChangeRules.all.map { ($0.about.code, [$0.about.level] + $0.about.also) })
    for outcome in outcomes {
      for change in outcome.changes ?? [] {
        #expect(
          levels[change.code]?.contains(change.level) == true,
          "\(change.code.name) \(change.level) is no level of its page")
      }
    }
    try Golden.expect(MutantTests.changes(outcomes), is: "Tests/TreatyCompilerTests/Fixtures/mutants/changes.txt")
  }

  @Test("there are enough of them, by different names, and each says what it expects")
  func complete() {
    #expect(Mutant.all.count >= 150)
    #expect(Set(Mutant.all.map { $0.name }).count == Mutant.all.count)
    for mutant in Mutant.all {
      #expect(!mutant.about.isEmpty && !mutant.changes.isEmpty, "\(mutant.name)")
      #expect(mutant.expected.isEmpty == (mutant.missed != nil), "\(mutant.name)")
      for code in mutant.expected { #expect(DiagnosticCode(name: code) != nil, "\(mutant.name): \(code)") }
    }
  }

  /// What it leaves out is what is done without it.
  private static let isAsBefore = "bounds/laptop-without-end"

  private static let folder = Golden.repository.appending(path: Mutant.organisation)

  private static func files() throws -> [SourceText] { try #require(RepositoryPackages.read(folder)).files }

  private static func compile(_ files: [SourceText]) throws -> CompiledPackage {
    Fixtures.compile(
      PackageSource(shownAs: "", location: folder.path, files: files), using: RepositoryPackages())
  }

  private static func changes(_ outcomes: [Outcome]) -> String {
    outcomes.compactMap { outcome in
      outcome.changes.map { changes in
        "\(outcome.mutant.name): \(outcome.mutant.about)\n"
          + changes.map { "  \($0.code.name) \($0.level.rawValue): \($0.message)\n" }.joined()
      }
    }.joined()
  }

  private static func report(_ outcomes: [Outcome]) -> String {
    var lines: [String] = []
    let families = Dictionary(grouping: outcomes) { String($0.mutant.name.prefix { $0 != "/" }) }
    for (family, outcomes) in families.sorted(by: { $0.key < $1.key }) {
      lines.append("\(family): \(outcomes.count { $0.isCaught }) of \(outcomes.count) caught")
    }
    lines.append("all: \(outcomes.count { $0.isCaught }) of \(outcomes.count) caught")
    for outcome in outcomes where !outcome.isCaught {
      lines.append("missed: \(outcome.mutant.name): \(outcome.mutant.missed ?? "?")")
    }
    lines.append("")
    for outcome in outcomes {
      lines.append("\(outcome.mutant.name): \(outcome.codes.joined(separator: " "))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
