import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Guarded data that lie open where they are stored.
public struct UnsealedPayload: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unsealedPayload, name: "unsealed-payload", severity: .warning,
      title: "Guarded data lie open where they are stored",
      summary: """
        An activity carries personal or secret data, and its protection policy says `seal: false`; or a profile \
        demands that such data are sealed, and the activity names no protection policy.
        """,
      why: """
        Whoever gets hold of the store, a backup of it or its disk, reads all that is in it. Sealed payloads are \
        of no use without the keys.
        """,
      mend: "Name a protection policy under `protection`, and leave `seal` at `true` in it.",
      bad: """
        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            protection: careful

        policies:
          protection:
            careful: {seal: false}
        """,
      good: """
        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            protection: careful

        policies:
          protection:
            careful: {seal: true}
        """,
      related: [.unredactedClass, .shownToOperators], canBeAllowed: true),
    reason: "whoever gets hold of the store or a backup of it reads them")

  /// The rule.
  public init() {}

  /// Looks at what carries guarded data and keeps it. Without a profile only what is left open on purpose is found.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let demand = package.profiles[.unsealedPayload].first
    for activity in package.activities where activity.keepsMessages {
      let policy = package.find(activity.protection, in: \.protections)
      let isOpen = policy.map { !$0.value.seal.value } ?? (demand != nil && activity.protection == nil)
      guard isOpen, let field = package.carriedField(.personal, by: activity) else { continue }
      report.add(
        Self.about.finding(
          policy == nil
            ? "\(activity.title) carries \(field.dataClass.rawValue) data, and names no protection policy"
            : "\(activity.title) carries \(field.dataClass.rawValue) data, and its payloads are not sealed",
          at: activity.protection?.span ?? activity.name.span, policy == nil ? "names no `protection`" : nil,
          related: [
            Label(span: field.span, text: field.text),
            policy.map { Label(span: $0.value.seal.span, text: "not sealed because of this") },
          ], reason: demand?.words,
          mend: policy == nil ? "name a protection policy: `protection: …`" : "write `seal: true`, or leave `seal` out"
        ))
    }
  }
}
