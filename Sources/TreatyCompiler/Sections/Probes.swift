import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  mutating func check(_ probe: Named<ProbeDeclaration>) {
    keep(probe)
    hold(schedule: probe.value.on)
    let declaration = probe.value
    let own = [ScopedField(name: "id", type: "string"), ScopedField(name: "started", type: "timestamp")]
    let common: [ScopedName] = [.record("probe", own), .inputs, .tables, .now]
    if let send = declaration.send, let (_, _, event) = event(send.event), let node = send.body.node {
      _ = construction(node, at: .names(common), expecting: resolve(event.body), pointer: Lowering.nowhere)
    }
    var scope = StepScope(common: common)
    check(declaration.steps, &scope)
    for expectation in declaration.expect { check(expectation, scope) }
    check(declaration.clean, &scope)
  }

  private mutating func check(_ expectation: ExpectationDeclaration, _ scope: StepScope) {
    var found: TypeText?
    if let find = expectation.find, let (_, _, record) = record(find) {
      hold(record, canBeListed: find, isPolled: false)
      found = record.reads
      if let node = expectation.by?.node {
        _ = construction(node, at: scope.place, expecting: resolve(record.reads), pointer: Lowering.nowhere)
      }
    }
    guard let condition = expectation.check else { return }
    let item = found.map { [ScopedName.value("item", $0)] } ?? []
    let place = Place.names(scope.common + [.record("steps", scope.given)] + item)
    _ = expression(condition, at: place, expecting: .bool, pointer: Lowering.nowhere)
  }
}
