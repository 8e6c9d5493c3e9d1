import Foundation
import TreatyStore

/// A folder of a test's own.
struct TemporaryFolder: ~Copyable {
  let url: URL

  init(named name: String = "-") throws {
    url = FileManager.default.temporaryDirectory.appending(path: "treaty-store\(name)\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func path(_ name: String) -> String { url.appending(path: name).path }

  // What cannot be removed lies in the temporary folder.
  deinit { try? FileManager.default.removeItem(at: url) }
}

extension Message {
  /// A message with nothing in particular.
  static func sample(trace: String = "t", body: [UInt8] = [7]) -> Message {
    Message(
      trace: trace, parentSpan: nil, flow: "f", received: Instant(milliseconds: 0), body: body, headers: [], plan: "p",
      deliveryKey: nil)
  }
}

extension Delivery {
  /// A delivery with nothing in particular, in a lane of its own.
  static func sample(_ message: MessageID, _ identity: String, system: String = "s") -> Delivery {
    Delivery(
      message: message, trace: "t", item: 0, step: 0, lane: LaneKey(flow: "f", target: "s.r", identity: identity),
      system: system, payload: [1], created: Instant(milliseconds: 1), deadline: Instant(milliseconds: 9))
  }
}
