import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An operation that is done at a system with an account, as the connector's `permissions` name it: `ticket.create`, `correspond`.
struct OperationDone {
  /// The operation.
  let name: String
  /// The system, and its kind of record or its operation.
  let party: Party
  /// What does it: "flow `page`".
  let doer: String
  /// Where that is said.
  let span: Span
  /// Whether it is done for certain, and not only where an answer was lost or a record is looked at before it is changed.
  let isCertain: Bool

  /// What an account must be granted for it; `nil` where the connector does not say.
  var permissions: [Located<String>]? { party.connector.value.permissions.first { $0.name.value == name }?.value }
}

extension RuledPackage {
  /// What is done at the systems that an account is used at: by whatever runs, and by what is written down of systems.
  func operations(as account: Named<AccountDeclaration>) -> [OperationDone] {
    let systems = Set(systems(using: account).map { $0.name.value })
    guard !systems.isEmpty else { return [] }
    var done: [OperationDone] = []
    for activity in activities {
      for effect in activity.effects where systems.contains(effect.party.systemName) {
        let settles = !activity.asksWhenUnsure
        done += operations(effect.verbs, at: effect.party, by: activity.title, effect.span, settles: settles)
      }
      for reading in activity.readings where systems.contains(reading.party.systemName) {
        done += operations(reading, by: activity.title)
      }
    }
    for system in declared.systems.sorted {
      guard let documented = system.value.documented, let party = party(documented.to),
        systems.contains(party.systemName)
      else { continue }
      done += operations(
        [.create, .update], at: party, by: "what is written down of `\(system.name.value)`", documented.to.span)
    }
    return done
  }

  private func operations(
    _ verbs: [EffectVerb], at party: Party, by doer: String, _ span: Span, settles: Bool = true
  ) -> [OperationDone] {
    func done(_ verb: String, _ isCertain: Bool) -> OperationDone {
      OperationDone(name: "\(party.part).\(verb)", party: party, doer: doer, span: span, isCertain: isCertain)
    }
    var all: [OperationDone] = []
    for verb in verbs where party.operation(verb) != nil {
      all.append(
        verb == .call
          ? OperationDone(name: party.part, party: party, doer: doer, span: span, isCertain: isOwn(span))
          : done(verb.rawValue, isOwn(span)))
    }
    guard let record = party.record?.value else { return all }
    let isWritten = verbs.contains(.create) || verbs.contains(.update)
    if isWritten, !record.readBack.isEmpty, record.get != nil { all.append(done("get", isOwn(span))) }
    if record.version != nil { all.append(done("get", false)) }
    if verbs.contains(.create) {
      switch record.create?.safety {
      case .mark: all.append(done("find", settles && isOwn(span)))
      case .match: all += [done("find", false), done("list", false)]
      case .idempotent, .unsafe, .key, nil: break
      }
    }
    return all
  }

  private func operations(_ reading: Reading, by doer: String) -> [OperationDone] {
    ["get", "list", "find"].map { verb in
      OperationDone(
        name: "\(reading.party.part).\(verb)", party: reading.party, doer: doer, span: reading.party.name.span,
        // A listing may be done page by page, record by record, or as a search.
        isCertain: verb == reading.verb)
    }
  }
}
