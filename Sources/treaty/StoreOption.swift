import ArgumentParser
import TreatyDiagnostics
import TreatyHost

/// Where a store is: `sqlite:PATH`.
struct StoreLocation: ExpressibleByArgument, Sendable {
  /// Path of the file.
  let path: String

  init?(argument: String) {
    guard argument.hasPrefix("sqlite:"), argument.count > 7 else { return nil }
    path = String(argument.dropFirst(7))
  }
}

/// The option that commands over a store share.
struct StoreOption: ParsableArguments {
  @Option(help: ArgumentHelp("The store: `sqlite:` and the path of a file.", valueName: "sqlite:PATH"))
  var store: StoreLocation

  @Option(
    help: ArgumentHelp(
      "Where its master key is: `file:PATH`, `env:NAME` or `credential:NAME` (systemd). Without it the key is in a file beside the store, made with it.",
      valueName: "place"))
  var key: KeyPlace?

  var operations: Operations { Operations(storePath: store.path, key: key?.source) }
}

/// Where a master key is.
struct KeyPlace: ExpressibleByArgument, Sendable {
  let source: KeySource

  init?(argument: String) {
    guard let source = KeySource(argument) else { return nil }
    self.source = source
  }
}

extension Operations.Failure {
  /// Says what went wrong, and gives the exit code for it.
  func complain() -> Exit {
    switch self {
    case .store(let error):
      Terminal.complain([HostProcess.storeDiagnostic(error)])
      return .unreachable
    case .noHost:
      Terminal.complain([
        Diagnostic(
          code: .hostUnreachable, severity: .error, message: "no host runs on this store", primary: nil,
          reason: "only the host that has a store writes to it",
          fixes: [Fix(title: "start it with `treaty run`, then try again")])
      ])
      return .unreachable
    case .noStore:
      Terminal.complain([
        Diagnostic(
          code: .notFound, severity: .error, message: "there is no store at this path", primary: nil,
          fixes: [Fix(title: "give the path that `treaty run --store` was given")])
      ])
      return .load
    case .host(let message):
      // It may have done what it was told before it ended.
      Terminal.complain([
        Diagnostic(
          code: .hostUnreachable, severity: .error, message: message, primary: nil,
          fixes: [Fix(title: "see with `treaty status` how it stands before you do it again")])
      ])
      return .unreachable
    case .notKnown(let message):
      Terminal.complain([
        Diagnostic(
          code: .callerNotKnown, severity: .error, message: "the host does not know who asks: \(message)", primary: nil,
          fixes: [Fix(title: "have a token made with `treaty access add`, and give it with `--token-file`")])
      ])
      return .unreachable
    case .notAllowed(let message):
      Terminal.complain([
        Diagnostic(
          code: .roleMissing, severity: .error, message: message, primary: nil,
          fixes: [Fix(title: "ask who looks after the host for the role, or have somebody do it who has it")])
      ])
      return .unreachable
    case .onlyLocal(let message):
      Terminal.complain([Diagnostic(code: .usage, severity: .error, message: message, primary: nil)])
      return .usage
    case .unknown(let message), .refused(let message):
      Terminal.complain([Diagnostic(code: .notFound, severity: .error, message: message, primary: nil)])
      return .findings
    }
  }
}
