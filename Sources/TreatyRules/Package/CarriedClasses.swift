import CEL
import TreatyCompiler
package import TreatyDiagnostics
import TreatyPlan
package import TreatySpec
import TreatySyntax

/// A field with a class that an activity reads or writes.
package struct CarriedField: Sendable {
  /// The field, below the record that it was found in: `Requestor`, `user.name`.
  package let path: String
  /// Its class.
  package let dataClass: DataClassWord
  /// Where the activity names what brings it.
  package let span: Span

  /// As it is said under a place: "`person` is of class `personal`".
  package var text: String { "`\(path)` is of class `\(dataClass.rawValue)`" }
  /// Whether it says something about a person, or is guarded more than that.
  package var isPersonal: Bool { dataClass.rank >= DataClassWord.personal.rank }

  private init(path: String, dataClass: DataClassWord, span: Span) {
    self.path = path
    self.dataClass = dataClass
    self.span = span
  }

  /// A field of a type; `nil` for one that anybody may see.
  fileprivate init?(_ field: PlannedField, at path: [String], _ span: Span) {
    guard field.dataClass > .public, let word = DataClassWord(rawValue: field.dataClass.rawValue) else { return nil }
    self.init(path: path.joined(separator: "."), dataClass: word, span: span)
  }

  /// The same field, as one of a record inside.
  fileprivate func below(_ outer: [String]) -> CarriedField {
    CarriedField(path: (outer + [path]).joined(separator: "."), dataClass: dataClass, span: span)
  }
}

extension RuledPackage {
  /// A field of a class, or of a more careful one, that an activity carries; `nil` where it carries none.
  ///
  /// What comes in and what is looked up counts as a whole, since it is stored as it came. Of what is written, and of what a sync compares,
  /// only fields count that are named, and to which more goes than a constant.
  package func carriedField(_ word: DataClassWord, by activity: Activity) -> CarriedField? {
    carriedFields(of: activity).first { $0.dataClass.rank >= word.rank }
  }

  /// A field of just this class that an activity carries.
  package func carriedField(exactly word: DataClassWord, by activity: Activity) -> CarriedField? {
    carriedFields(of: activity).first { $0.dataClass == word }
  }

  private func carriedFields(of activity: Activity) -> [CarriedField] {
    let input = "\(activity.section.rawValue).\(activity.name.value).input"
    var fields: [CarriedField] = []
    for intake in activity.intakes {
      if let party = intake.party { fields += classed(in: party.readType, at: party.name.span) }
      if intake.kind == .request || intake.kind == .ask { fields += classed(in: input, at: intake.span) }
    }
    for reading in activity.readings where reading.kind == .lookup || reading.kind == .list {
      fields += classed(in: reading.party.readType, at: reading.party.name.span)
    }
    for effect in activity.effects {
      fields += effect.passages.flatMap { classed($0, in: effect.party.acceptedType) }
    }
    if let map = flow(activity)?.map, let model = model(of: activity) {
      fields += Passage.all(in: map.set.node).flatMap { classed($0, in: model.name.value) }
    }
    return fields + comparedFields(of: activity)
  }

  /// What a sync or reconcile reads and writes of the model, and of the records of both sides.
  private func comparedFields(of activity: Activity) -> [CarriedField] {
    guard let sides = sync(activity)?.sides ?? reconcile(activity)?.sides, let model = model(of: activity) else {
      return []
    }
    return sides.flatMap { side -> [CarriedField] in
      let record = party(side.value.record)?.readType
      return side.value.fields.flatMap { field -> [CarriedField] in
        let name = field.name
        let read = field.value.field
        return classed([name.value], in: model.name.value, at: name.span)
          + (record.flatMap { type in read.map { classed([$0.value], in: type, at: $0.span) } } ?? [])
      }
    }
  }

  /// The fields that a value on its way goes to, and that have a class.
  private func classed(_ passage: Passage, in type: String) -> [CarriedField] {
    passage.constant == nil ? classed(passage.path, in: type, at: passage.node.span) : []
  }

  /// Fields with a class on a path through a type, and in whatever lies at its end.
  package func classed(_ path: [String], in name: String, at span: Span) -> [CarriedField] {
    var names = [name]
    var found: [CarriedField] = []
    for (depth, step) in path.enumerated() {
      let fields = names.compactMap { expressions.type(named: $0)?.fields?.first { $0.name == step } }
      // A key of an open record, or of a map: nothing is known of it.
      guard !fields.isEmpty else { return found }
      found += fields.compactMap { CarriedField($0, at: Array(path[...depth]), span) }
      names = fields.flatMap { $0.type.names }
    }
    return found + names.flatMap { classed(in: $0, at: span).map { $0.below(path) } }
  }

  /// All fields with a class in a type and the types of its fields. Types may hold themselves: each is looked at once.
  private func classed(in name: String, at span: Span) -> [CarriedField] {
    var seen: Set<String> = [name]
    var open = [(name: name, path: [String]())]
    var found: [CarriedField] = []
    while let next = open.popLast() {
      for field in expressions.type(named: next.name)?.fields ?? [] {
        let path = next.path + [field.name]
        if let carried = CarriedField(field, at: path, span) { found.append(carried) }
        open += field.type.names.filter { seen.insert($0).inserted }.map { (name: $0, path: path) }
      }
    }
    return found
  }
}
