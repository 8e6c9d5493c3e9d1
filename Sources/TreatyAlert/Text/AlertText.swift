import TreatyGrammar
import TreatyPlan
import TreatyStore

/// An incident in words.
struct AlertText {
  let incident: Incident
  let plan: AlertPlan
  let attribution: Attribution
  let now: Instant

  /// One line: what, how many, since when.
  func title(_ state: AlertMessage.State) -> String {
    let lead =
      switch state {
      case .open: ""
      case .again: "still: "
      case .resolved: "over: "
      }
    return "[\(plan.package)] \(lead)\(what)"
  }

  /// What is wrong.
  var what: String { incident.what }

  /// All that a person must know at night.
  func text(_ state: AlertMessage.State) -> String {
    var rows: [(String, String)] = [("What", what)]
    if let name = incident.name { rows.append(("Alert", name)) }
    rows.append(("Since", "\(AlertText.time(incident.opened)), \(span)"))
    if state == .resolved { rows.append(("Over", AlertText.time(incident.quietSince ?? now))) }
    if incident.count > 0 { rows.append(("How many", howMany(isOver: state == .resolved))) }
    if let promise = incident.promise { rows.append(("Promise", promise)) }
    if let cause = incident.lastCause, state != .resolved { rows.append(("Cause", AlertText.line(cause))) }
    if state != .resolved { rows.append(("Fault", "\(AlertText.words(attribution.fault)): \(attribution.evidence)")) }
    if let contract = incident.cause.system.flatMap({ plan.contract(of: $0) }), state != .resolved {
      rows.append(
        ("Support", AlertText.words(contract, isOpen: contract.hours.map { plan.isOpen($0, at: now) } ?? true)))
    }
    if incident.dead > 0 { rows.append(("Left", "\(count(incident.dead, "dead letter")) for a hand to redrive")) }
    if let runbook, state != .resolved { rows.append(("Runbook", runbook)) }
    rows.append(("Look", command))
    if let trace = incident.trace { rows.append(("", "treaty trace \(trace)")) }
    if let taken = incident.acknowledged {
      let note = taken.note.map { ": \(AlertText.line($0))" } ?? ""
      rows.append(("Taken on", "by \(AlertText.line(taken.by)), \(AlertText.time(taken.at))\(note)"))
    } else if state != .resolved {
      rows.append(("Take it on", acknowledge))
    }
    let width = rows.map { $0.0.count }.max() ?? 0
    return rows.map { name, words in
      name + String(repeating: " ", count: width - name.count + 2) + words
    }.joined(separator: "\n")
  }

  var runbook: String? { incident.routes.compactMap { plan.runbook(of: $0.route) }.first }

  /// The command by which one sees more.
  var command: String { incident.command }

  var acknowledge: String { "treaty ack \(incident.id)" }

  private func howMany(isOver: Bool) -> String {
    let flows = incident.flows.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = flows.prefix(5).map { flows.count == 1 ? "of \($0.key)" : "\($0.key) \($0.value)" }
    let rest = flows.count > 5 ? ", \(flows.count - 5) more flows" : ""
    let list =
      flows.count == 1 ? " \(shown.joined())" : flows.isEmpty ? "" : ": \(shown.joined(separator: ", "))\(rest)"
    // What waited when it was last counted is on its way by now.
    let waiting = isOver ? "" : incident.waiting.map { ", \(count($0, "delivery", "deliveries")) waiting" } ?? ""
    return "\(count(incident.count, "failure"))\(list)\(waiting)"
  }

  private var span: String {
    let milliseconds = max(0, (incident.resolved ?? now).milliseconds - incident.opened.milliseconds)
    let rounded = milliseconds < 60_000 ? milliseconds / 1000 * 1000 : milliseconds / 60_000 * 60_000
    return "for \(SmallGrammar.words(rounded))"
  }

  private func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  private static func words(_ contract: PlannedContract, isOpen: Bool) -> String {
    let contacts = ContactKind.allCases.compactMap { contract.contacts[$0] }.joined(separator: ", ")
    let reference = contract.reference.map { " (\($0))" } ?? ""
    return "\(contract.vendor)\(reference), \(isOpen ? "answers now" : "does not answer at this hour"): \(contacts)"
  }

  static func words(_ fault: Fault) -> String {
    switch fault {
    case .system: "the system's"
    case .network: "the network's"
    case .account: "the account's"
    case .ours: "ours"
    case .unknown: "not known"
    }
  }

  /// A moment in UTC, to the minute: people of several zones read it.
  static func time(_ moment: Instant) -> String {
    let minutes = Int(moment.milliseconds >= 0 ? moment.milliseconds / 60_000 : (moment.milliseconds - 59_999) / 60_000)
    let local = LocalDateTime(minuteNumber: minutes)
    return "\(local.date) \(local.time) UTC"
  }

  /// A text of others on one line, not too long.
  static func line(_ text: String) -> String {
    let plain = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) }
    return plain.count > 300 ? String(plain.prefix(299)) + "…" : String(plain)
  }
}
