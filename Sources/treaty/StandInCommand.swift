import ArgumentParser
import Foundation
import TreatyDiagnostics
import TreatyPlan
import TreatySimulation
import TreatyStandIn

struct StandInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stand-in",
    abstract: "Serve a system that behaves as its connector says, for tests and demonstrations.",
    discussion: """
      Records are kept in memory. What goes wrong on purpose is drawn from --seed, so that it can be had again.

        treaty stand-in specs/examples/alert-to-ticket service-desk --port 18099
        treaty stand-in . service-desk --fail 503:20% --slow 2s
        treaty stand-in . service-desk --drop-after-accept 30%

      --drop-after-accept does the work, then closes the connection without an answer. Look into it at /-/records/NAME and \
      /-/requests, disturb it at /-/faults and /-/outage.

      Exit codes: 0 stopped; 1 the package has errors; 2 wrong usage; 3 it cannot be read; 4 the port is taken.
      """)

  @Argument(help: "Folder of the package.")
  var package: String

  @Argument(help: "Name of the system.")
  var system: String

  @Option(help: "Port on this machine; 0 takes a free one.")
  var port = 0

  @Option(help: ArgumentHelp("Answer with this status, so often; may be repeated.", valueName: "503:20%"))
  var fail: [String] = []

  @Option(help: ArgumentHelp("Hold each answer back.", valueName: "2s"))
  var slow: String?

  @Option(help: ArgumentHelp("Do the work, then close the connection without an answer, so often.", valueName: "30%"))
  var dropAfterAccept: String?

  @Option(help: ArgumentHelp("Close the connection without doing the work, so often.", valueName: "10%"))
  var dropBefore: String?

  @Option(help: "Token that a request must show; without it any will do.")
  var token: String?

  @Flag(help: "Take fields that the record does not have, and drop them, as some vendors do.")
  var lenient = false

  @Option(help: "What the faults are drawn from.")
  var seed: UInt64 = 1

  @OptionGroup var findings: FindingsOption

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("`--port \(port)` is no port: 0 to 65535 are") }
  }

  func run() async throws {
    var faults = FaultPlan()
    do throws(FaultPlan.Unreadable) {
      for text in fail { faults.failures.append(try FaultPlan.failure(text)) }
      if let slow { faults.slowMilliseconds = try FaultPlan.time(slow) }
      if let dropAfterAccept { faults.dropAfterAccept = try FaultPlan.share(dropAfterAccept) }
      if let dropBefore { faults.dropBefore = try FaultPlan.share(dropBefore) }
    } catch { throw ValidationError(error.description) }
    let plan = try Checking.plan(package, for: "stand-in", reporting: findings).plan
    let names = plan.systems.filter { !$0.records.isEmpty }.map { $0.name }
    guard let planned = plan.systems.first(where: { $0.name == system && !$0.records.isEmpty }) else {
      var finding = Diagnostic(
        code: .unknownName, severity: .error, message: "the package has no system `\(system)` with records",
        primary: nil)
      let near = NearName.suggest(for: system, among: names)
      finding.fixes = [
        Fix(
          title: near.map { "did you mean `\($0)`?" } ?? "there are \(names.map { "`\($0)`" }.joined(separator: ", "))")
      ]
      Terminal.complain([finding])
      throw Exit.usage
    }
    let standIn: StandIn
    do throws(LinkFailure) {
      standIn = try StandIn(plan: plan, system: planned, token: token, isLenient: lenient, faults: faults, seed: seed)
    } catch {
      Terminal.complain([Diagnostic(code: .planLink, severity: .error, message: error.description, primary: nil)])
      throw Exit.findings
    }
    // A stand-in has nothing to save: the signals' usual end is the right one.
    do {
      try await StandInServer(standIn).run(port: port) { port in
        Terminal.print("stand-in for `\(planned.name)` (\(planned.connector)) on http://127.0.0.1:\(port)")
      }
    } catch {
      Terminal.complain([
        Diagnostic(
          code: .listenFailed, severity: .error, message: "port \(port) cannot be had: \(error)", primary: nil,
          fixes: [Fix(title: "choose another with `--port`")])
      ])
      throw Exit.unreachable
    }
  }
}
