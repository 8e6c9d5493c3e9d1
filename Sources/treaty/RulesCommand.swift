import ArgumentParser
import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyRules

/// Forms of the list.
enum RulesFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List all checks: how much each matters in a package, and who says so.",
    discussion: """
      With a package: the severities that its manifest sets under `rules`, and those that the profiles ask for which it names. \
      Without one: what is usual.

        treaty rules specs/examples/organisation
        treaty rules . --changed               only what differs from the usual
        treaty rules --family access
        treaty rules . --format json

      `treaty explain CODE` says more about one.

      Exit codes: 0 listed; 2 wrong usage; 3 there is no package that can be read.
      """)

  @Argument(help: "Folder of the package, with `treaty.yaml` in it. Without one, and none here, the usual is listed.")
  var package: String?

  @Option(help: "Only one family, such as `access` or `data classes`.")
  var family: String?

  @Flag(help: "Only those that matter more or less than usual.")
  var changed = false

  @Option(help: "How it is printed: text or json.")
  var format = RulesFormat.text

  func validate() throws {
    guard let family, !CodeFamily.allCases.contains(where: { $0.name == family }) else { return }
    let known = CodeFamily.allCases.map { $0.name }.filter { $0 != "other" }.joined(separator: ", ")
    throw ValidationError("there is no family `\(family)`; there are \(known)")
  }

  func run() throws {
    let compiled = try read()
    let rules = EffectiveRule.all(in: compiled, today: Checking.today).filter { rule in
      (family == nil || rule.page.family.name == family) && (!changed || rule.isChanged)
    }
    switch format {
    case .text: Terminal.print(text(rules, compiled))
    case .json: Terminal.print(ReportText.json(rules.map { Row($0, compiled) }))
    }
  }

  /// The package; none where none was named and none is here.
  private func read() throws -> CompiledPackage? {
    if package == nil, !FileManager.default.fileExists(atPath: "treaty.yaml") { return nil }
    let folder = package ?? "."
    let compiled = Checking.compile(folder)
    guard compiled.plan != nil else {
      Terminal.complain(Checking.render(folder, compiled, colour: Terminal.hasColour(STDERR_FILENO)))
      throw Exit.load
    }
    return compiled
  }

  /// A rule as JSON has it.
  private struct Row: Encodable {
    var code: String
    var name: String
    var family: String
    var usual: String
    var effective: String
    var setBy: [Setting]

    struct Setting: Encodable {
      var by: String
      var file: String
      var line: Int
    }

    init(_ rule: EffectiveRule, _ package: CompiledPackage?) {
      code = rule.page.code.name
      name = rule.page.name
      family = rule.page.family.name
      usual = rule.page.severity.rawValue
      effective = rule.severity?.rawValue ?? "off"
      setBy = rule.sources.compactMap { source in
        guard let package else { return nil }
        return Setting(
          by: source.words, file: package.sources[source.span.file].path,
          line: package.sources.start(of: source.span).line)
      }
    }
  }

  private func text(_ rules: [EffectiveRule], _ package: CompiledPackage?) -> String {
    let rows = rules.map { Row($0, package) }
    guard !rows.isEmpty else { return changed ? "all checks matter as usual" : "no checks" }
    let widths = (name: rows.map { $0.name.count }.max() ?? 0, family: rows.map { $0.family.count }.max() ?? 0)
    func left(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let head =
      "code    \(left("name", widths.name))  \(left("family", widths.family))  \(left("usual", 7))  \(left("here", 7))  set by"
    let lines = rows.map { row in
      let set = row.setBy.map { "\($0.by) (\($0.file):\($0.line))" }.joined(separator: "; ")
      let line =
        "\(row.code)  \(left(row.name, widths.name))  \(left(row.family, widths.family))  \(left(row.usual, 7))  "
        + "\(left(row.effective, 7))  \(set)"
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
    let count = "\(rows.count) checks\(changed ? " that matter more or less than usual" : "")"
    return ([String(head)] + lines + ["", count]).joined(separator: "\n")
  }
}
