import Foundation
import TreatyDiagnostics

/// Where a command's words go.
enum Terminal {
  /// Whether colours are wanted on a stream: only on a terminal, and not where `NO_COLOR` (no-color.org) is set.
  static func hasColour(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Columns of the terminal at a stream; 100 where there is none. `COLUMNS` has the last word.
  static func width(_ descriptor: Int32) -> Int {
    if let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return Int(size.ws_col)
  }

  /// The result of a command.
  static func print(_ text: String) { write(text, to: FileHandle.standardOutput) }

  /// What is not the result: findings of a command whose result is something else, progress.
  static func complain(_ text: String) { write(text, to: FileHandle.standardError) }

  /// Writes to a stream. A result that cannot be written ends the command: a report that is cut must not look like a whole one.
  static func write(_ text: String, to handle: FileHandle) {
    let descriptor = handle.fileDescriptor
    let failure = StandardOutput.write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: descriptor)
    // A reader that went away, such as `head`, is no fault of ours. Where complaints cannot go there is nobody to tell.
    guard let failure, failure != EPIPE, descriptor != STDERR_FILENO else { return }
    complain("error: standard output cannot be written: \(String(cString: strerror(failure)))")
    exit(Exit.load.rawValue)
  }

  /// A finding that stands in no file.
  static func complain(_ diagnostics: [Diagnostic]) {
    var findings = Findings()
    diagnostics.forEach { findings.add($0) }
    complain(TerminalRenderer(sources: Sources(), colour: hasColour(STDERR_FILENO)).render(findings))
  }
}
