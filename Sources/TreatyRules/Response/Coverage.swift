import CEL
import TreatySpec

/// The hours of a week in which somebody answers, in winter and in summer: teams in different zones meet at other times in each.
package struct Coverage: Hashable, Sendable {
  /// A season, by a week of it in which no zone changes its clocks.
  package enum Season: Sendable, CaseIterable {
    /// Standard time in the north.
    case winter
    /// Summer time in the north.
    case summer

    /// Its Monday's first moment in UTC, in seconds since 1970: 2026-01-12 and 2026-07-13.
    var moment: Int64 {
      switch self {
      case .winter: 1_768_176_000
      case .summer: 1_783_900_800
      }
    }

    /// Minutes by which a zone's clocks are ahead of UTC; 0 for what is no zone, which is found elsewhere.
    func offset(of zone: String) -> Int { (TimeZoneNames.offset(of: zone, at: moment) ?? 0) / 60 }
  }

  /// A week of winter, by UTC.
  package private(set) var winter = CoveredWeek()
  /// A week of summer, by UTC.
  package private(set) var summer = CoveredWeek()
  /// Whether all hours are known. Those of a calendar that is read from elsewhere are not.
  package var isKnown = true
  /// Zones that the hours are written in, as they came.
  package private(set) var zones: [String] = []

  /// No hours.
  package init() {}

  /// All hours.
  package static let always: Coverage = {
    var coverage = Coverage()
    (coverage.winter, coverage.summer) = (.whole, .whole)
    return coverage
  }()

  /// Hours that nobody knows.
  package static let unknown: Coverage = {
    var coverage = Coverage()
    coverage.isKnown = false
    return coverage
  }()

  /// What a calendar says itself, without what it takes in. Single days and stretches are no part of a week.
  init(_ calendar: CalendarDeclaration) {
    isKnown = calendar.source == nil && calendar.kind.value == .hours
    for text in calendar.weekly {
      guard let hours = try? WeeklyHours(parsing: text.value) else { continue }
      insert(hours.days, at: hours.from, for: hours.length, in: calendar.zone.value)
    }
    for window in calendar.windows {
      guard let text = window.schedule else { continue }
      let length = window.length.flatMap { TimeLength(milliseconds: $0.value) } ?? .zero
      guard let schedule = try? Schedule(parsing: text.value) else { continue }
      let zone = schedule.zone?.text ?? calendar.zone.value
      switch schedule.rule {
      case .daily(let time): insert(.all, at: time, for: length, in: zone)
      case .weekly(let days, let time): insert(days, at: time, for: length, in: zone)
      case .every, .cron, .recurrence: isKnown = false
      }
    }
  }

  private mutating func insert(_ days: DaySet, at time: ClockTime, for length: TimeLength, in zone: String) {
    note(zone)
    let count = Int(min(length.milliseconds / 60_000, Int64(CoveredWeek.minutes)))
    for day in days.days {
      let start = day.rawValue * 1440 + time.minutes
      winter.insert(from: start - Season.winter.offset(of: zone), count: count)
      summer.insert(from: start - Season.summer.offset(of: zone), count: count)
    }
  }

  private mutating func note(_ zone: String) { if !zones.contains(zone) { zones.append(zone) } }

  /// Takes in the hours of another.
  package mutating func formUnion(_ other: Coverage) {
    winter.formUnion(other.winter)
    summer.formUnion(other.summer)
    isKnown = isKnown && other.isKnown
    for zone in other.zones { note(zone) }
  }

  /// Keeps the hours that another has as well.
  package mutating func formIntersection(_ other: Coverage) {
    winter.formIntersection(other.winter)
    summer.formIntersection(other.summer)
    isKnown = isKnown && other.isKnown
    for zone in other.zones { note(zone) }
  }

  // MARK: Gaps

  /// The zone by whose clocks gaps are said: the first that is not UTC, since somebody there reads it.
  package var zone: String { zones.first { $0 != "UTC" } ?? "UTC" }

  /// Stretches without anybody in winter, in summer or in both, by the clocks of ``zone``.
  package var gaps: [CoveredWeek.Gap] {
    var both = winter.turned(by: Season.winter.offset(of: zone))
    both.formIntersection(summer.turned(by: Season.summer.offset(of: zone)))
    return both.gaps
  }

  /// How many minutes of a week are without anybody: of the season in which it is more.
  package var uncovered: Int { max(winter.uncovered, summer.uncovered) }

  /// The season to which the gaps belong, where the other has none.
  package var season: String? {
    switch (winter == .whole, summer == .whole) {
    case (true, false): "summer"
    case (false, true): "winter"
    default: nil
    }
  }
}
