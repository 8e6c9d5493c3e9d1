import Foundation
import TreatyDiagnostics
import TreatyHost

/// Reads and writes the file of operators. One command at a time: what another has written meanwhile would be lost.
enum AccessFileEdit {
  /// What it says; nobody, where there is no file yet.
  static func read(_ path: String) throws -> AccessList {
    guard FileManager.default.fileExists(atPath: path) else { return AccessList() }
    guard let data = FileManager.default.contents(atPath: path) else {
      Terminal.complain("error: `\(path)` cannot be read")
      throw Exit.load
    }
    do throws(AccessFailure) { return try AccessList(reading: data) } catch {
      Terminal.complain([HostProcess.accessDiagnostic(error, path)])
      throw Exit.load
    }
  }

  /// Changes it. A file that is new is for its owner alone.
  static func change(_ path: String, _ body: (inout AccessList) throws -> Void) throws {
    let lock = try self.lock(path + ".lock")
    defer {
      unlink(path + ".lock")
      close(lock)
    }
    var list = try read(path)
    try body(&list)
    let text: [UInt8]
    do throws(AccessFailure) { text = try list.text() } catch {
      Terminal.complain([HostProcess.accessDiagnostic(error, path)])
      throw Exit.load
    }
    umask(0o077)
    try FileReplacement.write(text, to: path)
  }

  /// A lock that nobody else has. Who has waited for one that was removed meanwhile holds a file that the next comer does not: it is tried
  /// again with the one that has the name now.
  private static func lock(_ path: String) throws -> Int32 {
    while true {
      let lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
        Terminal.complain("error: `\(path)` cannot be written: \(String(cString: strerror(errno)))")
        throw Exit.load
      }
      var (held, named) = (stat(), stat())
      if fstat(lock, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino { return lock }
      close(lock)
    }
  }

  /// Says that something is not there, or is there already.
  static func refuse(_ message: String, mend: String) -> Exit {
    Terminal.complain([
      Diagnostic(code: .notFound, severity: .error, message: message, primary: nil, fixes: [Fix(title: mend)])
    ])
    return .findings
  }
}
