package import TreatyCompiler
import TreatyDiagnostics
package import TreatySpec
import TreatySyntax

/// Reads what runs in a package as activities. Each kind of it has a file of its own.
struct ActivityReader {
  let namespace: Namespace

  /// All activities, section by section, by name.
  func all() -> [Activity] {
    namespace.flows.sorted.map(activity) + namespace.syncs.sorted.map(activity)
      + namespace.reconciles.sorted.map(activity) + namespace.gates.sorted.map(activity)
      + namespace.workflows.sorted.map(activity) + namespace.probes.sorted.map(activity)
  }

  func party(_ name: Located<String>) -> Party? { namespace.party(name) }

  // MARK: Intakes

  /// What starts a flow or workflow, and what that asks for.
  func begin(_ activity: inout Activity, _ trigger: TriggerDeclaration) {
    if let event = trigger.event {
      var intake = Intake(.event, event.span)
      (intake.party, intake.path, intake.account) = (party(event), trigger.path, trigger.account)
      activity.intakes.append(intake)
    } else if let queue = trigger.queue {
      var intake = Intake(.queue, queue.span)
      intake.party = party(queue)
      activity.intakes.append(intake)
    } else if let poll = trigger.poll {
      var intake = Intake(.poll, poll.span)
      intake.party = party(poll)
      intake.interval = trigger.every?.value
      activity.intakes.append(intake)
      if let party = intake.party { activity.readings.append(listing(party, every: intake.interval)) }
    } else if let schedule = trigger.schedule {
      var intake = Intake(.schedule, schedule.span)
      intake.interval = Interval.longest(of: schedule.value)
      intake.party = trigger.list.flatMap { party($0) }
      activity.intakes.append(intake)
      if let party = intake.party {
        activity.readings.append(listing(party, every: Interval.shortest(of: schedule.value)))
      }
    } else if let request = trigger.request {
      var intake = Intake(.request, request.span)
      (intake.path, intake.account) = (trigger.path, trigger.account)
      activity.intakes.append(intake)
    }
  }

  private func listing(_ party: Party, every interval: Int64?) -> Reading {
    var reading = Reading(kind: .list, verb: "list", party: party)
    reading.interval = interval
    return reading
  }

  // MARK: Readings

  func readings(_ lookups: [Named<LookupDeclaration>]) -> [Reading] {
    lookups.compactMap { lookup in
      guard let party = party(lookup.value.get) else { return nil }
      var reading = Reading(kind: .lookup, verb: lookup.value.id == nil ? "list" : "get", party: party)
      reading.passages =
        [Passage(lookup.value.id, path: ["id"])].compactMap(\.self)
        + Passage.all(in: lookup.value.by?.node)
      reading.cache = lookup.value.cache?.value
      return reading
    }
  }

  // MARK: Effects

  func effect(_ delivery: DeliverDeclaration, _ kind: Effect.Kind) -> Effect? {
    if let call = delivery.call {
      return effect(calling: call, kind, with: delivery.with, when: [delivery.condition])
    }
    guard let to = delivery.to, let verb = delivery.verb, let party = party(to) else { return nil }
    var effect = Effect(kind: kind, party: party, verbs: verb.value.effects, span: verb.span)
    let update = Passage.all(in: delivery.update?.fields?.node)
    effect.passages =
      Passage.all(in: delivery.fields?.node) + Passage.all(in: delivery.create?.fields?.node) + update
      + Passage.all(in: delivery.undo?.fields?.node)
    effect.updates = effect.verbs.contains(.update) ? Passage.all(in: delivery.fields?.node) + update : []
    effect.makes = [delivery.fields?.node, delivery.create?.fields?.node].compactMap(\.self)
    effect.conditions = [delivery.condition].compactMap { ExpressionUse($0) }
    return effect
  }

  func effect(
    calling call: Located<String>, _ kind: Effect.Kind, with fields: ScalarOrMapping?, when: [ScalarText?]
  ) -> Effect? {
    guard let party = party(call) else { return nil }
    var effect = Effect(kind: kind, party: party, verbs: [.call], span: call.span)
    effect.passages = Passage.all(in: fields?.node)
    effect.makes = [fields?.node].compactMap(\.self)
    effect.conditions = when.compactMap { ExpressionUse($0) }
    return effect
  }

  // MARK: Outlets

  func outlet(_ kind: Outlet.Kind, _ text: ScalarText?) -> Outlet? {
    Passage(text).map { Outlet(kind: kind, passage: $0) }
  }

  /// A bare expression whose value people read.
  func outlet(_ kind: Outlet.Kind, bare text: ScalarText?) -> Outlet? {
    guard let node = text?.node, let use = ExpressionUse(text) else { return nil }
    return Outlet(kind: kind, passage: Passage(node, expression: use))
  }

  func outlets(_ kind: Outlet.Kind, _ fields: ScalarOrMapping?) -> [Outlet] {
    Passage.all(in: fields?.node).map { Outlet(kind: kind, passage: $0) }
  }
}

extension DeliverWord {
  /// What it does, in the order in which it is tried.
  package var effects: [EffectVerb] {
    switch self {
    case .upsert: [.create, .update]
    case .create: [.create]
    case .update: [.update]
    case .delete: [.delete]
    }
  }
}

extension Namespace {
  /// What `system.part` leads to; `nil` where that is nothing, which is found elsewhere.
  package func party(_ name: Located<String>) -> Party? {
    guard let (systemName, part) = DottedName.split(name), let system = canonical(systemName, .systems),
      let declared = systems[system], let connector = canonical(declared.value.connector, .connectors),
      let spoken = connectors[connector]
    else { return nil }
    return Party(system: declared, connector: spoken, part: part.value, name: name)
  }
}
