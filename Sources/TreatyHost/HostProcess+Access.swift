public import TreatyDiagnostics

extension HostProcess {
  /// Reads who may do what.
  static func accessFile(_ configuration: HostConfiguration) throws(Failure) -> AccessFile? {
    guard let path = configuration.accessPath else {
      guard configuration.admin == nil else {
        throw .refused([
          Diagnostic(
            code: .adminExposed, severity: .error, message: "there is an admin address, and nobody who may use it",
            primary: nil,
            fixes: [Fix(title: "make a file of operators with `treaty access add`, and give it with `--access FILE`")])
        ])
      }
      return nil
    }
    do throws(AccessFailure) { return try AccessFile(path: path, logger: configuration.logger) } catch {
      throw .refused([accessDiagnostic(error, path)])
    }
  }

  /// Why a file of operators cannot be used, as a finding.
  public static func accessDiagnostic(_ failure: AccessFailure, _ path: String) -> Diagnostic {
    Diagnostic(
      code: .accessFileUnusable, severity: .error, message: "the file of operators `\(path)` \(failure.message)",
      primary: nil, fixes: [Fix(title: "see `treaty access --help` for what makes and mends it")])
  }

  /// Number of a group of this machine.
  /// - Throws: what is wrong, where there is none of the name.
  public static func group(named name: String) throws(Failure) -> UInt32 {
    guard let group = SystemUser.group(named: name) else {
      throw .refused([
        Diagnostic(
          code: .usage, severity: .error, message: "there is no group `\(name)` on this machine", primary: nil,
          fixes: [Fix(title: "make it with `groupadd --system \(name)`")])
      ])
    }
    return group
  }
}
