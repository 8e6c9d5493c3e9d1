/// What the sender of a message said of its trace besides the ids (W3C Trace Context): kept with the message and with what came of it, so that
/// a call that is repeated the next day goes on with the same.
public struct SenderTrace: Hashable, Sendable, Codable {
  /// Whether the sender records the trace (§3.2.2.5, the flag *sampled*).
  public var isSampled: Bool
  /// `tracestate`, to be passed on as it came (§3.3); `nil` where there was none.
  public var state: String?

  /// What a sender said.
  public init(isSampled: Bool, state: String? = nil) {
    self.isSampled = isSampled
    self.state = state
  }

  /// From the text that a store keeps.
  public init(kept text: String) {
    isSampled = text.utf8.first == UInt8(ascii: "1")
    state = text.utf8.count > 2 ? String(text.dropFirst(2)) : nil
  }

  /// The text that a store keeps: `1` or `0`, and behind a blank the state.
  public var kept: String { (isSampled ? "1" : "0") + (state.map { " " + $0 } ?? "") }
}
