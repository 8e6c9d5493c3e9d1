import TreatyDiagnostics
import TreatyPlan

/// Another authority says who a party is.
public struct AuthorityChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .authorityChanged, "authority-changed", .exposes, .exposure,
    title: "Another authority says who a party is",
    consequence: "Whoever has its key can be that party, and reads what is sent.",
    advice: "Let somebody who answers for security hold the certificate against its source.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4'}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', tls: {authority: house.pem}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      add(
        system.old.tls, system.new.tls, place.part("tls.authority", pointer: "tls"), "system `\(system.new.name)`",
        &report)
    }
    let (old, new) = (plans.old.alerting?.channels ?? [], plans.new.alerting?.channels ?? [])
    for channel in Matching(old, new, by: \.name).both {
      var place = ChangePlace(subject: "channel `\(channel.new.name)`", path: "policies.channel.\(channel.new.name)")
      place.newPointer = "/alerting/channels/\(channel.newIndex)"
      add(channel.old.trust, channel.new.trust, place, "channel `\(channel.new.name)`", &report)
    }
  }

  private func add(
    _ old: PlannedTLS?, _ new: PlannedTLS?, _ place: ChangePlace, _ word: String, _ report: inout ChangeReport
  ) {
    guard old?.authorities != new?.authorities else { return }
    report.add(
      Self.about, at: place, "another authority says whether it is \(word)", before: Self.words(old?.authorities),
      after: Self.words(new?.authorities))
  }

  /// A certificate by the end of its text, which is of its signature, and by which it is found in a file.
  private static func words(_ authorities: String?) -> String {
    guard let authorities else { return "those that the machine trusts" }
    let certificates = authorities.split(separator: "\n").split { $0.hasPrefix("-----END") }
    let ends = certificates.compactMap { lines in lines.last.map { "one whose text ends in \($0.suffix(24))" } }
    return ends.joined(separator: "\n")
  }
}

extension PlannedChannel {
  /// Whom connections trust.
  fileprivate var trust: PlannedTLS? { mail?.tls ?? webhook?.tls }
}
