import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What can wait, where only one call fits, before what cannot.
public struct BulkBeforeUrgent: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .bulkBeforeUrgent, name: "bulk-before-urgent", severity: .warning,
      title: "A bulk transfer holds up what is urgent",
      summary:
        "A flow with `priority: bulk` and an urgent one share a system or an account that takes one call at once.",
      why: """
        A call that is under way is not taken back. Where only one call fits, what is urgent waits until the bulk transfer has its answer, \
        which may take as long as the timeout. Of a system that takes several calls, bulk never has the last free one.
        """,
      mend: """
        Let the system or account take one call more, if it bears that. Or let the bulk transfer run at hours at which nothing urgent comes, \
        under `during` of its trigger.
        """,
      bad: """
        systems:
          archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-desk, limits: {concurrency: 1}}
        flows:
          alarm-to-archive:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: archive.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            priority: urgent
          jobs-to-archive:
            on: {poll: vans.job, every: 1h}
            identify: item.number
            deliver: [{to: archive.ticket, do: upsert, fields: {title: "${ item.what.truncate(40) }"}}]
            priority: bulk
        """,
      good: """
        systems:
          archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-desk, limits: {concurrency: 2}}
        flows:
          alarm-to-archive:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: archive.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            priority: urgent
          jobs-to-archive:
            on: {poll: vans.job, every: 1h}
            identify: item.number
            deliver: [{to: archive.ticket, do: upsert, fields: {title: "${ item.what.truncate(40) }"}}]
            priority: bulk
        """,
      related: [.freshnessMissed], canBeAllowed: true),
    reason: "the urgent call waits until the other has its answer")

  /// The rule.
  public init() {}

  /// Something that takes one call at once.
  private struct Narrow {
    /// As messages name it: "`archive`", "account `us-at-desk`".
    let title: String
    /// Where that is said.
    let place: Span
    /// Names of the systems behind it.
    let systems: Set<String>
  }

  /// Looks at what takes one call at once, and at the flows that share it.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let bulk = flows(.bulk, package)
    let urgent = flows(.urgent, package)
    guard !bulk.isEmpty, !urgent.isEmpty else { return }
    var told: Set<String> = []
    for narrow in narrows(package) {
      for (slow, place) in bulk where slow.reaches(narrow.systems) {
        let others = urgent.filter { $0.activity.reaches(narrow.systems) }
        guard let other = others.first, told.insert(slow.name.value).inserted else { continue }
        report.add(
          Self.about.finding(
            "\(slow.title) holds up \(other.activity.title): \(narrow.title) takes one call at once", at: place,
            related: others.prefix(4).map { Label(span: $0.place, text: "\($0.activity.title) is urgent") }
              + [Label(span: narrow.place, text: "one call at once")],
            mend: "let \(narrow.title) take two calls at once, if it bears that",
            "or let the bulk transfer run while nothing urgent comes, under `during` of its trigger"))
      }
    }
  }

  private func flows(_ word: PriorityWord, _ package: RuledPackage) -> [(activity: Activity, place: Span)] {
    package.activities.compactMap { activity in
      guard let priority = package.flow(activity)?.priority, priority.value == word else { return nil }
      return (activity, priority.span)
    }
  }

  private func narrows(_ package: RuledPackage) -> [Narrow] {
    let systems = package.declared.systems.sorted.compactMap { system -> Narrow? in
      let connector = package.find(system.value.connector, in: \.connectors)
      let own = system.value.limits.concurrency
      guard (own ?? connector?.value.limits.concurrency) == 1 else { return nil }
      let node = own == nil ? connector?.node : system.node
      return Narrow(
        title: "`\(system.name.value)`", place: node?["limits"]?["concurrency"]?.span ?? system.name.span,
        systems: [system.name.value])
    }
    let accounts = package.declared.accounts.sorted.compactMap { account -> Narrow? in
      guard let concurrency = account.value.limits?.concurrency, concurrency.value == 1 else { return nil }
      return Narrow(
        title: "account `\(account.name.value)`", place: concurrency.span,
        systems: Set(package.systems(using: account).map { $0.name.value }))
    }
    return systems + accounts
  }
}

extension Activity {
  /// Whether it calls one of these systems.
  fileprivate func reaches(_ systems: Set<String>) -> Bool {
    effects.contains { systems.contains($0.party.systemName) }
      || readings.contains { systems.contains($0.party.systemName) }
  }
}
