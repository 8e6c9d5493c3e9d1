import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A calendar without times.
public struct EmptyCalendar: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CodePage(
      code: .emptyCalendar, name: "empty-calendar", severity: .warning,
      title: "A calendar without times",
      summary: "A calendar has no hours and no windows, takes in no other, and is read from nowhere.",
      why: """
        It is never open. Whoever is on call by it never is, a gate that has it for a window never opens, and \
        one that has it for a freeze never stops.
        """,
      mend: """
        Write hours under `weekly`, or stretches under `windows`. Delete it where nothing uses it.
        """,
      bad: """
        calendars:
          hall-hours: {zone: Europe/Berlin, weekly: []}
        """,
      good: """
        calendars:
          hall-hours: {zone: Europe/Berlin, weekly: [mon-sat 09:00-20:00]}
        """,
      related: [.wrongCalendar, .uncoveredHour], canBeAllowed: true),
    reason: "whatever goes by it never comes")

  /// The rule.
  public init() {}

  /// Looks at the package's own calendars.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for calendar in package.own(\.calendars) {
      let value = calendar.value
      guard value.weekly.isEmpty, value.windows.isEmpty, value.includes.isEmpty, value.source == nil else { continue }
      report.add(
        Self.about.finding(
          "`\(calendar.name.value)` has no times", at: calendar.name.span, "is never open",
          mend: "write its hours: `weekly: [mon-fri 08:00-18:00]`", "or delete it, and what refers to it"))
    }
  }
}
