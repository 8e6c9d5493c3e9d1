import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// One item that causes more than twenty calls.
public struct WideFanOut: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .wideFanOut, name: "wide-fan-out", severity: .warning,
      title: "One item causes many calls",
      summary: "One item of a flow, gate or workflow causes more than 20 calls.",
      why: """
        The calls are made one after the other, and each can fail by itself. A hundred items at once are then \
        thousands of calls, which use up the limits of the systems for everything else as well.
        """,
      mend: """
        Keep answers of lookups for a while with `cache`, call an operation that takes several things at once, \
        or split the work into flows that run by themselves.
        """,
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver:
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 1"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 2"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 3"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 4"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 5"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 6"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 7"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 8"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 9"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 10"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 11"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 12"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 13"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 14"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 15"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 16"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 17"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 18"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 19"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 20"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 21"}}
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver:
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 1"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 2"}}
              - {to: help.ticket, do: upsert, when: item.level == 'high', fields: {title: "${ item.host } 3"}}
        """,
      related: [.loadBeyondLimit, .largePage], canBeAllowed: true),
    reason: "a hundred items at once are thousands of calls")

  /// The rule.
  public init() {}

  /// Counts the calls that one item causes.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let count = CallsPerItem(activity, package), count.total > 20 else { continue }
      report.add(
        Self.about.finding(
          "one item of \(activity.title) causes \(count.total) calls", at: activity.name.span, count.text,
          mend: "keep answers of lookups with `cache`, or call an operation that takes several things at once",
          "or split the work, so that each part can be tried again by itself"))
    }
  }
}
