import HTTPTypes
import TreatyStore
import TreatyTelemetry

/// W3C Trace Context, version 00: which trace a request belongs to.
struct TraceContext: Hashable, Sendable {
  /// 32 lower-case hex digits, not all zero.
  let trace: String
  /// The sender's span, 16 hex digits; `nil` where the trace begins here.
  let parent: String?
  /// Whether the sender records the trace; `nil` where it begins here.
  let isSampled: Bool?
  /// `tracestate` as it is passed on.
  var state: String?

  static let parentField = HTTPField.Name("traceparent")
  static let stateField = HTTPField.Name("tracestate")
  static let responseField = HTTPField.Name("traceresponse")

  /// Reads `traceparent`; `nil` when it is not valid, and then a new trace begins (§3.2.2).
  init?(traceparent: String) {
    let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff", parts[0] != "00" || parts.count == 4,
      TraceContext.isID(parts[1], 32), TraceContext.isID(parts[2], 16), TraceContext.isHex(parts[0]),
      parts[3].utf8.count == 2, TraceContext.isHex(parts[3])
    else { return nil }
    trace = parts[1]
    parent = parts[2]
    isSampled = UInt8(parts[3], radix: 16).map { $0 & 1 == 1 } ?? false
  }

  /// The trace that a request belongs to; a new one where it names none.
  static func of(_ headers: HTTPFields, using random: inout some RandomNumberGenerator) -> TraceContext {
    guard let parent = parentField.flatMap({ headers[$0] }), var context = TraceContext(traceparent: parent) else {
      return TraceContext(at: .now(), using: &random)
    }
    // Without a parent that is valid it says nothing (§3.3.1.4).
    if let name = stateField { context.state = TraceState.read(headers[values: name]) }
    return context
  }

  /// A new trace: the time in milliseconds, and 80 bits at random. They are found by an index, and one in the order of time grows at its end,
  /// where one at random would read and write a page somewhere for each message.
  init(at now: Instant, using random: inout some RandomNumberGenerator) {
    let time = UInt64(clamping: now.milliseconds) << 16
    trace = TraceContext.digits(time | random.next() & 0xFFFF) + TraceContext.span(using: &random)
    parent = nil
    isSampled = nil
  }

  /// A new span: 16 hex digits, not all zero.
  static func span(using random: inout some RandomNumberGenerator) -> String { digits(max(1, random.next())) }

  private static func digits(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func isHex(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private static func isID(_ text: String, _ count: Int) -> Bool {
    text.utf8.count == count && isHex(text) && text.utf8.contains { $0 != UInt8(ascii: "0") }
  }
}
