import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A calendar without times.
public struct EmptyCalendar: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
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
      guard value.weekly.isEmpty, value.includes.isEmpty, value.source == nil else { continue }
      let isOver = !value.windows.isEmpty && value.windows.allSatisfy { hasPassed($0, package) }
      guard value.windows.isEmpty || isOver else { continue }
      report.add(
        Self.about.finding(
          isOver ? "all times of `\(calendar.name.value)` have passed" : "`\(calendar.name.value)` has no times",
          at: calendar.name.span, isOver ? "is never open again" : "is never open",
          mend: "write its hours: `weekly: [mon-fri 08:00-18:00]`", "or delete it, and what refers to it"))
    }
  }

  /// Whether a window comes once, and has come.
  private func hasPassed(_ window: WindowDeclaration, _ package: RuledPackage) -> Bool {
    guard window.schedule == nil, let to = window.to else { return false }
    return package.hasPassed(Located(String(to.value.prefix(10)), at: to.span))
  }
}
