import ArgumentParser
import Foundation
import TreatyDiff
import TreatyPlan

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what a change means: to what is stored, to partners, to promises, to who sees what.",
    discussion: """
        treaty diff git:main .
        treaty diff git:v2.3.0//specs specs --changes markdown > comment.md
        treaty diff .git#branch=main . --changes json
        treaty diff running.json new.json --fail-on weakens

      Each side is a folder with a package, a plan file, or a reference to git, whose objects are read where they are: nothing is fetched. Plans are \
      compared and not texts, so that formatting, order, comments and moved files are no change. An expression that is only written in another \
      way is none either.

      Exit codes: 0 no change at or above `--fail-on`; 1 there are some; 2 wrong usage; 3 a side could not be loaded.
      """)

  /// Forms of the report.
  enum Form: String, CaseIterable, ExpressibleByArgument { case text, json, markdown }

  /// What makes the command fail.
  enum Threshold: String, CaseIterable, ExpressibleByArgument {
    case breaks, weakens, exposes, note, never

    /// The levels that do.
    var levels: Set<ChangeLevel> {
      switch self {
      case .breaks: [.breaks]
      case .weakens: [.breaks, .weakens]
      case .exposes: [.breaks, .weakens, .exposes]
      case .note: Set(ChangeLevel.allCases)
      case .never: []
      }
    }
  }

  @Argument(help: "What was so before: folder, plan file, or reference to git.")
  var old: String

  @Argument(help: "What is so after it.")
  var new = "."

  @Option(help: "Form of the report: text, json, or markdown for a comment at a pull request.")
  var changes = Form.text

  @Option(help: "The least level of a change that gives the exit code 1: breaks, weakens, exposes, note, or never.")
  var failOn = Threshold.breaks

  @Flag(help: "Leave out what comes of each change, and what to do about it.")
  var brief = false

  @OptionGroup var findings: FindingsOption

  func run() throws {
    let before = try DiffSide.plan(old, reporting: findings)
    let after = try DiffSide.plan(new, reporting: findings)
    let comparison = Comparison(before.plan, after.plan)
    let report =
      switch changes {
      case .text: ChangeText.report(comparison, details: !brief)
      case .json: ReportText.json(ChangeDocument(comparison)) + "\n"
      case .markdown: ChangeMarkdown.comment(comparison)
      }
    Terminal.print(String(report.dropLast()))
    if comparison.changes.contains(where: { failOn.levels.contains($0.level) }) { throw Exit.findings }
  }
}
