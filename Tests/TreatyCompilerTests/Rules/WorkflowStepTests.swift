import Testing
import TreatyDiagnostics

@Suite("Steps of workflows can come to their end, in their time, and are reached")
struct WorkflowStepTests {
  private static func workflow(_ steps: String, where condition: String = "", _ rest: String = "") -> String {
    """
    workflows:
      mend:
        owner: front-desk
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        \(condition.isEmpty ? "" : "where: \(condition)")
        identify: item.id
        steps: [\(steps)]
        \(rest)
    """
  }

  private static let send = "{to: vans.job, do: create, with: {what: x}}"
  private static let tell = "{to: help.ticket, do: create, with: {title: x}}"

  // MARK: Time

  private struct Sum: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var steps: String
    var rest = "within: 14d"
    var severity: Severity?
    var reason: String?
  }

  private static let sums: [Sum] = [
    Sum(
      testDescription: "two waits", steps: "{wait: {for: 10d}}, \(send), {wait: {for: 10d}}", severity: .error,
      reason: "wait 10d + wait 10d = 20d, and no more than 14d may pass"),
    Sum(testDescription: "two waits that fit", steps: "{wait: {for: 7d}}, {wait: {for: 7d}}"),
    Sum(
      testDescription: "answers may come sooner",
      steps: "{name: a, approve: {by: front-desk, within: 10d}}, {name: b, approve: {by: night-watch, within: 5d}}",
      severity: .warning,
      reason: "wait for an answer, up to 10d + wait for an answer, up to 5d = 15d, and no more than 14d may pass"),
    Sum(
      testDescription: "an answer for which no time is said",
      steps: "{approve: {by: front-desk}}, {wait: {for: 8d}}", severity: .warning,
      reason: "wait for an answer, up to 7d + wait 8d = 15d, and no more than 14d may pass"),
    Sum(
      testDescription: "the usual time of a workflow", steps: "{wait: {for: 60d}}, {wait: {for: 31d}}", rest: "",
      severity: .error, reason: "wait 60d + wait 31d = 91d, and no more than 90d may pass"),
    Sum(
      testDescription: "of several ways the longest",
      steps: "{choose: [{when: item.level == 'high', steps: [{wait: {for: 1d}}]}, {steps: [{wait: {for: 9d}}]}]},"
        + " {wait: {for: 6d}}", severity: .error, reason: "wait 9d + wait 6d = 15d, and no more than 14d may pass"),
    Sum(
      testDescription: "ways at once are no sum",
      steps: "{parallel: {a: [{wait: {for: 9d}}], b: [{wait: {for: 8d}}]}}, {wait: {for: 5d}}"),
    Sum(
      testDescription: "the longest of ways at once",
      steps: "{parallel: {a: [{wait: {for: 9d}}], b: [{wait: {for: 8d}}]}}, {wait: {for: 6d}}", severity: .error,
      reason: "wait 9d + wait 6d = 15d, and no more than 14d may pass"),
    Sum(
      testDescription: "what excludes each other is on no way together",
      steps: "{when: item.level == 'high', wait: {for: 10d}}, {when: item.level == 'low', wait: {for: 10d}}"),
    Sum(
      testDescription: "what can be together",
      steps: "{when: item.level == 'high', wait: {for: 10d}}, {when: item.count > 3, wait: {for: 10d}}",
      severity: .error, reason: "wait 10d + wait 10d = 20d, and no more than 14d may pass"),
    Sum(
      testDescription: "of what nobody looks into it is not known",
      steps: "{when: \"item.tags.exists(t, t == 'a')\", wait: {for: 10d}},"
        + " {when: \"item.tags.all(t, t != 'a')\", wait: {for: 10d}}"),
    Sum(
      testDescription: "the time goes on",
      steps: "{when: now < item.at, wait: {for: 10d}}, {when: now >= item.at, wait: {for: 10d}}"),
    Sum(
      testDescription: "a way that ends goes no further",
      steps: "{choose: [{when: item.level == 'high', steps: [{wait: {for: 10d}}, {stop: Enough}]}]}, {wait: {for: 10d}}"
    ),
    Sum(
      testDescription: "what comes behind a stop is not so any more",
      steps: "{when: item.level == 'high', stop: Enough}, {when: item.level == 'high', wait: {for: 10d}},"
        + " {wait: {for: 10d}}"),
    Sum(
      testDescription: "an outage that a policy is to bear",
      steps: "{wait: {for: 13d}}, \(send)", rest: "within: 13d4h\n    retry: patient", severity: .warning,
      reason: "wait 13d + retries by `patient`, up to 12h = 13d12h, and no more than 13d4h may pass"),
    Sum(
      testDescription: "without a call nothing is retried", steps: "{wait: {for: 14d}}",
      rest: "within: 14d\n    retry: patient"),
    Sum(
      testDescription: "one that is too long alone is said of that one", steps: "{wait: {for: 15d}}, {wait: {for: 1d}}",
      severity: .error, reason: "the workflow fails first, and what was done is undone"),
    Sum(
      testDescription: "who is only asked in some case",
      steps: "{when: item.count > 3, approve: {by: front-desk, within: 10d, when: item.level == 'low'}},"
        + " {when: item.level == 'high', wait: {for: 10d}}"),
  ]

  @Test("waits on a way are added up", arguments: sums)
  private func sum(_ item: Sum) throws {
    let found = try AddedToBase(Self.workflow(item.steps, item.rest)).findings(of: .waitBeyondWorkflow)
    #expect(found.map { $0.severity } == [item.severity].compactMap { $0 })
    #expect(found.first?.reason == item.reason)
  }

  @Test(
    "promises are held against ways that can be",
    arguments: [("{when: item.level == 'low', wait: {for: 1m}}", 0), ("{when: item.count > 3, wait: {for: 1m}}", 1)])
  func promised(_ second: String, _ count: Int) throws {
    let steps = "{when: item.level == 'high', wait: {for: 1m}}, \(second)"
    let text = Self.workflow(steps, "levels: {delivered-within: 90s}")
    #expect(try AddedToBase(text).findings(of: .freshnessMissed).count == count)
  }

  // MARK: What is reached

  private static let high = "when: item.level == 'high'"

  private static let cases: [RuleCase] = [
    RuleCase("behind a stop", workflow("{stop: Enough}, \(send)"), .unreachedStep),
    RuleCase("a stop with a condition", workflow("{\(high), stop: Enough}, \(send)")),
    RuleCase(
      "a stop with a condition that always holds", workflow("{when: \"true\", stop: Enough}, \(send)"), .unreachedStep),
    RuleCase("a stop at the end", workflow("\(send), {stop: Enough}")),
    RuleCase(
      "each branch ends it", workflow("{choose: [{\(high), steps: [{stop: A}]}, {steps: [{stop: B}]}]}, \(send)"),
      .unreachedStep),
    RuleCase(
      "one branch does not", workflow("{choose: [{\(high), steps: [{stop: A}]}, {steps: [\(tell)]}]}, \(send)")),
    RuleCase("none may be taken", workflow("{choose: [{\(high), steps: [{stop: A}]}]}, \(send)")),
    RuleCase(
      "one of the ways at once", workflow("{parallel: {a: [\(tell)], b: [{stop: A}]}}, \(send)"), .unreachedStep),
    RuleCase(
      "inside of a branch", workflow("{choose: [{\(high), steps: [{stop: A}, \(tell)]}]}, \(send)"), .unreachedStep),
    RuleCase("no steps", workflow(""), .emptySteps),
    RuleCase("an empty way", workflow("{parallel: {a: [], b: [\(send)]}}"), .emptySteps),
    RuleCase("no ways", workflow("\(send), {parallel: {}}"), .emptySteps),
    RuleCase("no branches", workflow("\(send), {choose: []}"), .emptySteps),
    RuleCase("a branch in which nothing is done", workflow("{choose: [{\(high), steps: []}, {steps: [\(send)]}]}")),
    RuleCase(
      "branches in which nothing is done", workflow("{choose: [{\(high), steps: []}, {steps: []}]}, \(send)"),
      .emptySteps),
    RuleCase(
      "a way reads what another gives",
      workflow(
        "{parallel: {a: [{name: one, to: vans.job, do: create, with: {what: x}}], b: [{to: help.ticket, do: create, with: {title: \"${ steps.one.id }\"}}]}}"
      ),
      .unorderedStep),
    RuleCase(
      "a way asks whether another gave something",
      workflow(
        "{parallel: {a: [{\(high), name: one, to: vans.job, do: create, with: {what: x}}], b: [{when: has(steps.one), to: help.ticket, do: create, with: {title: x}}]}}"
      ),
      .unorderedStep),
    RuleCase(
      "a way reads what it gave itself",
      workflow(
        "{parallel: {a: [{name: one, to: vans.job, do: create, with: {what: x}}, {to: help.ticket, do: create, with: {title: \"${ steps.one.id }\"}}], b: [\(send)]}}"
      )),
    RuleCase(
      "what comes behind reads all",
      workflow(
        "{parallel: {a: [{name: one, to: vans.job, do: create, with: {what: x}}], b: [\(send)]}}, {to: help.ticket, do: create, with: {title: \"${ steps.one.id }\"}}"
      )),
    RuleCase(
      "branches read what stands before them",
      workflow(
        "{name: one, to: vans.job, do: create, with: {what: x}}, {parallel: {a: [{to: help.ticket, do: create, with: {title: \"${ steps.one.id }\"}}], b: [\(send)]}}"
      )),
    RuleCase(
      "only what a branch takes comes to it",
      workflow("{choose: [{\(high), steps: [\(send)]}, {steps: [\(tell)]}]}", where: "item.level == 'high'"),
      .deadBranch),
    RuleCase(
      "more comes to it than a branch takes",
      workflow("{choose: [{\(high), steps: [\(send)]}, {steps: [\(tell)]}]}", where: "item.count > 3")),
    RuleCase(
      "what ended before does not come to it",
      workflow(
        "{\(high), stop: Enough}, {choose: [{when: item.level == 'low', steps: [\(send)]}, {steps: [\(tell)]}]}"),
      .deadBranch),
    RuleCase(
      "branches within a branch",
      workflow("{choose: [{\(high), steps: [{choose: [{\(high), steps: [\(send)]}, {steps: [\(tell)]}]}]}]}"),
      .deadBranch),
    RuleCase(
      "the time goes on",
      workflow("{choose: [{when: now < item.at, steps: [\(send)]}, {steps: [\(tell)]}]}", where: "now < item.at")),
  ]

  @Test("just what is wrong", arguments: cases)
  func found(_ rule: RuleCase) throws {
    let added = try rule.added()
    #expect(added.isRuled)
    let codes: Set<DiagnosticCode> = [.unreachedStep, .emptySteps, .unorderedStep, .deadBranch]
    #expect(added.live.map { $0.code }.filter { codes.contains($0) } == rule.found, "\(added.report)")
  }
}
