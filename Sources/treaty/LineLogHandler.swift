import Foundation
import Logging

/// A log line for each event, on standard error: words for people, or a JSON object for machines.
struct LineLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info
  let format: LogFormat

  init(format: LogFormat) { self.format = format }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }
    let time = Date().formatted(
      .iso8601.year().month().day().dateTimeSeparator(.standard).time(includingFractionalSeconds: true))
    let sorted = fields.sorted { $0.key < $1.key }
    switch format {
    case .text:
      let words = sorted.map { " \($0.key)=\(quoted("\($0.value)"))" }.joined()
      Terminal.complain("\(time)Z \(event.level.rawValue.uppercased()) \(event.message)\(words)")
    case .json:
      var object: [String: String] = Dictionary(uniqueKeysWithValues: sorted.map { ($0.key, "\($0.value)") })
      object["time"] = "\(time)Z"
      object["level"] = event.level.rawValue
      object["message"] = "\(event.message)"
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      // A map of texts cannot fail to encode.
      guard let data = try? encoder.encode(object) else { return }
      Terminal.complain(String(decoding: data, as: UTF8.self))
    }
  }

  /// A value that is one word is written as it is; others in quotes, so that a line can be cut at its spaces.
  private func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == " " || $0 == "\"" || $0.isNewline }) || text.isEmpty else { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }
}
