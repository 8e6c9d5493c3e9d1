import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// From one activity to the next: what the one stores in a field that says less, the other reads there.
extension CrossingReader {
  /// More hops than these are not followed.
  private static let mostHops = 8

  /// Follows what was stored, activity by activity, until nothing new gets anywhere.
  mutating func carryOn() {
    var places = store(found[...])
    // In most packages nothing is stored where it says less.
    guard !places.isEmpty else { return }
    var seen = Set(found.map { Trace($0) })
    for _ in 0..<CrossingReader.mostHops where !places.isEmpty {
      let end = found.endIndex
      for activity in package.activities where activity.section != .probes {
        guard activity.reads(places, package) else { continue }
        var again = CrossingReader(package: package, track: track, finder: finder(for: activity))
        again.stored = stored
        again.follow(activity)
        for crossing in again.found where seen.insert(Trace(crossing)).inserted && !isBack(crossing) {
          found.append(crossing)
        }
      }
      places = store(found[end...])
    }
  }

  /// A field of a kind of record in a system.
  struct StoredPlace: Hashable {
    let system: String
    let kind: String
    let field: String
  }

  /// Something of a class in such a field, and what is known of the records in which it is.
  struct StoredTaint {
    let taint: Taint
    let written: WrittenValues
  }

  /// What tells one way of a field from another: where it begins, and where it ends.
  private struct Trace: Hashable {
    let span: Span
    let sink: String
    let field: String
    let origin: Span?

    init(_ crossing: Crossing) {
      span = crossing.span
      (field, origin) = (crossing.taint.field, crossing.taint.steps.first?.span)
      switch crossing.sink {
      case .system(let party, let path): sink = "system \(party.name.value) \(path.joined(separator: "."))"
      case .lookup(let party): sink = "lookup \(party.name.value)"
      case .address(let party): sink = "address \(party.name.value)"
      case .outlet(let kind): sink = "outlet \(kind)"
      case .model(let model, let path): sink = "model \(model) \(path.joined(separator: "."))"
      case .comment(let party): sink = "comment \(party.name.value)"
      }
    }
  }

  /// Keeps what got into fields that say less than it.
  /// - Returns: the fields into which something new has got.
  private mutating func store(_ crossings: ArraySlice<Crossing>) -> Set<StoredPlace> {
    var places: Set<StoredPlace> = []
    for crossing in crossings where crossing.activity.section != .probes {
      guard case .system(let party, let path) = crossing.sink, path.count == 1, party.record != nil,
        let declared = finder.declared(party.readType, path),
        declared.dataClass < crossing.taint.dataClass
      else { continue }
      let place = StoredPlace(system: party.systemName, kind: party.part, field: path[0])
      guard !holds(place, crossing.taint), !isShared(party.readType) else { continue }
      let taint = crossing.taint.through(
        crossing.span, "\(crossing.activity.title) stores it in `\(party.name.value).\(path[0])`")
      stored[place, default: []].append(StoredTaint(taint: taint, written: written(crossing, party)))
      places.insert(place)
    }
    return places
  }

  /// Whether records of a type lie in others: of a field of these nobody knows in which system it is.
  private func isShared(_ type: String) -> Bool {
    package.expressions.knowledge.types.all.contains { other in
      (other.fields ?? []).contains { $0.type.names.contains(type) }
    }
  }

  private func holds(_ place: StoredPlace, _ taint: Taint) -> Bool {
    (stored[place] ?? []).contains {
      $0.taint.field == taint.field && $0.taint.steps.first?.span == taint.steps.first?.span
    }
  }

  /// Whether something only gets back to where it came from.
  private func isBack(_ crossing: Crossing) -> Bool {
    guard case .system(let party, let path) = crossing.sink, path.count == 1 else { return false }
    return holds(StoredPlace(system: party.systemName, kind: party.part, field: path[0]), crossing.taint)
  }

  /// What is known of the records that something was written to.
  private func written(_ crossing: Crossing, _ party: Party) -> WrittenValues {
    var written = WrittenValues()
    let effect = crossing.activity.effects.first { $0.party.name.span == party.name.span }
    for node in effect?.makes ?? [] { written.write(node) }
    return written
  }

  // MARK: Reading it

  /// What reads an activity's expressions, with what was stored in the records that come to it. What is looked up is one record out of many,
  /// and nobody knows whether it is one of those.
  private func finder(for activity: Activity) -> TaintFinder {
    guard let trigger = package.trigger(activity), let party = activity.listed,
      !activity.readings.contains(where: { $0.kind == .lookup && $0.party.readType == party.readType })
    else { return finder }
    let flow = package.flow(activity)
    let condition = flow.map { $0.each == nil ? $0.condition : nil } ?? package.workflow(activity)?.condition
    let fields = raised(on: party, package.scope(of: trigger.scope), package.condition(of: condition))
    return fields.isEmpty ? finder : finder.raising([party.readType: fields])
  }

  /// What was stored in fields of a system's records, as far as these can come through a scope in the vendor's words and a condition.
  func raised(on party: Party, _ scope: Condition, _ condition: Condition) -> [String: [Taint]] {
    var fields: [String: [Taint]] = [:]
    for (place, taints) in stored where place.system == party.systemName && place.kind == party.part {
      let coming = taints.filter { taint in
        let known = taint.written.read(as: party.readType, in: package).condition()
        return taint.written.condition(below: []).overlaps(scope) == .yes && known.overlaps(condition) == .yes
      }
      if !coming.isEmpty { fields[place.field] = coming.map { $0.taint } }
    }
    return fields
  }
}

extension Activity {
  /// The kind of record that it asks for, and that then comes to it.
  fileprivate var listed: Party? {
    intakes.first { $0.kind == .poll || $0.kind == .schedule }?.party.flatMap { $0.record == nil ? nil : $0 }
  }

  /// Whether it reads records in which something was stored.
  fileprivate func reads(_ places: Set<CrossingReader.StoredPlace>, _ package: RuledPackage) -> Bool {
    let sides = package.sync(self)?.sides ?? package.reconcile(self)?.sides ?? []
    let parties = [listed].compactMap(\.self) + sides.compactMap { package.party($0.value.record) }
    return parties.contains { party in places.contains { $0.system == party.systemName && $0.kind == party.part } }
  }
}
