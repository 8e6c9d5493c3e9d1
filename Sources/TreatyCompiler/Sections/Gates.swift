import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  mutating func check(_ gate: Named<GateDeclaration>) {
    keep(gate)
    let declaration = gate.value
    let input = TypeText("@gates.\(gate.name.value).input")
    let common: [ScopedName] = [.value("item", input), .inputs, .tables, .now]
    let lookups = lookups(declaration.lookup, of: gate.node, at: .names(common), pointer: Lowering.nowhere)
    let place = Place.names(common + [.record("lookup", lookups)])
    // A rule is asked where those before it do not hold.
    var asked = place
    for rule in declaration.rules {
      let condition = rule.allow ?? rule.wait ?? rule.deny
      if let condition { _ = expression(condition, at: asked, expecting: .bool, pointer: Lowering.nowhere) }
      if let reason = rule.reason {
        _ = template(reason, at: asked.knowing(present(where: condition)), pointer: Lowering.nowhere)
      }
      asked = asked.knowing(present(where: condition, holds: false))
    }
    if let approval = declaration.approve { check(approval, at: place) }
    let verdict = [
      ScopedField(name: "answer", type: "string"), ScopedField(name: "reason", type: "string"),
      ScopedField(name: "at", type: "timestamp"), ScopedField(name: "by", type: "string", isOptional: true),
    ]
    let after = Place.names(common + [.record("lookup", lookups), .record("verdict", verdict)])
    for delivery in declaration.record { _ = deliver(delivery, at: after, pointer: Lowering.nowhere) }
  }

  mutating func check(_ approval: ApprovalDeclaration, at place: Place) {
    if let condition = approval.condition {
      _ = expression(condition, at: place, expecting: .bool, pointer: Lowering.nowhere)
    }
    let asked = place.knowing(present(where: approval.condition))
    if let ask = approval.ask { _ = template(ask, at: asked, pointer: Lowering.nowhere) }
  }
}
