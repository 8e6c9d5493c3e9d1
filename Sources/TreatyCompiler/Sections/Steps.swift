import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What the steps of a workflow or probe see, and what those before them gave.
struct StepScope {
  /// Names that all steps see.
  var common: [ScopedName]
  /// What steps gave so far.
  var given: [ScopedField] = []
  /// Where the names of steps stand.
  var names: [String: Span] = [:]

  /// Fields that may be missing, and are there where the next step is done.
  var present: Set<String> = []

  /// Where expressions of the next step stand.
  var place: Place { Place.names(common + [.record("steps", given)]).knowing(present) }
}

extension Lowering {
  /// Checks steps in order; what each gives is known to those after it.
  mutating func check(_ steps: [StepDeclaration], _ scope: inout StepScope) {
    for step in steps {
      let given = check(step, &scope)
      // Where it ends the workflow, it was not done in whatever goes on.
      if step.stop != nil { scope.present.formUnion(present(where: step.condition, holds: false)) }
      guard let name = step.name else { continue }
      if let first = scope.names.updateValue(name.span, forKey: name.value) {
        findings.add(
          Diagnostic(
            code: .duplicateName, severity: .error, message: "there are two steps called `\(name.value)`",
            primary: Label(span: name.span), related: [Label(span: first, text: "the first is here")]))
        continue
      }
      guard let given else { continue }
      // A step that may be left out may have given nothing.
      scope.given.append(ScopedField(name: name.value, type: given, isOptional: step.condition != nil))
    }
  }

  /// Checks one step.
  /// - Returns: the type of what it gives; `nil` where that is nothing.
  private mutating func check(_ step: StepDeclaration, _ scope: inout StepScope) -> TypeText? {
    if let condition = step.condition {
      _ = expression(condition, at: scope.place, expecting: .bool, pointer: Lowering.nowhere)
    }
    let before = scope.present
    scope.present.formUnion(present(where: step.condition))
    defer { scope.present = before }
    let place = scope.place
    var given: TypeText?
    if let call = step.call {
      check(call, with: step.with, at: place)
      given = "dyn"
    }
    if let to = step.to, let verb = step.verb { given = check(to, verb, step, at: place) }
    if let wait = step.wait { given = check(wait, scope) }
    if let approval = step.approve {
      check(approval, at: place)
      given = TypeText("@\(Lowering.approval)")
    }
    if let stop = step.stop { _ = template(stop.reason, at: place, pointer: Lowering.nowhere) }
    if let node = step.set?.node { given = check(set: node, at: place, named: step.name?.value) }
    for branch in step.choose ?? [] {
      check(branch, &scope)
      // The next is taken where this one is not.
      scope.present.formUnion(present(where: branch.condition, holds: false))
    }
    for way in step.parallel ?? [] { checkInner(way.value, &scope, isSure: true) }
    if let undo = step.undo { check(undo, scope, gives: given, named: step.name?.value) }
    return given
  }

  private mutating func check(_ branch: BranchDeclaration, _ scope: inout StepScope) {
    if let condition = branch.condition {
      _ = expression(condition, at: scope.place, expecting: .bool, pointer: Lowering.nowhere)
    }
    let before = scope.present
    scope.present.formUnion(present(where: branch.condition))
    checkInner(branch.steps, &scope, isSure: false)
    scope.present = before
  }

  /// Steps of a branch: those after it see what they gave, as what may be missing unless all of the branch is surely gone.
  private mutating func checkInner(_ steps: [StepDeclaration], _ scope: inout StepScope, isSure: Bool) {
    let (before, present) = (scope.given.count, scope.present)
    check(steps, &scope)
    scope.present = present
    for index in before..<scope.given.count where !isSure { scope.given[index].isOptional = true }
  }

  private mutating func check(
    _ to: Located<String>, _ verb: Located<DeliverWord>, _ step: StepDeclaration, at place: Place
  ) -> TypeText? {
    guard let (_, _, record) = record(to), hold(verb, record, to) else { return nil }
    if let id = step.id { _ = template(id, at: place, pointer: Lowering.nowhere) }
    if let node = step.with?.node {
      _ = construction(node, at: place, expecting: resolve(record.accepts), pointer: Lowering.nowhere)
    }
    return verb.value == .delete ? nil : TypeText("@\(Lowering.made)")
  }

  private mutating func check(_ wait: WaitDeclaration, _ scope: StepScope) -> TypeText? {
    if let until = wait.until {
      _ = expression(until, at: scope.place, expecting: .timestamp, pointer: Lowering.nowhere)
    }
    guard let name = wait.event, let (_, _, event) = event(name) else { return nil }
    if let match = wait.match {
      // What started the workflow is `item`; `event` is the one that came.
      let common = scope.common.filter { if case .event = $0 { false } else { true } }
      let place = Place.names(common + [.event(event.body), .record("steps", scope.given)])
        .knowing(Place.present(scope.present, without: "event"))
      _ = expression(match, at: place, expecting: .bool, pointer: Lowering.nowhere)
    }
    return event.body
  }

  /// Values that later steps use: a record type of its own, as far as their types are known.
  private mutating func check(set node: Node, at place: Place, named name: String?) -> TypeText {
    var isSound = true
    for (_, value) in node.entries
    where construction(value, at: place, expecting: .dyn, pointer: Lowering.nowhere) == nil {
      isSound = false
    }
    return isSound ? "map(string, dyn)" : "dyn"
  }

  private mutating func check(_ undo: UndoStepDeclaration, _ scope: StepScope, gives: TypeText?, named name: String?) {
    var scope = scope
    if let name, let gives { scope.given.append(ScopedField(name: name, type: gives)) }
    let place = scope.place
    if let call = undo.call { check(call, with: undo.with, at: place) }
    guard let to = undo.to, let verb = undo.verb, let (_, _, record) = record(to), hold(verb, record, to) else {
      return
    }
    if let id = undo.id { _ = template(id, at: place, pointer: Lowering.nowhere) }
    if let node = undo.with?.node {
      _ = construction(node, at: place, expecting: resolve(record.accepts), pointer: Lowering.nowhere)
    }
  }

  /// Type of what an approval gives.
  static let approval = "step.approval"
  /// Type of what making or changing a record gives.
  static let made = "step.record"

  /// Makes the types of what steps give.
  mutating func declareSteps() {
    add(
      PlannedType(
        name: Lowering.approval,
        fields: [
          PlannedField(name: "accepted", type: "bool", isOptional: false, about: "Whether the answer was yes"),
          PlannedField(name: "by", type: "string", isOptional: true, about: "Who answered"),
          PlannedField(name: "at", type: "timestamp", isOptional: false, about: "When"),
          PlannedField(name: "comment", type: "string", isOptional: true, about: "What was said"),
        ], isOpen: false))
    add(
      PlannedType(
        name: Lowering.made, fields: [PlannedField(name: "id", type: "string", isOptional: false, about: "Its id")],
        isOpen: false))
  }
}
