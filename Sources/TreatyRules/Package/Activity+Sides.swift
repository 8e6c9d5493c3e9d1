import TreatyDiagnostics
import TreatySpec
import TreatySyntax

extension ActivityReader {
  /// A sync: both sides are read, and written where the other says something else.
  func activity(_ sync: Named<SyncDeclaration>) -> Activity {
    let declaration = sync.value
    var activity = Activity(section: .syncs, name: sync.name, node: sync.node, duty: declaration.duty)
    let interval = Interval.longest(of: declaration.pull.value)
    var pull = Intake(.schedule, declaration.pull.span)
    pull.interval = interval
    activity.intakes =
      [pull]
      + declaration.push.map { push in
        var intake = Intake(.push, push.event.span)
        (intake.party, intake.path, intake.account) = (party(push.event), push.path, push.account)
        return intake
      }
    activity.readings = compare(declaration.sides, every: Interval.shortest(of: declaration.pull.value))
    let made = declaration.create.compactMap { (try? Direction(parsing: $0.value))?.to.text }
    for side in declaration.sides {
      var verbs: [EffectVerb] = made.contains(side.name.value) ? [.create] : []
      if side.value.writes { verbs.append(.update) }
      if declaration.delete.act.value == .delete { verbs.append(.delete) }
      effect(on: side, verbs).map { activity.effects.append($0) }
    }
    for side in declaration.comments?.sides ?? [] where side.value.write != nil {
      guard let party = party(side.value.record) else { continue }
      var effect = Effect(kind: .comment, party: party, verbs: [.create], span: side.value.record.span)
      effect.passages = Passage.all(in: side.value.write?.node)
      activity.effects.append(effect)
      activity.readings.append(Reading(kind: .compare, verb: "list", party: party))
    }
    (activity.retry, activity.retention) = (declaration.retry, declaration.retention)
    activity.asksWhenUnsure = declaration.unsure?.value == .ask
    activity.protection = declaration.protection
    return activity
  }

  /// A reconcile: both sides are read as a whole, and corrected within bounds.
  func activity(_ reconcile: Named<ReconcileDeclaration>) -> Activity {
    let declaration = reconcile.value
    var activity = Activity(section: .reconciles, name: reconcile.name, node: reconcile.node, duty: declaration.duty)
    var intake = Intake(.schedule, declaration.on.span)
    intake.interval = Interval.longest(of: declaration.on.value)
    activity.intakes = [intake]
    activity.readings = compare(declaration.sides, every: Interval.shortest(of: declaration.on.value))
    let names = declaration.sides.map { $0.name.value }
    for side in declaration.sides {
      var verbs: [EffectVerb] = []
      let missing = declaration.correct.missing
      if missing.contains(where: { $0.name.value == side.name.value && $0.value.value == .create }) {
        verbs.append(.create)
      }
      if let differs = declaration.correct.differs, differs.value != side.name.value, names.contains(differs.value) {
        verbs.append(.update)
      }
      if missing.contains(where: { $0.name.value != side.name.value && $0.value.value == .delete }) {
        verbs.append(.delete)
      }
      effect(on: side, verbs).map { activity.effects.append($0) }
    }
    return activity
  }

  private func compare(_ sides: [Named<SideDeclaration>], every interval: Int64?) -> [Reading] {
    sides.compactMap { side in
      guard let party = party(side.value.record) else { return nil }
      var reading = Reading(kind: .compare, verb: "list", party: party)
      reading.interval = interval
      return reading
    }
  }

  private func effect(on side: Named<SideDeclaration>, _ verbs: [EffectVerb]) -> Effect? {
    guard !verbs.isEmpty, let party = party(side.value.record) else { return nil }
    var effect = Effect(kind: .side, party: party, verbs: verbs, span: side.value.record.span)
    effect.passages = side.value.fields.flatMap { Passage.all(in: $0.value.write?.node) }
    return effect
  }
}

extension SideDeclaration {
  /// Whether anything of the model is written to it.
  package var writes: Bool { fields.contains { $0.value.field != nil || $0.value.write != nil } }
}
