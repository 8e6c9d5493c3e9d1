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

  /// Gives a copy of a store, however it was made, the keys of the store.
  static func copyKeys(of store: String, to copy: String) throws {
    for ending in [".keys", ".key"] {
      try? FileManager.default.removeItem(atPath: copy + ending)  // there may be none yet
      try FileManager.default.copyItem(atPath: store + ending, toPath: copy + ending)
    }
  }

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
