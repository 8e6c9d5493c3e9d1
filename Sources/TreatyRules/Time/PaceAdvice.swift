import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What the numbers of a flow say: as things come, or together at times. Only where they say it clearly.
struct PaceAdvice: Sendable {
  /// The way.
  let pace: PaceWord
  /// The arithmetic behind it.
  let reason: String

  /// What the numbers of a flow say; `nil` where they say nothing, or both.
  init?(_ activity: Activity, _ choice: ChoiceDeclaration) {
    let forRealTime = PaceAdvice.realTime(choice)
    let forBatch = PaceAdvice.batch(activity, choice)
    switch (forRealTime, forBatch) {
    case (let reason?, nil): self.init(pace: .realTime, reason: reason)
    case (nil, let reason?): self.init(pace: .batch, reason: reason)
    default: return nil
    }
  }

  private init(pace: PaceWord, reason: String) {
    self.pace = pace
    self.reason = reason
  }

  /// Delay hurts, or news is old before a poll could see it.
  private static func realTime(_ choice: ChoiceDeclaration) -> String? {
    let cost = choice.costOfDelay?.value
    if let freshness = choice.freshness?.value, freshness < TimeUnit.minute, freshness > 0 {
      let runs = Amount.perDay(every: freshness).map { Amount.text($0) } ?? ""
      return "to be no older than \(Interval.text(freshness)), a batch would have to run 24h / "
        + "\(Interval.text(freshness)) = \(runs) times a day"
    }
    guard cost == .critical || cost == .high else { return nil }
    let late = choice.freshness.map {
      ": a batch every \(Interval.text($0.value)) is late by \(Interval.text($0.value / 2)) on the average, and by all of it at worst"
    }
    return "a delay costs much (`cost-of-delay: \(cost?.rawValue ?? "")`)\(late ?? "")"
  }

  /// Nobody waits for it, or as it comes it would use up what a system allows.
  private static func batch(_ activity: Activity, _ choice: ChoiceDeclaration) -> String? {
    guard let freshness = choice.freshness?.value else { return nil }
    if freshness >= TimeUnit.hour, let volume = choice.volume {
      let items = volume.value * 86_400
      for party in activity.parties {
        let calls = activity.callsPerItem(to: party.systemName, isEachCertain: true)
        guard let quota = party.quota.map({ $0.value * 86_400 }), calls > 0, items * Double(calls) > quota / 2 else {
          continue
        }
        return
          "as things come, \(Amount.text(items)) items × \(calls) = \(Amount.text(items * Double(calls))) calls a day go to "
          + "`\(party.systemName)`, more than half of its quota of \(Amount.text(quota)); a batch may wait for \(Interval.text(freshness))"
      }
    }
    guard choice.costOfDelay?.value == .low, freshness >= 15 * TimeUnit.minute else { return nil }
    let runs = Amount.perDay(every: freshness).map { Amount.text($0) } ?? ""
    let items = choice.volume.map { " in the place of \(Amount.text($0.value * 86_400))" } ?? ""
    return "a delay costs little, and \(Interval.text(freshness)) may pass: a batch as often as that delivers after "
      + "\(Interval.text(freshness / 2)) on the average, in \(runs) \(runs == "1" ? "run" : "runs") a day\(items)"
  }
}
