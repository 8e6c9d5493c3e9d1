import TreatyGrammar
import TreatyPlan
import TreatyStore

/// Error budgets, and what waits.
///
/// A burn rate is alerted on over two windows with two speeds, as in "The Site Reliability Workbook", chapter 5: an hour for what is fast and
/// six for what is slow, each with a control window of a twelfth, so that the alert is over when the failures are.
extension AlertDesk {
  /// The share of deliveries that must be in time, where a flow promises no success.
  static let usualShare = 0.99

  /// Counts what ended.
  mutating func count(_ flow: String, good: Bool, milliseconds: Int64?, _ plan: AlertPlan, _ now: Instant) {
    guard let levels = plan.care(of: flow).levels else { return }
    if levels.success != nil { budgets["\(flow)/success", default: .init()].note(good, at: now) }
    if let limit = levels.deliveredWithinMilliseconds {
      let isInTime = good && (milliseconds.map { $0 <= limit } ?? false)
      budgets["\(flow)/delivered-within", default: .init()].note(isInTime, at: now)
    }
    nextLook = min(nextLook ?? now, now.advanced(milliseconds: 10_000))
  }

  /// Looks at budgets, ten seconds after something was counted and every minute.
  mutating func look(atBudgetsOf plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput) {
    guard let moment = nextLook, now >= moment else {
      if nextLook == nil, !budgets.isEmpty { nextLook = now }
      return
    }
    nextLook = now.advanced(milliseconds: 60_000)
    for (flow, levels) in plan.measured {
      for promise in ["success", "delivered-within"] {
        guard var budget = budgets["\(flow)/\(promise)"] else { continue }
        budget.trim(over: levels.overMilliseconds, at: now)
        budgets["\(flow)/\(promise)"] = budget
        budgetLeft["\(flow)/\(promise)"] = budget.left(
          promised: levels.success ?? AlertDesk.usualShare, over: levels.overMilliseconds, at: now)
        look(at: budget, of: flow, promise, levels, plan, now, &output)
      }
    }
  }

  private mutating func look(
    at budget: ErrorBudget, of flow: String, _ promise: String, _ levels: PlannedLevels, _ plan: AlertPlan,
    _ now: Instant, _ output: inout AlertOutput
  ) {
    let share = levels.success ?? AlertDesk.usualShare
    let fast = budget.burn(minutes: 60, promised: share, at: now)
    let slow = budget.burn(minutes: 360, promised: share, at: now)
    let isFast = fast.exceeds(levels.fastBurn) && budget.counts(minutes: 60, at: now).bad >= ErrorBudget.leastBad
    let isSlow = slow.exceeds(levels.slowBurn) && budget.counts(minutes: 360, at: now).bad >= ErrorBudget.leastBad
    let cause = AlertCause.budget(flow: flow, promise: promise)
    guard isFast || isSlow else { return noteGood(now, &output) { $0 == cause } }
    let (rate, hours) = isFast ? (fast.long, "an hour") : (slow.long, "six hours")
    let left = max(0, budget.left(promised: share, over: levels.overMilliseconds, at: now))
    let limit = levels.deliveredWithinMilliseconds.map { SmallGrammar.words($0) } ?? ""
    let what = promise == "success" ? "delivered" : "delivered within \(limit)"
    hold(
      cause, of: flow,
      "\(AlertDesk.number(share * 100))% \(what); over \(hours) \(AlertDesk.number(rate)) times as many fail as may, and \(AlertDesk.number(left * 100))% of what may fail in \(SmallGrammar.words(levels.overMilliseconds)) is left",
      plan, now, &output)
  }

  /// Takes in how much of a flow waits.
  mutating func take(
    _ waiting: Int, _ oldest: Instant?, of flow: String, _ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput
  ) {
    guard let levels = plan.care(of: flow).levels else { return }
    let age = oldest.map { max(0, now.milliseconds - $0.milliseconds) } ?? 0
    var words: [String] = []
    if let most = levels.backlog, waiting > most { words.append("\(waiting) wait, of \(most) that may") }
    if let most = levels.ageMilliseconds, age > most {
      words.append(
        "the oldest has waited \(SmallGrammar.words(age / 1000 * 1000)), and may \(SmallGrammar.words(most))")
    }
    let cause = AlertCause.waiting(flow: flow)
    if words.isEmpty { return noteGood(now, &output) { $0 == cause } }
    hold(cause, of: flow, words.joined(separator: "; "), plan, now, &output)
  }

  /// A promise is not kept.
  private mutating func hold(
    _ cause: AlertCause, of flow: String, _ words: String, _ plan: AlertPlan, _ now: Instant,
    _ output: inout AlertOutput
  ) {
    let index = incident(of: cause, now, &output)
    if state.open[index].quietSince != nil { state.open[index].flap() }
    state.open[index].last = now
    state.open[index].promise = words
    guard state.open[index].due == nil else { return }
    state.open[index].due = now
    state.open[index].name = plan.care(of: flow).alert
    state.open[index].routes = [Incident.RouteState(route: plan.route(of: flow, class: nil), began: now)]
    output.mustKeep = true
  }

  /// A number as people read it: two digits behind the point at most.
  static func number(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e12 else { return "\(value)" }
    let hundredths = Int64((value * 100).rounded())
    let (whole, rest) = (hundredths / 100, abs(hundredths % 100))
    if rest == 0 { return "\(whole)" }
    let digits = rest < 10 ? "0\(rest)" : "\(rest)"
    return "\(whole).\(digits.hasSuffix("0") ? String(digits.dropLast()) : digits)"
  }
}

extension ErrorBudget {
  /// Counts one.
  fileprivate mutating func note(_ isGood: Bool, at now: Instant) {
    note(good: isGood ? 1 : 0, bad: isGood ? 0 : 1, at: now)
  }
}
