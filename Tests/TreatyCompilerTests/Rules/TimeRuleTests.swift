import Testing
import TreatyDiagnostics

@Suite("Promises are held against the time and the calls that the way takes")
struct TimeRuleTests {
  /// A flow from an alarm to the desk, with what a case says besides.
  private static func alarm(
    on: String = "{event: watch.alarm, path: /alarm, account: monitor-here}",
    where condition: String = "", lookup: String = "",
    to: String = "help.ticket", fields: String = "{title: \"${ item.host }\"}", _ rest: String
  ) -> String {
    """
    flows:
      alarm:
        on: \(on)
        \(condition.isEmpty ? "" : "where: \(condition)")
        \(lookup.isEmpty ? "" : "lookup: \(lookup)")
        identify: item.id
        deliver: [{to: \(to), do: upsert, fields: \(fields)}]
        \(rest)
    """
  }

  private static func poll(_ every: String, _ rest: String, within: String = "poll: help.ticket")
    -> String
  {
    alarm(
      on: "{\(within), every: \(every)}", where: "item.level == 'high'", to: "vans.job",
      fields: "{what: \"${ item.title }\"}", rest)
  }

  @Test(
    "the sum is shown, and held against what is promised",
    arguments: [
      ("30s", "5s", nil), ("5s", "5s", nil), ("4s", "5s", nil),
      ("gathered 1m", "30s", "gathered for 1m + `help.ticket` 5s = 1m5s, promised 30s"),
    ])
  func sums(_ what: String, _ promised: String, _ reason: String?) throws {
    let window = what.hasPrefix("gathered") ? "correlate: {by: [item.host], window: 1m}" : ""
    let text = """
      flows:
        alarm:
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          \(window)
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          levels: {delivered-within: \(promised)}
      """
    #expect(try AddedToBase(text).findings(of: .freshnessMissed).first?.reason == reason)
  }

  @Test("a poll is waited for, and its delivery takes as long as its timeout")
  func poll() throws {
    let found = try AddedToBase(Self.poll("5m", "levels: {delivered-within: 1m}")).findings(
      of: .freshnessMissed)
    #expect(found.map { $0.severity } == [.error])
    #expect(found.first?.reason == "poll every 5m + `vans.job` 30s = 5m30s, promised 1m")
    #expect(found.first?.related.count == 2)
  }

  @Test(
    "where only timeouts add up to too much, it is a warning; where one is too much alone, it is that one's"
  )
  func timeouts() throws {
    let lookup = "{job: {get: vans.job, by: {what: \"${ item.host }\"}, missing: leave}}"
    let both = Self.alarm(lookup: lookup, "levels: {delivered-within: 32s}")
    #expect(try AddedToBase(both).findings(of: .freshnessMissed).map { $0.severity } == [.warning])
    let one = Self.alarm(lookup: lookup, "levels: {delivered-within: 20s}")
    #expect(try AddedToBase(one).findings(of: .freshnessMissed).isEmpty)
    #expect(try AddedToBase(one).findings(of: .timeoutBeyondPromise).count == 1)
    let cached = "{job: {get: vans.job, by: {what: \"${ item.host }\"}, missing: leave, cache: 5m}}"
    let kept = Self.alarm(lookup: cached, "levels: {delivered-within: 12s}")
    #expect(try AddedToBase(kept).findings(of: .timeoutBeyondPromise).count == 1)
    #expect(try AddedToBase(kept).findings(of: .freshnessMissed).isEmpty)
  }

  @Test("freshness is a promise too, and the stricter of two counts")
  func freshness() throws {
    let text = Self.poll("5m", "levels: {delivered-within: 10m}\n    choice: {freshness: 1m}")
    #expect(try AddedToBase(text).findings(of: .freshnessMissed).count == 1)
  }

  @Test(
    "one failed attempt is added, where there may be one",
    arguments: [("11s", "", 0), ("10s", "", 1), ("10s", "retry: once", 0), ("4s", "", 0)])
  func retries(_ promised: String, _ rest: String, _ count: Int) throws {
    let text = Self.alarm("levels: {delivered-within: \(promised)}\n    \(rest)")
    let policies = "policies: {retry: {once: {attempts: 1}}}"
    #expect(
      try AddedToBase("\(policies)\n\(text)").findings(of: .freshnessWithoutRetry).count == count)
  }

  @Test(
    "a sync waits for its comparison, unless each side is pushed",
    arguments: [
      ("", 1), ("push: [{event: help.changed, path: /p, account: desk-here}]", 1),
      (
        "push: [{event: help.changed, path: /p, account: desk-here}, {event: vans.over, path: /q, account: desk-here}]",
        0
      ),
    ])
  func syncs(_ push: String, _ count: Int) throws {
    let text = """
      syncs:
        jobs:
          model: job
          sides:
            desk: {record: help.ticket, fields: {number: {read: "${ item.id }"}, what: {field: title, lossy: Titles are short}}}
            crew: {record: vans.job, fields: {number: {read: "${ item.number }"}, what: {field: what, lossy: Titles are short}}}
          rules: {number: {owner: crew}, what: {owner: desk}}
          create: [desk -> crew]
          pull: every 10m
          \(push)
          levels: {delivered-within: 2m}
      """
    #expect(try AddedToBase(text).findings(of: .freshnessMissed).count == count)
  }

  @Test(
    "calls of a day are added up over all that runs",
    arguments: [
      ("289/d", "every: 5m", 0), ("287/d", "every: 5m", 1), ("12/h", "every: 5m", 0),
      ("11/h", "every: 5m", 1),
      ("1/h", "every: 5m, during: office-hours", 0),
    ])
  func quotas(_ quota: String, _ every: String, _ count: Int) throws {
    let text = """
      systems:
        archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-desk, limits: {quota: \(quota)}}
      flows:
        alarm:
          on: {poll: archive.ticket, \(every)}
          where: item.level == 'high'
          identify: item.id
          deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }"}}]
      """
    #expect(try AddedToBase(text).findings(of: .quotaExceeded).count == count)
  }

  @Test("the sum of calls has each activity, with what it does")
  func quotaSum() throws {
    let text = """
      systems:
        archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-desk, limits: {quota: 500/d}}
      flows:
        here:
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: archive.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          choice: {volume: 400/d}
      probes:
        works:
          on: every 15m
          steps: [{name: made, to: archive.ticket, do: create, with: {title: "${ probe.id }"}}]
          expect: [{find: archive.ticket, by: {title: "${ probe.id }"}}]
      """
    let reason = try AddedToBase(text).findings(of: .quotaExceeded).first?.reason ?? ""
    #expect(
      reason.hasPrefix(
        "400 (flow `here`: 400 items × 1) + 192 (probe `works`: 2 calls every 15m) = 592 calls a day, the quota has 500"
      ))
  }

  @Test(
    "items need calls, and a rate has only so many",
    arguments: [("10/s", nil), ("11/s", Severity.error), ("600/min", nil), ("1000000/d", .error)])
  func rates(_ volume: String, _ severity: Severity?) throws {
    #expect(
      try AddedToBase(Self.alarm("choice: {volume: \(volume)}")).findings(of: .rateExceeded).first?
        .severity == severity)
  }

  @Test(
    "the numbers speak for a pace, or for none",
    arguments: [
      ("freshness: 30s, take: batch", 1), ("freshness: 1m, take: batch", 0),
      ("freshness: 30s, take: batch, reason: It is sent once a day", 0),
      ("cost-of-delay: high, take: batch", 1), ("cost-of-delay: medium, take: batch", 0),
      ("cost-of-delay: low, freshness: 15m, take: real-time", 1),
      ("cost-of-delay: low, freshness: 14m, take: real-time", 0),
      ("cost-of-delay: low, freshness: 30s, take: real-time", 0),
      ("cost-of-delay: low, freshness: 1d", 0),
    ])
  func advice(_ choice: String, _ count: Int) throws {
    #expect(
      try AddedToBase(Self.alarm("choice: {\(choice)}")).findings(of: .paceAgainstAdvice).count
        == count)
  }

  @Test("a pace that the trigger does not have")
  func paces() throws {
    let slow = Self.poll("5m", "choice: {freshness: 1m, take: real-time}")
    #expect(try AddedToBase(slow).findings(of: .paceAgainstTrigger).count == 1)
    #expect(try AddedToBase(slow).findings(of: .freshnessMissed).isEmpty)
    let fast = Self.poll("30s", "choice: {freshness: 2m, take: real-time}")
    #expect(try AddedToBase(fast).findings(of: .paceAgainstTrigger).isEmpty)
    #expect(
      try AddedToBase(Self.alarm("choice: {take: batch}")).findings(of: .paceAgainstTrigger).count
        == 1)
    let gathered = """
      flows:
        alarm:
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          correlate: {by: [item.host], window: 10m}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          choice: {take: batch}
      """
    #expect(try AddedToBase(gathered).findings(of: .paceAgainstTrigger).isEmpty)
  }

  @Test(
    "a policy goes on for longer than messages may become old",
    arguments: [("retry: patient", "11h", 1), ("retry: patient", "12h", 0), ("", "1h", 0)])
  func expiry(_ retry: String, _ expires: String, _ count: Int) throws {
    let text = Self.alarm("\(retry)\n    expires: \(expires)")
    #expect(try AddedToBase(text).findings(of: .retryBeyondExpiry).count == count)
  }

  @Test("pauses without chance matter where several fail together, or a system takes only so much")
  func jitter() throws {
    let policy = "policies: {retry: {even: {jitter: none}}}\n"
    let event = "{event: watch.alarm, path: /alarm, account: monitor-here}"
    let alone = Self.alarm(
      on: event, to: "vans.job", fields: "{what: \"${ item.host }\"}", "retry: even")
    #expect(try AddedToBase(policy + alone).findings(of: .retryWithoutJitter).isEmpty)
    #expect(
      try AddedToBase(policy + Self.alarm("retry: even")).findings(of: .retryWithoutJitter).count
        == 1)
    let once = "policies: {retry: {even: {jitter: none, attempts: 1}}}\n"
    #expect(
      try AddedToBase(once + Self.alarm("retry: even")).findings(of: .retryWithoutJitter).isEmpty)
  }

  @Test(
    "a time that clocks leave out or show twice, in the zone that is said",
    arguments: [
      (
        "daily at 02:30", "Europe/Berlin",
        "on 2027-03-28 it is left out: clocks go over it; on 2027-10-31 it comes twice: clocks go back before it"
      ),
      (
        "daily at 02:00", "Europe/Berlin",
        "on 2027-03-28 it is left out: clocks go over it; on 2027-10-31 it comes twice: clocks go back before it"
      ),
      ("daily at 03:00", "Europe/Berlin", nil), ("daily at 01:59", "Europe/Berlin", nil),
      ("daily at 02:30", "UTC", nil),
      ("daily at 02:30", "Asia/Tokyo", nil), ("weekly on mon at 02:30", "Europe/Berlin", nil),
      (
        "weekly on sun at 02:30", "Europe/Berlin",
        "on 2027-03-28 it is left out: clocks go over it; on 2027-10-31 it comes twice: clocks go back before it"
      ),
      ("cron */10 * * * *", "Europe/Berlin", nil), ("every 5m", "Europe/Berlin", nil),
      ("cron 30 2 * 6 *", "Europe/Berlin", nil),
      (
        "daily at 02:30 in America/New_York", "UTC",
        "on 2027-03-14 it is left out: clocks go over it"
      ),
      (
        "daily at 01:30 in America/New_York", "UTC",
        "on 2026-11-01 it comes twice: clocks go back before it"
      ),
    ])
  func clocks(_ schedule: String, _ zone: String, _ text: String?) throws {
    let spec = """
      reconciles:
        jobs:
          model: job
          sides:
            desk: {record: help.ticket, fields: {what: title}}
            crew: {record: vans.job, fields: {what: what}}
          match: item.what
          on: "\(schedule)"
          \(schedule.contains(" in ") ? "" : "zone: \(zone)")
      """
    #expect(try AddedToBase(spec).findings(of: .skippedHour).first?.primary?.text == text)
  }

  @Test(
    "hours that lie wholly in what clocks go over do not come on that day",
    arguments: [
      (
        "weekly: [sun 02:00-03:00]",
        "`sun 02:00-03:00` of `c` does not come on 2027-03-28: clocks in Europe/Berlin go over it"
      ),
      (
        "weekly: [mon-sun 02:15-02:45]",
        "`mon-sun 02:15-02:45` of `c` does not come on 2027-03-28: clocks in Europe/Berlin go over it"
      ),
      ("weekly: [mon-sun 01:30-02:30]", nil), ("weekly: [sun 02:00-03:01]", nil), ("weekly: [sat 02:00-03:00]", nil),
      ("weekly: [sat 23:00-03:00]", nil), ("weekly: [sun 02:00-03:00], except: [2027-03-28]", nil),
      ("windows: [{schedule: weekly on sun at 02:00, for: 30m}]", nil),
      (
        "windows: [{from: 2027-03-28T02:15, to: 2027-03-28T02:45}]",
        "a window of `c` does not come on 2027-03-28: clocks in Europe/Berlin go over it"
      ),
      ("windows: [{from: 2027-03-28T01:15, to: 2027-03-28T02:45}]", nil),
    ])
  func leftOut(_ hours: String, _ message: String?) throws {
    let text = "calendars: {c: {kind: window, zone: Europe/Berlin, \(hours)}}"
    #expect(try AddedToBase(text).findings(of: .skippedHour).map { $0.message } == [message].compactMap { $0 })
    let inUTC = "calendars: {c: {kind: window, \(hours)}}"
    #expect(try AddedToBase(inUTC).findings(of: .skippedHour).isEmpty)
  }

  @Test("what leaves items out may make fewer calls than there are items")
  func mostCalls() throws {
    let text = """
      systems:
        archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-desk, limits: {quota: 100/d}}
      flows:
        here:
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          where: item.level == 'high'
          identify: item.id
          deliver: [{to: archive.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          choice: {volume: 400/d}
      """
    #expect(try AddedToBase(text).findings(of: .quotaExceeded).map { $0.severity } == [.warning])
  }

  @Test(
    "the later change counts only where both sides tell it as exactly",
    arguments: [
      ("{field: changed, grain: 1m}", "latest", Severity.warning), ("{field: changed, grain: 2s}", "latest", nil),
      ("{field: changed, grain: 3s}", "{latest: {}}", .warning),
      ("{field: changed, grain: 1m}", "{latest: {tolerance: 1m}}", nil), ("", "latest", .error),
      ("", "{owner: crew}", nil),
    ])
  func clocksOfSides(_ changed: String, _ rule: String, _ severity: Severity?) throws {
    let text = """
      connectors:
        archive:
          records:
            box:
              id: id
              \(changed.isEmpty ? "" : "changed: \(changed)")
              schema: {id: string, label: string, changed: timestamp}
              list: {GET: /boxes, query: {label: x}}
              update: {PUT: "/boxes/${ id }", json: "${ input }", safety: idempotent}
      systems:
        cellar: {connector: archive, url: "${ inputs.desk-url }"}
      models:
        thing: {key: [label], fields: {label: string}}
      syncs:
        boxes:
          model: thing
          sides:
            cellar: {record: cellar.box, fields: {label: label}}
            crew: {record: vans.job, fields: {label: what}}
          rules: {label: \(rule)}
          create: []
          pull: every 5m
      """
    #expect(try AddedToBase(text).findings(of: .clockTooCoarse).first?.severity == severity)
  }

  @Test("a workflow takes the longest of its ways, and waits as long as it says", arguments: [("3m", 0), ("90s", 1)])
  func workflows(_ promised: String, _ count: Int) throws {
    let text = """
      workflows:
        visit:
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          steps:
            - {wait: {for: 1m}}
            - choose:
                - {when: item.level == 'high', steps: [{to: vans.job, do: create, with: {what: "${ item.host }"}}]}
                - steps: [{to: help.ticket, do: create, with: {title: "${ item.host }"}}, {wait: {for: 1m}}]
            - {approve: {by: front-desk, within: 2d}}
          levels: {delivered-within: \(promised)}
      """
    let found = try AddedToBase(text).findings(of: .freshnessMissed)
    #expect(found.count == count)
    #expect(found.first.map { $0.reason == "wait 1m + `help.ticket` 5s + wait 1m = 2m5s, promised 1m30s" } ?? true)
  }

  @Test(
    "a gate is held against what its lookups take", arguments: [("4s", "", 1), ("5s", "", 0), ("4s", ", cache: 1m", 0)])
  func gates(_ promised: String, _ cache: String, _ count: Int) throws {
    let text = """
      gates:
        visit:
          ask: {path: /visit, account: desk-here, input: {ticket: string}}
          lookup: {ticket: {get: help.ticket, id: "${ item.ticket }"\(cache)}}
          rules: [{allow: lookup.ticket.state == 'open'}]
          levels: {responds-within: \(promised)}
      """
    #expect(try AddedToBase(text).findings(of: .slowGate).count == count)
  }
}
