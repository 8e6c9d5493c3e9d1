import ArgumentParser
import Foundation
import TreatyConnect
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

/// The option of commands that need the store's own file: to run on it, and to put another in its place.
struct StoreFileOption: ParsableArguments {
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

/// The options that all commands of operators share: which host they are about, and how it is asked.
struct StoreOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store, on this machine; where a host runs it is asked over the socket beside it.", valueName: "sqlite:PATH"))
  var store: StoreLocation?

  @Option(
    help: ArgumentHelp(
      "Where the store's master key is, for when no host runs: `file:PATH`, `env:NAME` or `credential:NAME` (systemd).",
      valueName: "place"))
  var key: KeyPlace?

  @Option(
    help: ArgumentHelp(
      "Instead of a store: the admin address of a host; the token is in TREATY_TOKEN, or in the file of --token-file.",
      valueName: "URL"))
  var host: String?

  @Option(help: ArgumentHelp("File with the token for --host.", valueName: "file"))
  var tokenFile: String?

  @Option(
    help: ArgumentHelp("File of authorities (PEM) to trust instead of the system's, for --host.", valueName: "file"))
  var hostCA: String?

  func validate() throws {
    guard (store == nil) != (host == nil) else {
      throw ValidationError(
        store == nil
          ? "give `--store sqlite:PATH`, or `--host URL` for a host elsewhere" : "give `--store` or `--host`, not both")
    }
    guard host != nil || (tokenFile == nil && hostCA == nil) else {
      throw ValidationError("`--token-file` and `--host-ca` are for `--host`: at a store the system says who asks")
    }
  }

  /// What can be asked.
  var operations: Operations {
    get throws(Operations.Failure) {
      if let store { return Operations(storePath: store.path, key: key?.source) }
      let address: HostAddress
      do throws(HostAddress.Failure) { address = try HostAddress(host ?? "", authorities: hostCA) } catch {
        switch error {
        case .malformed(let message), .unencrypted(let message), .authorities(let message): throw .misused(message)
        }
      }
      return Operations(host: address, token: try token())
    }
  }

  /// What can be asked; where that cannot be, it is said, and the command ends.
  func opened() throws -> Operations {
    do throws(Operations.Failure) { return try operations } catch { throw error.complain() }
  }

  private func token() throws(Operations.Failure) -> Secret {
    let text: String
    if let tokenFile {
      do { text = try String(contentsOfFile: tokenFile, encoding: .utf8) } catch {
        throw .misused("the token cannot be read from `\(tokenFile)`")
      }
    } else if let given = ProcessInfo.processInfo.environment["TREATY_TOKEN"] {
      text = given
    } else {
      throw .misused("`--host` needs a token: in the environment variable TREATY_TOKEN, or with `--token-file FILE`")
    }
    let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .misused("that is no token: `treaty access add` prints one")
    }
    return Secret(token)
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
    case .misused(let message):
      Terminal.complain([Diagnostic(code: .usage, severity: .error, message: message, primary: nil)])
      return .usage
    case .unknown(let message), .refused(let message):
      Terminal.complain([Diagnostic(code: .notFound, severity: .error, message: message, primary: nil)])
      return .findings
    }
  }
}
