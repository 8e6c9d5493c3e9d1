/// Who does pieces of work that do not depend on each other: one after the other, or several at once. What comes out is the same.
public protocol WorkMapping: Sendable {
  /// Does `count` pieces of work.
  /// - Returns: what came of each, in order.
  func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result]
  /// How many pieces are done at once at most.
  var width: Int { get }
}

/// One piece after the other, by whoever asks.
public struct SerialMapping: WorkMapping {
  /// One after the other.
  public init() {}

  /// Does the work.
  public func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
    (0..<count).map(work)
  }

  /// One.
  public var width: Int { 1 }
}
