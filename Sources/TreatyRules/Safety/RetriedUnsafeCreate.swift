public import TreatyDiagnostics
import TreatyPlan

/// A create or update that may be sent again has no way to find the first attempt.
public struct RetriedUnsafeCreate: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CodePage(
      code: .retriedUnsafeCreate, name: "retried-unsafe-create", severity: .error,
      title: "A record may be made twice",
      summary: "A create that may be sent again has no way to find the first attempt.",
      why: """
        After a timeout nobody knows whether the record exists. Sent again, it is made a second time: two tickets for one alarm. An \
        update is found for the same reason where its connector does not say that doing it twice does no harm.
        """,
      mend: """
        Say in the connector what is known about sending the call twice, under `safety`:

        - `idempotent` where twice is as good as once,
        - `{key: Idempotency-Key}` where the system takes a key and keeps to it,
        - `{mark: {field: "${ mark }"}}` where the record has room for a mark, and `find` can search for it.

        Where none of these is so, write `unsure: ask` on the flow: the call is then parked, and a person looks whether it was done.
        """,
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver:
              - {to: help.note, do: create, fields: {id: "${ item.id }", text: "${ item.host }"}}
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver:
              - {to: help.note, do: create, fields: {id: "${ item.id }", text: "${ item.host }"}}
            unsure: ask
        """,
      related: [.reservedField, .unsettledMark], canBeAllowed: true),
    reason: "after a timeout nobody knows whether the record exists; sending again can create it twice")

  /// The rule.
  public init() {}

  /// Looks at each delivery that is retried.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for (index, flow) in package.plan.flows.enumerated() {
      guard flow.unsure != .ask, !package.plan.retries[flow.retry].isSingleAttempt else { continue }
      for (number, delivery) in flow.deliveries.enumerated() {
        let system = package.plan.systems[delivery.system]
        let record = system.records[delivery.record]
        var verbs: [(String, PlannedOperation?)] = []
        if delivery.verb != .update { verbs.append(("create", record.create)) }
        if delivery.verb != .create { verbs.append(("update", record.update)) }
        for (verb, operation) in verbs {
          guard let operation, operation.safety == .unsafe else { continue }
          let pointer = "/flows/\(index)/deliveries/\(number)"
          report.add(
            .retried(
              "`\(record.name).\(verb)`", package.label("\(pointer)/do", "sent again after a timeout"),
              package.label(
                "/flows/\(index)/retry",
                package.hasPlace("/flows/\(index)/retry")
                  ? "retried because of this" : "names no `retry` policy, so the usual one tries again"), verb))
        }
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func retried(_ operation: String, _ place: Label?, _ retry: Label?, _ verb: String) -> Diagnostic {
    Diagnostic(
      code: RetriedUnsafeCreate.about.code, severity: RetriedUnsafeCreate.about.severity,
      message: verb == "create"
        ? "\(operation) can create the same record twice"
        : "\(operation) is sent again, and its connector does not say that this is harmless",
      primary: place, related: [retry].compactMap(\.self), reason: RetriedUnsafeCreate.about.reason,
      fixes: [
        Fix(
          title:
            "declare `safety` on \(operation): `idempotent`, `{key: header}`\(verb == "create" ? " or `{mark: …}`" : "")"
        ),
        Fix(title: "or `unsure: ask` on the flow: a person then looks whether it was done"),
      ])
  }
}
