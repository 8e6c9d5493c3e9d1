import Testing
import TreatySpec

@Suite("The calendar is the Gregorian one")
struct CalendarTests {
  @Test("day numbers and dates say the same, over all ten thousand years")
  func numbers() throws {
    var count = 0
    // 97 is prime: all months, weekdays and leap years are met.
    for number in stride(from: -719_162, through: 2_932_896, by: 97) {
      let date = try #require(CalendarDate(dayNumber: number))
      let (year, month, day) = date.parts
      if CalendarDate(year: year, month: month, day: day)?.dayNumber != number { Issue.record("\(date)") }
      count += 1
    }
    #expect(count > 30_000)
    #expect(CalendarDate(dayNumber: -719_163) == nil)
    #expect(CalendarDate(dayNumber: 2_932_897) == nil)
  }

  @Test(
    "known days",
    arguments: [
      ("1970-01-01", 0, Weekday.thursday), ("0001-01-01", -719_162, .monday), ("9999-12-31", 2_932_896, .friday),
      ("2000-02-29", 11_016, .tuesday), ("1969-12-31", -1, .wednesday), ("2026-12-24", 20_811, .thursday),
    ])
  func known(_ text: String, _ number: Int, _ weekday: Weekday) throws {
    let date = try CalendarDate(parsing: text)
    #expect(date.dayNumber == number && date.weekday == weekday && date.description == text)
  }

  @Test("times before 1970 are taken apart like those after")
  func before() throws {
    let moment = try LocalDateTime(parsing: "1969-12-31T23:59")
    #expect(moment.minuteNumber == -1 && moment.date.description == "1969-12-31" && moment.time.description == "23:59")
  }

  @Test(
    "days of the week in short",
    arguments: [
      ("mon,tue,wed", "mon-wed"), ("sat, sun", "sat, sun"), ("mon-sun", "mon-sun"), ("tue-mon", "mon-sun"),
      ("fri-mon", "fri-mon"), ("sun, mon", "sun, mon"), ("mon, wed, fri", "mon, wed, fri"), ("sun", "sun"),
      ("mon, tue, thu-sat", "mon, tue, thu-sat"), ("sat-mon, wed", "sat-mon, wed"),
    ])
  func days(_ text: String, _ canonical: String) throws { #expect(try DaySet(parsing: text).description == canonical) }

  @Test(
    "hours of a week, over midnight too",
    arguments: [
      ("mon-fri 08:00-18:00", "2026-12-24T08:00", true), ("mon-fri 08:00-18:00", "2026-12-24T17:59", true),
      ("mon-fri 08:00-18:00", "2026-12-24T18:00", false), ("mon-fri 08:00-18:00", "2026-12-26T12:00", false),
      ("fri 22:00-06:00", "2026-12-25T22:00", true), ("fri 22:00-06:00", "2026-12-26T05:59", true),
      ("fri 22:00-06:00", "2026-12-26T06:00", false), ("fri 22:00-06:00", "2026-12-25T05:00", false),
      ("sun 22:00-06:00", "2026-12-28T01:00", true), ("mon-sun 00:00-24:00", "2026-12-28T23:59", true),
      ("sat 20:00-00:00", "2026-12-26T23:59", true), ("sat 20:00-00:00", "2026-12-27T00:00", false),
    ])
  func hours(_ hours: String, _ moment: String, _ isIn: Bool) throws {
    #expect(try WeeklyHours(parsing: hours).contains(try LocalDateTime(parsing: moment)) == isIn)
  }

  @Test("weekly hours know how long they are")
  func length() throws {
    #expect(try WeeklyHours(parsing: "mon 08:00-18:30").length.description == "10h30m")
    #expect(try WeeklyHours(parsing: "mon 22:00-06:00").length.description == "8h")
    #expect(try WeeklyHours(parsing: "mon 00:00-24:00").length.description == "1d")
  }

  @Test("ranges of days overlap where they share a day")
  func ranges() throws {
    let christmas = try DateRange(parsing: "2026-12-24..2026-12-26")
    #expect(christmas.count == 3)
    #expect(christmas.overlaps(try DateRange(parsing: "2026-12-26..2027-01-02")))
    #expect(!christmas.overlaps(try DateRange(parsing: "2026-12-27")))
    #expect(christmas.contains(try CalendarDate(parsing: "2026-12-25")))
    #expect(try DateRange(parsing: "2026-12-24..2026-12-24").description == "2026-12-24")
  }
}
