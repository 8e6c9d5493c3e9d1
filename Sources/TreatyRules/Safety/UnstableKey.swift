import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A key that is another with each delivery.
public struct UnstableKey: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unstableKey, name: "unstable-key", severity: .error, title: "A key that is another each time",
      summary: "What tells one record from another reads something that is different with each message.",
      why: """
        `identify` gives the key by which Treaty knows what it has already made. The time of arrival, the trace and the time of now are others each \
        time, also when a sender repeats the same message: each makes a record of its own, and an alert that ends never finds the ticket that it \
        opened.

        So is the time of the last change of a record that is polled, where the key is nothing but that: each change is a record of its own, and \
        two that were changed together are taken for one.
        """,
      mend: """
        Take what stays the same as long as it is the same thing: an id of the item, a fingerprint, a number. Where each message is a thing of \
        its own, take the id that its sender gave it. A flow by the clock has `item.due`.
        """,
      bad: """
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.host + string(event.received)
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.host + string(item.at)
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.constantKey, .splitLanes, .webhookWithoutDeliveryID], canBeAllowed: true),
    reason: "each message makes a record of its own, and a repetition makes it again")

  /// The rule.
  public init() {}

  /// Looks at the keys of flows and workflows.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for key in WorkKey.all(in: package) {
      if let name = key.changedField(in: package) {
        report.add(changed(key, name))
        continue
      }
      guard let (name, what) = key.references.lazy.compactMap({ unstable($0, in: key.use) }).first else { continue }
      let place = key.use.firstPlace(of: name).map { key.use.span(of: $0) } ?? key.use.span
      let isLone = key.trigger.schedule != nil && key.trigger.list == nil
      var finding = Self.about.finding(
        "the key of \(key.activity.title) is another with each message", at: place, what,
        mend: isLone
          ? "take the time for which it was due, which stays the same: `string(item.due)`"
          : "take what stays the same as long as it is the same thing, such as an id of the item")
      // Each time by the clock is a thing of its own: its key is wrong only when the work is done over.
      if isLone { finding.severity = .warning }
      report.add(finding)
    }
  }

  private func changed(_ key: WorkKey, _ name: String) -> Diagnostic {
    Self.about.finding(
      "the key of \(key.activity.title) is another with each change",
      at: key.use.firstPlace(of: name).map { key.use.span(of: $0) } ?? key.use.span, "the time of the last change",
      reason: "each change makes a record of its own, and two that were changed together are taken for one",
      mend: "take what stays the same as long as it is the same thing, such as an id of the item")
  }

  /// Headers that are others each time by what they are for.
  private static let headers: Set<String> = ["date", "traceparent", "tracestate", "x-request-id", "x-correlation-id"]

  /// The name of something that differs with each message, and what it is; `nil` for what stays the same.
  private func unstable(_ path: [String], in use: ExpressionUse) -> (String, String)? {
    switch path.first {
    case "now" where path.count == 1 && isWhole("now", in: use): return ("now", "another each time it is asked")
    case "event":
      switch path.dropFirst().first {
      case "received" where isWhole("event.received", in: use):
        return ("event.received", "the time at which the message came")
      case "trace": return ("event.trace", "another for each message")
      case "headers":
        guard path.count == 3, Self.headers.contains(path[2].lowercased()) else { return nil }
        return ("event.headers", "`\(path[2])` is another for each message")
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether a time is taken as it is somewhere, and not only its day or its month, which may be meant: one record a day.
  private func isWhole(_ name: String, in use: ExpressionUse) -> Bool {
    let bytes = Array(use.source.utf8)
    let places = use.places(of: name)
    return places.isEmpty || places.contains { !bytes[$0.upperBound...].starts(with: Array(".get".utf8)) }
  }
}
