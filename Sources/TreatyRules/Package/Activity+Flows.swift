import TreatyDiagnostics
import TreatySpec
import TreatySyntax

extension ActivityReader {
  /// A flow: in, looked at, and out.
  func activity(_ flow: Named<FlowDeclaration>) -> Activity {
    let declaration = flow.value
    var activity = Activity(section: .flows, name: flow.name, node: flow.node, duty: declaration.duty)
    begin(&activity, declaration.on)
    activity.readings += readings(declaration.lookup)
    activity.effects = declaration.deliver.compactMap { effect($0, .delivery) }
    activity.outlets =
      declaration.validate.compactMap { outlet(.reason, $0.reason) }
      + [outlet(.key, bare: declaration.identify)].compactMap(\.self)
      + (declaration.correlate?.by ?? []).compactMap { outlet(.group, bare: $0) }
      + outlets(.answer, declaration.answer?.json) + outlets(.log, declaration.log)
    (activity.retry, activity.retention) = (declaration.retry, declaration.retention)
    activity.protection = declaration.protection
    activity.asksWhenUnsure = declaration.unsure?.value == .ask
    return activity
  }

  /// A gate: asked, it answers, and writes the answer down.
  func activity(_ gate: Named<GateDeclaration>) -> Activity {
    let declaration = gate.value
    var activity = Activity(section: .gates, name: gate.name, node: gate.node, duty: declaration.duty)
    var intake = Intake(.ask, declaration.ask.path.span)
    (intake.path, intake.account) = (declaration.ask.path, declaration.ask.account)
    activity.intakes = [intake]
    activity.readings = readings(declaration.lookup)
    activity.effects = declaration.record.compactMap { effect($0, .record) }
    activity.outlets =
      declaration.rules.compactMap { outlet(.answer, $0.reason) }
      + [outlet(.question, declaration.approve?.ask)].compactMap(\.self)
    activity.asksWhenUnsure = declaration.unsure?.value == .ask
    return activity
  }
}
