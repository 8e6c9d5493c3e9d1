import TreatyDiagnostics
import TreatySpec
import TreatySyntax

extension ActivityReader {
  /// A workflow: steps, with waiting and deciding between them.
  func activity(_ workflow: Named<WorkflowDeclaration>) -> Activity {
    let declaration = workflow.value
    var activity = Activity(section: .workflows, name: workflow.name, node: workflow.node, duty: declaration.duty)
    begin(&activity, declaration.on)
    activity.readings += readings(declaration.lookup)
    activity.outlets = [outlet(.key, bare: declaration.identify)].compactMap(\.self)
    read(declaration.steps, .step, into: &activity)
    (activity.retry, activity.retention) = (declaration.retry, declaration.retention)
    activity.asksWhenUnsure = declaration.unsure?.value == .ask
    activity.protection = declaration.protection
    return activity
  }

  /// A probe: something made up that goes the whole way.
  func activity(_ probe: Named<ProbeDeclaration>) -> Activity {
    let declaration = probe.value
    var activity = Activity(section: .probes, name: probe.name, node: probe.node, duty: declaration.duty)
    let interval = declaration.on.flatMap { Interval.shortest(of: $0.value) }
    if let on = declaration.on {
      var intake = Intake(.schedule, on.span)
      intake.interval = Interval.longest(of: on.value)
      activity.intakes = [intake]
    }
    activity.readings = declaration.expect.compactMap { expectation in
      guard let find = expectation.find, let party = party(find) else { return nil }
      var reading = Reading(kind: .expect, verb: "list", party: party)
      reading.passages = Passage.all(in: expectation.by?.node)
      reading.interval = interval
      return reading
    }
    read(declaration.steps, .step, into: &activity)
    read(declaration.clean, .cleaning, into: &activity)
    return activity
  }

  private func read(
    _ steps: [StepDeclaration], _ kind: Effect.Kind, under outer: [ScalarText?] = [], into activity: inout Activity
  ) {
    for step in steps {
      let conditions = outer + [step.condition]
      effect(of: step, kind, when: conditions).map { activity.effects.append($0) }
      undo(of: step).map { activity.effects.append($0) }
      wait(of: step).map { activity.intakes.append($0) }
      outlet(.question, step.approve?.ask).map { activity.outlets.append($0) }
      outlet(.reason, step.stop?.reason).map { activity.outlets.append($0) }
      for branch in step.choose ?? [] {
        read(branch.steps, kind, under: conditions + [branch.condition], into: &activity)
      }
      for way in step.parallel ?? [] { read(way.value, kind, under: conditions, into: &activity) }
    }
  }

  private func effect(of step: StepDeclaration, _ kind: Effect.Kind, when conditions: [ScalarText?]) -> Effect? {
    if let call = step.call { return effect(calling: call, kind, with: step.with, when: conditions) }
    guard let to = step.to, let verb = step.verb, let party = party(to) else { return nil }
    var effect = Effect(kind: kind, party: party, verbs: verb.value.effects, span: verb.span)
    effect.id = Passage(step.id, path: ["id"])
    effect.passages = [effect.id].compactMap(\.self) + Passage.all(in: step.with?.node)
    effect.makes = [step.with?.node].compactMap(\.self)
    effect.updates = effect.verbs.contains(.update) ? Passage.all(in: step.with?.node) : []
    effect.conditions = conditions.compactMap { ExpressionUse($0) }
    return effect
  }

  private func undo(of step: StepDeclaration) -> Effect? {
    guard let undo = step.undo else { return nil }
    if let call = undo.call { return effect(calling: call, .undo, with: undo.with, when: []) }
    guard let to = undo.to, let verb = undo.verb, let party = party(to) else { return nil }
    var effect = Effect(kind: .undo, party: party, verbs: verb.value.effects, span: verb.span)
    effect.id = Passage(undo.id, path: ["id"])
    effect.passages = [effect.id].compactMap(\.self) + Passage.all(in: undo.with?.node)
    effect.makes = [undo.with?.node].compactMap(\.self)
    return effect
  }

  private func wait(of step: StepDeclaration) -> Intake? {
    guard let wait = step.wait, let event = wait.event else { return nil }
    var intake = Intake(.wait, event.span)
    (intake.party, intake.path, intake.account) = (party(event), wait.path, wait.account)
    return intake
  }
}
