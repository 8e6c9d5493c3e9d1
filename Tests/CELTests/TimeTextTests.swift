import CEL
import Testing

@Suite("Times are written and read by patterns, in a zone that somebody named")
struct TimeTextTests {
  @Test(
    "a moment is written",
    arguments: [
      ("2026-11-03T09:05:07.123456789Z", "yyyy-MM-dd HH:mm:ss", "UTC", "2026-11-03 09:05:07"),
      ("2026-11-03T09:05:07Z", "yy M d H m s", "UTC", "26 11 3 9 5 7"),
      ("2026-11-03T09:05:07Z", "dd.MM.yyyy HH:mm", "Europe/Berlin", "03.11.2026 10:05"),
      ("2026-07-03T22:05:07Z", "dd.MM.yyyy HH:mm", "Europe/Berlin", "04.07.2026 00:05"),
      ("2026-11-03T00:05:00Z", "h:mm a", "UTC", "12:05 AM"),
      ("2026-11-03T12:05:00Z", "hh:mm a", "UTC", "12:05 PM"), ("2026-11-03T13:05:00Z", "hh a", "UTC", "01 PM"),
      ("2026-11-03T09:05:07Z", "EEE, dd MMM yyyy HH:mm:ss xx", "UTC", "Tue, 03 Nov 2026 09:05:07 +0000"),
      ("2026-05-03T09:05:07Z", "EEEE d MMMM MMM", "UTC", "Sunday 3 May May"),
      ("2026-02-03T09:05:07Z", "D DDD", "UTC", "34 034"),
      ("2024-12-31T00:00:00Z", "DDD", "UTC", "366"),
      ("2026-11-03T09:05:07.123456789Z", "S SS SSS SSSSSS SSSSSSSSS", "UTC", "1 12 123 123456 123456789"),
      ("2026-11-03T09:05:07.999999999Z", "ss.SSS", "UTC", "07.999"),
      ("2026-11-03T09:05:07Z", "yyyy-MM-dd'T'HH:mm:ssXXX", "UTC", "2026-11-03T09:05:07Z"),
      ("2026-11-03T09:05:07Z", "XXX XX X xxx xx x Z", "+05:30", "+05:30 +0530 +0530 +05:30 +0530 +0530 +0530"),
      ("2026-11-03T09:05:07Z", "XXX XX X xxx xx x Z", "Europe/Berlin", "+01:00 +0100 +01 +01:00 +0100 +01 +0100"),
      ("2026-11-03T09:05:07Z", "XXX XX X xxx xx x Z", "UTC", "Z Z Z +00:00 +0000 +00 +0000"),
      ("2026-11-03T09:05:07Z", "HH:mm xxx", "-09:30", "23:35 -09:30"),
      ("2026-11-03T09:05:07Z", "H 'o''clock' '' 'yyyy'", "UTC", "9 o'clock ' yyyy"),
      ("2026-11-03T09:05:07Z", "", "UTC", ""), ("2026-11-03T09:05:07Z", "d. é 日 (d)", "UTC", "3. é 日 (3)"),
      ("0001-01-01T00:00:00Z", "yyyy-MM-dd", "UTC", "0001-01-01"),
      ("9999-12-31T23:59:59Z", "yyyyMMddHHmmss", "UTC", "99991231235959"),
    ])
  func written(_ moment: String, _ pattern: String, _ zone: String, _ text: String) {
    #expect(value("formatTime(timestamp(a), b, c)", moment, pattern, zone).asString == text)
  }

  @Test(
    "a text is read",
    arguments: [
      ("2026-11-03 09:05:07", "yyyy-MM-dd HH:mm:ss", "UTC", "2026-11-03T09:05:07Z"),
      ("03.11.2026 10:05", "dd.MM.yyyy HH:mm", "Europe/Berlin", "2026-11-03T09:05:00Z"),
      ("3.7.2026", "d.M.yyyy", "Europe/Berlin", "2026-07-02T22:00:00Z"),
      ("13.12.2026", "d.M.yyyy", "UTC", "2026-12-13T00:00:00Z"),
      ("20261103090507", "yyyyMMddHHmmss", "UTC", "2026-11-03T09:05:07Z"),
      ("03/11/26", "dd/MM/yy", "UTC", "2026-11-03T00:00:00Z"),
      ("12:05 AM 2026-11-03", "hh:mm a yyyy-MM-dd", "UTC", "2026-11-03T00:05:00Z"),
      ("12:05 pm 2026-11-03", "hh:mm a yyyy-MM-dd", "UTC", "2026-11-03T12:05:00Z"),
      ("1 PM 2026-11-03", "h a yyyy-MM-dd", "UTC", "2026-11-03T13:00:00Z"),
      ("13:00 PM 2026-11-03", "HH:mm a yyyy-MM-dd", "UTC", "2026-11-03T13:00:00Z"),
      ("Tue, 03 Nov 2026 09:05:07 +0100", "EEE, dd MMM yyyy HH:mm:ss xx", "America/New_York", "2026-11-03T08:05:07Z"),
      ("3 NOVEMBER 2026", "d MMMM yyyy", "UTC", "2026-11-03T00:00:00Z"),
      ("sunday 3 may 2026", "EEEE d MMM yyyy", "UTC", "2026-05-03T00:00:00Z"),
      ("2024-366", "yyyy-DDD", "UTC", "2024-12-31T00:00:00Z"), ("2026 34", "yyyy D", "UTC", "2026-02-03T00:00:00Z"),
      ("2026-11-03T09:05:07.5Z", "yyyy-MM-dd'T'HH:mm:ss.SX", "Europe/Berlin", "2026-11-03T09:05:07.5Z"),
      ("2026-11-03 07.000000001", "yyyy-MM-dd ss.SSSSSSSSS", "UTC", "2026-11-03T00:00:07.000000001Z"),
      ("2026-11-03 +05:30", "yyyy-MM-dd XXX", "UTC", "2026-11-02T18:30:00Z"),
      ("2026-11-03 +05", "yyyy-MM-dd X", "UTC", "2026-11-02T19:00:00Z"),
      ("2026-11-03 -0930", "yyyy-MM-dd x", "UTC", "2026-11-03T09:30:00Z"),
      ("2026-11-03 Z", "yyyy-MM-dd XXX", "Asia/Tokyo", "2026-11-03T00:00:00Z"),
      ("2026-11-03 it's 5", "yyyy-MM-dd 'it''s' H", "+02:00", "2026-11-03T03:00:00Z"),
      ("2024-02-29", "yyyy-MM-dd", "UTC", "2024-02-29T00:00:00Z"),
      ("2024-02-29 060", "yyyy-MM-dd DDD", "UTC", "2024-02-29T00:00:00Z"),
      ("0001-01-01", "yyyy-MM-dd", "UTC", "0001-01-01T00:00:00Z"),
      // Clocks go from 02:00 to 03:00: a time between is as far behind the gap.
      ("2026-03-29 01:59", "yyyy-MM-dd HH:mm", "Europe/Berlin", "2026-03-29T00:59:00Z"),
      ("2026-03-29 02:00", "yyyy-MM-dd HH:mm", "Europe/Berlin", "2026-03-29T01:00:00Z"),
      ("2026-03-29 02:30", "yyyy-MM-dd HH:mm", "Europe/Berlin", "2026-03-29T01:30:00Z"),
      ("2026-03-29 03:00", "yyyy-MM-dd HH:mm", "Europe/Berlin", "2026-03-29T01:00:00Z"),
      // They go from 03:00 to 02:00: of two times, the first.
      ("2026-10-25 02:00", "yyyy-MM-dd HH:mm", "Europe/Berlin", "2026-10-25T00:00:00Z"),
      ("2026-10-25 02:59", "yyyy-MM-dd HH:mm", "Europe/Berlin", "2026-10-25T00:59:00Z"),
      ("2026-10-25 03:00", "yyyy-MM-dd HH:mm", "Europe/Berlin", "2026-10-25T02:00:00Z"),
      ("2026-03-08 02:30", "yyyy-MM-dd HH:mm", "America/New_York", "2026-03-08T07:30:00Z"),
      ("2026-11-01 01:30", "yyyy-MM-dd HH:mm", "America/New_York", "2026-11-01T05:30:00Z"),
      ("2026-10-04 02:15", "yyyy-MM-dd HH:mm", "Australia/Lord_Howe", "2026-10-03T15:45:00Z"),
      // Samoa had no 30 December 2011.
      ("2011-12-30 12:00", "yyyy-MM-dd HH:mm", "Pacific/Apia", "2011-12-30T22:00:00Z"),
      ("2011-12-31 00:00", "yyyy-MM-dd HH:mm", "Pacific/Apia", "2011-12-30T10:00:00Z"),
    ])
  func read(_ text: String, _ pattern: String, _ zone: String, _ moment: String) {
    let found = value("string(parseTime(a, b, c))", text, pattern, zone)
    #expect(found.asString == moment, "\(found)")
  }

  @Test(
    "a text that does not follow the pattern is refused, with the reason",
    arguments: [
      ("2026-11-3", "yyyy-MM-dd", "day"), ("2026-11-03 ", "yyyy-MM-dd", "goes on"),
      (" 2026-11-03", "yyyy-MM-dd", "year"), ("2026/11/03", "yyyy-MM-dd", "`-`"),
      ("2026-13-03", "yyyy-MM-dd", "month"), ("2026-00-03", "yyyy-MM-dd", "month"),
      ("2026-02-29", "yyyy-MM-dd", "no day 29"), ("2026-04-31", "yyyy-MM-dd", "no day 31"),
      ("2026-04-00", "yyyy-MM-dd", "day"),
      ("0000-01-01", "yyyy-MM-dd", "year"), ("2026 366", "yyyy DDD", "no day 366"),
      ("2026 000", "yyyy DDD", "day of the year"), ("2026-11-03 24", "yyyy-MM-dd HH", "hour"),
      ("2026-11-03 60", "yyyy-MM-dd ss", "second"),
      ("2026-11-03 13 PM", "yyyy-MM-dd hh a", "hour"), ("2026-11-03 00 AM", "yyyy-MM-dd hh a", "hour"),
      ("2026-11-03 01 XM", "yyyy-MM-dd hh a", "AM"), ("2026-11-03 13 AM", "yyyy-MM-dd HH a", "half of the day"),
      ("Mon 2026-11-03", "EEE yyyy-MM-dd", "no Monday"), ("Xyz 2026-11-03", "EEE yyyy-MM-dd", "day of the week"),
      ("3 Nox 2026", "d MMM yyyy", "month"), ("3 Nov 2026", "d MMMM yyyy", "month"),
      ("2026-11-03 12", "yyyy-MM-dd SSS", "3 digits"), ("2026-11-03 1234", "yyyy-MM-dd SSS", "goes on"),
      ("2026-11-03 +1:00", "yyyy-MM-dd XXX", "offset"), ("2026-11-03 +0100", "yyyy-MM-dd XXX", "offset"),
      ("2026-11-03 +25:00", "yyyy-MM-dd XXX", "offset"), ("2026-11-03 Z", "yyyy-MM-dd xxx", "offset"),
      ("2026-11-03 10 11", "yyyy-MM-dd HH H", "two things"), ("2026-11-03 308", "yyyy-MM-dd DDD", "two things"),
      ("0001-01-01 +01:00", "yyyy-MM-dd XXX", "years 1 to 9999"), ("٢٠٢٦-11-03", "yyyy-MM-dd", "year"),
      ("", "yyyy-MM-dd", "year"), ("+202-11-03", "yyyy-MM-dd", "year"),
    ])
  func notRead(_ text: String, _ pattern: String, _ words: String) {
    let failure = value("parseTime(a, b, c)", text, pattern, "UTC").failure
    #expect(failure?.kind == .conversion)
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
  }

  @Test(
    "a pattern that nobody can follow is refused, when it runs and before",
    arguments: [
      ("yyy", "`yyy` is none of yyyy"), ("YYYY", "`YYYY`"), ("yyyy-mm-ddT", "`T`"), ("z", "`z`"), ("VV", "`VV`"),
      ("SSSSSSSSSS", "`SSSSSSSS…`"), ("'open", "not closed"), ("'it''s", "not closed"),
      ("[ss]", "`[` has to stand in quotes"), ("EE", "`EE`"), ("MMMMM", "`MMMMM`"), ("hhh", "`hhh`"), ("e", "`e`"),
    ])
  func noPattern(_ pattern: String, _ words: String) throws {
    for (source, call) in [
      ("formatTime(timestamp(0), b, c)", "formatTime(timestamp(0), "), ("parseTime(a, b, c)", "parseTime('', "),
    ] {
      let failure = value(source, "", pattern, "UTC").failure
      #expect(failure?.kind == .badArgument)
      #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
      let literal = String(decoding: Value.string(pattern).json(), as: UTF8.self)
      let compilation = TimeTextTests.environment.compile("\(call)\(literal), 'UTC')")
      #expect(compilation.issues.count == 1)
      #expect(compilation.issues.first?.message.contains(words) == true)
      #expect(compilation.program != nil)
    }
  }

  @Test(
    "a pattern by which no moment can be read is found before it runs",
    arguments: [
      ("HH:mm", "year"), ("yyyy-MM", "day"), ("MM-dd", "year"), ("yyyy-MM-dd hh:mm", "`a`"), ("yyyy-MM-dd a", "`h`"),
    ])
  func halfPattern(_ pattern: String, _ words: String) {
    let issues = TimeTextTests.environment.compile("parseTime('', '\(pattern)', 'UTC')").issues
    #expect(issues.count == 1 && issues[0].message.contains(words), "\(issues)")
    #expect(value("parseTime(a, b, c)", "", pattern, "UTC").failure?.kind == .badArgument)
    #expect(TimeTextTests.environment.compile("formatTime(timestamp(0), '\(pattern)', 'UTC')").issues == [])
  }

  @Test("a zone that nobody knows is refused, when it runs and before")
  func noZone() {
    for source in [
      "formatTime(timestamp(0), 'yyyy', 'Europe/Atlantis')", "parseTime('', 'yyyy-MM-dd', 'CEST')",
      "timestamp(0).getHours('Nowhere')",
      "timestamp(0).getDate('+1')",
    ] {
      let compilation = TimeTextTests.environment.compile(source)
      #expect(compilation.issues.map { $0.message.contains("no time zone") } == [true], "\(source)")
      #expect(compilation.program?.evaluate(Activation()).failure?.kind == .badArgument)
    }
  }

  @Test("the ends of time have a year of four digits, or none")
  func ends() {
    #expect(
      value("formatTime(timestamp(a), b, c)", "9999-12-31T23:59:59Z", "yyyy", "+01:00").failure?.kind == .overflow)
    #expect(
      value("formatTime(timestamp(a), b, c)", "0001-01-01T00:00:00Z", "yyyy", "-01:00").failure?.kind == .overflow)
  }

  @Test(
    "what is written is read again",
    arguments: ["Europe/Berlin", "America/St_Johns", "Pacific/Chatham", "Africa/Casablanca", "Asia/Tehran", "-03:30"])
  func roundTrip(_ zone: String) throws {
    let source = "parseTime(formatTime(timestamp(n), b, c), b, c) == timestamp(n)"
    var environment = TimeTextTests.environment
    environment.declare("n", .int)
    let program = try #require(environment.compile(source).program)
    for step in Int64(-40)..<400 {
      let moment = step * 8_640_123
      for pattern in ["yyyy-MM-dd HH:mm:ss xxx", "EEEE d MMMM yyyy h:m:s a Z", "yyyyDDD HHmmss XX"] {
        #expect(
          program.evaluate(slots: [.null, .string(pattern), .string(zone), .int(moment)]).asBool == true,
          "\(moment) \(pattern)")
      }
    }
  }

  private static let environment: Environment = {
    var environment = Environment(libraries: .standard + [.integration])
    for name in ["a", "b", "c"] { environment.declare(name, .string) }
    return environment
  }()

  private func value(_ source: String, _ a: String, _ b: String, _ c: String) -> Value {
    TimeTextTests.environment.compile(source).program?.evaluate(slots: [.string(a), .string(b), .string(c)])
      ?? .string("does not compile")
  }
}
