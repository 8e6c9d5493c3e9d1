import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  mutating func check(_ workflow: Named<WorkflowDeclaration>) {
    keep(workflow)
    let declaration = workflow.value
    guard
      var start = start(of: declaration.on, owner: workflow.name.value, section: .workflows, pointer: Lowering.nowhere)
    else {
      return
    }
    if let condition = declaration.condition {
      _ = expression(condition, at: start.place(), expecting: .bool, pointer: Lowering.nowhere)
    }
    start.present = present(where: declaration.condition)
    let lookups = lookups(declaration.lookup, of: workflow.node, at: start.place(), pointer: Lowering.nowhere)
    let place = start.place(item: start.body, lookups: lookups)
    if let key = expression(declaration.identify, at: place, expecting: nil, pointer: Lowering.nowhere) {
      holdKey(key, declaration.identify)
    }
    var scope = StepScope(common: [
      .value("item", start.body), .event(start.body), .record("lookup", lookups), .inputs, .tables, .now,
    ])
    scope.present = start.present
    check(declaration.steps, &scope)
  }
}
