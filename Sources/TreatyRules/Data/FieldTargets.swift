import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A value that is written to a field whose bounds are known.
struct FieldTarget: Sendable {
  /// The value.
  var passage: Passage
  /// The type that has the field, by name.
  var type: String
  /// The field.
  var field: PlannedField
  /// Whether somebody said that something is lost there, and why that is all right.
  var isLossy: Bool

  /// As messages name it: `desk.ticket.accepts.title` without what only the compiler says.
  var name: String {
    let parts = (type.split(separator: ".") + [Substring(field.name)]).filter { $0 != "accepts" && $0 != "input" }
    return parts.joined(separator: ".")
  }

  /// All values that activities write to fields: of models, of records, and of what operations are given.
  static func all(in package: RuledPackage) -> [FieldTarget] {
    package.activities.flatMap { activity in
      var targets = activity.effects.flatMap { effect in
        effect.passages.compactMap { target($0, effect.party.acceptedType, package, isLossy: false) }
      }
      if activity.section == .flows, let map = package.declared.flows[activity.name.value]?.value.map,
        let model = package.declared.canonical(map.model, .models)
      {
        targets += Passage.all(in: map.set.node).compactMap { passage in
          target(passage, model, package, isLossy: map.lossy.contains { $0.name.value == passage.path.first })
        }
      }
      return targets
    }
  }

  private static func target(_ passage: Passage, _ type: String, _ package: RuledPackage, isLossy: Bool) -> FieldTarget?
  {
    var owner = type
    var found: (String, PlannedField)?
    for name in passage.path {
      guard let field = package.expressions.type(named: owner)?.fields?.first(where: { $0.name == name }) else {
        return nil
      }
      found = (owner, field)
      owner = field.type.names.first ?? ""
    }
    return found.map { FieldTarget(passage: passage, type: $0.0, field: $0.1, isLossy: isLossy) }
  }
}

extension RuledPackage {
  /// The most code points that a text which is written somewhere can have; `nil` where nobody knows.
  func longestText(of passage: Passage) -> Int? {
    guard let template = try? Template.parse(passage.node.text) else { return nil }
    var sum = 0
    for piece in template.pieces {
      switch piece {
      case .text(let text): sum += text.unicodeScalars.count
      case .expression(let source, let range):
        let use = ExpressionUse(source: source, offset: range.lowerBound, node: passage.node)
        guard let most = expressions.compilation(of: use)?.longestText else { return nil }
        sum += most
      }
    }
    return sum
  }

  /// Where a field of a type is declared.
  func place(of field: String, in type: String) -> Span? { expressions.knowledge.fieldPlaces["\(type).\(field)"] }
}

/// A field of a model that stands for a field of a side's record, as it is: without an expression or a table between.
struct DirectField {
  /// The side's entry.
  var entry: Named<SideFieldDeclaration>
  /// Name of the record's field.
  var name: Located<String>
  /// The model's field.
  var model: (type: String, field: PlannedField)
  /// The record's field, as it is read.
  var read: (type: String, field: PlannedField)?
  /// The record's field, as it is written.
  var written: (type: String, field: PlannedField)?

  /// All of them in syncs and reconciles.
  static func all(in package: RuledPackage) -> [DirectField] {
    let syncs = package.declared.syncs.sorted.map { ($0.value.model, $0.value.sides) }
    let reconciles = package.declared.reconciles.sorted.map { ($0.value.model, $0.value.sides) }
    return (syncs + reconciles).flatMap { model, sides -> [DirectField] in
      guard let type = package.declared.canonical(model, .models) else { return [] }
      return sides.flatMap { side -> [DirectField] in
        guard let party = package.party(side.value.record) else { return [] }
        return side.value.fields.compactMap { entry in
          guard entry.value.table == nil, let name = entry.value.field,
            let field = package.field(entry.name.value, in: type)
          else { return nil }
          return DirectField(
            entry: entry, name: name, model: (type, field),
            read: package.field(name.value, in: party.readType).map { (party.readType, $0) },
            written: package.field(name.value, in: party.acceptedType).map { (party.acceptedType, $0) })
        }
      }
    }
  }
}

extension RuledPackage {
  /// A field of a type, by both names.
  func field(_ name: String, in type: String) -> PlannedField? {
    expressions.type(named: type)?.fields?.first { $0.name == name }
  }
}
