import ArgumentParser
import TreatyHost

struct DeadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dead", abstract: "Look after what was given up, and what asks for a person.",
    discussion: """
        treaty dead list --store sqlite:treaty.sqlite
        treaty dead show 17 --store sqlite:treaty.sqlite
        treaty dead retry 17 --store sqlite:treaty.sqlite
        treaty dead found 17 --record 4711 --store sqlite:treaty.sqlite
        treaty dead drop 17 --store sqlite:treaty.sqlite

      `retry`, `found` and `drop` need the running host: only it writes to its store.
      """,
    subcommands: [List.self, Show.self, Retry.self, Found.self, Drop.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List dead letters and questions, newest first.")

    @OptionGroup var store: StoreOption
    @Option(help: "Only those of this flow.") var flow: String?
    @Option(name: .customLong("class"), help: "Only those of this class of failure.") var failureClass: String?
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      var reports: [DeliveryReport]
      do throws(Operations.Failure) { reports = try await store.operations.dead(flow: flow) } catch {
        throw error.complain()
      }
      if let failureClass { reports = reports.filter { $0.failure == failureClass } }
      if json { return Terminal.print(ReportText.json(reports)) }
      Terminal.print(
        reports.isEmpty ? "nothing waits for a person" : reports.map(ReportText.line).joined(separator: "\n"))
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one with all its calls.")

    @Argument(help: "Number of the delivery.") var number: Int64
    @OptionGroup var store: StoreOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let report: DeliveryReport
      do throws(Operations.Failure) { report = try await store.operations.delivery(number) } catch {
        throw error.complain()
      }
      if json { return Terminal.print(ReportText.json(report)) }
      Terminal.print((ReportText.full(report) + ["  trace \(report.trace)"]).joined(separator: "\n"))
    }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Try it again from the start, with a new deadline.")

    @Argument(help: "Number of the delivery.") var number: Int64
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption

    func run() async throws { try await DeadCommand.act("retry", on: number, store, reason) }
  }

  struct Found: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say that it was done, and which record it made.")

    @Argument(help: "Number of the delivery.") var number: Int64
    @Option(help: "Id of the record in the system.") var record: String
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption

    func run() async throws { try await DeadCommand.act("found", on: number, store, reason, record: record) }
  }

  struct Drop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Give it up for good.")

    @Argument(help: "Number of the delivery.") var number: Int64
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption

    func run() async throws { try await DeadCommand.act("drop", on: number, store, reason) }
  }

  fileprivate static func act(
    _ verb: String, on number: Int64, _ store: StoreOption, _ reason: ReasonOption, record: String? = nil
  ) async throws {
    do throws(Operations.Failure) {
      let message = try await store.operations.act(verb, on: number, record: record, reason: reason.reason)
      Terminal.print("delivery \(number): \(message)")
    } catch { throw error.complain() }
  }
}
