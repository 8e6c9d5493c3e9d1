import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A sync makes records without a field that they must have.
public struct UnsetRequired: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unsetRequired, name: "unset-required", severity: .error,
      title: "A record is made without what it must have",
      summary: "A sync or reconcile makes records, and no field of the model is written to one that they need.",
      why: """
        The system refuses each of them. Nothing is made, and the failure shows only when the first record is due.
        """,
      mend: """
        Map a field of the model to it: `field`, or `write` beside `read`. Where the record does not really need it, say `optional: true` in its
        connector.
        """,
      bad: """
        models:
          case: {key: [title], fields: {title: string, note: string}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          cases:
            owner: front-desk
            serves: support
            model: case
            sides:
              front: {record: help.ticket, fields: {note: {read: "${ item.level }", write: {note: "${ value }"}}}}
              back: {record: ledger.ticket, fields: {note: {read: "${ item.level }", write: {note: "${ value }"}}}}
            rules: {note: {owner: front}}
            create: [front -> back]
            pull: every 5m
        """,
      good: """
        models:
          case: {key: [title], fields: {title: string, note: string}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          cases:
            owner: front-desk
            serves: support
            model: case
            sides:
              front: {record: help.ticket, fields: {title: {read: "${ item.title }", write: {title: "${ value }"}}}}
              back: {record: ledger.ticket, fields: {title: {read: "${ item.title }", write: {title: "${ value }"}}}}
            rules: {title: {owner: front}}
            create: [front -> back]
            pull: every 5m
        """,
      related: [.missingField, .unwrittenSide], canBeAllowed: true),
    reason: "the system refuses each of them")

  /// The rule.
  public init() {}

  /// Looks at each side on which records are made.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities where activity.section == .syncs || activity.section == .reconciles {
      let sides =
        package.declared.syncs[activity.name.value].flatMap { activity.section == .syncs ? $0.value.sides : nil }
        ?? package.declared.reconciles[activity.name.value]?.value.sides ?? []
      for effect in activity.effects where effect.kind == .side && effect.verbs.contains(.create) {
        guard let side = sides.first(where: { $0.value.record.span == effect.party.name.span }) else { continue }
        let missing = missing(side, effect.party, package)
        guard !missing.isEmpty else { continue }
        report.add(
          Self.about.finding(
            "`\(effect.party.name.value)` is made without \(missing.map { "`\($0)`" }.joined(separator: ", "))",
            at: effect.party.name.span,
            related: missing.compactMap { package.place(of: $0, in: effect.party.acceptedType) }.map {
              Label(span: $0, text: "must be there")
            },
            mend: "map a field of the model to it"))
      }
    }
  }

  private func missing(_ side: Named<SideDeclaration>, _ party: Party, _ package: RuledPackage) -> [String] {
    // A record that says nothing of what it accepts takes what is read, of which much is its own.
    guard let record = party.record?.value, record.accepts != nil,
      let fields = package.expressions.type(named: party.acceptedType)?.fields
    else { return [] }
    let direct = side.value.fields.compactMap { $0.value.field?.value }
    let written = side.value.fields.flatMap { Passage.all(in: $0.value.write?.node).compactMap { $0.path.first } }
    let known = Set(direct + written + [record.id.value])
    return fields.filter { !$0.isOptional && !known.contains($0.name) }.map { $0.name }
  }
}
