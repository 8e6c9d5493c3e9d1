import ArgumentParser
import TreatyDiff
import TreatyPlan

struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what a change means: to what is stored, to partners, to promises, to who sees what.",
    discussion: """
        treaty diff git:main
        treaty diff git:v2.3.0//old-specs specs --format markdown=comment.md --format sarif=diff.sarif
        treaty diff .git#branch=main,subdir=specs specs --format json
        treaty diff sqlite:treaty.sqlite new.json --fail-on weakens
        treaty diff git:main specs --samples recorded
        treaty diff git:main --approve 3f9c0a121b2c3d4e --reason "the desk has moved"

      Each side is a folder with a package, a plan file, a reference to git, whose objects are read where they are (nothing is fetched), or a host: \
      `sqlite:PATH` is the plan that is carried out over this store, and `https://…` that of a host at its admin address, with the token in \
      TREATY_TOKEN. `git:main` is the folder of the other side as it was there. Plans are \
      compared and not texts, so that formatting, order, comments and moved files are no change. An expression that is only written in another \
      way is none either.

      What somebody has agreed to stands in `treaty.approvals.json` beside the manifest of the new side, and does not count for `--fail-on`. An approval \
      holds on to what is different, so that the next push does not void it, and ends with the version that it was given for.

      With `--samples` both plans are run over messages, by the code that hosts carry plans out with, and the report says how many come out differently, \
      with the smallest of each kind. Personal and secret values in them are not shown. `treaty samples` writes them from the history of a host.

      Exit codes: 0 no change at or above `--fail-on`; 1 there are some; 2 wrong usage; 3 a side or samples could not be loaded; 4 a host \
      could not be reached.
      """)

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

  @Argument(help: "What was so before: folder, plan file, reference to git, or host.")
  var old: String

  @Argument(help: "What is so after it.")
  var new = "."

  @OptionGroup var output: DiffOutputOption

  @Option(help: "The least level of a change that gives the exit code 1: breaks, weakens, exposes, note, or never.")
  var failOn = Threshold.breaks

  @Flag(help: "Fail where the version of the new side says less than has changed.")
  var checkVersion = false

  @OptionGroup var approving: DiffApprovalOption

  @OptionGroup var sampling: DiffSamplesOption

  func run() async throws {
    let (old, new) = (old, new)
    // Each takes a processor for itself.
    async let loadedBefore = DiffSide.load(old, beside: new)
    async let loadedAfter = DiffSide.load(new, beside: old)
    let (before, after) = (try await loadedBefore, try await loadedAfter)
    var approvals = try after.approvals()
    var comparison = Comparison(before.file.plan, after.file.plan, approvals: approvals)
    if !approving.approve.isEmpty {
      try approving.add(to: &approvals, of: comparison, in: after)
      comparison = Comparison(before.file.plan, after.file.plan, approvals: approvals)
    }
    try sampling.add(to: &comparison, before, after)
    try output.write(comparison, before, after, checksVersion: checkVersion)
    let isVersionWrong = checkVersion && !comparison.version.isEnough
    if isVersionWrong || comparison.needsApproval(failOn.levels) { throw Exit.findings }
  }
}
