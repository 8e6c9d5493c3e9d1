import Foundation
import Logging
import TreatyHost
import TreatyTelemetry

/// A log line for each event, in a file or on standard error: words for people, or a JSON object for machines.
struct LineLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info
  let format: LogLine
  let file: LogFile?

  init(format: LogLine, file: LogFile?) { (self.format, self.file) = (format, file) }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }
    let time = Date().formatted(
      .iso8601.year().month().day().dateTimeSeparator(.standard).time(includingFractionalSeconds: true))
    let sorted = fields.sorted { $0.key < $1.key }.map { (name: $0.key, value: "\($0.value)") }
    let line = format.render(
      time: "\(time)Z", level: event.level.rawValue, message: "\(event.message)", fields: sorted)
    // What does not fit into the file any more is not lost.
    if file?.write(line) != true { Terminal.complain(line) }
  }
}
