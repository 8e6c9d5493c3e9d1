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
    let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
      Terminal.complain("error: `\(path).lock` cannot be written: \(String(cString: strerror(errno)))")
      throw Exit.load
    }
    // It stays: who waits for it would else hold one file, and the next who comes another.
    defer { close(lock) }
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

  /// Says that something is not there, or is there already.
  static func refuse(_ message: String, mend: String) -> Exit {
    Terminal.complain([
      Diagnostic(code: .notFound, severity: .error, message: message, primary: nil, fixes: [Fix(title: mend)])
    ])
    return .findings
  }
}
