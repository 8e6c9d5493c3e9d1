import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// One way through an activity: what sets it off, and the record that it then makes, or the call that others hear of.
struct Ripple: Sendable {
  /// What sets it off.
  enum Cause: Hashable, Sendable {
    /// Each record of this kind, by its system and its name.
    case record(system: String, kind: String)
    /// What this system says that happened there, by the event's name.
    case event(system: String, name: String)

    /// The system where it begins.
    var system: String {
      switch self {
      case .record(let system, _), .event(let system, _): system
      }
    }

    /// Whether the records themselves are read, of which it is certain that they are there.
    var isRecord: Bool {
      if case .record = self { true } else { false }
    }
  }

  /// The activity.
  let activity: Activity
  /// What sets it off.
  let cause: Cause
  /// Where that is said.
  let causePlace: Span
  /// The system that it writes to.
  let system: String
  /// The kind of record that it makes there; `nil` for a call, of which nobody knows what it does.
  let made: String?
  /// As messages name what it writes.
  let target: String
  /// Where that is said.
  let effectPlace: Span
  /// Fields that it writes.
  let fields: Set<String>
  /// What is known of the record that it makes, as it is then read.
  var written = WrittenValues()
  /// Conditions on the record that sets it off, as it is read.
  var entry: [ExpressionUse] = []
  /// Expressions besides these that let only some items through.
  var filters: [ExpressionUse] = []
  /// Whether something lets only some through that nobody here can read, such as a query of the vendor, or a person.
  var isScoped = false

  /// Whether what it does sets off what has this cause.
  func mayReach(_ cause: Cause) -> Bool {
    switch cause {
    case .record(let system, let kind): system == self.system && kind == made
    case .event(let system, let name): system == self.system && Ripple.tellsOfChange(name, of: made)
    }
  }

  /// Whether another is the same sync: an echo of its own write differs in nothing, and is no news to it.
  func isEcho(_ other: Ripple) -> Bool {
    activity.section == .syncs && other.activity.section == .syncs && activity.name.value == other.activity.name.value
  }

  /// Whether an event tells of changes by its name, and of no other kind of record: `changed`, and `ticket-updated` for tickets. What others
  /// tell, such as that somebody asked for something, does not follow from a write.
  private static func tellsOfChange(_ event: String, of made: String?) -> Bool {
    let words = event.lowercased().split(separator: "-").map(String.init)
    let verbs = made == nil ? changes : changes + ["created", "added", "new"]
    let others = words.filter { !verbs.contains($0) }
    return others.count < words.count && (others.isEmpty || others.joined(separator: "-") == made?.lowercased())
  }

  private static let changes = ["changed", "change", "updated", "update", "modified", "edited"]
}

extension Ripple {
  /// All ways through the activities of a package.
  ///
  /// Only what makes a new record sets off without end: a record that is changed to the same again is left alone, and a flow changes
  /// only records that it made. A call has no record, and is made each time.
  static func all(in package: RuledPackage) -> [Ripple] {
    package.activities.flatMap { activity -> [Ripple] in
      switch activity.section {
      case .flows: flow(activity, package)
      case .workflows: workflow(activity, package)
      case .syncs: sync(activity, package)
      default: []
      }
    }
  }

  private static func cause(_ trigger: TriggerDeclaration, _ package: RuledPackage) -> (Cause, Span)? {
    if let poll = trigger.poll, let party = package.party(poll) {
      return (.record(system: party.systemName, kind: party.part), poll.span)
    }
    guard let event = trigger.event ?? trigger.queue, let party = package.party(event) else { return nil }
    return (.event(system: party.systemName, name: party.part), event.span)
  }

  private static func flow(_ activity: Activity, _ package: RuledPackage) -> [Ripple] {
    guard let flow = package.flow(activity), let (cause, place) = cause(flow.on, package) else { return [] }
    let checks = flow.validate.map { $0.check }
    // `validate` looks at what came, `where` at an element of it where there is `each`.
    let entry = (checks + (flow.each == nil ? [flow.condition] : [])).compactMap { ExpressionUse($0) }
    let filters = flow.each == nil ? [] : [flow.condition, flow.each].compactMap { ExpressionUse($0) }
    let isSame = flow.each == nil && flow.map == nil
    return zip(flow.deliver, flow.deliver.map { $0.call ?? $0.to }).compactMap { delivery, name in
      guard let name, let party = package.party(name) else { return nil }
      let makes = delivery.verb.map { $0.value.effects.contains(.create) } ?? true
      guard makes, delivery.call == nil || party.operation?.value.get == nil else { return nil }
      let written = delivery.verb?.span ?? name.span
      guard let effect = activity.effects.first(where: { $0.span == written }) else { return nil }
      let inner = [delivery.condition, delivery.create?.condition].compactMap { ExpressionUse($0) }
      return Ripple(
        activity: activity, cause: cause, causePlace: place, system: party.systemName,
        made: delivery.call == nil ? party.part : nil, target: name.value,
        effectPlace: written, fields: names(of: effect),
        written: Ripple.written(by: effect, from: isSame ? entry + inner : [], package),
        entry: isSame ? entry + inner : entry, filters: isSame ? filters : filters + inner,
        isScoped: flow.on.scope != nil || flow.correlate != nil || mayEnd(flow.lookup))
    }
  }

  /// Fields that are written when a record is made, in small letters.
  private static func names(of effect: Effect) -> Set<String> {
    Set(effect.makes.flatMap { $0.entries.map { $0.key.text.lowercased() } })
  }

  /// What is known of a record that is made.
  /// - Parameter conditions: What holds of `item` there: a field of it that is carried over has a value that lets it through.
  private static func written(
    by effect: Effect, from conditions: [ExpressionUse], _ package: RuledPackage
  ) -> WrittenValues {
    var written = WrittenValues()
    let condition = conditions.reduce(Condition.always) { $0.and(package.condition(of: $1)) }
    for node in effect.makes {
      written.write(node) { value in
        let passage = Passage(value)
        guard value.kind == .scalar, passage.isSingle, let use = passage.expressions.first,
          let path = package.expressions.compilation(of: use)?.path, path.first == "item"
        else { return nil }
        return condition.values(of: path)
      }
    }
    return written.read(as: effect.party.readType, in: package)
  }

  /// Whether an item may go no further because something is not found.
  private static func mayEnd(_ lookups: [Named<LookupDeclaration>]) -> Bool {
    lookups.contains { $0.value.missing.value != .leave }
  }

  private static func workflow(_ activity: Activity, _ package: RuledPackage) -> [Ripple] {
    guard let workflow = package.workflow(activity), let (cause, place) = cause(workflow.on, package) else { return [] }
    let entry = [workflow.condition].compactMap { ExpressionUse($0) }
    return activity.effects.filter { $0.kind == .step }.compactMap { effect in
      let isCall = effect.verbs == [.call]
      guard effect.verbs.contains(.create) || isCall && effect.party.operation?.value.get == nil else { return nil }
      return Ripple(
        activity: activity, cause: cause, causePlace: place, system: effect.party.systemName,
        made: isCall ? nil : effect.party.part, target: effect.party.name.value, effectPlace: effect.span,
        fields: names(of: effect), written: written(by: effect, from: entry, package), entry: entry,
        filters: effect.conditions,
        isScoped: workflow.on.scope != nil || mayEnd(workflow.lookup) || workflow.steps.contains { $0.mayEnd })
    }
  }

  /// Each direction in which a sync makes records.
  private static func sync(_ activity: Activity, _ package: RuledPackage) -> [Ripple] {
    guard let sync = package.sync(activity) else { return [] }
    return sync.create.compactMap { text in
      guard let direction = try? Direction(parsing: text.value),
        let from = sync.sides.first(where: { $0.name.value == direction.from.text }),
        let to = sync.sides.first(where: { $0.name.value == direction.to.text }),
        let source = package.party(from.value.record), let target = package.party(to.value.record)
      else { return nil }
      return Ripple(
        activity: activity, cause: .record(system: source.systemName, kind: source.part),
        causePlace: from.value.record.span, system: target.systemName, made: target.part,
        target: to.value.record.value, effectPlace: text.span,
        fields: Set(to.value.fields.compactMap { $0.value.field?.value.lowercased() }),
        written: package.made(on: to, from: from, of: sync).read(as: target.readType, in: package),
        entry: [from.value.condition].compactMap { ExpressionUse($0) },
        isScoped: from.value.scope != nil || to.value.scope != nil)
    }
  }
}

extension StepDeclaration {
  /// Whether the work may end here, since a person or somebody else decides how it goes on.
  fileprivate var mayEnd: Bool { approve != nil || stop != nil || choose != nil || wait?.event != nil }
}
