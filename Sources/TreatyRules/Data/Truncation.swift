import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A text that can be longer than the field that it is written to.
public struct Truncation: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .truncation, name: "truncation", severity: .warning,
      title: "A text can be longer than its field",
      summary: "A text is written to a field that takes fewer characters than the text can have.",
      why: """
        Some systems refuse such a record, and the event ends as a dead letter; others cut the text without a word, and the next comparison finds
        a difference that nobody made. Only texts are looked at whose length is declared.
        """,
      mend: """
        Cut it where you decide how: `.truncate(40)`. Where it is known and all right, say so: `lossy` in the mapping or on the side's field.
        """,
      bad: """
        models:
          case: {key: [id], fields: {id: string, summary: {type: string, max: 200}}}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            map: {model: case, set: {id: "${ item.id }", summary: "${ item.host.truncate(200) }"}}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.summary }"}}]
        """,
      good: """
        models:
          case: {key: [id], fields: {id: string, summary: {type: string, max: 200}}}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            map: {model: case, set: {id: "${ item.id }", summary: "${ item.host.truncate(200) }"}}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.summary.truncate(40) }"}}]
        """,
      related: [.narrowing], canBeAllowed: true),
    reason: "it is refused there, or cut without a word")

  /// The rule.
  public init() {}

  /// Looks at all that is written to fields whose length is bounded.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for target in package.fieldTargets.value where !target.isLossy {
      guard let most = target.field.constraints?.maxLength, !target.passage.expressions.isEmpty,
        let length = package.longestText(of: target.passage), length > most
      else { continue }
      report.add(
        Self.about.finding(
          "this can have \(length) characters, and `\(target.name)` takes \(most)", at: target.passage.node.span,
          related: [place(target.field, target.type, package)],
          mend: "cut it: `.truncate(\(most))`", "or say under `lossy` what is lost, and why that is all right"))
    }
    for direct in DirectField.all(in: package) where direct.entry.value.lossy == nil { check(direct, package, &report) }
  }

  private func check(_ direct: DirectField, _ package: RuledPackage, _ report: inout Findings) {
    let model = direct.model.field.constraints?.maxLength
    if let model, let read = direct.read, let length = read.field.constraints?.maxLength, length > model {
      report.add(
        Self.about.finding(
          "`\(direct.name.value)` can have \(length) characters, and `\(direct.model.type).\(direct.model.field.name)` "
            + "takes \(model)",
          at: direct.name.span, related: [place(direct.model.field, direct.model.type, package)],
          mend: "say what is lost: `{field: \(direct.name.value), lossy: …}`"))
    }
    if let model, let written = direct.written, let length = written.field.constraints?.maxLength, length < model {
      report.add(
        Self.about.finding(
          "`\(direct.model.type).\(direct.model.field.name)` can have \(model) characters, and "
            + "`\(direct.name.value)` takes \(length)",
          at: direct.name.span, related: [place(written.field, written.type, package)],
          mend: "say what is lost: `{field: \(direct.name.value), lossy: …}`"))
    }
  }

  private func place(_ field: PlannedField, _ type: String, _ package: RuledPackage) -> Label? {
    package.place(of: field.name, in: type).map { Label(span: $0, text: "takes no more") }
  }
}
