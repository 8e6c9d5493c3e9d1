import ArgumentParser
import CEL
import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyHost
import TreatyPlan

struct DeadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dead", abstract: "Look after what was given up.",
    discussion: """
        treaty dead list --store sqlite:treaty.sqlite --class denied --since 12h
        treaty dead show 17 --store sqlite:treaty.sqlite
        treaty dead edit 17 --store sqlite:treaty.sqlite --reason "customer sent a wrong name"
        treaty dead retry 17 18 --store sqlite:treaty.sqlite
        treaty dead retry --store sqlite:treaty.sqlite --flow page-to-ticket --match "item.severity == 'high'" --rate 5
        treaty dead drop --store sqlite:treaty.sqlite --class expired --before 2026-11-01
        treaty dead export --store sqlite:treaty.sqlite --class rejected > rejected.ndjson

      What options have found is shown before anything is done, and asked for (`--yes` says so beforehand). `edit`, `retry`, `found` and `drop` need the \
      running host, the role `operator`, and stand in the audit trail with your name and `--reason`.

      Exit codes: 0 done; 1 one is not known, or nothing could be done with it; 2 wrong usage; 3 there is no store; 4 the store or the host cannot be had.
      """,
    subcommands: [List.self, Show.self, Edit.self, Retry.self, Found.self, Drop.self, Export.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List dead letters and questions, newest first.")

    @OptionGroup var filter: DeadFilter
    @Option(help: "How many at most.") var limit = 1_000
    @OptionGroup var store: StoreOption
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
      guard limit >= 1 else { throw ValidationError("`--limit` is 1 or more") }
    }

    func run() async throws {
      try filter.check()
      let (found, more): ([DeliveryReport], Bool)
      do throws(Operations.Failure) { (found, more) = try await filter.all(store.operations, limit: limit) } catch {
        throw error.complain()
      }
      if json { return Terminal.print(ReportText.json(found)) }
      Terminal.print(
        found.isEmpty ? filter.nothing("waits for a person") : found.map(ReportText.line).joined(separator: "\n"))
      if more { Terminal.complain("there are more: `--limit` says how many are shown") }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show one with all its calls, and what to do about it.",
      discussion:
        "With --payload what it holds is shown as well, without what operators may not see; that you looked stands in the audit trail."
    )

    @Argument(help: "Number of the delivery.") var number: Int64
    @Flag(help: "Show what it holds.") var payload = false
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let report: DeliveryReport
      do throws(Operations.Failure) {
        report = try await store.operations.delivery(number, withPayload: payload, reason: reason.reason)
      } catch { throw error.complain() }
      if json { return Terminal.print(ReportText.json(report)) }
      Terminal.print(ReportText.whole(report).joined(separator: "\n"))
    }
  }

  struct Found: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say that it was done, and which record it made.")

    @Argument(help: "Number of the delivery.") var number: Int64
    @Option(help: "Id of the record in the system.") var record: String
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      do throws(Operations.Failure) {
        let message = try await store.operations.act("found", on: number, record: record, reason: reason.reason)
        Terminal.print(
          json ? ReportText.json(DoneReport(number: number, message: message)) : "delivery \(number): \(message)")
      } catch { throw error.complain() }
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print all that match, with their calls, an object of JSON a line.")

    @OptionGroup var filter: DeadFilter
    @OptionGroup var store: StoreOption

    func run() async throws {
      try filter.check()
      do throws(Operations.Failure) {
        let operations = try store.operations
        for report in try await filter.all(operations, limit: .max).found {
          Terminal.print(ReportText.line(json: try await operations.delivery(report.id)))
        }
      } catch { throw error.complain() }
    }
  }
}

/// Which of what waits for a person is meant.
struct DeadFilter: ParsableArguments {
  @Option(help: "Only those of this flow.") var flow: String?
  @Option(
    name: .customLong("class"),
    help:
      "Only those of this class of failure: outage, throttled, denied, conflict, rejected, gone, unsure, ours, expired."
  )
  var failureClass: String?
  @Option(help: "Only those of this system.") var system: String?
  @Option(
    help: "Only those made on this day or at this time (RFC 3339), or as long ago (90m, 2d), and later.",
    transform: TimeArgument.ago)
  var since: TimeArgument?
  @Option(help: "Only those made before this day or time.", transform: TimeArgument.ago) var before: TimeArgument?
  @Option(
    help: ArgumentHelp(
      "Only those for which this holds: CEL over `item` (what it holds) and `delivery` (number, flow, target, system, state, class, cause, attempts, trace, created).",
      valueName: "expression"))
  var match: String?

  var isEmpty: Bool { flow ?? failureClass ?? system ?? match == nil && since == nil && before == nil }

  func validate() throws {
    guard let failureClass, FailureClass(rawValue: failureClass) == nil else { return }
    throw NameMistake.error(failureClass, "class of failure", among: FailureClass.allCases.map(\.rawValue))
  }

  /// That nothing was found, in words: where something was asked for it may be there all the same.
  func nothing(_ words: String) -> String { isEmpty ? "nothing \(words)" : "nothing that \(words) matches" }

  /// Says what is wrong with the expression, where something is, and ends.
  func check() throws(Exit) {
    guard let match else { return }
    var (sources, findings) = (Sources(), Findings())
    let file = sources.add(path: "--match", bytes: Array(match.utf8))
    for issue in DeadQuery.issues(ofMatch: match) {
      findings.add(Diagnostic(issue, at: Span(file: file, range: issue.range)))
    }
    guard !findings.isEmpty else { return }
    Terminal.complain(
      TerminalRenderer(sources: sources, colour: Terminal.hasColour(STDERR_FILENO)).render(findings))
    throw .usage
  }

  /// The question, for the host.
  var query: DeadQuery {
    var query = DeadQuery()
    (query.flow, query.failure, query.system, query.match) = (flow, failureClass, system, match)
    (query.since, query.before) = (since?.instant, before?.instant)
    return query
  }

  /// All that match, and whether there are more than were wanted.
  func all(_ operations: Operations, state: String? = nil, limit: Int) async throws(Operations.Failure) -> (
    found: [DeliveryReport], more: Bool
  ) {
    var query = query
    query.state = state
    var (found, failed): ([DeliveryReport], Int) = ([], 0)
    var (why, flows): (String?, [String]?)
    while true {
      query.limit = min(1_000, limit - found.count)
      let page = try await operations.dead(query)
      found += page.deliveries
      failed += page.failed
      why = why ?? page.why
      if found.isEmpty { flows = page.flows }
      query.below = page.next
      guard page.next != nil, found.count < limit else { break }
    }
    if let flow, let flows {
      let near = NearName.suggest(for: flow, among: flows).map { "; did you mean `\($0)`?" }
      Terminal.complain("no message of a flow `\(flow)` is in this store\(near ?? "")")
    }
    if failed > 0 {
      Terminal.complain("`--match` cannot be said of \(failed), which are left out: \(why ?? "")")
    }
    return (found, query.below != nil)
  }
}
