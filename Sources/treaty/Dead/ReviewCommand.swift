import ArgumentParser
import TreatyHost

struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Answer what only a person can: was it done, or not?",
    discussion: """
      A call whose answer was lost, and which cannot be looked up or sent again without harm, waits for a person, and the record's lane waits with it. \
      The cause says what to look for.

        treaty review list --store sqlite:treaty.sqlite
        treaty review resolve 17 --record 4711 --store sqlite:treaty.sqlite --reason "found in the desk"
        treaty review resolve 17 --not-done --store sqlite:treaty.sqlite
        treaty review resolve 17 --drop --store sqlite:treaty.sqlite

      `resolve` needs the running host and the role `operator`, and stands in the audit trail.

      Exit codes: 0 done; 1 it is not known, or asks nothing; 2 wrong usage; 3 there is no store; 4 the store or the host cannot be had.
      """,
    subcommands: [List.self, Resolve.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List what asks for a person, newest first.")

    @OptionGroup var filter: DeadFilter
    @OptionGroup var store: StoreOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      try filter.check()
      let found: [DeliveryReport]
      do throws(Operations.Failure) {
        found = try await filter.all(store.operations, state: "asking", limit: .max).found
      } catch { throw error.complain() }
      if json { return Terminal.print(ReportText.json(found)) }
      let lines = found.flatMap { [ReportText.line($0)] + ($0.suggestion.map { ["    \($0)"] } ?? []) }
      Terminal.print(found.isEmpty ? filter.nothing("asks for a person") : lines.joined(separator: "\n"))
    }
  }

  struct Resolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what is so; its lane goes on.")

    @Argument(help: "Number of the delivery.") var number: Int64
    @Option(help: "It was done: id of the record in the system.") var record: String?
    @Flag(help: "It was not done: it is sent again.") var notDone = false
    @Flag(help: "It shall not be done any more.") var drop = false
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
      guard [record != nil, notDone, drop].count(where: { $0 }) == 1 else {
        throw ValidationError("say one: `--record ID`, `--not-done` or `--drop`")
      }
    }

    func run() async throws {
      let verb = record != nil ? "found" : drop ? "drop" : "retry"
      do throws(Operations.Failure) {
        let message = try await store.operations.act(verb, on: number, record: record, reason: reason.reason)
        Terminal.print(
          json ? ReportText.json(DoneReport(number: number, message: message)) : "delivery \(number): \(message)")
      } catch { throw error.complain() }
    }
  }
}
