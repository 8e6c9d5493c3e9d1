import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Guarded data that a protection policy leaves in logs.
public struct UnredactedClass: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unredactedClass, name: "unredacted-class", severity: .warning,
      title: "Guarded data are not left out of logs",
      summary: """
        An activity carries data of a class, and the `redact` of its protection policy does not name that class.
        """,
      why: """
        Logs, traces and alerts are read by many, copied to other systems and cleaned by nobody. Leaving a class \
        out of `redact` puts its data there.
        """,
      mend: """
        Add the class to `redact`, or leave `redact` out: `personal` and `secret` are then both left out of \
        logs.
        """,
      bad: """
        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            protection: careful

        policies:
          protection:
            careful: {redact: [secret]}
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
            careful: {redact: [personal, secret]}
        """,
      related: [.unsealedPayload, .shownToOperators], canBeAllowed: true),
    reason: "logs, traces and alerts are read by many, and cleaned by nobody")

  /// The rule.
  public init() {}

  /// Looks at what carries guarded data under a protection policy.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let named = activity.protection, let policy = package.find(named, in: \.protections),
        let redact = policy.node["redact"]
      else { continue }
      let listed = policy.value.redact.map { $0.value }
      for word in [DataClassWord.personal, .secret] where !listed.contains(word) {
        guard let field = package.carriedField(exactly: word, by: activity) else { continue }
        report.add(
          Self.about.finding(
            "\(activity.title) carries \(word.rawValue) data, and `\(policy.name.value)` does not keep it out of logs",
            at: named.span,
            related: [
              Label(span: redact.span, text: "`\(word.rawValue)` is not among these"),
              Label(span: field.span, text: field.text),
            ], mend: "add `\(word.rawValue)` to `redact`, or leave `redact` out"))
      }
    }
  }
}
