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
}

extension Lowering {
  /// Checks everything that runs. None of it depends on another, so it is spread over those who work.
  mutating func lowerRunning(_ mapping: some WorkMapping) {
    prepareScope()
    let flows = namespace.flows.sorted
    let syncs = namespace.syncs.sorted
    let reconciles = namespace.reconciles.sorted
    let gates = namespace.gates.sorted
    let workflows = namespace.workflows.sorted
    let probes = namespace.probes.sorted
    let count = flows.count + syncs.count + reconciles.count + gates.count + workflows.count + probes.count
    // Several pieces for each worker, since some have more to do than others; each keeps what it laid out for the next.
    let pieces = min(count, mapping.width == 1 ? 1 : mapping.width * 4)
    guard pieces > 0 else { return }
    let worker = self
    let outputs = mapping.map(pieces) { piece -> [UnitOutput] in
      var worker = worker
      return (count * piece / pieces..<count * (piece + 1) / pieces).map { index in
        var index = index
        func take<Element>(_ elements: [Named<Element>]) -> Named<Element>? {
          defer { index -= elements.count }
          return elements.indices.contains(index) ? elements[index] : nil
        }
        worker.begin()
        if let flow = take(flows) {
          let lowered = worker.lower(flow)
          return worker.end(lowered)
        }
        if let sync = take(syncs) { worker.check(sync) }
        if let reconcile = take(reconciles) { worker.check(reconcile) }
        if let gate = take(gates) { worker.check(gate) }
        if let workflow = take(workflows) { worker.check(workflow) }
        if let probe = take(probes) { worker.check(probe) }
        return worker.end(nil)
      }
    }
    for output in outputs.joined() { take(output) }
  }

  private mutating func begin() {
    findings = Findings()
    places = Places()
    gaps = []
  }

  private func end(_ flow: PlannedFlow?) -> UnitOutput {
    UnitOutput(findings: findings, places: places, flow: flow, gaps: gaps)
  }

  private mutating func take(_ output: UnitOutput) {
    findings.add(contentsOf: output.findings)
    gaps += output.gaps
    guard let flow = output.flow else { return }
    places.put(output.places, below: "/flows/\(plan.flows.count)")
    plan.flows.append(flow)
  }
}
