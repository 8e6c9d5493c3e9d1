import ArgumentParser
import Foundation
import TreatyHost

extension DeadCommand {
  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Try it again from the start, with a new deadline: some by number, or all that match.")

    @OptionGroup var several: Several

    func run() async throws { try await several.run("retry", "tried again") }
  }

  struct Drop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give it up for good: some by number, or all that match.")

    @OptionGroup var several: Several

    func run() async throws { try await several.run("drop", "given up for good") }
  }

  /// One or many: what is meant is shown before anything is done.
  struct Several: ParsableArguments {
    @Argument(help: "Numbers of deliveries.") var numbers: [Int64] = []
    @OptionGroup var filter: DeadFilter
    @Flag(help: "All that wait for a person, without a filter.") var all = false
    @Option(help: "How many a second, so that the system behind is not run over.") var rate = 20.0
    @Flag(help: "Do not ask.") var yes = false
    @Flag(help: "Say what would be done, and do nothing.") var dryRun = false
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
      guard numbers.isEmpty || (filter.isEmpty && !all) else {
        throw ValidationError("give numbers, or say which by options, and not both")
      }
      guard !numbers.isEmpty || !filter.isEmpty || all else {
        throw ValidationError("say which: numbers, a filter such as `--class outage`, or `--all`")
      }
      guard rate > 0, rate <= 10_000 else {
        throw ValidationError("`--rate` is more than 0 and at most 10000 a second")
      }
    }

    /// What came of it, and what it did not come to.
    private struct Outcome: Encodable {
      var done: [Int64] = []
      var refused: [String: String] = [:]
      var left: [Int64] = []
    }

    func run(_ verb: String, _ words: String) async throws {
      try filter.check()
      let operations = try store.opened()
      let meant: [Int64]
      do throws(Operations.Failure) { meant = try await confirmed(operations, words) } catch { throw error.complain() }
      if dryRun { return }
      var outcome = Outcome()
      let broken = await act(verb, on: meant, operations, &outcome)
      if json {
        Terminal.print(ReportText.json(outcome))
      } else if meant.count > 20 {
        Terminal.print("\(outcome.done.count) are \(words)")
      }
      if let broken {
        if !json, meant.count > 1 {
          let done = "\(outcome.done.count) of \(meant.count) are \(words), \(outcome.left.count) were not come to"
          Terminal.complain("broken off: \(done); the same command goes on with those")
        }
        throw broken.complain()
      }
      guard outcome.refused.isEmpty else { throw Exit.findings }
    }

    /// Does it with one after the other.
    /// - Returns: why it was broken off; `nil` where it was not.
    private func act(_ verb: String, on meant: [Int64], _ operations: Operations, _ outcome: inout Outcome) async
      -> Operations.Failure?
    {
      for (index, number) in meant.enumerated() {
        do throws(Operations.Failure) {
          if index > 0 {
            do { try await Task.sleep(for: .seconds(1 / rate)) } catch {
              throw Operations.Failure.host("it was broken off")
            }
          }
          let message = try await operations.act(verb, on: number, reason: reason.reason)
          outcome.done.append(number)
          if !json, meant.count <= 20 { Terminal.print("delivery \(number): \(message)") }
        } catch {
          switch error {
          case .unknown(let message), .refused(let message):
            outcome.refused["\(number)"] = message
            if !json { Terminal.complain("delivery \(number): \(message)") }
          default:
            outcome.left = Array(meant[index...])
            return error
          }
        }
        if !json, meant.count > 20, (index + 1).isMultiple(of: 100) {
          Terminal.complain("\(index + 1) of \(meant.count)")
        }
      }
      return nil
    }

    /// What is meant, after a person has seen it.
    private func confirmed(_ operations: Operations, _ words: String) async throws(Operations.Failure) -> [Int64] {
      guard numbers.isEmpty else { return try await confirmed(numbers: operations, words) }
      let found = try await filter.all(operations, limit: .max).found
      if json, dryRun { Terminal.print(ReportText.json(found)) }
      guard !found.isEmpty else {
        if !json { Terminal.print("nothing that waits for a person matches") }
        return []
      }
      let byKind = Dictionary(grouping: found) { "\($0.flow) -> \($0.target), \($0.failure ?? "-")" }
      for (kind, some) in byKind.sorted(by: { $0.key < $1.key }) {
        Terminal.complain("\(ReportText.right("\(some.count)", 7))  \(kind)")
      }
      try confirm(found, words)
      // The oldest first: what happened first is told first.
      return found.map(\.id).reversed()
    }

    /// The same of those that were given by number. One that is given twice is meant once; one that is not there is complained of when its turn
    /// comes.
    private func confirmed(numbers operations: Operations, _ words: String) async throws(Operations.Failure) -> [Int64]
    {
      var seen: Set<Int64> = []
      let numbers = numbers.filter { seen.insert($0).inserted }
      guard dryRun || numbers.count > 1 && !yes else { return numbers }
      var found: [DeliveryReport] = []
      var missing: Operations.Failure?
      for number in numbers {
        do throws(Operations.Failure) { found.append(try await operations.delivery(number)) } catch {
          guard case .unknown(let message) = error else { throw error }
          missing = missing ?? error
          if !dryRun { Terminal.complain("delivery \(number): \(message)") }
        }
      }
      if dryRun {
        Terminal.print(json ? ReportText.json(found) : found.map(ReportText.line).joined(separator: "\n"))
        if let missing { throw missing }
      } else {
        try confirm(found, words)
      }
      return numbers
    }

    /// Shows some of what is meant, and goes on only after a yes.
    private func confirm(_ found: [DeliveryReport], _ words: String) throws(Operations.Failure) {
      for one in found.prefix(5) { Terminal.complain("  \(ReportText.line(one))") }
      if found.count > 5 { Terminal.complain("  and \(found.count - 5) more") }
      guard !yes, !dryRun else { return }
      let them = found.count == 1 ? "It is" : "All \(found.count) of them are"
      try Confirmation.ask("\(them) \(words), \(rate.formatted()) a second. Go on?")
    }
  }
}
