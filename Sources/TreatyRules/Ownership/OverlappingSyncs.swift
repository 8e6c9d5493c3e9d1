import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Two syncs work on the same records.
public struct OverlappingSyncs: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .overlappingSyncs, name: "overlapping-syncs", severity: .error,
      title: "Two syncs change the same records",
      summary: "Two syncs write the same fields of one kind of record, and their scopes overlap.",
      why: """
        Each keeps its own account of what was agreed last. What the one writes is a change to the other, which carries it on: two syncs over one
        record are a ring through three systems. Scopes are read in the vendor's query language as far as such languages agree, and conditions in CEL.
        """,
      mend: """
        Let the scopes exclude each other. Where both must work on the same records, let the fields that they write differ, or name an agreement that
        allows `shared-scope`.
        """,
      bad: """
        models:
          case: {key: [title], fields: {title: string, state: {enum: [open, done]}}}
        systems:
          east: {connector: desk, url: "https://east.example.org", account: us-at-desk, version: "2.4"}
          west: {connector: desk, url: "https://west.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          eastward:
            owner: front-desk
            serves: support
            model: case
            sides:
              home: {record: help.ticket, scope: "site = 'east'", fields: {title: title, state: state}}
              away: {record: east.ticket, fields: {title: title, state: state}}
            rules: {title: {owner: home}, state: {owner: away}}
            create: [home -> away]
            pull: every 5m
          westward:
            owner: front-desk
            serves: support
            model: case
            sides:
              home: {record: help.ticket, scope: "site in ('east', 'west')", fields: {title: title, state: state}}
              away: {record: west.ticket, fields: {title: title, state: state}}
            rules: {title: {owner: home}, state: {owner: away}}
            create: [home -> away]
            pull: every 5m
        """,
      good: """
        models:
          case: {key: [title], fields: {title: string, state: {enum: [open, done]}}}
        systems:
          east: {connector: desk, url: "https://east.example.org", account: us-at-desk, version: "2.4"}
          west: {connector: desk, url: "https://west.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          eastward:
            owner: front-desk
            serves: support
            model: case
            sides:
              home: {record: help.ticket, scope: "site = 'east'", fields: {title: title, state: state}}
              away: {record: east.ticket, fields: {title: title, state: state}}
            rules: {title: {owner: home}, state: {owner: away}}
            create: [home -> away]
            pull: every 5m
          westward:
            owner: front-desk
            serves: support
            model: case
            sides:
              home: {record: help.ticket, scope: "site = 'west'", fields: {title: title, state: state}}
              away: {record: west.ticket, fields: {title: title, state: state}}
            rules: {title: {owner: home}, state: {owner: away}}
            create: [home -> away]
            pull: every 5m
        """,
      related: [.overlappingFlows, .flowIntoSync], canBeAllowed: true),
    reason: "what the one writes is a change to the other, which carries it on")

  /// The rule.
  public init() {}

  /// A side on which something is written, and on which records.
  private struct Candidate {
    let activity: Activity
    let side: SideDeclaration
    let party: Party
    let records: Condition
    let pinned: PinnedValues
    let written: Set<String>

    init(_ activity: Activity, _ side: SideDeclaration, _ party: Party, _ package: RuledPackage) {
      self.activity = activity
      self.side = side
      self.party = party
      records = package.records(of: side)
      pinned = PinnedValues(records)
      written = side.written
    }
  }

  /// Compares the sides of all syncs, and of reconciles that correct something.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    var written: [String: [(activity: Activity, side: SideDeclaration, party: Party)]] = [:]
    for activity in package.activities where !package.allows(.sharedScope, activity) {
      for (side, party) in activity.writtenSides(package) {
        written["\(party.systemName).\(party.part)", default: []].append((activity, side.value, party))
      }
    }
    // Most are alone on their record, and have nothing to be compared with.
    for (_, sides) in written.sorted(by: { $0.key < $1.key }) where sides.count > 1 {
      let candidates = sides.map { Candidate($0.activity, $0.side, $0.party, package) }
      for (position, one) in candidates.enumerated() {
        for two in candidates[..<position] where two.activity.name != one.activity.name {
          if !one.pinned.exclude(two.pinned) { compare(one, two, &report) }
        }
      }
    }
  }

  private func compare(_ one: Candidate, _ two: Candidate, _ report: inout Findings) {
    let shared = one.written.intersection(two.written).sorted()
    if shared.isEmpty { return }
    let (here, there) = (one.records, two.records)
    let verdict = here.overlaps(there)
    if verdict == .no { return }
    let fields = shared.map { "`\($0)`" }.joined(separator: ", ")
    let example = here.example(with: there).map { ", such as where \($0)" } ?? ""
    var finding = Self.about.finding(
      verdict == .yes
        ? "`\(one.activity.name.value)` and `\(two.activity.name.value)` both write \(fields) of one "
          + "`\(one.party.name.value)`\(example)"
        : "`\(one.activity.name.value)` and `\(two.activity.name.value)` may both write \(fields) of one "
          + "`\(one.party.name.value)`\(verdict.doubts)",
      at: one.side.scope?.node?.span ?? one.side.record.span,
      related: [
        Label(span: two.side.scope?.node?.span ?? two.side.record.span, text: "these records too")
      ],
      mend: "let the scopes exclude each other", "or name an agreement that allows `shared-scope`")
    if verdict != .yes { finding.severity = .warning }
    report.add(finding)
  }
}

extension Activity {
  /// Sides of a sync or reconcile on which something is written.
  func writtenSides(_ package: RuledPackage) -> [(Named<SideDeclaration>, Party)] {
    let sides: [Named<SideDeclaration>] =
      switch section {
      case .syncs: package.declared.syncs[name.value]?.value.sides ?? []
      case .reconciles: package.declared.reconciles[name.value]?.value.sides ?? []
      default: []
      }
    return sides.compactMap { side in
      effects.first { $0.kind == .side && $0.party.name.span == side.value.record.span }.map { (side, $0.party) }
    }
  }
}

extension SideDeclaration {
  /// Fields of the record that are written.
  var written: Set<String> {
    Set(fields.compactMap { $0.value.field?.value })
      .union(fields.flatMap { Passage.all(in: $0.value.write?.node).compactMap { $0.path.first } })
  }
}
