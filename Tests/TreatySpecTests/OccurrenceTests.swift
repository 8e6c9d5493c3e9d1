import Foundation
import Testing
import TreatySpec
import TreatyTestSupport

@Suite("Schedules happen when they say")
struct OccurrenceTests {
  /// What python-dateutil and cronsim make of a schedule; see `Fixtures/occurrences.py`.
  struct Case: Sendable {
    let schedule: String
    let from: String
    let to: String
    let count: Int
    let first: [String]
    let last: String
  }

  static let cases: [Case] = {
    let file = Golden.repository.appending(path: "Tests/TreatySpecTests/Fixtures/occurrences.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Case(
        schedule: parts[0], from: parts[1], to: parts[2], count: Int(parts[3]) ?? -1,
        first: parts[4].split(separator: " ").map(String.init), last: parts[5])
    }
  }()

  @Test("as python-dateutil and cronsim say")
  func others() throws {
    #expect(Self.cases.count >= 300)
    for example in Self.cases {
      let (from, to) = (try LocalDateTime(parsing: example.from), try LocalDateTime(parsing: example.to))
      let schedule: Schedule
      do {
        schedule = try Schedule(parsing: example.schedule)
      } catch {
        #expect(
          error.message == "such a time never comes" && example.count == 0, "\(example.schedule): \(error.message)")
        continue
      }
      let times = try #require(schedule.occurrences(from: from, to: to, limit: 10_000))
      #expect(times.count == example.count, "\(example.schedule) from \(from) to \(to)")
      #expect(times.prefix(4).map { $0.description } == example.first, "\(example.schedule) from \(from)")
      #expect(times.last?.description ?? "" == example.last, "\(example.schedule) to \(to)")
      let some = try #require(schedule.occurrences(from: from, to: to, limit: 3))
      #expect(some == Array(times.prefix(3)), "\(example.schedule): fewer are the first ones")
    }
  }

  @Test("no two times are closer, or further apart, than the schedule says")
  func intervals() throws {
    // Every fourth: an interval is looked for in the whole calendar.
    for example in Self.cases.enumerated().filter({ $0.offset.isMultiple(of: 4) }).map({ $0.element }) {
      guard let schedule = Schedule(example.schedule) else { continue }
      let from = try LocalDateTime(parsing: example.from)
      let to = LocalDateTime(try #require(from.date.adding(4000)), .midnight)
      let times = try #require(schedule.occurrences(from: from, to: to, limit: 2000)).map { $0.minuteNumber }
      let least = schedule.shortestInterval?.milliseconds ?? .max
      let most = schedule.longestInterval?.milliseconds ?? .max
      for (before, after) in zip(times, times.dropFirst()) {
        let gap = Int64(after - before) * 60_000
        let isWithin = least <= gap && gap <= most
        guard !isWithin else { continue }
        Issue.record(
          "\(example.schedule) has \(TimeLength(milliseconds: gap) ?? .zero) between \(LocalDateTime.at(before)) and the next"
        )
        break
      }
    }
  }

  @Test(
    "the next time",
    arguments: [
      ("daily at 02:30", "2026-12-24T02:30", "2026-12-25T02:30"),
      ("daily at 02:30", "2026-12-24T02:29", "2026-12-24T02:30"),
      ("weekly on sun at 02:00", "2026-12-24T00:00", "2026-12-27T02:00"),
      ("weekly on mon-fri at 08:00", "2026-12-25T08:00", "2026-12-28T08:00"),
      ("cron 0 0 29 2 *", "2096-03-01T00:00", "2104-02-29T00:00"),
      ("cron 0 2 1 * 1", "2026-12-01T02:00", "2026-12-07T02:00"),
      ("cron 0 2 * * 7", "2026-12-24T00:00", "2026-12-27T02:00"),
      ("cron @weekly", "2026-12-24T00:00", "2026-12-27T00:00"),
      ("rrule FREQ=MONTHLY;BYDAY=1MO;BYHOUR=6", "2026-12-24T00:00", "2027-01-04T06:00"),
      ("rrule FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-12-24T00:00", "2026-12-31T00:00"),
      ("rrule FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "1880-03-01T00:00", "1920-02-29T00:00"),
      ("rrule FREQ=DAILY;UNTIL=20261224", "2026-12-23T12:00", "2026-12-24T00:00"),
    ])
  func next(_ schedule: String, _ after: String, _ expected: String) throws {
    let next = try Schedule(parsing: schedule).next(after: try LocalDateTime(parsing: after))
    #expect(next?.description == expected)
  }

  @Test("a rule that has ended has no next time, and one that goes by no clock has none")
  func ended() throws {
    let moment = try LocalDateTime(parsing: "2026-12-24T00:00")
    #expect(try Schedule(parsing: "rrule FREQ=DAILY;UNTIL=20261224").next(after: moment) == nil)
    #expect(try Schedule(parsing: "rrule FREQ=DAILY;COUNT=3;DTSTART=20261201").next(after: moment) == nil)
    #expect(try Schedule(parsing: "every 5m").next(after: moment) == nil)
    #expect(try Schedule(parsing: "every 5m").occurrences(from: moment, to: moment) == nil)
    #expect(try Schedule(parsing: "daily at 00:00").next(after: try LocalDateTime(parsing: "9999-12-31T00:00")) == nil)
  }

  @Test(
    "least and greatest time between",
    arguments: [
      ("every 90s", "1m30s", "1m30s"), ("daily at 02:30", "1d", "1d"), ("weekly on sun at 02:00", "7d", "7d"),
      ("weekly on mon-fri at 02:00", "1d", "3d"), ("weekly on mon, wed at 02:00", "2d", "5d"),
      ("cron */15 * * * *", "15m", "15m"), ("cron */7 * * * *", "4m", "7m"), ("cron 0 8-18 * * 1-5", "1h", "2d14h"),
      ("cron 30 23 * * *", "1d", "1d"), ("cron 0,30 0,23 * * *", "30m", "22h30m"), ("cron 0 0 1 * *", "28d", "31d"),
      ("cron 0 0 29 2 *", "1461d", "2921d"), ("cron 0 0 31 * *", "31d", "61d"), ("cron 0 0 1 * 1", "1d", "7d"),
      ("rrule FREQ=MONTHLY;BYMONTHDAY=1", "28d", "31d"), ("rrule FREQ=MONTHLY;BYDAY=1MO;BYHOUR=6", "28d", "35d"),
      ("rrule FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "28d", "33d"),
      ("rrule FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "10227d", "14609d"),
      ("rrule FREQ=DAILY;BYHOUR=6,18;BYMINUTE=0,30", "30m", "11h30m"),
      ("rrule FREQ=WEEKLY;INTERVAL=2;DTSTART=20260105T060000", "14d", nil),
      ("rrule FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;DTSTART=20260105T060000", "4d", nil),
      ("rrule FREQ=MONTHLY;INTERVAL=3;DTSTART=20260105T060000", "84d", nil),
      ("rrule FREQ=HOURLY;INTERVAL=6;BYMINUTE=0,10;DTSTART=20260105T060000", "10m", nil),
      ("rrule FREQ=HOURLY", "1h", nil), ("rrule FREQ=DAILY;UNTIL=20261224", "1d", nil),
      ("rrule FREQ=DAILY;COUNT=1;DTSTART=20261224", nil, nil),
    ] as [(String, String?, String?)])
  func between(_ schedule: String, _ shortest: String?, _ longest: String?) throws {
    let schedule = try Schedule(parsing: schedule)
    #expect(schedule.shortestInterval?.description == shortest.flatMap { TimeLength($0)?.description })
    #expect(schedule.longestInterval?.description == longest.flatMap { TimeLength($0)?.description })
  }

  @Test(
    "what never comes is refused",
    arguments: [
      "cron 0 0 30 2 *", "cron 0 0 31 4,6,9,11 *", "rrule FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
      "rrule FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2", "rrule FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=2MO",
      "rrule FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29;DTSTART=20250101;UNTIL=20960101",
      "rrule FREQ=HOURLY;INTERVAL=24;BYHOUR=5;DTSTART=20260101T060000",
      "rrule FREQ=WEEKLY;BYDAY=MO;DTSTART=20261224;UNTIL=20261226",
    ])
  func never(_ text: String) {
    #expect { try Schedule(parsing: text) } throws: { ($0 as? GrammarError)?.message.contains("never comes") == true }
  }

  @Test("a schedule knows whether it goes by a clock, and where its zone stands")
  func zone() throws {
    let text = "daily at 02:30 in Europe/Berlin"
    let schedule = try Schedule(parsing: text)
    #expect(schedule.zone?.text == "Europe/Berlin" && schedule.goesByClock)
    #expect(schedule.zoneRange(in: text) == 18..<31)
    let every = try Schedule(parsing: "every 5m")
    #expect(every.zone == nil && !every.goesByClock && every.zoneRange(in: "every 5m") == nil)
  }
}

extension LocalDateTime {
  /// A time by its number, as a text.
  fileprivate static func at(_ minute: Int) -> String {
    let day = minute >= 0 ? minute / 1440 : (minute - 1439) / 1440
    return "\(CalendarDate(dayNumber: day)?.description ?? "?") \(minute - day * 1440) minutes"
  }
}
