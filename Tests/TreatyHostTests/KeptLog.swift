import Logging
import Synchronization

/// Keeps log lines for a test to look at.
final class KeptLog: Sendable {
  private let kept = Mutex<[String]>([])

  /// All lines: level, message, and what goes with it.
  var lines: [String] { kept.withLock { $0 } }

  /// A logger that writes here, down to the least important lines.
  var logger: Logger {
    var logger = Logger(label: "test") { _ in Handler(log: self) }
    logger.logLevel = .trace
    return logger
  }

  private struct Handler: LogHandler {
    let log: KeptLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
      let words = fields.map { " \($0.key)=\($0.value)" }.joined()
      log.kept.withLock { $0.append("\(event.level) \(event.message)\(words)") }
    }
  }
}
