import TreatyPlan
import TreatyStore

/// What may be asked of whom now: everything that stands between a delivery that is due and its call. A value that the engine has; a new
/// process begins with none of it used up.
struct Gates: Sendable {
  /// One operation of a system.
  struct OperationKey: Hashable, Sendable {
    var system: Int
    var record: Int
    var verb: String
  }

  private var systems: [SystemGate]
  /// Name of the account that each system is called with, where that has limits.
  private let accountNames: [String?]
  private var accounts: [String: CallGate] = [:]
  private var operations: [OperationKey: CallGate] = [:]
  /// Who goes next at each system.
  private var shares: [FairShare]
  private var budgets: [String: RetryBudget] = [:]

  init(_ plan: Plan) {
    let breakers = plan.breakers
    systems = zip(plan.systems, breakers).map { SystemGate($0.limits, breaker: $1) }
    shares = plan.systems.map { _ in FairShare() }
    accountNames = plan.systems.map(\.account?.name)
    for case let account? in plan.systems.map(\.account) {
      accounts[account.name] = CallGate(rate: account.ratePerSecond, concurrency: account.concurrency)
    }
    for (system, planned) in plan.systems.enumerated() {
      for (record, planned) in planned.records.enumerated() {
        for (verb, operation) in [
          ("get", planned.get), ("find", planned.find), ("create", planned.create), ("update", planned.update),
        ] {
          guard let limits = operation?.limits else { continue }
          operations[OperationKey(system: system, record: record, verb: verb)] = CallGate(
            rate: limits.ratePerSecond, concurrency: limits.concurrency)
        }
      }
    }
    for flow in plan.flows {
      budgets[flow.name] = plan.retries[flow.retry].budget.map { RetryBudget(share: $0) }
    }
  }

  // MARK: Whether a call may leave

  /// How many calls may leave for a system now, and how many of them may be bulk.
  mutating func free(_ system: Int, at now: Instant) -> (calls: Int, bulk: Int) {
    let free = systems[system].free(at: now.milliseconds)
    guard free.calls > 0, let name = accountNames[system], let account = accounts[name]?.free(at: now.milliseconds)
    else { return free }
    return (min(free.calls, account.calls), min(free.bulk, account.bulk))
  }

  /// When a call may leave for a system, where time alone forbids it; `nil` where another must come back first.
  mutating func opens(_ system: Int, at now: Instant, isBulk: Bool) -> Instant? {
    guard let opens = systems[system].opens(at: now.milliseconds, isBulk: isBulk) else { return nil }
    guard let name = accountNames[system], let account = accounts[name] else { return Instant(milliseconds: opens) }
    return account.opens(at: now.milliseconds, isBulk: isBulk).map { Instant(milliseconds: max(opens, $0)) }
  }

  /// Shares out calls among flows.
  mutating func share(_ count: Int, of system: Int, among flows: [(name: String, weight: Double)])
    -> [(name: String, count: Int)]
  {
    shares[system].share(count, among: flows)
  }

  /// When an operation may be used that may not now; `nil` when it may.
  mutating func postponement(of operation: OperationKey, at now: Instant) -> Instant? {
    guard let free = operations[operation]?.free(at: now.milliseconds), free.calls == 0 else { return nil }
    return (operations[operation]?.promise(at: now.milliseconds)).map { Instant(milliseconds: $0) }
  }

  /// When an attempt after the first may leave that the flow's budget does not allow now; `nil` when it may, which uses the budget up.
  mutating func postponement(ofRetryIn flow: String, at now: Instant) -> Instant? {
    guard budgets[flow] != nil, budgets[flow]?.allows(at: now.milliseconds) == false else { return nil }
    return now.advanced(milliseconds: RetryBudget.reserve)
  }

  /// A first attempt leaves.
  mutating func noteFirst(in flow: String) { budgets[flow]?.noteFirst() }

  // MARK: Calls that leave and come back

  mutating func take(_ operation: OperationKey, at now: Instant, isBulk: Bool) {
    systems[operation.system].take(at: now.milliseconds, isBulk: isBulk)
    if let name = accountNames[operation.system] { accounts[name]?.take() }
    operations[operation]?.take()
  }

  mutating func release(_ operation: OperationKey, isBulk: Bool) {
    systems[operation.system].release(isBulk: isBulk)
    if let name = accountNames[operation.system] { accounts[name]?.release() }
    operations[operation]?.release()
  }

  /// What a call tells of how its system is.
  /// - Returns: what is news of it.
  mutating func note(_ verdict: Verdict, of system: Int, at now: Instant) -> Health? {
    let time = now.milliseconds
    switch verdict {
    case .bad(.throttled, _, let wait):
      return .patient(until: Instant(milliseconds: systems[system].noteThrottled(for: wait, at: time)))
    case .bad(.outage, _, let wait), .bad(.unsure, _, let wait):
      if let wait { systems[system].bePatient(for: wait, at: time) }
      return systems[system].noteFailure(at: time).map { .down(until: Instant(milliseconds: $0)) }
    case .good, .bad: return systems[system].noteAnswer(at: time) ? .up : nil
    }
  }

  /// Leaves a system alone until a moment.
  mutating func bePatient(with system: Int, until end: Instant, at now: Instant) {
    systems[system].bePatient(for: max(0, end.milliseconds - now.milliseconds), at: now.milliseconds)
  }

  /// A call came back that nothing can be told from.
  mutating func noteNothing(of system: String, in plan: Plan, at now: Instant) {
    guard let index = plan.systems.firstIndex(where: { $0.name == system }) else { return }
    systems[index].noteNothing(at: now.milliseconds)
  }

  /// What an answer says of the calls that are left.
  mutating func note(left count: Int, until: Instant, at system: Int, now: Instant) {
    systems[system].note(left: count, until: until.milliseconds, at: now.milliseconds)
  }

  /// What is news of a system.
  enum Health {
    case patient(until: Instant)
    case down(until: Instant)
    case up
  }

  /// How all of it stands, for people.
  func report(_ plan: Plan, at now: Instant) -> LimitsReport {
    var gates = self
    let time = now.milliseconds
    return LimitsReport(
      systems: plan.systems.indices.map { index in
        gates.systems[index].report(plan.systems[index].name, account: accountNames[index], at: time)
      },
      accounts: accounts.keys.sorted().compactMap { name in gates.accounts[name]?.report(name, at: time) },
      flows: plan.flows.map { flow in
        LimitsReport.Flow(
          name: flow.name, priority: (flow.priority ?? .normal).rawValue,
          retriesLeft: budgets[flow.name]?.left(at: time),
          systems: Set(flow.deliveries.map { plan.systems[$0.system].name }).sorted())
      })
  }

  // MARK: Another plan

  /// The gates of a new plan, with what is under way and was used up under this one: a change of plan is no way around a limit.
  func carried(from old: Plan, to new: Plan) -> Gates {
    var gates = Gates(new)
    let former = new.formerNames(of: "systems")
    for (index, system) in new.systems.enumerated() {
      let same = old.systems.firstIndex { $0.name == system.name }
      guard let before = same ?? old.systems.firstIndex(where: { $0.name == former[system.name] }) else { continue }
      gates.systems[index] = systems[before].carried(to: gates.systems[index])
      gates.shares[index] = shares[before]
    }
    for (name, gate) in gates.accounts { gates.accounts[name] = accounts[name]?.carried(to: gate) ?? gate }
    for (name, budget) in gates.budgets { gates.budgets[name] = budgets[name] ?? budget }
    return gates
  }
}

extension Plan {
  /// When each system is left alone: of the policies of the flows that deliver there, the fewest failures and the longest pause.
  fileprivate var breakers: [BreakerPolicy] {
    var declared = systems.map { _ in nil as BreakerPolicy? }
    for flow in flows {
      guard let policy = retries[flow.retry].breaker else { continue }
      for system in Set(flow.deliveries.map(\.system.index)) {
        let known = declared[system] ?? policy
        declared[system] = BreakerPolicy(
          failures: min(known.failures, policy.failures),
          pauseMilliseconds: max(known.pauseMilliseconds, policy.pauseMilliseconds))
      }
    }
    return declared.map { $0 ?? .standard }
  }
}
