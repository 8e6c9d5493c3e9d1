import TreatyAudit
import TreatyPlan
import TreatyStore

/// How long a message of a flow is kept after it has ended.
struct KeptTime: Sendable {
  /// Until nobody can read any more what was in it, in milliseconds; `nil` where that goes with the rest.
  let payload: Int64?
  /// Until it is gone, in milliseconds.
  let all: Int64

  /// When something is to be done about it next, after it has ended.
  func first(after ended: Instant) -> Instant { ended.advanced(milliseconds: min(payload ?? all, all)) }
}

extension LinkedPlan {
  /// The retention policy of a flow; the standard one for a flow that the plan does not have.
  func retention(of flow: String) -> RetentionPolicy {
    self.flow(named: flow).map { plan.retentions[plan.flows[$0].retention] } ?? .standard
  }

  /// How long a message of a flow is kept.
  func kept(_ flow: String, isDead: Bool) -> KeptTime {
    let policy = retention(of: flow)
    let held = self.flow(named: flow).map { classes[$0.index] } ?? []
    let all = policy.milliseconds(isDead: isDead, holding: held)
    return KeptTime(payload: policy.payloadMilliseconds.flatMap { $0 < all ? $0 : nil }, all: all)
  }
}

extension AuditRecord {
  /// That another plan is carried out from now on.
  static func plan(from before: String?) -> AuditRecord {
    AuditRecord(.planned, words: before.map { ["before": $0] } ?? [:])
  }
}
