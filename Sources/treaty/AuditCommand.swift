import ArgumentParser
import CEL
import Foundation
import TreatyAudit
import TreatyDiagnostics
import TreatyHost
import TreatyStore

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Who changed what, when and why: look, hand out, and see whether it is as it was written.",
    discussion: """
        treaty audit show --store sqlite:treaty.sqlite --record 4711
        treaty audit show --store sqlite:treaty.sqlite --since 2026-11-01 --field Status
        treaty audit export --store sqlite:treaty.sqlite --format csv --since 2026-07-01 > audit.csv
        treaty audit verify --store sqlite:treaty.sqlite

      Every effect and every act of an operator has an entry, kept in the same transaction. Each carries the hash of the one before it, and the end is \
      signed: an entry that was changed, taken out, moved, put in or cut off is named. Personal and secret values stand in it as keyed hashes. With a \
      running host the role `auditor` is needed.

      Exit codes: 0 printed, or sound; 1 not as it was written; 3 there is no store; 4 the store or the host cannot be had.
      """,
    subcommands: [Show.self, Verify.self, Export.self])

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "See whether the trail is as it was written.")

    @OptionGroup var store: StoreOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let report: AuditReport
      do throws(Operations.Failure) { report = try await store.operations.verifyAudit() } catch {
        throw error.complain()
      }
      if json { Terminal.print(ReportText.json(report)) } else { print(report) }
      guard report.findings.isEmpty else { throw Exit.findings }
    }

    private func print(_ report: AuditReport) {
      let span = report.from.flatMap { from in
        report.to.map { ", \(ReportText.second(from)) to \(ReportText.second($0))" }
      }
      var lines = ["\(report.entries) entries\(span ?? "")"]
      if let removed = report.removedTo {
        lines.append("entries up to \(removed) were removed as their time had come, signed for")
      }
      if report.forgotten > 0 {
        lines.append("\(report.forgotten) of them cannot be read any more, as their keys were forgotten")
      }
      if let head = report.head {
        lines.append(
          "signed for at \(ReportText.second(head.time)) with the key \(AuditExport.hex(Array(report.publicKey.prefix(8))))…"
        )
      }
      if !report.isWitnessed {
        lines.append(
          "not seen: whether all of the store was exchanged for an older one. The file beside it (`PATH.audit`) is missing, or is not this store's"
        )
      }
      if report.findings.isEmpty {
        lines.append("sound: no entry was changed, removed, moved or put in, and none is missing at the end")
        return Terminal.print(lines.joined(separator: "\n"))
      }
      Terminal.print(lines.joined(separator: "\n"))
      Terminal.complain(
        report.findings.map { Diagnostic(code: .auditBroken, severity: .error, message: $0.message, primary: nil) })
    }
  }

  /// What is wanted of the trail.
  struct Filter: ParsableArguments {
    @Option(help: "Only entries about the record of this id.") var record: String?
    @Option(help: "Only entries of this flow.") var flow: String?
    @Option(help: "Only entries of this trace.") var trace: String?
    @Option(help: "Only what this operator did; `treaty` is what plans did.") var by: String?
    @Option(help: "Only what was done in this way: created, updated, dropped …") var act: String?
    @Option(help: "Only entries that wrote this field.") var field: String?
    @Option(
      help: "Only entries of this day or time (RFC 3339), or as long ago (90m, 30d), and later.",
      transform: TimeArgument.ago)
    var since: TimeArgument?
    @Option(help: "Only entries before this day or time.", transform: TimeArgument.ago) var before: TimeArgument?

    func validate() throws {
      guard let act, AuditRecord.Act(rawValue: act) == nil else { return }
      throw NameMistake.error(act, "act of an operator or a plan", among: AuditRecord.Act.allCases.map(\.rawValue))
    }

    var query: AuditQuery {
      var query = AuditQuery()
      (query.record, query.flow, query.trace) = (record, flow, trace)
      (query.by, query.act, query.field) = (by, act, field)
      (query.since, query.before) = (since?.instant, before?.instant)
      return query
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show entries, the oldest first.")

    @OptionGroup var filter: Filter
    @OptionGroup var store: StoreOption
    @Flag(help: "Print JSON, an object a line.") var json = false

    func run() async throws {
      do throws(Operations.Failure) {
        var isEmpty = true
        try await store.operations.audit(filter.query, as: .ndjson) { lines in
          isEmpty = isEmpty && lines.isEmpty
          for line in lines { Terminal.print(json ? line : AuditText.lines(line).joined(separator: "\n")) }
        }
        if isEmpty { Terminal.complain("no entry matches") }
      } catch { throw error.complain() }
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Hand entries out, for an auditor's own tools.")

    @Option(help: "`ndjson`: an object a line; `csv`: a line for each field that was written (RFC 4180).")
    var format = AuditFormat.ndjson
    @OptionGroup var filter: Filter
    @OptionGroup var store: StoreOption

    func run() async throws {
      if let head = AuditExport.head(format.format) { Terminal.print(head) }
      do throws(Operations.Failure) {
        try await store.operations.audit(filter.query, as: format.format) { lines in
          if !lines.isEmpty { Terminal.print(lines.joined(separator: "\n")) }
        }
      } catch { throw error.complain() }
    }
  }
}

/// Forms of an export.
enum AuditFormat: String, ExpressibleByArgument, CaseIterable {
  case ndjson, csv

  var format: AuditExport.Format {
    switch self {
    case .ndjson: .ndjson
    case .csv: .csv
    }
  }
}

/// An entry for people.
enum AuditText {
  static func lines(_ json: String) -> [String] { told(json).map { TerminalText.show($0.utf8) } }

  private static func told(_ json: String) -> [String] {
    // It was written by the other end of this very program.
    guard let value = try? Value(json: Array(json.utf8)) else { return [json] }
    func text(_ name: String) -> String? {
      switch value[name] {
      case .text(let text)?: text.string
      case .int(let number)?: "\(number)"
      default: nil
      }
    }
    let what = [text("target"), text("record").map { "record \($0)" }].compactMap(\.self).joined(separator: " ")
    var lines = [
      [text("number"), text("time"), text("act"), what, text("by").map { "by \($0)" }].compactMap(\.self)
        .filter { !$0.isEmpty }.joined(separator: "  ")
    ]
    let why = [
      ("flow", "flow"), ("trace", "trace"), ("message", "message"), ("delivery", "delivery"), ("plan", "plan"),
    ]
    .compactMap { name, word in text(name).map { "\(word) \(name == "plan" ? $0.prefix(19) : $0[...])" } }.joined(
      separator: ", ")
    if !why.isEmpty { lines.append("    \(why)") }
    if let reason = text("reason") { lines.append("    reason: \(reason)") }
    for entry in (value["words"]?.asMap ?? MapValue()).entries {
      lines.append("    \(plain(entry.key)): \(plain(entry.value))")
    }
    for field in value["fields"]?.asList ?? [] {
      let before = field["before"].map(plain) ?? (text("act") == "created" ? "(new)" : "(not known)")
      lines.append("    \(field["field"].map(plain) ?? ""): \(before) -> \(field["after"].map(plain) ?? "")")
    }
    return lines
  }

  private static func plain(_ value: Value) -> String {
    if case .text(let text) = value { return text.string }
    return String(decoding: value.json(), as: UTF8.self)
  }
}
