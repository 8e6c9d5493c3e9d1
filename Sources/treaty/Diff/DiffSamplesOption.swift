import ArgumentParser
import Foundation
import TreatyDiagnostics
import TreatyDiff
import TreatyEngine
import TreatyEvidence
import TreatyPlan

/// Samples that both plans are run over.
struct DiffSamplesOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run both plans over the samples in a folder, and say what comes out differently; may be repeated.",
      discussion:
        "FLOW/*.json or FLOW.json: bodies as they are sent; FLOW/*.ndjson or FLOW.ndjson: one a line; anywhere: {\"flow\":…,\"headers\":{…},\"body\":…}.",
      valueName: "dir"))
  var samples: [String] = []

  @Option(
    help: ArgumentHelp(
      "Value of an input, for running samples; may be repeated. What has neither a value nor a default has one that stands for it.",
      valueName: "name=value"))
  var input: [String] = []

  func validate() throws {
    if samples.isEmpty, !input.isEmpty { throw ValidationError("`--input` goes with `--samples DIR`") }
    _ = try InputValues.read(input)
  }

  /// Runs the samples, where there are any, and adds what they show.
  func add(to comparison: inout Comparison, _ before: DiffSide, _ after: DiffSide) throws {
    guard !samples.isEmpty else { return }
    let inputs = try values(of: comparison)
    let flows = Set((comparison.old.flows + comparison.new.flows).map(\.name))
    var reader = SampleReader(flows: flows)
    for folder in samples { try read(folder, &reader) }
    guard !reader.samples.isEmpty else { throw complain(reader) }
    let renamed = comparison.renames.filter { $0.section == "flows" }.map { ($0.was, $0.name) }
    var trial = SampleTrial(
      old: try link(before, inputs), new: try link(after, inputs),
      renamed: Dictionary(renamed, uniquingKeysWith: { first, _ in first }))
    let progress = SampleProgress(of: reader.samples.count)
    for (index, sample) in reader.samples.enumerated() {
      progress.show(index)
      trial.run(sample)
    }
    progress.end()
    let evidence = trial.evidence(unread: reader.unread)
    comparison.add(evidence.report, shares: evidence.shares)
  }

  private func values(of comparison: Comparison) throws -> [String: String] {
    let inputs = try InputValues.read(input)
    let known = Set((comparison.old.inputs + comparison.new.inputs).map(\.name))
    if let name = inputs.keys.sorted().first(where: { !known.contains($0) }) {
      throw NameMistake.error(name, "input of these plans", among: known.sorted())
    }
    return inputs
  }

  private func link(_ side: DiffSide, _ inputs: [String: String]) throws -> LinkedPlan {
    let bindings = SampleInputs.bindings(of: side.file.plan, given: inputs)
    do throws(LinkFailure) {
      return try LinkedPlan(plan: side.file.plan, digest: side.file.digest, bindings: bindings)
    } catch {
      Terminal.complain([
        Diagnostic(
          code: .unreadableFile, severity: .error,
          message: "`\(side.name)` cannot be run over samples: \(error.message)",
          primary: nil, fixes: [Fix(title: "give its inputs with `--input name=value`, or leave `--samples` out")])
      ])
      throw Exit.load
    }
  }

  // MARK: Files

  private func read(_ folder: String, _ reader: inout SampleReader) throws {
    let root = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    guard let paths = Self.files(below: root) else {
      Terminal.complain([
        Diagnostic(
          code: .unreadableFile, severity: .error, message: "there is no folder `\(folder)` with samples", primary: nil,
          fixes: [Fix(title: "give a folder: `--samples DIR`")])
      ])
      throw Exit.load
    }
    for path in paths {
      let place = "\(root)/\(path)"
      guard !reader.isFull else {
        reader.leave(place, because: "\(SampleReader.mostSamples) samples are the most that are run: left out")
        continue
      }
      // Looked at before it is read: it would have to be kept at once.
      let size = (try? FileManager.default.attributesOfItem(atPath: place)[.size] as? Int) ?? 0
      guard size <= SampleReader.mostFileBytes else {
        let most = ReportText.bytes(SampleReader.mostFileBytes)
        reader.leave(place, because: "it has \(ReportText.bytes(size)), and \(most) are the most")
        continue
      }
      guard let bytes = FileManager.default.contents(atPath: place) else {
        reader.leave(place, because: "it cannot be read")
        continue
      }
      reader.read(Array(bytes), path: path, place: place)
    }
  }

  /// Paths of the files below a folder that may hold samples, in order; `nil` where there is no such folder.
  private static func files(below folder: String) -> [String]? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
      let found = FileManager.default.enumerator(atPath: folder)
    else { return nil }
    let paths = found.compactMap { $0 as? String }.filter { path in
      let parts = path.split(separator: "/")
      return !parts.contains { $0.hasPrefix(".") }
        && SampleReader.endings.contains(path.split(separator: ".").last.map(String.init) ?? "")
    }
    var isInner: ObjCBool = false
    return paths.filter {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)", isDirectory: &isInner) && !isInner.boolValue
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Says that there are no samples, and why what is there is none.
  private func complain(_ reader: SampleReader) -> Exit {
    let most = 10
    var notes = reader.unread.prefix(most).map { "\($0.place): \($0.reason)" }
    if reader.unread.count > most { notes.append("\(reader.unread.count - most) more") }
    Terminal.complain([
      Diagnostic(
        code: .unreadableFile, severity: .error,
        message: "there are no samples in \(samples.map { "`\($0)`" }.joined(separator: ", "))", primary: nil,
        reason: notes.isEmpty ? nil : notes.joined(separator: "\n"),
        fixes: [
          Fix(
            title:
              "put bodies into `FLOW/*.json` or `FLOW.ndjson`, or have a host write them: `treaty samples --store sqlite:PATH --to DIR`"
          )
        ])
    ])
    return .load
  }
}

/// How far a run over samples is, for somebody who waits at a terminal.
final class SampleProgress {
  private let count: Int
  private let isShown: Bool
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant
  private var next: ContinuousClock.Instant
  private var hasShown = false

  /// - Parameter count: how many samples there are.
  init(of count: Int) {
    self.count = count
    isShown = isatty(STDERR_FILENO) == 1
    begin = clock.now
    next = begin + .seconds(2)
  }

  /// Says how many are done: not in the first two seconds, and four times a second after that.
  func show(_ done: Int) {
    guard isShown, done % 16 == 0, clock.now >= next else { return }
    next = clock.now + .milliseconds(250)
    hasShown = true
    FileHandle.standardError.write(Data("\r\(done) of \(count) samples\u{1B}[K".utf8))
  }

  /// Takes it away.
  func end() {
    if hasShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
