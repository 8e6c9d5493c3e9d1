import Testing
import TreatyDiagnostics

@Suite("Rules of how deliveries are limited, paced and ranked")
struct DeliveryRuleTests {
  private static func account(_ limits: String, systems: String) -> String {
    """
    accounts:
      us-at-archive:
        owner: front-desk
        auth: {token: "${ secrets.desk-token }"}
        review: {every: 90d, by: night-watch}
        limits: {\(limits)}
    systems: {\(systems)}

    """
  }

  private static func system(_ name: String, account: String = "us-at-desk", _ limits: String = "") -> String {
    "\(name): {connector: desk, url: \"${ inputs.desk-url }\", account: \(account), limits: {\(limits)}}"
  }

  private static func flows(_ first: String, to: String = "archive", _ second: String, also: String = "archive")
    -> String
  {
    """
    flows:
      alarm-on:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver: [{to: \(to).ticket, do: upsert, fields: {title: "${ item.host }"}}]
        \(first)
      jobs-on:
        on: {poll: vans.job, every: 1h}
        identify: item.number
        deliver: [{to: \(also).ticket, do: upsert, fields: {title: "${ item.what.truncate(40) }"}}]
        \(second)

    """
  }

  private static func ranked(
    _ first: String, _ second: String, _ limits: String = "concurrency: 1", also: String = "archive"
  ) -> String {
    "systems: {\(system("archive", limits)), \(system("cellar"))}\n" + flows(first, second, also: also)
  }

  private static func paused(_ policies: String, _ first: String, _ second: String = "retry: patient") -> String {
    "policies: {retry: {\(policies)}}\nsystems: {\(system("archive"))}\n"
      + flows(first, second)
  }

  private static func connector(_ limits: String, _ own: String, system: String? = nil) -> String {
    """
    connectors:
      shelf:
        auth: {token: {}}
        limits: {\(own)}
        records:
          part:
            id: id
            schema: {id: string}
            get: {GET: "/parts/${ id }", limits: {\(limits)}}

    """
      + (system.map {
        "systems: {shelf: {connector: shelf, url: \"${ inputs.desk-url }\", account: us-at-desk, limits: {\($0)}}}\n"
      } ?? "")
  }

  private static func polled(_ every: String, rest: String = "", limits: String = "rate: 1000/d") -> String {
    account(
      limits, systems: "\(system("archive", account: "us-at-archive")), \(system("cellar", account: "us-at-archive"))")
        + """
        flows:
          archive-to-job:
            on: {poll: archive.ticket, every: \(every)}
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }"}}]
        \(rest)

        """
  }

  private static let cellar = """
      cellar-to-job:
        on: {poll: cellar.ticket, every: 2m}
        where: item.level == 'high'
        identify: item.id
        deliver: [{to: vans.job, do: upsert, fields: {ticket: "${ item.id }", what: "${ item.title }"}}]
    """

  static let cases: [RuleCase] = [
    RuleCase("one call at once", ranked("priority: urgent", "priority: bulk"), .bulkBeforeUrgent),
    RuleCase("two calls at once", ranked("priority: urgent", "priority: bulk", "concurrency: 2")),
    RuleCase(
      "what the connector says counts where the system says nothing", ranked("priority: urgent", "priority: bulk", "")),
    RuleCase("nobody is urgent", ranked("priority: normal", "priority: bulk")),
    RuleCase("nothing is bulk", ranked("priority: urgent", "priority: normal")),
    RuleCase("each has a system of its own", ranked("priority: urgent", "priority: bulk", also: "cellar")),
    RuleCase(
      "one call at once for the account that both systems are called with",
      account(
        "concurrency: 1",
        systems: "\(system("archive", account: "us-at-archive")), \(system("cellar", account: "us-at-archive"))")
        + flows("priority: urgent", "priority: bulk", also: "cellar"), .bulkBeforeUrgent),
    RuleCase(
      "a pause as long as the deadline", paused("brisk: {deadline: 10m, breaker: {pause: 10m}}", "retry: brisk")),
    RuleCase(
      "a pause beyond the deadline", paused("brisk: {deadline: 10m, breaker: {pause: 11m}}", "retry: brisk"),
      .breakerBeyondDeadline),
    RuleCase(
      "the pause of another policy, for a system that both deliver to",
      paused(
        "brisk: {deadline: 10m}, slow: {breaker: {pause: 1h}}", "retry: brisk", "retry: slow"), .breakerBeyondDeadline),
    RuleCase(
      "the usual deadline is a day",
      paused("slow: {deadline: 3d, breaker: {pause: 24h}}", "priority: normal", "retry: slow")),
    RuleCase("a pause that nobody wrote", paused("brisk: {first: 1s, max: 5s, deadline: 30s}", "retry: brisk")),
    RuleCase(
      "items that expire before the pause is over",
      paused("slow: {deadline: 1h, breaker: {pause: 30m}}", "retry: slow\n    expires: 20m"), .breakerBeyondDeadline),
    RuleCase(
      "one attempt waits for nothing",
      paused("once: {attempts: 1, deadline: 10m, breaker: {pause: 1h}}", "retry: once")),
    RuleCase("as old as the usual deadline", flows("expires: 1d", to: "help", "priority: normal", also: "help")),
    RuleCase(
      "older than the usual deadline", flows("expires: 25h", to: "help", "priority: normal", also: "help"),
      .expiryNeverReached),
    RuleCase(
      "older than the deadline of a policy that is named",
      flows("retry: patient\n    expires: 2d", to: "help", "priority: normal", also: "help")),
    RuleCase("a little is something", "policies: {retry: {brisk: {budget: 0.1%}}}\n"),
    RuleCase("nothing, written long", "policies: {retry: {brisk: {budget: 0.00%}}}\n", .emptyBudget),
    RuleCase("nothing, where nothing is tried again", "policies: {retry: {once: {attempts: 1, budget: 0%}}}\n"),
    RuleCase(
      "as much as both systems take",
      account(
        "rate: 20/s",
        systems: "\(system("archive", account: "us-at-archive")), \(system("cellar", account: "us-at-archive"))"),
      .idleLimit),
    RuleCase(
      "less than both, more than one",
      account(
        "rate: 12/s, concurrency: 3",
        systems: "\(system("archive", account: "us-at-archive")), \(system("cellar", account: "us-at-archive"))")),
    RuleCase(
      "more at once than the systems take",
      account("concurrency: 2", systems: system("archive", account: "us-at-archive")), .idleLimit),
    RuleCase("below a connector's rate", connector("rate: 9/s", "rate: 10/s")),
    RuleCase("no less than a connector's rate", connector("rate: 600/min", "rate: 10/s"), .idleLimit),
    RuleCase("a connector without a rate", connector("rate: 100/s", "concurrency: 2")),
    RuleCase(
      "a system that takes more than its connector says", connector("rate: 12/s", "rate: 10/s", system: "rate: 20/s")),
    RuleCase("the usual four at once", connector("concurrency: 4", "rate: 10/s"), .idleLimit),
    RuleCase("as many polls as fit", polled("90s", limits: "rate: 960/d")),
    RuleCase("one more than fits", polled("90s", limits: "rate: 959/d"), .accountRateExceeded),
    RuleCase("two systems are one account", polled("2m", rest: cellar), .accountRateExceeded),
  ]

  @Test("just what is wrong", arguments: cases)
  func found(_ rule: RuleCase) throws {
    let added = try rule.added()
    let codes: Set<DiagnosticCode> = [
      .bulkBeforeUrgent, .breakerBeyondDeadline, .emptyBudget, .idleLimit, .accountRateExceeded, .expiryNeverReached,
    ]
    let found = added.live.map { $0.code }.filter(codes.contains)
    #expect(added.isRuled && found == rule.found, "\(added.report)")
  }
}
