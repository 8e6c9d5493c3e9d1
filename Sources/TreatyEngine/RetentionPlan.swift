import TreatyPlan
public import TreatyStore

/// What is kept how long by a plan, and how much of it is due.
public struct RetentionPlan: Codable, Hashable, Sendable {
  /// What a policy says, and for which flows.
  public struct Policy: Codable, Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Flows whose messages are kept by it.
    public var flows: [String]
    /// How long messages are kept that ended well, and those with dead letters, in milliseconds.
    public var doneMilliseconds, deadMilliseconds: Int64
    /// How long what is in them is kept, and how long links of records are, in milliseconds.
    public var payloadMilliseconds, recordMilliseconds: Int64?
    /// Where messages go before they are removed.
    public var archive: String?
    /// Why nothing of it is removed.
    public var hold: String?
  }

  /// The policies that flows go by.
  public var policies: [Policy]
  /// How long the audit trail is kept, in milliseconds.
  public var auditMilliseconds: Int64
  /// How long files of the log are kept, where a host writes them, in milliseconds.
  public var logMilliseconds: Int64
  /// Messages that are due now, 10,000 at most.
  public var due: Int
  /// When the next is due.
  public var next: Instant?
  /// How many messages at most are still to be dated by the policies of now; `nil` where none is.
  public var redating: Int?
  /// The holds that stand.
  public var holds: [LegalHold]

  /// What a plan says of a store.
  public static func of(_ store: some Store, _ plan: LinkedPlan, at now: Instant) async throws(StoreError)
    -> RetentionPlan
  {
    let policies = plan.policies
    let audit = RetentionPolicy.auditMilliseconds(plan.plan.retentions)
    let log = RetentionPolicy.logMilliseconds(plan.plan.retentions)
    return try await store.transaction { (tx) throws(StoreError) in
      RetentionPlan(
        policies: policies, auditMilliseconds: audit, logMilliseconds: log,
        due: try tx.purgeable(by: now, limit: most).count,
        next: try tx.nextPurge(),
        redating: try tx.fact(StoreFact.redating).flatMap(Redating.init(fact:)).map { $0.left }, holds: try tx.holds())
    }
  }

  private static let most = 10_000
}

extension LinkedPlan {
  /// The retention policies that flows go by.
  fileprivate var policies: [RetentionPlan.Policy] {
    plan.retentions.indices.compactMap { index in
      let policy = plan.retentions[index]
      let flows = plan.flows.filter { $0.retention.index == index }.map(\.name)
      guard !flows.isEmpty else { return nil }
      return RetentionPlan.Policy(
        name: policy.name, flows: flows, doneMilliseconds: policy.doneMilliseconds,
        deadMilliseconds: policy.deadMilliseconds, payloadMilliseconds: policy.payloadMilliseconds,
        recordMilliseconds: policy.recordMilliseconds, archive: archives[index], hold: policy.hold?.reason)
    }
  }
}
