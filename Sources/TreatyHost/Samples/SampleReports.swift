import CEL
import TreatyEngine
public import TreatyStore

/// What is wanted of a window of what came in.
public struct SampleQuery: Codable, Hashable, Sendable {
  /// Only messages below this number: where a page ended.
  public var below: Int64?
  /// Only messages that came in at this time or later, and before that one.
  public var since, before: Instant?
  /// Only messages of this flow.
  public var flow: String?
  /// How many are wanted at most.
  public var limit: Int

  /// The newest.
  public init(limit: Int) { self.limit = limit }
}

/// A part of the samples, the newest first.
public struct SamplePage: Codable, Sendable {
  /// A sample.
  public struct Entry: Codable, Sendable {
    /// The flow that takes it.
    public var flow: String
    /// An envelope, in one line.
    public var line: String
  }

  /// The samples.
  public var samples: [Entry] = []
  /// How many messages were left out, by the reason.
  public var omitted: [String: Int] = [:]
  /// Number to go on below; `nil` at the end.
  public var next: Int64?
}

/// Looks through what came in, some messages a transaction, so that everything else goes on.
enum SampleReports {
  /// Numbers that are looked at in a transaction, and for a page at most.
  private static let (perStep, perPage) = (Int64(100), Int64(2_000))
  /// Bytes of a page from which on it ends.
  private static let mostBytes = 4 << 20

  static func page(_ store: some Store, _ query: SampleQuery, _ recorder: SampleRecorder) async throws(StoreError)
    -> SamplePage
  {
    var page = SamplePage()
    var bytes = 0
    let last = try await store.transaction { (tx) throws(StoreError) in try tx.lastMessage().number }
    var top = min(last, (query.below ?? .max) - 1)
    let end = top - perPage
    while top > 0, top > end, page.samples.count < query.limit, bytes < mostBytes {
      let range = max(1, top - perStep + 1)...top
      let messages = try await store.transaction { (tx) throws(StoreError) in
        var messages: [Message] = []
        for number in range.reversed() {
          if let message = try tx.message(MessageID(number)) { messages.append(message) }
        }
        return messages
      }
      top = range.lowerBound - 1
      for message in messages {
        if let since = query.since, message.received < since { return page }
        guard query.flow.map({ $0 == message.flow }) ?? true, query.before.map({ message.received < $0 }) ?? true
        else { continue }
        switch recorder.sample(of: message) {
        case .failure(let omission): page.omitted[omission.rawValue, default: 0] += 1
        case .success(let sample):
          let line = String(decoding: sample.json(), as: UTF8.self)
          bytes += line.utf8.count
          page.samples.append(SamplePage.Entry(flow: message.flow, line: line))
        }
        guard page.samples.count < query.limit else { return page }
      }
    }
    page.next = top > 0 && page.samples.count < query.limit ? top + 1 : nil
    return page
  }
}
