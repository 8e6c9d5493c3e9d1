import ArgumentParser
import Foundation
import Logging
import TreatyDiagnostics
import TreatyEngine
import TreatyHost
import TreatyKeys
import TreatyPlan
import TreatyStore
import TreatyStoreSQLite
import TreatyTelemetry

/// Forms of the log.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json

  var line: LogLine {
    switch self {
    case .text: .text
    case .json: .json
    }
  }
}

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Carry a plan out: take webhooks, keep them, bring about what they ask for.",
    discussion: """
      Everything the plan needs is looked at before anything starts. An event is acknowledged once it is on disk; a call of which \
      nobody knows whether it arrived is looked up, not sent again blindly. SIGTERM stops in good order.

        TREATY_SECRET_DESK_TOKEN=… TREATY_SECRET_HOOK_TOKEN=… \\
          treaty run alerts.json --store sqlite:treaty.sqlite --listen 127.0.0.1:8080 --input desk-url=https://rt.example.com

      A secret `desk-token` is the environment variable TREATY_SECRET_DESK_TOKEN, or a file `desk-token` in the folder given by \
      --secrets, or a systemd credential. While it runs: GET /healthz, /readyz and /metrics on the same address, and \
      `treaty status`, `trace` and `dead` with the same --store. SIGHUP reads the plan and the secrets anew, as `treaty apply` does.

      Exit codes: 0 stopped as told; 2 wrong usage, or something the plan needs is missing; 3 the plan cannot be read; \
      4 the store or the address cannot be had; 70 the store failed while running.
      """)

  @Argument(help: "Plan file, as `treaty compile` writes it.")
  var plan: String

  @OptionGroup var store: StoreFileOption

  @Option(help: "Address and port for webhooks; port 0 takes a free one.")
  var listen = "127.0.0.1:8080"

  @Option(
    name: .customLong("input"), help: ArgumentHelp("Value of an input; may be repeated.", valueName: "name=value"))
  var inputs: [String] = []

  @Option(help: "Folder with a file per secret, named like the secret.")
  var secrets: String?

  @Option(
    help: ArgumentHelp(
      "Send traces and metrics to a collector (OTLP/HTTP, JSON); otherwise to OTEL_EXPORTER_OTLP_ENDPOINT, where that is set.",
      valueName: "url"))
  var otlp: String?

  @Option(help: "How the log is written: text or json.")
  var logFormat = LogFormat.text

  @Option(
    help: ArgumentHelp(
      "Write the log into a file in place of standard error: a new one each day, those before it compressed, and removed when the plan's `logs` says so.",
      valueName: "file"))
  var logFile: String?

  @Option(help: "Least important lines to write: trace, debug, info, warning, error.")
  var logLevel = "info"

  @Option(
    help:
      "How long calls that are out may take to come back after SIGTERM, in seconds; what does not is looked up at the next start."
  )
  var grace = 10

  @Option(
    help: ArgumentHelp(
      "Go on although the plan differs from the one before in a way that you vouch for: package, key or address; may be repeated.",
      valueName: "difference"))
  var evenIf: [Difference] = []

  @Option(
    help: ArgumentHelp(
      "File that says who may do what, as `treaty access` writes it; read anew when it changes.", valueName: "file"))
  var access: String?

  @Option(
    help: ArgumentHelp(
      "Group whose members may open the socket beside the store, and look; --access can say that they may do more.",
      valueName: "group"))
  var controlGroup: String?

  @Option(
    help: ArgumentHelp(
      "Address and port for operators elsewhere, who show a token; needs --access, and --admin-tls where it is not this machine alone.",
      valueName: "address:port"))
  var admin: String?

  @Option(
    help: ArgumentHelp("Certificate and key (PEM) for --admin, with a comma between them.", valueName: "cert,key"))
  var adminTLS: String?

  func validate() throws {
    guard admin != nil || adminTLS == nil else { throw ValidationError("`--admin-tls` is for `--admin`") }
    guard (0...3_600).contains(grace) else { throw ValidationError("`--grace` is 0 to 3600 seconds") }
    guard Logger.Level(rawValue: logLevel) != nil else {
      let levels = Logger.Level.allCases.map { $0.rawValue }.joined(separator: ", ")
      throw ValidationError("`--log-level \(logLevel)` is none: it is one of \(levels)")
    }
    var isFolder: ObjCBool = false
    if let secrets, !FileManager.default.fileExists(atPath: secrets, isDirectory: &isFolder) || !isFolder.boolValue {
      throw ValidationError("`--secrets \(secrets)` is no folder")
    }
  }

  func run() async throws {
    let file = try PlanReading.read(plan)
    // Before anybody looks for secrets that would not help.
    let refusals = Runnable.refusals(of: file)
    guard refusals.isEmpty else {
      Terminal.complain(refusals)
      throw Exit.usage
    }
    let (address, port) = try Self.address(listen)
    let binding: Binding
    do {
      binding = try Binding(plan: file.plan, inputs: try InputValues.read(inputs), secrets: sources())
    } catch let failure as Binding.Failure {
      Terminal.complain(failure.findings)
      throw Exit.usage
    }
    let otlp = try telemetry()
    let store: SQLiteStore
    do throws(StoreError) {
      var master: MasterKey?
      if let key = self.store.key { master = try key.source.read(of: self.store.store.path) }
      store = try SQLiteStore.open(path: self.store.store.path, master: master)
    } catch {
      Terminal.complain([HostProcess.storeDiagnostic(error)])
      throw Exit.unreachable
    }
    let kept = try openLog()
    let logger = logger(kept)
    if self.store.key == nil {
      // Whoever copies the folder has both: it is said each time.
      logger.notice(
        "the store is sealed with the key in the file beside it",
        metadata: ["key": "\(SQLiteStore.keyFile(path: self.store.store.path))", "event": "host.key"])
    }
    var configuration = HostConfiguration(
      plan: file, store: store, storePath: self.store.store.path, address: address, port: port, binding: binding,
      logger: logger, grace: .seconds(grace), version: Treaty.version)
    configuration.key = self.store.key?.source
    configuration.logFile = kept
    configuration.evenIf = Set(evenIf.map(\.kind))
    try serveOperators(&configuration)
    configuration.manager = ServiceManager(
      environment: ProcessInfo.processInfo.environment, process: ProcessInfo.processInfo.processIdentifier)
    configuration.otlp = otlp
    // Anew each time: a file may hold another secret by then.
    let sources = sources()
    configuration.bind = { (plan, inputs) throws(Binding.Failure) in
      try Binding(plan: plan, inputs: inputs, secrets: sources)
    }
    let path = plan
    configuration.reload = { () throws(HostProcess.Failure) in
      do throws(PlanReading.Failure) { return try PlanReading.file(path) } catch { throw .refused([error.finding]) }
    }
    do throws(HostProcess.Failure) {
      try await HostProcess.run(configuration)
    } catch {
      switch error {
      case .refused(let findings):
        Terminal.complain(findings)
        throw Exit.usage
      case .ended(let finding):
        Terminal.complain([finding])
        throw finding.code == .listenFailed ? Exit.unreachable : Exit.fault
      }
    }
  }

  /// Where and by whom operators are served.
  private func serveOperators(_ configuration: inout HostConfiguration) throws {
    configuration.accessPath = access
    do throws(HostProcess.Failure) {
      configuration.controlGroup = try controlGroup.map { (name) throws(HostProcess.Failure) in
        try HostProcess.group(named: name)
      }
      guard let admin else { return }
      guard let (address, port) = Self.parts(admin) else { throw .refused([Self.noAddress(admin)]) }
      let files = try certificate()
      configuration.admin = try AdminAddress(address: address, port: port, tls: files)
    } catch {
      if case .refused(let findings) = error { Terminal.complain(findings) }
      throw Exit.usage
    }
  }

  private func certificate() throws(HostProcess.Failure) -> (certificate: String, key: String)? {
    guard let adminTLS else { return nil }
    let files = adminTLS.split(separator: ",").map(String.init)
    guard files.count == 2 else {
      throw .refused([
        Diagnostic(
          code: .usage, severity: .error, message: "`--admin-tls` is two files with a comma: `cert.pem,key.pem`",
          primary: nil)
      ])
    }
    return (files[0], files[1])
  }

  private static func noAddress(_ text: String) -> Diagnostic {
    Diagnostic(
      code: .usage, severity: .error, message: "`\(text)` is no address: write it like `127.0.0.1:8081`", primary: nil)
  }

  private static func address(_ listen: String) throws -> (String, Int) {
    guard let parts = parts(listen) else {
      throw ValidationError("`\(listen)` is no address: write it like `127.0.0.1:8080`")
    }
    return parts
  }

  private static func parts(_ listen: String) -> (String, Int)? {
    let parts = listen.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 2, let last = parts.last, let port = Int(last), (0...65_535).contains(port) else {
      return nil
    }
    return (parts.dropLast().joined(separator: ":"), port)
  }

  /// Where traces and metrics go, as OpenTelemetry's variables say.
  private func telemetry() throws -> OTLPConfiguration? {
    do throws(OTLPConfiguration.Problem) {
      return try OTLPConfiguration.read(
        ProcessInfo.processInfo.environment, endpoint: otlp, version: Treaty.version)
    } catch { throw ValidationError("\(error.name): \(error.message)") }
  }

  private func sources() -> Binding.SecretSources {
    let environment = ProcessInfo.processInfo.environment
    return Binding.SecretSources(
      environment: environment, folders: [secrets, environment["CREDENTIALS_DIRECTORY"]].compactMap(\.self))
  }

  private func openLog() throws -> LogFile? {
    guard let logFile else { return nil }
    do throws(LogFile.Failure) { return try LogFile(logFile) } catch {
      throw ValidationError("`--log-file \(error.path)` cannot be written: \(error.why)")
    }
  }

  private func logger(_ file: LogFile?) -> Logger {
    let format = logFormat.line
    var logger = Logger(label: "treaty") { _ in LineLogHandler(format: format, file: file) }
    logger.logLevel = Logger.Level(rawValue: logLevel) ?? .info
    return logger
  }
}
