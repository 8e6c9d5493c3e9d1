internal import TreatyDiagnostics

extension Schedule {
  /// A text that does not begin as a schedule does, with what may be meant.
  static func unknown(_ cursor: GrammarCursor, _ word: Range<Int>) -> GrammarError {
    let text = cursor.text(cursor.rest())
    let first = cursor.text(word)
    func wrong(_ range: Range<Int>, _ message: String, _ meant: String?) -> GrammarError {
      GrammarError(
        "schedule", at: range, message, mend: meant.map { "write `\($0)`" } ?? grammar.howToWrite, replacement: meant,
        of: cursor.rest())
    }
    if TimeLength(text) != nil { return wrong(word, "a schedule does not begin with a duration", "every \(text)") }
    if ClockTime(text) != nil { return wrong(word, "a schedule does not begin with a time of day", "daily at \(text)") }
    let fields = text.split(separator: " ")
    if CronRule(text) != nil || (fields.count == 5 && fields.allSatisfy { "*0123456789".contains($0.first ?? "x") }) {
      return wrong(cursor.rest(), "`cron` is missing before its fields", "cron \(text)")
    }
    if first.hasPrefix("RRULE:") {
      return wrong(word, "the rule of a schedule follows `rrule`", "rrule \(text.dropFirst(6))")
    }
    if first.hasPrefix("FREQ=") { return wrong(word, "`rrule` is missing before the rule", "rrule \(text)") }
    if let meant = known[text.lowercased()] {
      return wrong(word, "\(cursor.shown(word)) does not say when", meant)
    }
    if ["monthly", "yearly", "annually", "quarterly"].contains(first.lowercased()) {
      return GrammarError(
        "schedule", at: word, "a schedule does not begin with \(cursor.shown(word))",
        mend: "write `rrule FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=6` for the first of each month at six")
    }
    if first == "at", fields.count == 2, ClockTime(String(fields[1])) != nil {
      return wrong(word, "a schedule does not begin with `at`", "daily \(text)")
    }
    if Schedule("weekly on \(text)") != nil {
      return wrong(word, "a schedule does not begin with a day", "weekly on \(text)")
    }
    let near = NearName.suggest(for: first, among: words)
    return GrammarError(
      "schedule", at: word, "a schedule does not begin with \(cursor.shown(word))",
      mend: near.map { "write `\($0)`" } ?? grammar.howToWrite, replacement: near)
  }

  private static let known = [
    "hourly": "every 1h", "minutely": "every 1m", "nightly": "daily at 00:00", "midnight": "daily at 00:00",
  ]

  /// `every day at 02:30`, `every mon at 02:30`, `every hour`.
  static func notEvery(_ cursor: GrammarCursor) -> GrammarError? {
    guard !cursor.isAtDigit, !cursor.isAtEnd else { return nil }
    let word = cursor.word(until: ",")
    let rest = cursor.text(cursor.rest())
    let time = rest.dropFirst(word.count)
    let written: String?
    switch cursor.text(word).lowercased() {
    case "day": written = "daily\(time.isEmpty ? " at 00:00" : time)"
    case "second", "minute", "hour": written = time.isEmpty ? "every 1\(cursor.text(word).prefix(1).lowercased())" : nil
    case "week": written = "weekly on mon at 00:00"
    default: written = "weekly on \(rest)"
    }
    guard let meant = written.flatMap({ Schedule($0) }) else { return nil }
    return GrammarError(
      "schedule", at: word, "a duration follows `every`, not \(cursor.shown(word))", mend: "write `\(meant)`",
      replacement: meant.description, of: 0..<cursor.bytes.count)
  }

  /// Something that stands where `at` or `on` should.
  static func missing(
    _ word: String, _ cursor: GrammarCursor, _ before: Range<Int>, _ example: String
  ) -> GrammarError {
    let found = cursor.word()
    guard !found.isEmpty else {
      return GrammarError(
        "schedule", at: before, "\(cursor.shown(before)) does not say \(word == "at" ? "when" : "on which days")",
        mend: "write it like `\(example)`")
    }
    let begins =
      word == "at"
      ? ClockTime(cursor.text(found)) != nil : Weekday(meantBy: cursor.text(cursor.word(until: ",-"))) != nil
    return GrammarError(
      "schedule", at: found, "`\(word)` stands here, not \(cursor.shown(found))",
      mend: begins ? "write `\(word) ` before it" : "write it like `\(example)`",
      replacement: begins ? "\(word) \(cursor.text(found))" : nil)
  }

  /// Something after the rule that is no zone.
  static func unexpected(_ cursor: GrammarCursor, after rule: Rule) -> GrammarError {
    var after = cursor
    _ = after.takeSpaces()
    let rest = after.rest()
    func wrong(_ range: Range<Int>, _ message: String, _ mend: String, _ replacement: String? = nil) -> GrammarError {
      GrammarError("schedule", at: range, message, mend: mend, replacement: replacement)
    }
    if let zone = ZoneName(after.text(rest)), zone.text.contains("/") || zone.text == "UTC" {
      return wrong(rest, "`in` is missing before the zone", "write `in \(zone)`", "in \(zone)")
    }
    if case .every(let length) = rule, after.text(after.word()) == "at" {
      return wrong(
        rest, "`every \(length)` goes by no clock, so it has no `at`",
        "write `cron 15 * * * *` for a quarter past each hour, `daily at 02:30` for a time of day")
    }
    if case .daily = rule, [",", "and"].contains(after.text(after.word()).prefix(3)) || after.next == UInt8(ascii: ",")
    {
      return wrong(rest, "`daily` has one time", "write `cron 0 6,18 * * *` for 06:00 and 18:00")
    }
    return wrong(
      rest, "\(cursor.shown(rest)) has no place after the schedule", "only a zone can follow: `in Europe/Berlin`")
  }
}
