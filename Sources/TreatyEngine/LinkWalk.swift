import TreatyPlan
import TreatyStore

/// How far somebody has come who looks for links that nobody has written for long.
///
/// A link whose lane still has deliveries stays, however old it is, and is looked at again with the next walk. There may be millions of them:
/// so a walk goes on where it was, and the next one begins an hour after the one before has ended.
public struct LinkWalk: Sendable {
  private var flow = 0
  private var place: LinkPlace?
  private var next = Instant(milliseconds: .min)
  /// Whether there are links that it has not come to.
  private(set) var isUnderWay = false

  /// Between the end of a walk and the beginning of the next: an hour, in milliseconds.
  private static let pause: Int64 = 3_600_000

  /// A walk that begins at once.
  public init() {}

  /// Goes on.
  /// - Parameter limit: How many links are looked at, of one flow.
  /// - Returns: how many links were removed.
  mutating func step(_ plan: Plan, limit: Int, at now: Instant, in tx: inout some StoreTransaction) throws(StoreError)
    -> Int
  {
    // A clock that was set back by more than the pause does not stop it for as long.
    guard isUnderWay || next <= now || next > now.advanced(milliseconds: Self.pause) else { return 0 }
    isUnderWay = true
    while flow < plan.flows.count {
      let planned = plan.flows[flow]
      if let kept = plan.retentions[planned.retention].recordMilliseconds {
        let time = now.advanced(milliseconds: -kept)
        let (removed, last) = try tx.removeLinks(
          writtenBefore: time, flow: planned.name, after: place, limit: limit)
        place = last
        if last == nil { flow += 1 }
        if removed > 0 || last != nil { return removed }
      } else {
        flow += 1
      }
    }
    self = LinkWalk()
    next = now.advanced(milliseconds: Self.pause)
    return 0
  }
}
