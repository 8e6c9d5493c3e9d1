import ArgumentParser
import Foundation
import TreatyDiagnostics
import TreatyDiff
import TreatyPlan

/// Agreeing to changes.
struct DiffApprovalOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Agree to a change, by its fingerprint or the beginning of it; may be repeated, and `all` stands for all of them.",
      valueName: "fingerprint"))
  var approve: [String] = []

  @Option(help: "Why it is right: stands in the file, and in reports.")
  var reason: String?

  @Option(help: "Who says so.")
  var by: String?

  func validate() throws {
    let isEmpty = reason?.allSatisfy(\.isWhitespace) ?? true
    if !approve.isEmpty, isEmpty { throw ValidationError("an approval needs a reason: --reason TEXT") }
    if approve.isEmpty, reason != nil || by != nil {
      throw ValidationError("`--reason` and `--by` go with `--approve FINGERPRINT`")
    }
    if let short = approve.first(where: { $0 != "all" && $0.count < 4 }) {
      throw ValidationError("`\(short)` is too short for a fingerprint: give four of its hex digits at least")
    }
  }

  /// Adds what was agreed to, and writes the file.
  func add(to approvals: inout Approvals, of comparison: Comparison, in side: DiffSide) throws {
    guard let path = side.approvalsFile else {
      throw ValidationError(
        "approvals are written beside the manifest: the new side must be a folder, and `\(side.name)` is none")
    }
    let agreed = try changes(of: comparison)
    guard !agreed.isEmpty else { return }
    for change in agreed {
      approvals.add(
        Approvals.Entry(
          change: change.fingerprint.description, version: comparison.new.version, reason: reason ?? "", by: by,
          message: change.sentence))
    }
    try FileReplacement.write(approvals.bytes, to: path)
  }

  private func changes(of comparison: Comparison) throws -> [Change] {
    // What somebody has agreed to already keeps its reason.
    if approve.contains("all") { return comparison.changes.filter { $0.approval == nil } }
    return try approve.map { wanted in
      let found = comparison.changes.filter { $0.fingerprint.description.hasPrefix(wanted.lowercased()) }
      guard let change = found.first else {
        throw ValidationError("no change has a fingerprint that begins with `\(wanted)`: the report shows them")
      }
      guard Set(found.map(\.fingerprint)).count == 1 else {
        throw ValidationError("several fingerprints begin with `\(wanted)`: give more of it")
      }
      return change
    }
  }
}
