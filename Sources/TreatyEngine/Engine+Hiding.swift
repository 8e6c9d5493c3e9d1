import TreatyPlan
import TreatyStore

/// Takes out of what others wrote what not everybody may see, before it is kept as a cause, logged or told to anybody.
extension Engine {
  /// Characters that are kept of what a system says, and of a cause, which has words of ours around that.
  private static let (mostReason, mostCause) = (500, 2_000)

  /// A cause without what its delivery holds that is not to be seen.
  func hidden(_ cause: String, of delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> String {
    String(try plan.hiding.texts(of: delivery, in: tx).hide(in: cause).prefix(Engine.mostCause))
  }

  /// What a system says, as it may be seen. Shortened once what must not be is out of it: half of a secret would not be known as one.
  func reason(_ text: String, of delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> String {
    String(try plan.hiding.texts(of: delivery, in: tx).hide(in: text).prefix(Engine.mostReason))
  }

  /// What a call came to, with its reason as it may be seen.
  func hidden(_ verdict: Verdict, of delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> Verdict {
    guard case .bad(let failure, let text, let retryAfter) = verdict else { return verdict }
    return .bad(failure, reason: try reason(text, of: delivery, in: tx), retryAfter: retryAfter)
  }
}
