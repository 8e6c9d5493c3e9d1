import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A sync that closes records by writing nothing.
public struct ClosesNothing: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .closesNothing, name: "closes-nothing", severity: .warning,
      title: "Records are closed by writing nothing",
      summary:
        "A sync closes a record whose other half is gone, and does not say what that means, or writes it to no side.",
      why: """
        Systems have no word for closing that all share: it is a state that is written, and `set` says which. Without it, or where the fields \
        under `set` are written to neither side, the record stays open, as if it said `keep`; whoever reads the spec believes otherwise.
        """,
      mend: """
        Write `delete: {act: close, set: {state: done}}` with a field of the model that a side writes. Write `keep` where records are to stay.
        """,
      bad: """
        syncs:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {number: {read: "${ item.id }"}, what: {field: title, lossy: Titles are short}, state: state}}
              crew: {record: vans.job, fields: {number: {read: "${ item.number }"}, what: what, state: {field: status, table: job-state}}}
            rules: {number: {owner: desk}, what: {owner: desk}, state: {owner: desk}}
            create: [desk -> crew]
            delete: close
            pull: every 5m
        """,
      good: """
        syncs:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {number: {read: "${ item.id }"}, what: {field: title, lossy: Titles are short}, state: state}}
              crew: {record: vans.job, fields: {number: {read: "${ item.number }"}, what: what, state: {field: status, table: job-state}}}
            rules: {number: {owner: desk}, what: {owner: desk}, state: {owner: desk}}
            create: [desk -> crew]
            delete: {act: close, set: {state: done}}
            pull: every 5m
        """,
      related: [.unwrittenSide, .graceTooShort], canBeAllowed: true),
    reason: "the record stays open, as if it said `keep`")

  /// The rule.
  public init() {}

  /// Looks at what syncs do with records whose other half is gone.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let sync = package.sync(activity) else { continue }
      let deletion = sync.delete
      let set = deletion.set?.node.map { Array($0.entries) } ?? []
      guard deletion.act.value == .close else {
        guard let first = set.first else { continue }
        report.add(ignored(first.key.span, deletion))
        continue
      }
      if set.isEmpty {
        report.add(
          Self.about.finding(
            "\(activity.title) closes records, and does not say what is written to close one", at: deletion.act.span,
            "nothing is written", mend: "say it: `delete: {act: close, set: {…}}`", "or write `keep`"))
      } else if !sync.sides.contains(where: { side in set.contains { side.value.writes($0.key.text) } }) {
        let names = Listing.text(set.map { "`\($0.key.text)`" })
        report.add(
          Self.about.finding(
            "\(activity.title) closes records by \(names), which neither side writes", at: set[0].key.span,
            "is written nowhere", related: [Label(span: deletion.act.span, text: "closed by this")],
            mend: "name it under `fields` of a side, by `field` or with `write`",
            "or set a field that a side writes"))
      }
    }
  }

  private func ignored(_ place: Span, _ deletion: DeletionDeclaration) -> Diagnostic {
    let word = deletion.act.value.rawValue
    return Self.about.finding(
      "what is to be set has no effect, since records are not closed here", at: place, "is never written",
      related: [Label(span: deletion.act.span, text: "`\(word)`, not `close`")],
      reason: "`set` says what closing is, and only `close` writes it", mend: "write `act: close`, or take `set` out")
  }
}

extension SideDeclaration {
  /// Whether a field of the model is written to it.
  fileprivate func writes(_ name: String) -> Bool {
    fields.contains { $0.name.value == name && ($0.value.field != nil || $0.value.write != nil) }
  }
}
