/// What goes wrong on purpose.
public struct FaultPlan: Hashable, Sendable {
  /// Statuses that are answered before anything is done, with their share of requests.
  public var failures: [Failure] = []
  /// How long each answer is held back, in milliseconds.
  public var slowMilliseconds: Int64 = 0
  /// Share of requests that are carried out, and then not answered: the connection is closed.
  public var dropAfterAccept = 0.0
  /// Share of requests that are neither carried out nor answered.
  public var dropBefore = 0.0

  /// A status and how often it is answered.
  public struct Failure: Hashable, Sendable {
    /// The status, 400 to 599.
    public var status: Int
    /// Share of requests, 0 to 1.
    public var share: Double
  }

  /// Nothing goes wrong.
  public init() {}

  /// Why a fault cannot be read.
  public struct Unreadable: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and how it is written.
    public var description: String

    /// Something that cannot be read.
    public init(description: String) { self.description = description }
  }

  /// Reads `503:20%`, or `503` for always.
  public static func failure(_ text: String) throws(Unreadable) -> Failure {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let status = Int(parts[0]), (400...599).contains(status) else {
      throw Unreadable(description: "`\(text)` is no fault: write a status and its share, like `503:20%`")
    }
    return Failure(status: status, share: parts.count == 2 ? try share(parts[1]) : 1)
  }

  /// Reads `30%`.
  public static func share(_ text: String) throws(Unreadable) -> Double {
    guard text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent) else {
      throw Unreadable(description: "`\(text)` is no share: write it like `30%`")
    }
    return percent / 100
  }

  /// Reads `500ms`, `2s` or `1m`, in milliseconds.
  public static func time(_ text: String) throws(Unreadable) -> Int64 {
    for (unit, size) in [("ms", 1), ("s", 1000), ("m", 60_000)] as [(String, Double)] where text.hasSuffix(unit) {
      guard let count = Double(text.dropLast(unit.count)), count >= 0, count <= 3_600_000 else { continue }
      return Int64(count * size)
    }
    throw Unreadable(description: "`\(text)` is no length of time: write it like `2s`")
  }

  /// What befalls one request.
  enum Fate: Hashable {
    case none
    case fail(Int)
    case dropBefore
    case dropAfter
  }

  /// Draws what befalls a request.
  func fate(using random: inout some RandomNumberGenerator) -> Fate {
    for failure in failures where Double.random(in: 0..<1, using: &random) < failure.share {
      return .fail(failure.status)
    }
    if dropBefore > 0, Double.random(in: 0..<1, using: &random) < dropBefore { return .dropBefore }
    if dropAfterAccept > 0, Double.random(in: 0..<1, using: &random) < dropAfterAccept { return .dropAfter }
    return .none
  }
}
