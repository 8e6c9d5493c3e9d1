import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A create or update that may be sent again has no way to find the first attempt.
public struct RetriedUnsafeCreate: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
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

  /// Looks at everything that is done to systems and may be tried again.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities where !activity.asksWhenUnsure {
      let policy = package.find(activity.retry, in: \.retries)
      guard policy?.value.attempts != 1 else { continue }
      let retry = Label(
        span: activity.retry?.span ?? activity.name.span,
        text: activity.retry == nil
          ? "names no `retry` policy, so the usual one tries again" : "retried because of this")
      for effect in activity.effects {
        for verb in effect.verbs {
          guard let operation = effect.party.operation(verb), operation.isUnsafe else { continue }
          report.add(finding(effect, verb, retry))
        }
      }
    }
  }

  private func finding(_ effect: Effect, _ verb: EffectVerb, _ retry: Label) -> Diagnostic {
    let part = effect.party.part
    let name = verb == .call ? "`\(part)`" : "`\(part).\(verb.rawValue)`"
    return Self.about.finding(
      verb == .create
        ? "\(name) can create the same record twice"
        : "\(name) is sent again, and its connector does not say that this is harmless",
      at: effect.span, "sent again after a timeout", related: [retry],
      mend: "declare `safety` on \(name): `idempotent`, `{key: header}`\(verb == .create ? " or `{mark: …}`" : "")",
      "or `unsure: ask`: a person then looks whether it was done")
  }
}

extension OperationDeclaration {
  /// Whether nothing is known of sending it a second time.
  fileprivate var isUnsafe: Bool {
    switch safety {
    case .unsafe: true
    case nil: get == nil
    case .idempotent, .key, .mark, .match: false
    }
  }
}
