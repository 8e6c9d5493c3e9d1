import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What came of one declaration of something that runs.
private struct UnitOutput: Sendable {
  var findings: Findings
  var places: Places
  var flow: PlannedFlow?
  var gaps: [Gap]
  var sites: [ExpressionSite]
}

/// Everything that runs, each of which is a unit of work.
private struct RunningUnits: Sendable {
  let flows: [Named<FlowDeclaration>]
  let syncs: [Named<SyncDeclaration>]
  let reconciles: [Named<ReconcileDeclaration>]
  let gates: [Named<GateDeclaration>]
  let workflows: [Named<WorkflowDeclaration>]
  let probes: [Named<ProbeDeclaration>]

  init(_ namespace: Namespace) {
    flows = namespace.flows.sorted
    syncs = namespace.syncs.sorted
    reconciles = namespace.reconciles.sorted
    gates = namespace.gates.sorted
    workflows = namespace.workflows.sorted
    probes = namespace.probes.sorted
  }

  var count: Int { flows.count + syncs.count + reconciles.count + gates.count + workflows.count + probes.count }
}

extension Lowering {
  /// Checks everything that runs, and whether names stand for something. None of it depends on another, so it is spread over those who
  /// work.
  mutating func lowerRunning(_ mapping: some WorkMapping) {
    prepareScope()
    let units = RunningUnits(namespace)
    let count = units.count
    // Several pieces for each worker, since some have more to do than others; each keeps what it laid out for the next.
    let pieces = min(count, mapping.width == 1 ? 1 : mapping.width * 4)
    let worker = self
    let others = 2
    let outputs = mapping.map(others + pieces) { piece -> [UnitOutput] in
      var worker = worker
      switch piece {
      case 0: return [worker.resolveNames()]
      case 1: return [worker.checkParties()]
      default:
        let piece = piece - others
        return (count * piece / pieces..<count * (piece + 1) / pieces).map { worker.lower($0, of: units) }
      }
    }
    for output in outputs.joined() { take(output) }
  }

  private mutating func resolveNames() -> UnitOutput {
    begin()
    var resolver = NameResolver(namespace)
    resolver.run()
    findings = resolver.findings
    return end(nil)
  }

  private mutating func checkParties() -> UnitOutput {
    begin()
    checkAccounts()
    checkOrganisation()
    return end(nil)
  }

  private mutating func lower(_ unit: Int, of units: RunningUnits) -> UnitOutput {
    var index = unit
    func take<Element>(_ elements: [Named<Element>]) -> Named<Element>? {
      defer { index -= elements.count }
      return elements.indices.contains(index) ? elements[index] : nil
    }
    begin()
    if let flow = take(units.flows) {
      let lowered = lower(flow)
      return end(lowered)
    }
    if let sync = take(units.syncs) { check(sync) }
    if let reconcile = take(units.reconciles) { check(reconcile) }
    if let gate = take(units.gates) { check(gate) }
    if let workflow = take(units.workflows) { check(workflow) }
    if let probe = take(units.probes) { check(probe) }
    return end(nil)
  }

  private mutating func begin() {
    findings = Findings()
    places = Places()
    ambiguousTables = []
    gaps = []
    sites = []
  }

  private func end(_ flow: PlannedFlow?) -> UnitOutput {
    UnitOutput(findings: findings, places: places, flow: flow, gaps: gaps, sites: sites)
  }

  private mutating func take(_ output: UnitOutput) {
    findings.add(contentsOf: output.findings)
    gaps += output.gaps
    sites += output.sites
    guard let flow = output.flow else { return }
    places.put(output.places, below: "/flows/\(plan.flows.count)")
    plan.flows.append(flow)
  }
}
