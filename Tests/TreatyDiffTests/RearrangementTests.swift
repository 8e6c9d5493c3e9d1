import Testing
import TreatyDiagnostics
import TreatyDiff
import TreatyPlan
import TreatyTestSupport

@Suite("The same package, arranged in another way, is the same plan")
struct RearrangementTests {
  /// Everything that a rule shows, before and after.
  private static let examples = ChangeRules.all.flatMap { rule in
    [rule.about.before, rule.about.after].filter { !$0.hasPrefix("# treaty.yaml\n") }
  }

  @Test("moved into files and folders of its own, in another order, with comments and empty lines", arguments: 1...8)
  func moved(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for example in Self.examples.shuffled(using: &random).prefix(12) {
      let plan = try DiffExample.file(["example.treaty.yaml": example])
      let again = try DiffExample.file(Self.rearranged(example, &random))
      #expect(again.digest == plan.digest, "\(example)")
      #expect(Comparison(plan.plan, again.plan).changes.isEmpty)
    }
  }

  /// Each section in a file of its own, under a name and in a folder by chance.
  private static func rearranged(_ example: String, _ random: inout SplitMix64) -> [String: String] {
    var sections: [[Substring]] = []
    for line in example.split(separator: "\n", omittingEmptySubsequences: false) {
      if sections.isEmpty || line.first.map({ $0 != " " && $0 != "#" }) ?? false {
        sections.append([line])
      } else {
        sections[sections.count - 1].append(line)
      }
    }
    var files: [String: String] = [:]
    for section in sections.shuffled(using: &random) {
      let number = UInt32.random(in: 0 ... .max, using: &random)
      let folder = ["", "moved/", "moved/deeper/"].randomElement(using: &random) ?? ""
      let lines = section.flatMap { line -> [String] in
        // Not within a block of text, where an empty line is one more.
        let isPlain = !line.hasSuffix("|") && !line.hasSuffix(">-")
        return isPlain && Bool.random(using: &random)
          ? ["", "# Said again: it is \(number).", String(line)] : [String(line)]
      }
      files["\(folder)part-\(number).treaty.yaml"] =
        "# Moved here.\n\(lines.joined(separator: "\n"))\n\n# The end.\n"
    }
    return files
  }
}
