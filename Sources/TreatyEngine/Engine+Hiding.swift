import TreatyPlan
import TreatyStore

/// Takes out of what others wrote what not everybody may see, before it is kept as a cause, logged or told to anybody.
extension Engine {
  /// Characters of a cause that are kept.
  private static let mostCause = 500

  /// A cause without what its delivery holds that is not to be seen.
  func hidden(_ cause: String, of delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> String {
    String(try plan.hiding.texts(of: delivery, in: tx).hide(in: cause).prefix(Engine.mostCause))
  }

  /// What a call came to, with its reason as it may be seen.
  func hidden(_ verdict: Verdict, of delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> Verdict {
    guard case .bad(let failure, let reason, let retryAfter) = verdict else { return verdict }
    return .bad(failure, reason: try hidden(reason, of: delivery, in: tx), retryAfter: retryAfter)
  }
}
