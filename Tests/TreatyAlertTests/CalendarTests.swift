import CEL
import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyAlert

@Suite("Calendars are evaluated as people read them")
struct CalendarTests {
  private func calendar(_ zone: String = "Europe/Berlin", _ change: (inout PlannedCalendar) -> Void) throws
    -> AlertCalendar
  {
    var planned = PlannedCalendar(name: "c", zone: zone)
    change(&planned)
    return try AlertCalendar(Position(0), in: [planned], pointer: "")
  }

  private func at(_ text: String) throws -> Instant {
    Instant(milliseconds: try #require(Timestamp(rfc3339: text)).millisecondsSinceEpoch)
  }

  @Test(
    "weekly hours go by the clock of their zone, in winter and in summer",
    arguments: [
      ("2026-11-23T06:59:59Z", false), ("2026-11-23T07:00:00Z", true), ("2026-11-23T16:59:59Z", true),
      ("2026-11-23T17:00:00Z", false), ("2026-07-13T06:00:00Z", true), ("2026-07-13T05:59:00Z", false),
      ("2026-11-28T10:00:00Z", false),
    ])
  func weekly(_ moment: String, _ isIn: Bool) throws {
    let hours = try calendar { $0.weekly = ["mon-fri 08:00-18:00"] }
    #expect(hours.contains(try at(moment)) == isIn)
  }

  @Test(
    "hours over midnight belong to the day on which they begin, exceptions too",
    arguments: [
      // 2026-12-25 is excepted, a Friday: what began on the 24th goes on, what would begin on the 25th does not.
      ("2026-12-25T04:00:00Z", true), ("2026-12-25T22:00:00Z", false), ("2026-12-26T04:00:00Z", false),
      ("2026-12-26T22:00:00Z", true),
    ])
  func night(_ moment: String, _ isIn: Bool) throws {
    let nights = try calendar("UTC") {
      $0.weekly = ["mon-sun 20:00-06:00"]
      $0.except = ["2026-12-25"]
    }
    #expect(nights.contains(try at(moment)) == isIn)
  }

  @Test("an hour that comes twice is in the hours twice, and one that is left out is not missed")
  func clockChanges() throws {
    let early = try calendar { $0.weekly = ["sun 02:00-03:00"] }
    // Clocks go from 03:00 back to 02:00 at 01:00 UTC on 2026-10-25, and from 02:00 to 03:00 at 01:00 UTC on 2026-03-29.
    #expect(early.contains(try at("2026-10-25T00:30:00Z")))
    #expect(early.contains(try at("2026-10-25T01:30:00Z")))
    #expect(!early.contains(try at("2026-10-25T02:00:00Z")))
    #expect(!early.contains(try at("2026-03-29T00:59:00Z")))
    #expect(!early.contains(try at("2026-03-29T01:00:00Z")))
  }

  @Test("a stretch that would begin in an hour that is left out begins behind it, and is as long as it says")
  func gap() throws {
    let nightly = try calendar {
      $0.windows = [PlannedWindow(from: nil, to: nil, schedule: "daily at 02:30", lengthMilliseconds: 3_600_000)]
    }
    // 02:30 is left out: it begins at 03:30 summer time, which is 01:30 UTC.
    #expect(!nightly.contains(try at("2026-03-29T01:29:00Z")))
    #expect(nightly.contains(try at("2026-03-29T01:30:00Z")))
    #expect(nightly.contains(try at("2026-03-29T02:29:00Z")))
    #expect(!nightly.contains(try at("2026-03-29T02:30:00Z")))
    // 02:30 comes twice on 2026-10-25: it begins the first time, and once.
    #expect(nightly.contains(try at("2026-10-25T00:30:00Z")))
    #expect(!nightly.contains(try at("2026-10-25T01:30:00Z")))
  }

  @Test("what one calendar includes is in it, and a circle of them ends")
  func includes() throws {
    var one = PlannedCalendar(name: "one", zone: "UTC")
    one.includes = [Position(1)]
    var two = PlannedCalendar(name: "two", zone: "UTC")
    two.windows = [
      PlannedWindow(from: "2026-12-20T18:00", to: "2027-01-02T06:00", schedule: nil, lengthMilliseconds: nil)
    ]
    two.includes = [Position(0)]
    let calendar = try AlertCalendar(Position(0), in: [one, two], pointer: "")
    #expect(calendar.contains(try at("2027-01-01T00:00:00Z")))
    #expect(!calendar.contains(try at("2027-01-02T06:00:00Z")))
  }

  @Test("what is no time is said, with the calendar's name")
  func wrong() {
    #expect(throws: LinkFailure.self) { try calendar { $0.weekly = ["never"] } }
    #expect(throws: LinkFailure.self) { try calendar("Mars/Olympus") { _ in } }
  }

  @Test("years go by in a moment: as many hours as a year has working hours")
  func years() throws {
    let hours = try calendar {
      $0.weekly = ["mon-fri 08:00-18:00"]
      $0.windows = [
        PlannedWindow(from: nil, to: nil, schedule: "weekly on sun at 02:00", lengthMilliseconds: 14_400_000)
      ]
    }
    let start = try at("2026-01-01T00:00:00Z")
    var count = 0
    for hour in 0..<(5 * 365 * 24) where hours.contains(start.advanced(milliseconds: Int64(hour) * 3_600_000)) {
      count += 1
    }
    // 1,303 working days of ten hours, and 261 Sundays of four, those on which clocks are set among them.
    #expect(count == 1_303 * 10 + 261 * 4)
  }
}
