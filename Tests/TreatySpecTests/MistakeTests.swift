import Testing
import TreatySpec
import TreatyTestSupport

@Suite("A mistake in a small grammar shows its place and how to write it")
struct MistakeTests {
  /// A grammar and texts that are none of its own.
  struct Case: Sendable {
    let grammar: SmallGrammar
    let texts: [String]
    /// What is wrong with a text; `nil` where nothing is.
    let mistake: @Sendable (String) -> GrammarError?
  }

  @Test("in the words of grammar-mistakes.txt")
  func golden() throws {
    var page = ""
    for example in Self.cases {
      page += "# \(example.grammar.noun)\n\n"
      for text in example.texts {
        let error = try #require(example.mistake(text), "\(example.grammar.noun): `\(text)` is none")
        page += try Self.shown(text, error, example) + "\n"
      }
    }
    try Golden.expect(page, is: "Tests/TreatySpecTests/Fixtures/grammar-mistakes.txt")
  }

  @Test("every grammar has some, and none is told but how to write it")
  func complete() {
    #expect(Set(Self.cases.map { $0.grammar.noun }) == Set(SmallGrammar.all.map { $0.noun }))
    for example in Self.cases {
      for text in example.texts {
        guard let error = example.mistake(text) else { continue }
        #expect(!error.message.isEmpty && !error.mend.isEmpty && error.range.upperBound <= text.utf8.count)
        // What is underlined begins and ends between characters.
        let utf8 = text.utf8
        for end in [error.range.lowerBound, error.range.upperBound] {
          #expect(utf8.index(utf8.startIndex, offsetBy: end).samePosition(in: text.unicodeScalars) != nil)
        }
      }
    }
  }

  @Test("a text of any length is refused quickly, and without recursion whose depth it decides")
  func long() {
    for example in Self.cases {
      for part in ["5 ", "a-", "1.", ",", "mon,", "B", "/", "5;", "é", "9", "FREQ=", "every every ", " in "] {
        #expect(example.mistake(String(repeating: part, count: 5_000)) != nil)
      }
    }
  }

  private static func shown(_ text: String, _ error: GrammarError, _ example: Case) throws -> String {
    let bytes = Array(text.utf8)
    let before = String(decoding: bytes[..<error.range.lowerBound], as: UTF8.self).count
    let marked = String(decoding: bytes[error.range], as: UTF8.self).count
    var lines = [
      "  \(text)",
      "  \(String(repeating: " ", count: before))\(String(repeating: "^", count: max(1, marked))) \(error.message)",
    ]
    lines.append("  mend: \(error.mend)")
    if let replacement = error.replacement {
      let edited = bytes[..<error.edited.lowerBound] + Array(replacement.utf8) + bytes[error.edited.upperBound...]
      let mended = String(decoding: edited, as: UTF8.self)
      lines.append("  edit: \(mended)")
      #expect(example.mistake(mended) == nil, "`\(text)` is mended to `\(mended)`, which is not right either")
    }
    return lines.map { $0.last == " " ? String($0.dropLast()) : $0 }.joined(separator: "\n") + "\n"
  }

  private static func of<Value: GrammarValue>(_ type: Value.Type, _ texts: [String]) -> Case {
    Case(
      grammar: Value.grammar, texts: texts,
      mistake: { text in
        do {
          _ = try Value(parsing: text)
          return nil
        } catch {
          return error as? GrammarError
        }
      })
  }

  static let cases: [Case] = amounts + names + versions + calendar + schedules

  private static let amounts = [
    of(
      TimeLength.self,
      [
        "", " 5m", "5", "m5", "5 m", "1.5h", "1,5 h", "5min", "2weeks", "1mo", "10us", "5x", "30m1h", "1h1h", "-5s",
        "PT5M", "90s later",
        "9223372036854775807d",
      ]),
    of(
      Rate.self,
      ["10", "10/sec", "10/", "10 per second", "0.5/s", "0/s", "10ps", "/s", "10/s/s", "99999999999999999999/s"]),
    of(
      ByteSize.self,
      ["64", "64 KiB", "64kb", "64KB", "64k", "1.5MiB", "64mbit", "-1B", "KiB", "9999999999GiB", "64KiBs"]),
    of(Percentage.self, ["99.9", "0.95", "99,9%", "101%", "-5%", ".5%", "5.%", "5 %", "1.1234567%", "five", "5%%"]),
  ]

  private static let names = [
    of(
      Name.self,
      [
        "ServiceDesk", "service_desk", "service desk", "-desk", "desk-", "a--b", "1st", "größe",
        String(repeating: "a", count: 103), "a.b",
      ]),
    of(PackageName.self, ["service-desk", "acme/", "Acme/desk", "acme/desk/more", "acme\\desk"]),
    of(
      ReferenceName.self,
      [
        "service-desk.", "Service-Desk.ticket", "a/b/c.d", "shared/", "desk..ticket", "desk.1st", "desk ticket",
        "desk.ticket!",
      ]),
    of(
      Direction.self,
      [
        "desk->vendor", "desk to vendor", "desk → vendor", "desk -> desk", "desk ->", "desk", "desk ->vendor",
        "Desk -> vendor",
      ]),
    of(ZoneName.self, ["europe/berlin", "+01:00", "utc", "Europe/", "Berlin Time", "GMT+1:00"]),
    of(
      RoutePath.self,
      [
        "hooks/monitoring", "", "/hooks//monitoring", "/hooks/../monitoring", "/hooks?team=a", "/hooks/:team", "/büro",
        "https://host.example.org/hooks",
      ]),
    of(
      WebAddress.self,
      [
        "wiki.example.org/desk", "", "https://", "https:///desk", "ftp://files.example.org",
        "https://wiki.example.org/desk down",
        "https://büro.example.org", "HTTPS://wiki.example.org",
      ]),
  ]

  private static let versions = [
    of(
      Version.self,
      ["v1.2", "1.", "1..2", "1.2.3.4.5", "1.0.0-", "1.0.0-rc..1", "1.x", "a.b", "1.2 beta", "1.2_3", "20261223101530"]),
    of(PackageVersion.self, ["1.0", "1.2.3.4", "1.02.3", "1.0.0-rc.01", "v1.0.0"]),
    of(
      VersionRange.self,
      [
        "5.0", ">= 5.0", ">=5.0, <7", ">=5.0,<7", "~1.2.3", "~>1.2", "1.x", "=1.2.*", "*", ">=1 || >=3", "==5.0",
        "=>5.0", ">=7 <5", "1.2 - 2.0", ">=",
        ">=x", ">999999999.999999999.999999999.999999999", "^1.2 and <1.5",
      ]),
  ]

  private static let calendar = [
    of(
      ClockTime.self, ["8:00", "08.30", "8am", "8:30 pm", "0800", "25:00", "08:60", "08:00:00", "noon", "24:30", "8"]),
    of(
      CalendarDate.self,
      [
        "2026-2-5", "2026/12/24", "20261224", "24.12.2026", "12/24/2026", "2026-13-01", "2026-24-12", "2026-02-29",
        "0000-01-01", "tomorrow", "2026-12-00",
      ]),
    of(
      DateRange.self,
      [
        "2026-12-26..2026-12-24", "2026-12-24 - 2026-12-26", "2026-12-24...2026-12-26", "2026-12-24..",
        "2026-12-24 .. 2026-12-26", "2026-12-24..2026-11-31",
      ]),
    of(
      LocalDateTime.self,
      [
        "2026-12-20", "2026-12-20 18:00", "2026-12-20T18:00Z", "2026-12-20T18:00+01:00", "2026-12-20T18:00:00",
        "2026-12-20T24:00", "2026-12-20T6:00",
      ]),
    of(
      DaySet.self,
      [
        "Mon-Fri", "monday", "mon-", "mon - fri", "mon, mon", "mon-fri, wed", "weekdays", "mon-mon", "mo", "mon fri",
        "1-5",
      ]),
    of(
      WeeklyHours.self,
      [
        "08:00-18:00", "mon-fri", "mon-fri 8:00-18:00", "mon-fri 08:00 - 18:00", "mon-fri 08:00 to 18:00", "24/7",
        "mon-fri 08:00", "mon 08:00-08:00",
        "mon 24:00-06:00", "mon-fri 08:00-12:00, 13:00-17:00", "weekdays 08:00-18:00", "mon-fri 08:00- 18:00",
      ]),
  ]

  private static let schedules = [
    of(
      Schedule.self,
      [
        "5m", "every", "every 0s", "every 5 minutes", "every day at 02:30", "every mon at 02:30", "every hour",
        "every 1h at :15", "Every 5m", "evry 5m",
        "hourly", "daily", "daily 02:30", "daily at 2:30", "daily at 24:00", "daily at 02:30, 14:30", "at 02:30",
        "02:30", "weekly at 02:00",
        "weekly on sunday at 02:00", "weekly sun at 02:00", "weekly on sun 02:00", "monthly on 1 at 06:00",
        "mon-fri at 08:00", "*/5 * * * *", "@daily",
        "FREQ=DAILY", "RRULE:FREQ=DAILY", "daily at 02:30 Europe/Berlin", "daily at 02:30 in",
        "daily at 02:30 in berlin", "daily at 02:30 in +01:00",
        "daily at 02:30 please", "cron", "cron 0 2 * *", "cron 0 2 * * in UTC",
      ]),
    of(
      CronRule.self,
      [
        "0 2 * * 1-5 *", "60 2 * * *", "0 24 * * *", "0 0 0 * *", "*/90 * * * *", "5/15 * * * *", "0 22-6 * * *",
        "0 0 ? * 1", "0 0 L * *", "0 0 15W * *",
        "0 0 * * 1#1", "0 0 * * monday", "0 0 30 2 *", "0 0 * jan-13 *", "*/0 * * * *", "*/ * * * *", "1, * * * *",
        "@reboot", "@fortnightly",
        "0 2 * * 1-5 UTC now", "0 2 * * fri-mon",
      ]),
    of(
      RecurrenceRule.self,
      [
        "BYDAY=MO", "FREQ=FORTNIGHTLY", "FREQ=MINUTELY", "FREQ=weekly;BYDAY=MO", "freq=DAILY", "FREQ=WEEKLY",
        "FREQ=MONTHLY", "FREQ=YEARLY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "FREQ=DAILY;COUNT=10", "FREQ=DAILY;COUNT=3;UNTIL=20270101;DTSTART=20260101",
        "FREQ=DAILY;UNTIL=20261231T235959Z",
        "FREQ=DAILY;UNTIL=2026-12-31", "FREQ=DAILY;UNTIL=20261331", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=MON",
        "FREQ=MONTHLY;BYDAY=first", "FREQ=WEEKLY;BYDAY=MO;BYMONTHDAY=1", "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=", "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYHOUR=6;BYHOUR=7", "FREQ=DAILY;BYSECOND=0", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=DAILY;BYSETPOS=1",
        "FREQ=DAILY;BYHUOR=6", "FREQ=DAILY;",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;DTSTART=20260105T060030",
        "FREQ=DAILY;DTSTART=20260105;UNTIL=20260101", "RRULE:FREQ=DAILY",
        "FREQ=DAILY;BYHOUR=6:30", "FREQ",
      ]),
  ]
}
