import ArgumentParser
import Foundation
import TreatyEngine
import TreatyHost
import TreatyStore

struct HoldCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold", abstract: "Forbid that messages are removed, as long as a case needs them.",
    discussion: """
        treaty hold add case-114 --store sqlite:treaty.sqlite --why "Case 2026-114" --flow page-to-ticket --since 2026-10-01
        treaty hold add record-4711 --store sqlite:treaty.sqlite --why "Complaint" --about 4711
        treaty hold list --store sqlite:treaty.sqlite
        treaty hold release case-114 --store sqlite:treaty.sqlite --reason "closed by legal"

      What a hold keeps stays, whatever its retention policy says; without a filter it is everything. What was held goes within a day after the release. \
      `add` and `release` need the running host and the role `admin`, and stand in the audit trail.

      Exit codes: 0 done; 1 there is no such hold; 2 wrong usage; 3 there is no store; 4 the store or the host cannot be had.
      """,
    subcommands: [Add.self, List.self, Release.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Put up a hold, in the place of one of the same name.")

    @Argument(help: "Name: small letters, digits and hyphens.") var name: String
    @Option(help: "Why nothing may be removed.") var why: String
    @Option(help: "Only messages of this flow; may be repeated.") var flow: [String] = []
    @Option(help: "Only messages of this trace; may be repeated.") var trace: [String] = []
    @Option(help: "Only messages about this key or this record; may be repeated.") var about: [String] = []
    @Option(help: "Only messages taken on this day, at this time, or later.", transform: TimeArgument.ago)
    var since: TimeArgument?
    @Option(help: "Only messages taken before this day or time.", transform: TimeArgument.ago)
    var before: TimeArgument?
    @Option(help: "It ends by itself on this day, at this time, or after so long (90d).", transform: TimeArgument.ahead)
    var until: TimeArgument?
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
      let isName =
        !name.isEmpty && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
      guard isName else { throw ValidationError("`\(name)` is no name of a hold: small letters, digits and hyphens") }
      guard !why.allSatisfy(\.isWhitespace) else { throw ValidationError("`--why` says for which case") }
      guard !(flow + trace + about).contains("") else {
        throw ValidationError("a hold on an empty text would keep nothing: leave the option out to hold everything")
      }
      guard until.map({ $0.instant.milliseconds > Int64(Date().timeIntervalSince1970 * 1000) }) ?? true else {
        throw ValidationError("`--until` is over already: the hold would keep nothing")
      }
      if let since, let before, since.instant >= before.instant {
        throw ValidationError("`--since` is not before `--before`: the hold would keep nothing")
      }
    }

    func run() async throws {
      var hold = LegalHold(name: name, reason: why, by: "", created: Instant(milliseconds: 0))
      (hold.flows, hold.traces, hold.subjects) = (flow, trace, about)
      (hold.since, hold.before, hold.until) = (since?.instant, before?.instant, until?.instant)
      do throws(Operations.Failure) {
        let put = try await store.operations.put(hold, reason: reason.reason)
        Terminal.print(json ? ReportText.json(put) : "held: \(HoldText.line(put))")
      } catch { throw error.complain() }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the holds that stand.")

    @OptionGroup var store: StoreOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let holds: [LegalHold]
      do throws(Operations.Failure) { holds = try await store.operations.holds() } catch { throw error.complain() }
      if json { return Terminal.print(ReportText.json(holds)) }
      Terminal.print(holds.isEmpty ? "no hold stands" : holds.map(HoldText.line).joined(separator: "\n"))
    }
  }

  struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "End a hold.")

    @Argument(help: "Name of the hold.") var name: String
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      do throws(Operations.Failure) {
        let hold = try await store.operations.release(hold: name, reason: reason.reason)
        Terminal.print(json ? ReportText.json(hold) : "released: \(HoldText.line(hold))")
      } catch { throw error.complain() }
    }
  }
}

/// A hold in a line.
enum HoldText {
  static func line(_ hold: LegalHold) -> String {
    let parts = [
      hold.flows.isEmpty ? nil : "flows \(hold.flows.joined(separator: ", "))",
      hold.traces.isEmpty ? nil : "traces \(hold.traces.joined(separator: ", "))",
      hold.subjects.isEmpty ? nil : "about \(hold.subjects.joined(separator: ", "))",
      hold.since.map { "since \(ReportText.second($0))" }, hold.before.map { "before \(ReportText.second($0))" },
    ].compactMap(\.self)
    let what = parts.isEmpty ? "everything" : parts.joined(separator: ", ")
    let end = hold.until.map { ", until \(ReportText.second($0))" } ?? ""
    return ReportText.shown(
      "\(hold.name)  \(what)\(end)  (\(hold.reason); by \(hold.by), \(ReportText.second(hold.created)))")
  }
}
