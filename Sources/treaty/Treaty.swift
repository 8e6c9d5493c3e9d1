import ArgumentParser

/// The command line. One command per file; none has logic of its own.
@main
struct Treaty: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "treaty",
    abstract: "Integrations between IT systems, written as agreements, checked, and carried out.",
    discussion: """
      A package is a folder with `treaty.yaml` and `*.treaty.yaml` files. `check` says what is wrong with it, `compile` makes a plan \
      of it, `run` carries a plan out.

        treaty check specs/examples/alert-to-ticket
        treaty compile specs/examples/alert-to-ticket -o alerts.json
        treaty run alerts.json --store sqlite:treaty.sqlite --listen 127.0.0.1:8080

      Exit codes: 0 all well, 1 something was found, 2 wrong usage, 3 a package or plan could not be loaded, 4 a system or host could \
      not be reached, 70 a fault of Treaty's own.
      """,
    subcommands: [
      InitCommand.self, NewCommand.self, CheckCommand.self, FormatCommand.self, ExplainCommand.self,
      RulesCommand.self,
      CompileCommand.self, ShowCommand.self, DiffCommand.self, RunCommand.self, ApplyCommand.self, StandInCommand.self,
      StatusCommand.self,
      TraceCommand.self, AlertsCommand.self, AckCommand.self, DeadCommand.self, ReviewCommand.self, DoctorCommand.self,
      BackupCommand.self, RestoreCommand.self, SamplesCommand.self,
      AccessCommand.self, KeysCommand.self, AuditCommand.self, HoldCommand.self, RetentionCommand.self,
      EvalCommand.self,
      SchemaCommand.self, VersionCommand.self,
    ])

  static let version = "0.1.0"

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let exit as Exit {
      Self.exit(withError: ExitCode(exit.rawValue))
    } catch {
      // The parser's own code for wrong usage is 64; ours is 2, for every command.
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if !text.isEmpty { code.isSuccess ? Terminal.print(text) : Terminal.complain(text) }
      Self.exit(withError: ExitCode(code == .validationFailure ? Exit.usage.rawValue : code.rawValue))
    }
  }
}

/// Exit codes, the same for every command.
enum Exit: Int32, Error {
  /// All well: nobody reads what else there would be to print.
  case done = 0
  /// Something was found that forbids to go on.
  case findings = 1
  /// Wrong usage.
  case usage = 2
  /// A package or plan could not be loaded.
  case load = 3
  /// A system or host could not be reached, or refused.
  case unreachable = 4
  /// A fault of Treaty's own.
  case fault = 70
}

struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

  @Flag(help: "Print JSON.")
  var json = false

  private struct Report: Encodable {
    var version = Treaty.version
    var edition = 1
  }

  func run() {
    let report = Report()
    Terminal.print(
      json ? ReportText.json(report) : "treaty \(report.version), language edition \(report.edition)")
  }
}
