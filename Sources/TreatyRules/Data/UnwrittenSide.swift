import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A field that can never be written on the side that must follow.
public struct UnwrittenSide: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unwrittenSide, name: "unwritten-side", severity: .error,
      title: "A side that must follow cannot be written",
      summary: "The last word on a field is on one side, and the other side does not say how it is written.",
      why: """
        A change on the deciding side never crosses: the two differ from then on, at each comparison, and nothing is done about it.
        """,
      mend: """
        Say how it is written: `write: {…}` beside `read`. Where the other side is to decide, give it the last word.
        """,
      bad: """
        models:
          case: {key: [title], fields: {title: string, state: {enum: [open, done]}}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          cases:
            owner: front-desk
            serves: support
            model: case
            sides:
              front: {record: help.ticket, fields: {title: title, state: state}}
              back: {record: ledger.ticket, fields: {title: title, state: {read: "${ item.state }"}}}
            rules: {title: {owner: front}, state: {owner: front}}
            create: [front -> back]
            pull: every 5m
        """,
      good: """
        models:
          case: {key: [title], fields: {title: string, state: {enum: [open, done]}}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          cases:
            owner: front-desk
            serves: support
            model: case
            sides:
              front: {record: help.ticket, fields: {title: title, state: state}}
              back: {record: ledger.ticket, fields: {title: title, state: {read: "${ item.state }", write: {state: "${ value }"}}}}
            rules: {title: {owner: front}, state: {owner: front}}
            create: [front -> back]
            pull: every 5m
        """,
      related: [.sharedFieldWithoutAgreement], canBeAllowed: true),
    reason: "the sides differ from the first change on, and nothing is done about it")

  /// The rule.
  public init() {}

  /// Looks at fields that are only read on a side that does not decide them. The key of a model says which record it is, and never changes.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities where activity.section == .syncs {
      guard let sync = package.declared.syncs[activity.name.value]?.value else { continue }
      let key = package.find(sync.model, in: \.models)?.value.key.map { $0.value } ?? []
      for side in sync.sides {
        for field in side.value.fields where field.value.read != nil && field.value.write == nil {
          guard !key.contains(field.name.value),
            let rule = sync.rules.first(where: { $0.name.value == field.name.value }),
            rule.value.owner?.value != side.name.value
          else { continue }
          report.add(
            Self.about.finding(
              "`\(field.name.value)` can change on the other side, and `\(side.name.value)` does not say how it is written",
              at: field.name.span, related: [Label(span: rule.name.span, text: "its rule")],
              mend: "say how: `write: {…}`", "or let `\(side.name.value)` decide: `{owner: \(side.name.value)}`"))
        }
      }
    }
  }
}
