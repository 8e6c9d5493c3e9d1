import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A sync makes records that it does not look at afterwards.
public struct MadeOutsideScope: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .madeOutsideScope, name: "made-outside-scope", severity: .error,
      title: "Records that are made outside of their own scope",
      summary: "A sync makes records on a side, and its `scope` or `where` there leaves out just these.",
      why: """
        A side's `scope` and `where` say which records the sync looks at. A record that it makes itself and then does not see looks like one that \
        somebody deleted: it is made again, or never changed again, or its other half is closed.

        It is an error where what is written excludes the record. Where the condition asks for a field that nothing writes, and that may be \
        missing, it is a warning: the system may fill it by itself.
        """,
      mend: """
        Write what the condition asks for: `{read: "…", write: {owner: crew}}` under `fields` of the side. Or let the condition take in what the \
        sync makes.
        """,
      bad: """
        models:
          case: {key: [title], fields: {title: string}}
        systems:
          east: {connector: desk, url: "https://east.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          eastward:
            model: case
            sides:
              home: {record: help.ticket, fields: {title: title}}
              away:
                record: east.ticket
                where: item.state == 'open'
                fields: {title: {read: "${ item.title }", write: {title: "${ value }", state: done}}}
            rules: {title: {owner: home}}
            create: [home -> away]
            pull: every 5m
        """,
      good: """
        models:
          case: {key: [title], fields: {title: string}}
        systems:
          east: {connector: desk, url: "https://east.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          eastward:
            model: case
            sides:
              home: {record: help.ticket, fields: {title: title}}
              away:
                record: east.ticket
                where: item.state == 'open'
                fields: {title: {read: "${ item.title }", write: {title: "${ value }", state: open}}}
            rules: {title: {owner: home}}
            create: [home -> away]
            pull: every 5m
        """,
      related: [.doubledOnFirstSync, .circularFlows, .contradictoryScope], canBeAllowed: true),
    reason: "what was made is not seen again: it is made anew, or never changed")

  /// The rule.
  public init() {}

  /// Looks at each direction in which a sync makes records.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let sync = package.sync(activity) else { continue }
      for text in sync.create {
        guard let direction = try? Direction(parsing: text.value),
          let source = sync.sides.first(where: { $0.name.value == direction.from.text }),
          let target = sync.sides.first(where: { $0.name.value == direction.to.text }),
          let party = package.party(target.value.record)
        else { continue }
        let made = Made(
          direction: text, side: target, party: party, written: package.made(on: target, from: source, of: sync))
        if let finding = outside(made, package) ?? unset(made, activity, package) { report.add(finding) }
      }
    }
  }

  /// A record that a sync makes.
  private struct Made {
    let direction: Located<String>
    let side: Named<SideDeclaration>
    let party: Party
    let written: WrittenValues
  }

  /// A finding where what is written keeps the record out.
  private func outside(_ made: Made, _ package: RuledPackage) -> Diagnostic? {
    let known = made.written.read(as: made.party.readType, in: package)
    for (place, condition, root) in conditions(of: made.side.value, package) {
      guard condition.isEmpty != .yes, known.condition(below: root).and(condition).isEmpty == .yes else { continue }
      let fields = known.names.filter { condition.paths.contains(root + [$0]) && known.values(of: $0) != nil }.sorted()
      guard !fields.isEmpty else { continue }
      // Of a vendor's query nobody knows whether it tells capitals from small letters.
      if root.isEmpty, fields.contains(where: { isNearly(known.values(of: $0), condition.values(of: [$0])) }) {
        continue
      }
      let words = fields.map { field in
        "`\(field)` is \((known.values(of: field) ?? []).map { $0.spoken }.joined(separator: " or "))"
      }
      return Self.about.finding(
        "what is made on `\(made.side.name.value)` lies outside of its own scope", at: place,
        "leaves out what is made: \(words.joined(separator: " and "))",
        related: [Label(span: made.direction.span, text: "records are made here")],
        mend: "write what the condition asks for, under `fields` of `\(made.side.name.value)`",
        "or let the condition take in what the sync makes")
    }
    return nil
  }

  /// A finding where the record lacks what it is asked for.
  private func unset(_ made: Made, _ activity: Activity, _ package: RuledPackage) -> Diagnostic? {
    let fields = package.expressions.type(named: made.party.readType)?.fields ?? []
    let accepted = package.expressions.type(named: made.party.acceptedType)?.fields ?? []
    for (place, condition, root) in conditions(of: made.side.value, package) {
      for field in fields where field.isOptional && !made.written.names.contains(field.name) {
        let path = root + [field.name]
        guard accepted.contains(where: { $0.name == field.name }), condition.paths.contains(path),
          condition.isEmpty == .no, condition.implies(.present(path)) == .yes,
          let values = condition.values(of: path), !values.isEmpty,
          !isWritten(field.name, of: made.party, besides: activity, package)
        else { continue }
        let words = Listing.text(values.map { $0.spoken })
        var finding = Self.about.finding(
          "what is made on `\(made.side.name.value)` has no `\(field.name)`, and its own scope asks for \(words)",
          at: place,
          "asks for `\(field.name)`",
          related: [Label(span: made.direction.span, text: "made here, and nothing writes `\(field.name)`")],
          reason:
            "unless the system fills it by itself, what was made is not seen again: it is made anew, or never changed",
          mend: "write `\(field.name)` under `fields` of `\(made.side.name.value)`",
          "or let the condition take in what the sync makes")
        finding.severity = .warning
        return finding
      }
    }
    return nil
  }

  /// The scope of a side and its condition, where each stands, and what its paths begin with.
  private func conditions(
    of side: SideDeclaration, _ package: RuledPackage
  ) -> [(place: Span, condition: Condition, root: [String])] {
    let scope = side.scope?.node.map { ($0.span, package.scope(of: side.scope), [String]()) }
    let condition = ExpressionUse(side.condition).map { ($0.span, package.condition(of: $0), ["item"]) }
    return [condition, scope].compactMap(\.self)
  }

  private func isNearly(_ written: [Condition.Literal]?, _ wanted: [Condition.Literal]?) -> Bool {
    guard let written, let wanted else { return true }
    let words = Set(wanted.map { $0.spoken.lowercased() })
    return written.contains { words.contains($0.spoken.lowercased()) }
  }

  /// Whether something else writes a field of such records, and may fill it later.
  private func isWritten(_ field: String, of party: Party, besides activity: Activity, _ package: RuledPackage) -> Bool
  {
    package.activities.contains { other in
      guard other.title != activity.title else { return false }
      return other.effects.contains { effect in
        guard effect.party.systemName == party.systemName, effect.party.part == party.part else { return false }
        let sides = package.sync(other)?.sides ?? package.reconcile(other)?.sides ?? []
        return effect.passages.contains { $0.path.first == field }
          || sides.contains { side in side.value.fields.contains { $0.value.field?.value == field } }
      }
    }
  }
}
