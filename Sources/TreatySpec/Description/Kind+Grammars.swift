import TreatySyntax

/// Texts that a small grammar reads, as they are written.
extension Kind where Value == Located<String> {
  /// How much: `64KiB`.
  static let size = Kind<String>.grammar(ByteSize.self).located
  /// A share: `99.9%`.
  static let percentage = Kind<String>.grammar(Percentage.self).located
  /// A day: `2026-12-24`.
  static let date = Kind<String>.grammar(CalendarDate.self).located
  /// A day, or days from one to another: `2026-12-24..2026-12-26`.
  static let dates = Kind<String>.grammar(DateRange.self).located
  /// A moment by the clock on the wall: `2026-12-20T18:00`.
  static let localTime = Kind<String>.grammar(LocalDateTime.self).located
  /// Hours of a week: `mon-fri 08:00-18:00`.
  static let hours = Kind<String>.grammar(WeeklyHours.self).located
  /// When something happens again and again: `every 5m`, `daily at 02:30`, `cron 0 2 * * 1-5`.
  static let schedule = Kind<String>.grammar(Schedule.self).located
  /// A direction between the two sides of a sync: `desk -> vendor`.
  static let direction = Kind<String>.grammar(Direction.self).located
  /// An address of the web.
  static let url = Kind<String>.grammar(WebAddress.self).located
  /// Any text, with its place.
  static let located = Kind<String>.text.located
}

extension Kind where Value == String {
  /// Path at which a host takes requests.
  static let route = grammar(RoutePath.self)
}

extension Kind where Value == Int64 {
  /// Nothing to a hundred years, in milliseconds.
  static let longest: ClosedRange<Int64> = 0...3_155_760_000_000

  /// A duration of up to a hundred years, in milliseconds.
  static let anyDuration = duration(longest)
}
