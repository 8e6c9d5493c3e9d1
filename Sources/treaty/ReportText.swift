import CEL
import Foundation
import TreatyDiagnostics
import TreatyHost
import TreatyStore

/// Words that reports share.
enum ReportText {
  static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    // Reports hold texts and numbers only, which cannot fail to encode.
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// JSON in one line.
  static func line(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // As above.
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// `3 done, 1 dead`; `none` for nothing.
  static func counts(_ counts: [String: Int], _ order: [String]) -> String {
    let words = order.compactMap { name in
      counts[name].flatMap { $0 > 0 ? "\($0) \(name == "inFlight" ? "in flight" : name)" : nil }
    }
    return words.isEmpty ? "none" : words.joined(separator: ", ")
  }

  /// A length of time in its two greatest units.
  static func span(_ milliseconds: Int64) -> String { StatusText.span(milliseconds) }

  static func time(_ instant: Instant) -> String { Timestamp(millisecondsSinceEpoch: instant.milliseconds).rfc3339 }

  /// An amount of bytes in its greatest unit.
  static func bytes(_ count: Int) -> String {
    let units = ["GiB": 1 << 30, "MiB": 1 << 20, "KiB": 1 << 10].sorted { $0.value > $1.value }
    guard let (name, size) = units.first(where: { count >= $0.value }) else { return "\(count) B" }
    let tenths = count / (size / 10)
    return "\(tenths / 10).\(tenths % 10) \(name)"
  }

  /// A moment to the second.
  static func second(_ instant: Instant) -> String {
    time(Instant(milliseconds: instant.milliseconds / 1_000 * 1_000))
  }

  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// A value as JSON in one line.
  static func line(json value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // As above.
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// A line as a terminal may show it: what comes from elsewhere does not move its cursor.
  static func shown(_ line: String) -> String { TerminalText.show(line.utf8) }

  /// All of a delivery: its calls, what was sent and answered, what it holds, what to do.
  static func whole(_ delivery: DeliveryReport) -> [String] {
    var lines = full(delivery) + ["  trace \(delivery.trace)"]
    for call in delivery.calls ?? [] {
      guard call.request != nil || call.answer != nil else { continue }
      lines.append("  call \(call.number):")
      if let request = call.request {
        lines.append(shown("    > \(request.method ?? "") \(request.target ?? "")"))
        lines += part(request).map { "    > \(shown($0))" }
      }
      if let answer = call.answer {
        lines.append("    < \(answer.status.map { "\($0)" } ?? "")")
        lines += part(answer).map { "    < \(shown($0))" }
      }
    }
    if delivery.isForgotten { lines.append("  what it held is not kept any longer") }
    if let payload = delivery.payload { lines += ["  holds:", "    \(shown(payload))"] }
    if let suggestion = delivery.suggestion { lines.append("  what to do: \(suggestion)") }
    return lines
  }

  private static func part(_ part: DeliveryReport.Part) -> [String] {
    part.headers
      + (part.body.map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) } ?? [])
      + (part.cut > 0 ? ["(\(part.cut) more bytes are not kept)"] : [])
  }

  /// Letters of a cause beyond which a line has no room for it.
  private static let mostCause = 200

  /// A delivery in a line.
  static func line(_ delivery: DeliveryReport) -> String {
    let cause = TerminalText.cut(shown(delivery.cause ?? ""), to: mostCause)
    return
      "\(delivery.id)  \(delivery.state)  \(delivery.failure ?? "-")  \(delivery.flow) -> \(delivery.undo == true ? "undo of " : "")\(delivery.target)  [\(shown(delivery.identity))]  \(cause)"
  }

  /// A delivery with its calls.
  static func full(_ delivery: DeliveryReport, indent: String = "") -> [String] {
    let undo = delivery.undo == true ? "undo of " : ""
    var lines = ["\(indent)delivery \(delivery.id)  \(undo)\(delivery.target)  [\(delivery.identity)]"]
    let record = delivery.record.map { ", record \($0)" } ?? ""
    lines.append(
      "\(indent)  \(delivery.state)\(delivery.outcome.map { ": \($0)" } ?? "")\(record)\(delivery.due.map { ", goes at \(time($0))" } ?? "")"
    )
    if let held = delivery.held { lines.append("\(indent)  held up by \(held)") }
    if let failure = delivery.failure { lines.append("\(indent)  \(failure): \(delivery.cause ?? "")") }
    for call in delivery.calls ?? [] {
      let took = call.ended.map { "\($0.milliseconds - call.sent.milliseconds) ms" } ?? "no answer yet"
      let status = call.status.map { ", status \($0)" } ?? ""
      lines.append(
        "\(indent)  call \(call.number)  \(time(call.sent))  \(call.operation)  \(call.result ?? "out")\(status), \(took)\(call.detail.map { "  (\($0))" } ?? "")"
      )
    }
    return lines.map(shown)
  }
}
