import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A calendar of another kind than its place needs.
public struct WrongCalendar: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .wrongCalendar, name: "wrong-calendar", severity: .error,
      title: "A calendar of another kind than is needed",
      summary: """
        A calendar of windows or freezes is used for the hours of people, or one of hours where changes are \
        allowed or forbidden.
        """,
      why: """
        The times would be read the wrong way round or not at all: a team that is on call in a `freeze` answers \
        when nothing may be changed and at no other time, and a gate does not stop at a calendar of `hours`.
        """,
      mend: """
        Name a calendar of the right kind: `hours` for teams, on-call duty and contracts, `window` or `freeze` \
        for gates, `window` for the maintenance of systems. Where the calendar itself is the one that is meant, \
        mend its `kind`.
        """,
      bad: """
        teams:
          archivists: {contacts: {mail: archive@example.org}, on-call: [freeze]}
        """,
      good: """
        teams:
          archivists: {contacts: {mail: archive@example.org}, on-call: [office-hours]}
        """,
      related: [.uncoveredHour, .emptyCalendar], canBeAllowed: true),
    reason: "its times would be read as something that they are not")

  /// The rule.
  public init() {}

  /// Looks at each place where a calendar is named.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for use in package.calendarUses where package.isOwn(use.name.span) {
      guard let calendar = package.find(use.name, in: \.calendars), !use.kinds.contains(calendar.value.kind.value)
      else {
        continue
      }
      let kinds = use.kinds.map { "`\($0.rawValue)`" }.joined(separator: " or ")
      let said = calendar.node["kind"] == nil ? calendar.name.span : calendar.value.kind.span
      report.add(
        Self.about.finding(
          "`\(use.name.value)` holds \(calendar.value.kind.value.words), and is used for \(use.purpose)",
          at: use.name.span,
          "needs a calendar of kind \(kinds)",
          related: [Label(span: said, text: "of kind `\(calendar.value.kind.value.rawValue)`")],
          mend: "name a calendar of kind \(kinds) here",
          "or write `kind: \(use.kinds.first?.rawValue ?? "hours")` there, if that is what its times are"))
    }
  }
}

/// A calendar that is named, and what for.
private struct CalendarUse {
  var name: Located<String>
  var purpose: String
  var kinds: [CalendarWord]
}

extension RuledPackage {
  /// Where calendars are named, with the kinds that have a meaning there.
  fileprivate var calendarUses: [CalendarUse] {
    let people: [(Located<String>?, String)] =
      own(\.teams).flatMap { team in
        [(team.value.hours, "the working hours of a team")] + team.value.onCall.map { ($0.during, "on-call duty") }
      }
      + own(\.contracts).flatMap { contract in
        [(contract.value.hours, "the hours of a contract")]
          + contract.value.classes.map { ($0.value.hours, "the hours of a contract") }
      }
    let starts = own(\.flows).map { $0.value.on.during } + own(\.workflows).map { $0.value.on.during }
    let waits = own(\.workflows).flatMap { $0.value.allSteps.map { $0.wait?.during } }
    let gates = own(\.gates).flatMap { $0.value.calendars }
    return people.compactMap { use($0.0, $0.1, [.hours]) }
      + starts.compactMap { use($0, "the times in which something may start", [.hours, .window]) }
      + waits.compactMap { use($0, "the times that a step waits for", [.hours, .window]) }
      + gates.compactMap { use($0, "the answer of a gate", [.window, .freeze]) }
      + own(\.systems).compactMap { use($0.value.maintenance, "the maintenance of a system", [.window]) }
  }

  private func use(_ name: Located<String>?, _ purpose: String, _ kinds: [CalendarWord]) -> CalendarUse? {
    name.map { CalendarUse(name: $0, purpose: purpose, kinds: kinds) }
  }
}

extension CalendarWord {
  /// What its times are.
  fileprivate var words: String {
    switch self {
    case .hours: "hours in which somebody works"
    case .window: "windows in which changes are allowed"
    case .freeze: "times in which nothing is changed"
    }
  }
}
