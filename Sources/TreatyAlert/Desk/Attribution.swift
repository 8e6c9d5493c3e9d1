import TreatyGrammar
import TreatyStore

/// Whose fault an incident is, and why that is thought. The first rule that fits decides:
///
/// 1. Our own mapping failed (`ours`), the system refuses what we send (`rejected`, `conflict`, `gone`), it became too old while nothing else was wrong
///    (`expired`), or a question of ours: **ours**.
/// 2. The system says that we may not: **the account's**, whatever its health is.
/// 3. It asks for patience: **ours**, since we ask for more than it allows.
/// 4. Its health check fails with an answer: **the system's**.
/// 5. Its health check has no answer, and so have those of all other systems that are asked, two at least: **the network's**.
/// 6. Its health check has no answer, and others have: **the system's**.
/// 7. Its health check is good, and calls have no answer: **the network's**, or something on the way.
/// 8. Its health check is good, and calls are answered with errors: **the system's**: it is up and does not do its work.
/// 9. It is not asked for its health, and answers calls with errors: **the system's**. Where it does not answer: **not known**.
///
/// A result counts while it is no older than twice the time between two, and half a minute. A good one from before the incident says nothing
/// of it.
struct Attribution: Hashable, Sendable {
  var fault: Fault
  var evidence: String

  init(of incident: Incident, health: [String: SystemHealth], pauses: (String) -> Int64?, at now: Instant) {
    func fresh(_ system: String) -> SystemHealth? {
      guard let health = health[system] else { return nil }
      let pause = pauses(system) ?? 60_000
      return now.milliseconds - health.checked.milliseconds <= 2 * pause + 30_000 ? health : nil
    }
    switch incident.cause {
    case .flow(_, let failureClass):
      self.init(.ours, Attribution.ours[failureClass] ?? "the record fails for a reason of its own")
    case .budget, .waiting:
      self.init(.unknown, "no system is known to be down")
    case .account(let system):
      let health = fresh(system)
      self.init(
        .account,
        health?.isGood == true
          ? "\(system) is well by its health check, and refuses what we may do there"
          : "\(system) answers, and says that we may not")
    case .system(let system):
      if incident.classes["throttled", default: 0] * 2 > incident.count {
        self.init(.ours, "we ask for more than \(system) allows")
        return
      }
      let others = health.keys.filter { $0 != system }.compactMap { fresh($0) }
      self = Attribution.system(system, fresh(system), others: others, incident, at: now)
    }
  }

  private init(_ fault: Fault, _ evidence: String) { (self.fault, self.evidence) = (fault, evidence) }

  private static func system(
    _ system: String, _ health: SystemHealth?, others: [SystemHealth], _ incident: Incident, at now: Instant
  ) -> Attribution {
    // Words of the engine for what had an answer: "answered 503, unavailable".
    let isAnswered = incident.lastCause?.hasPrefix("answered ") ?? false
    if let health, health.isGood, health.checked < incident.opened {
      return isAnswered
        ? Attribution(.system, "it answers with errors")
        : Attribution(
          .unknown, "it does not answer, and was well when its health was last asked for, before this began")
    }
    guard let health else {
      return isAnswered
        ? Attribution(.system, "it answers with errors")
        : Attribution(.unknown, "it does not answer, and is not asked for its health")
    }
    let span = SmallGrammar.words(max(0, now.milliseconds - health.since.milliseconds) / 1000 * 1000)
    if health.isGood {
      return isAnswered
        ? Attribution(.system, "its health check is good, and its work fails")
        : Attribution(.network, "its health check is good for \(span), and calls do not come through")
    }
    let problem = AlertText.line(health.problem ?? "bad")
    let often = health.inARow > 1 ? ", \(health.inARow) in a row" : ""
    let evidence = "its health check has failed for \(span)\(often) (\(problem))"
    guard health.isSilent else { return Attribution(.system, evidence) }
    if !others.isEmpty, others.allSatisfy({ !$0.isGood && $0.isSilent }) {
      return Attribution(.network, "no system answers its health check, this one for \(span) (\(problem))")
    }
    let well = others.count { $0.isGood }
    return Attribution(.system, evidence + (well > 0 ? "; \(well) other\(well == 1 ? " answers" : "s answer")" : ""))
  }

  private static let ours = [
    "ours": "a mapping or an expression of the plan fails", "rejected": "what we send is not taken",
    "conflict": "others change the same records", "gone": "the records are not there any more",
    "expired": "it was not delivered in time", "unsure": "it is not known whether a call was carried out",
  ]
}
