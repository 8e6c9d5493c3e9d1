import TreatyPlan

/// What flows say of their failures and promises, and systems of their health.
extension PlanPair {
  /// What a flow of both plans says, where either says something.
  func eachFlowCare(_ body: (_ flow: String, _ old: FlowCare, _ new: FlowCare, ChangePlace) -> Void) {
    for flow in flows.both {
      let pair = (FlowCare(flow.oldIndex, in: old), FlowCare(flow.newIndex, in: new))
      body(flow.new.name, pair.0, pair.1, place(flow))
    }
  }

  /// How it is seen whether a system of both plans works.
  func eachHealth(_ body: (_ system: String, _ old: PlannedHealth?, _ new: PlannedHealth?, ChangePlace) -> Void) {
    eachSystem { system, place in
      func health(_ plan: Plan, _ index: Int) -> PlannedHealth? {
        plan.alerting?.systems.first { $0.system.index == index }?.health
      }
      body(system.new.name, health(old, system.oldIndex), health(new, system.newIndex), place.part("health"))
    }
  }
}

/// What a flow says, with names in the place of positions, which are others in another plan.
struct FlowCare {
  let alert: String?
  /// How many failures it takes.
  let after: Int?
  let owner, escalation, runbook: String?
  let levels: PlannedLevels?

  init(_ flow: Int, in plan: Plan) {
    let care = plan.alerting?.flows.first { $0.flow.index == flow }
    (alert, after, levels, runbook) = (care?.alert, care?.after, care?.levels, care?.route.runbook)
    owner = care?.route.owner.flatMap { plan.alerting?.teams[$0.index].name }
    escalation = care?.route.escalation.flatMap { plan.alerting?.escalations[$0.index].name }
  }
}

extension PlannedLevels {
  /// Over which time it counts, and how fast a budget may burn.
  var windowWords: String {
    "over \(Words.duration(overMilliseconds)), at \(Words.number(fastBurn)) and \(Words.number(slowBurn)) times the pace"
  }

  /// What is promised, each with more of it being more: shares and speeds, so that a longer time is less.
  var promises: [(name: String, amount: Double, words: String)] {
    var all: [(String, Double, String)] = []
    if let success { all.append(("success", success, Words.percentage(success))) }
    if let time = deliveredWithinMilliseconds {
      all.append(("delivered-within", -Double(time), Words.duration(time)))
    }
    if let backlog { all.append(("backlog", -Double(backlog), "\(backlog)")) }
    if let time = ageMilliseconds { all.append(("age", -Double(time), Words.duration(time))) }
    return all
  }
}
