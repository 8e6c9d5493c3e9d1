/// What is known of the trace that a message came with, besides its ids (W3C Trace Context): kept with the message and with what came of it, so
/// that a call that is repeated the next day goes on with the same.
public struct SenderTrace: Hashable, Sendable, Codable {
  /// Whether the trace is recorded (§3.2.2.5, the flag *sampled*): as its sender said, or as was decided where it begins here.
  public var isSampled: Bool
  /// The span of the intake, which what came of the message hangs below; 16 hex digits. `nil` where none is recorded.
  public var span: String?
  /// `tracestate`, to be passed on as it came (§3.3); `nil` where there was none.
  public var state: String?

  /// What is known.
  public init(isSampled: Bool, span: String? = nil, state: String? = nil) {
    self.isSampled = isSampled
    self.span = span
    self.state = state
  }

  /// From the text that a store keeps.
  public init(kept text: String) {
    let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    isSampled = parts[0] == "1"
    span = parts.count > 1 && parts[1] != "-" ? parts[1] : nil
    state = parts.count > 2 ? parts[2] : nil
  }

  /// The text that a store keeps: `1` or `0`, the span or `-`, the state.
  public var kept: String {
    let flag = isSampled ? "1" : "0"
    guard span != nil || state != nil else { return flag }
    return "\(flag) \(span ?? "-")" + (state.map { " " + $0 } ?? "")
  }
}
