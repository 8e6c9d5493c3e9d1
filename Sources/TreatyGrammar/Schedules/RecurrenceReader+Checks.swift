/// What a rule must be besides written right. The header of `grammar/rrule.ebnf` has the same list.
extension RecurrenceReader {
  /// Holds the parts against each other.
  func check(_ cursor: GrammarCursor) throws(GrammarError) {
    let whole = begin..<cursor.index
    guard places[.frequency] != nil else {
      throw RecurrenceReader.wrong(whole, "`FREQ` is missing", mend: "say how long a period is, such as `FREQ=WEEKLY`")
    }
    if let place = places[.count], places[.until] != nil {
      throw RecurrenceReader.wrong(place, "`COUNT` and `UNTIL` both end the rule", mend: "leave out one of them")
    }
    if rule.start == nil, let place = rule.interval > 1 ? places[.interval] : places[.count] {
      throw RecurrenceReader.wrong(
        place, "\(cursor.shown(place)) counts from the first time, and the rule names none",
        mend: "add `;DTSTART=20260105T060000`")
    }
    try checkDays()
    try checkDefaults()
    try checkEnd()
    if let never = never(whole) { throw never }
  }

  private func checkDays() throws(GrammarError) {
    if let place = places[.monthDay], rule.frequency == .weekly {
      throw RecurrenceReader.wrong(
        place, "a week has no days of the month", mend: "write `BYDAY`, or `FREQ=MONTHLY`")
    }
    guard let place = places[.day], rule.days.contains(where: { $0.ordinal != 0 }) else { return }
    guard rule.frequency == .monthly || rule.frequency == .yearly else {
      throw RecurrenceReader.wrong(
        place, "numbers before days go with `FREQ=MONTHLY` and `FREQ=YEARLY` only", mend: "leave the numbers out")
    }
    let isInMonth = rule.frequency == .monthly || places[.month] != nil
    if isInMonth, let day = rule.days.first(where: { abs($0.ordinal) > 5 }) {
      throw RecurrenceReader.wrong(
        place, "no month has a \(abs(day.ordinal))th of a day of the week",
        mend: "write a number from 1 to 5, or -1 to -5")
    }
  }

  /// What the RFC takes from `DTSTART`.
  private func checkDefaults() throws(GrammarError) {
    let namesDay = places[.day] != nil || places[.monthDay] != nil
    if let place = places[.position],
      !namesDay, places[.month] == nil, places[.hour] == nil, places[.minute] == nil
    {
      throw RecurrenceReader.wrong(
        place, "`BYSETPOS` chooses among what other parts give, and there are none", mend: "add `BYDAY` or another part"
      )
    }
    guard rule.start == nil, !namesDay, let place = places[.frequency] else { return }
    switch rule.frequency {
    case .hourly, .daily: return
    case .weekly:
      throw RecurrenceReader.wrong(place, "the rule does not say on which day of the week", mend: "add `;BYDAY=MO`")
    case .monthly:
      throw RecurrenceReader.wrong(
        place, "the rule does not say on which day of the month", mend: "add `;BYMONTHDAY=1` or `;BYDAY=1MO`")
    case .yearly:
      throw RecurrenceReader.wrong(
        place, "the rule does not say on which day of the year", mend: "add `;BYMONTH=1;BYMONTHDAY=1`")
    }
  }

  private func checkEnd() throws(GrammarError) {
    guard case .until(let until) = rule.end, let start = rule.start, until < start, let place = places[.until] else {
      return
    }
    throw RecurrenceReader.wrong(place, "the rule ends before it begins", mend: "write a later `UNTIL`")
  }

  /// A rule that gives no time at all.
  private func never(_ whole: Range<Int>) -> GrammarError? {
    guard !rule.comes else { return nil }
    return RecurrenceReader.wrong(
      whole, "such a time never comes",
      mend: "correct the parts that exclude each other, such as `BYMONTHDAY=30` and `BYMONTH=2`")
  }
}
