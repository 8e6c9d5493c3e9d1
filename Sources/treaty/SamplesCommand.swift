import ArgumentParser
import Foundation
import TreatyDiagnostics
import TreatyEngine
import TreatyHost

struct SamplesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "samples",
    abstract: "Write what came in at a host as samples, without what is classified, for `treaty diff --samples`.",
    discussion: """
        treaty samples --store sqlite:treaty.sqlite --since 1d --to recorded
        treaty samples --store sqlite:treaty.sqlite --flow page-to-ticket --limit 200 --to recorded
        treaty diff running.json specs --samples recorded

      What the plan says is personal or secret has something else in its place, of the same shape, and the same for the same value as long as the host \
      runs: letters for letters, digits for digits, another of its enumeration, another day. It is replaced in all other texts of the message as well. \
      Headers are left out that no expression of the flow names. Nothing leads back to a value without a key that the host keeps to itself.

      The role `operator` is needed, and a running host, whose audit trail has it. There is a file for each flow, `FLOW.ndjson`, with an envelope a line, \
      the oldest first.

      Exit codes: 0 written; 1 there was nothing to write; 2 wrong usage; 3 the folder is not empty, or cannot be written; 4 the host cannot be had.
      """)

  @OptionGroup var store: StoreOption

  @Option(help: ArgumentHelp("Folder to write to; it is made, and must be empty where it is there.", valueName: "dir"))
  var to: String

  @Option(
    help: "Only what came in on this day or time (RFC 3339), or so long ago (90m, 30d), and later.",
    transform: TimeArgument.ago)
  var since: TimeArgument?

  @Option(help: "Only what came in before this day or time.", transform: TimeArgument.ago)
  var before: TimeArgument?

  @Option(help: "Only messages of this flow.")
  var flow: String?

  @Option(help: ArgumentHelp("How many at most, the newest of them.", valueName: "number"))
  var limit = 1_000

  @OptionGroup var reason: ReasonOption

  @Flag(help: "Print JSON.")
  var json = false

  private struct Report: Encodable {
    var folder: String
    var flows: [String: Int]
    var omitted: [String: Int]
  }

  func validate() throws {
    guard (1...100_000).contains(limit) else { throw ValidationError("`--limit` is from 1 to 100000") }
  }

  func run() async throws {
    try prepare()
    var query = SampleQuery(limit: limit)
    (query.since, query.before, query.flow) = (since?.instant, before?.instant, flow)
    var lines: [String: [String]] = [:]
    var omitted: [String: Int] = [:]
    do throws(Operations.Failure) {
      try await store.operations.samples(query, reason: reason.reason) { page in
        for sample in page.samples { lines[sample.flow, default: []].append(sample.line) }
        omitted.merge(page.omitted, uniquingKeysWith: +)
      }
    } catch { throw error.complain() }
    for (flow, newestFirst) in lines.sorted(by: { $0.key < $1.key }) {
      try write(newestFirst.reversed().joined(separator: "\n") + "\n", to: "\(to)/\(flow).ndjson")
    }
    print(Report(folder: to, flows: lines.mapValues(\.count), omitted: omitted))
    if lines.isEmpty { throw Exit.findings }
  }

  private func print(_ report: Report) {
    if json { return Terminal.print(ReportText.json(report)) }
    var lines = report.flows.sorted { $0.key < $1.key }.map { flow, count in
      "\(count) \(count == 1 ? "sample" : "samples") in \(report.folder)/\(flow).ndjson"
    }
    if lines.isEmpty { lines.append("nothing came in that could be a sample") }
    for (reason, count) in report.omitted.sorted(by: { $0.key < $1.key }) {
      let words = SampleRecorder.Omission(rawValue: reason)?.words ?? reason
      lines.append("\(count) left out: \(words)")
    }
    Terminal.print(lines.joined(separator: "\n"))
  }

  /// Makes the folder.
  private func prepare() throws {
    let files = FileManager.default
    if files.fileExists(atPath: to), (try? files.contentsOfDirectory(atPath: to))?.isEmpty != true {
      throw complain("`\(to)` is there, and is no empty folder", mend: "give another folder, or empty it")
    }
    do {
      try files.createDirectory(
        atPath: to, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw complain("`\(to)` cannot be made: \(error.localizedDescription)", mend: "give another folder") }
  }

  private func write(_ text: String, to file: String) throws {
    // Only its owner reads it: what is not classified is the house's all the same.
    guard
      FileManager.default.createFile(
        atPath: file, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw complain("`\(file)` cannot be written", mend: "see that there is room, and that the folder is yours") }
  }

  private func complain(_ message: String, mend: String) -> Exit {
    Terminal.complain([
      Diagnostic(
        code: .unreadableFile, severity: .error, message: message, primary: nil, fixes: [Fix(title: mend)])
    ])
    return .load
  }
}

extension SampleRecorder.Omission {
  fileprivate var words: String {
    switch self {
    case .noFlow: "the plan that runs does not have their flow"
    case .forgotten: "their payload is not kept any longer"
    case .changed: "they are not what the plan that runs says of their event"
    case .unreplaceable: "what is classified in them cannot be replaced so that they stay valid"
    }
  }
}
