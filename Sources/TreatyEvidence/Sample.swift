public import TreatyStore

/// A message to try plans on: what a sender sends, and where it goes.
public struct Sample: Hashable, Sendable {
  /// A header, its name in lower case.
  public struct Header: Hashable, Sendable {
    /// Name and value.
    public var name, value: String

    /// A header.
    public init(name: String, value: String) {
      self.name = name.lowercased()
      self.value = value
    }
  }

  /// Where it lies: a file, and behind `:` the line where it holds several. Samples are told apart by it.
  public var place: String
  /// The flow that takes it.
  public var flow: String
  /// Body as it is sent.
  public var body: [UInt8]
  /// Headers.
  public var headers: [Header]
  /// When it comes in; `nil` for ``moment``.
  public var received: Instant?

  /// A sample.
  public init(place: String, flow: String, body: [UInt8], headers: [Header] = [], received: Instant? = nil) {
    self.place = place
    self.flow = flow
    self.body = body
    self.headers = headers
    self.received = received
  }

  /// When a sample comes in that does not say so: 2026-01-01T12:00:00Z, for both plans and each time.
  public static let moment = Instant(milliseconds: 1_767_268_800_000)
}
