import ArgumentParser
import TreatyHost

struct AckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack", abstract: "Take an incident on: nobody else is called, and all hear when it is over.",
    discussion: """
        treaty ack 17 --store sqlite:treaty.sqlite
        treaty ack 17 --note "the vendor is on it" --store sqlite:treaty.sqlite

      It holds for a day; then those who were told are reminded. It needs the running host and the role `operator`, and
      stands in the audit trail with your name.

      Exit codes: 0 done; 1 there is no such incident, or somebody has it; 4 no host runs.
      """)

  @Argument(help: "Number of the incident, as `treaty alerts` and messages have it.") var number: Int
  @OptionGroup var store: StoreOption
  @Option(help: "What to say to others.") var note: String?
  @OptionGroup var reason: ReasonOption
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard let note, note.count > Operations.longestNote else { return }
    throw ValidationError("`--note` has at most \(Operations.longestNote) characters: it goes into a message")
  }

  func run() async throws {
    let message: String
    do throws(Operations.Failure) {
      message = try await store.operations.acknowledge(number, note: note, reason: reason.reason)
    } catch { throw error.complain() }
    Terminal.print(json ? ReportText.json(DoneReport(number: Int64(number), message: message)) : message)
  }
}
