import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  mutating func check(_ reconcile: Named<ReconcileDeclaration>) {
    keep(reconcile)
    let declaration = reconcile.value
    let model = model(declaration.model)
    let writes = declaration.correct.differs != nil || !declaration.correct.missing.isEmpty
    let fields = check(declaration.sides, of: reconcile.name, model: model, isTwoWay: writes)
    if let model {
      let place = Place.names([.value("item", TypeText("@\(model.name)"))])
      let match = expression(declaration.match, at: place, expecting: nil, pointer: Lowering.nowhere)
      if let match { holdKey(match, declaration.match) }
      for field in declaration.compare where model.fields?.contains(where: { $0.name == field.value }) == false {
        findings.add(.unknownPart(field, "field", of: model.name, known: (model.fields ?? []).map { $0.name }))
      }
    }
    hold(zone: declaration.zone)
    hold(schedule: declaration.on)
    let names = declaration.sides.map { $0.name.value }
    let sides = declaration.correct.missing.map { $0.name } + [declaration.correct.differs].compactMap(\.self)
    for side in sides where !names.contains(side.value) {
      findings.add(.unknownPart(side, "side", of: reconcile.name.value, known: names))
    }
    guard fields.count == 2, fields[0].isDisjoint(with: fields[1]), !fields[0].isEmpty, !fields[1].isEmpty else {
      return
    }
    findings.add(
      Diagnostic(
        code: .invalidValue, severity: .error,
        message: "the sides of `\(reconcile.name.value)` have no field in common",
        primary: Label(span: reconcile.name.span), reason: "there is nothing to compare"))
  }

  /// A key is a text or a whole number.
  mutating func holdKey(_ key: PlannedExpression, _ text: ScalarText) {
    switch resolve(key.type) {
    case .string, .int, .uint, .bool, .enumeration, .dyn: break
    case let other:
      guard let node = text.node else { return }
      let isOptional = if case .optional = other { true } else { false }
      findings.add(
        Diagnostic(
          code: .typeMismatch, severity: .error, message: "a key is a text or a whole number, not \(other)",
          primary: Label(span: node.span),
          fixes: [
            Fix(
              title: isOptional
                ? "take what is always there, or say what stands for it: `.orValue('')`"
                : "make a text of it, such as with `string(…)` or `.join(' ')`")
          ]))
    }
  }
}
