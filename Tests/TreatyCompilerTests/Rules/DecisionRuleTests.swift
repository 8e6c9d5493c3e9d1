import Testing
import TreatyDiagnostics

@Suite("Rules of decisions")
struct DecisionRuleTests {
  private static func decision(_ body: String, _ rest: String = "") -> String {
    "decisions: {planning: {\(body)}}\n\(rest)\n"
  }

  private static func flow(
    _ deliver: String, map: String = "", on trigger: String = "event: watch.alarm, path: /alarm, account: monitor-here",
    choice: String = ""
  ) -> String {
    """
    flows:
      page:
        on: {\(trigger)}
        identify: string(item.\(trigger.contains("poll") || trigger.contains("list") ? "number" : "id"))
    \(map.isEmpty ? "" : "    map: {\(map)}\n")    deliver: [{\(deliver)}]
    \(choice.isEmpty ? "" : "    choice: {\(choice)}\n")
    """
  }

  private static let job = "to: vans.job, do: create, fields: {what: x}"
  private static let toJob = "model: job, set: {number: \"${ item.id }\", what: x, state: open}"
  private static let work = "models: {work: {fields: {name: string}}}\n"
  private static let toWork = "model: work, set: {name: x}"
  private static let scores =
    "criteria: {cost: 0.1, speed: 0.2}, options: {build: {scores: {cost: 3, speed: 0}}, buy: {scores: {cost: 1, speed: 1}}}"

  /// A second flow between the same systems, through the model.
  private static let other = """
      other:
        on: {event: watch.alarm, path: /other, account: monitor-here}
        identify: item.id
        map: {\(toJob)}
        deliver: [{\(job)}]
    """

  static let cases: [RuleCase] = [
    RuleCase("as many points, but for rounding", decision("\(scores), outcome: build")),
    RuleCase(
      "a proposal binds nobody",
      decision(
        "status: proposed, criteria: {cost: 1}, options: {build: {scores: {cost: 1}}, buy: {}}, requires: {avoids: [crew]}",
        flow(job))),
    RuleCase(
      "a score that is missing is said, and the sums are not compared",
      decision("criteria: {cost: 1}, options: {build: {}, buy: {scores: {cost: 1}}}, outcome: build"), .unscoredOption),
    RuleCase(
      "a criterion without weight counts for nothing",
      decision("criteria: {cost: 0}, options: {build: {}, buy: {scores: {cost: 1}}}, outcome: build")),
    RuleCase(
      "a reason stands for points",
      decision(
        "criteria: {cost: 1}, options: {build: {scores: {cost: 1}}, buy: {scores: {cost: 2}}}, outcome: build, reason: It is there"
      )),
    RuleCase(
      "the whole package avoids a connector", decision("requires: {avoids: [crew]}", flow(job)), .avoidedConnector),
    RuleCase("a system that nothing uses is not in use", decision("requires: {avoids: [crew]}, binds: [systems.vans]")),
    RuleCase(
      "a system by name", decision("requires: {avoids: [crew]}, binds: [systems.vans]", flow(job)), .avoidedConnector),
    RuleCase("any system of the package speaks it", decision("requires: {uses: [crew]}")),
    RuleCase("a bound system by name speaks it", decision("requires: {uses: [crew]}, binds: [systems.vans]")),
    RuleCase(
      "what a team has to do with connectors is not known",
      decision("requires: {uses: [crew]}, binds: [teams.front-desk]")),
    RuleCase(
      "an operation carries no record",
      decision("requires: {topology: hub}", flow("call: help.remark, with: {id: x, text: x}") + "    unsure: ask\n")),
    RuleCase("a hub for all", decision("requires: {topology: hub}", flow(job)), .topologyAgainstDecision),
    RuleCase(
      "direct ways for all say nothing of one flow", decision("requires: {topology: direct}", flow(job, map: toJob))),
    RuleCase(
      "direct ways for one", decision("requires: {topology: direct}, binds: [flows.page]", flow(job, map: toJob)),
      .topologyAgainstDecision),
    RuleCase(
      "a model for all leaves other records alone", decision("requires: {model: job}", work + flow(job, map: toWork))),
    RuleCase(
      "a bound flow without a model", decision("requires: {model: job}, binds: [flows.page]", flow(job)), .modelBypassed
    ),
    RuleCase(
      "a model for all, past which the same records go",
      decision("requires: {model: job}", work + flow(job, map: toWork) + other), .modelBypassed),
    RuleCase(
      "a poll each minute is real time",
      decision(
        "requires: {pace: real-time}",
        flow("to: help.ticket, do: upsert, fields: {title: x}", on: "poll: vans.job, every: 60s"))),
    RuleCase(
      "a night is not",
      decision(
        "requires: {pace: real-time}",
        flow("to: help.ticket, do: upsert, fields: {title: x}", on: "schedule: daily at 03:30, list: vans.job")),
      .paceAgainstDecision),
    RuleCase("a webhook is no batch", decision("requires: {pace: batch}", flow(job)), .paceAgainstDecision),
    RuleCase(
      "a flow that follows another decision",
      "decisions: {planning: {requires: {pace: batch}}, other: {}}\n" + flow(job, choice: "decision: other")),
    RuleCase("a day that is today has not passed", decision("review: 2026-11-01")),
    RuleCase("replaced by nothing", decision("status: replaced"), .supersededDecision),
    RuleCase(
      "a proposal takes nobody's place yet",
      "decisions: {planning: {}, other: {status: proposed, replaces: planning}}\n"),
    RuleCase(
      "a choice without a pace",
      decision("requires: {pace: real-time}, binds: [flows.page]", flow(job, choice: "decision: planning"))),
  ]

  @Test("just what is wrong", arguments: cases)
  func found(_ rule: RuleCase) throws {
    let added = try rule.added()
    #expect(added.isRuled && added.codes(of: [.decisions]) == rule.found.sorted(), "\(added.report)")
  }
}
