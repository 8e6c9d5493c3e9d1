import CEL
import TreatyPlan

/// What is another about a type that is no sender's: one that a system takes or gives, or a model.
struct TypeDifference {
  /// The field, or what of the type it is.
  let name: String
  let words: String
  let before, after: String?
  /// Whether what was so goes on.
  var isHarmless = false

  static func all(_ old: PlannedType, _ new: PlannedType) -> [TypeDifference] {
    var found: [TypeDifference] = []
    let fields = Matching(old.fields ?? [], new.fields ?? [], by: \.name)
    for field in fields.removed {
      found.append(
        TypeDifference(
          name: field.element.name, words: "`\(new.name)` has no `\(field.element.name)` any more",
          before: field.element.words, after: nil))
    }
    for field in fields.added {
      found.append(
        TypeDifference(
          name: field.element.name, words: "`\(new.name)` has a new `\(field.element.name)`", before: nil,
          after: field.element.words, isHarmless: field.element.isOptional))
    }
    for field in fields.both where field.old.words != field.new.words {
      found.append(
        TypeDifference(
          name: field.new.name, words: "`\(new.name).\(field.new.name)` is described otherwise",
          before: field.old.words,
          after: field.new.words, isHarmless: field.old.isWithin(field.new)))
    }
    if old.values != new.values {
      found.append(
        TypeDifference(
          name: "values", words: "`\(new.name)` has other words", before: old.values?.joined(separator: ", "),
          after: new.values?.joined(separator: ", "), isHarmless: Set(old.values ?? []).isSubset(of: new.values ?? [])))
    }
    if (old.isOpen ?? false) != (new.isOpen ?? false) {
      let words = ["closed", "open"]
      found.append(
        TypeDifference(
          name: "open", words: "`\(new.name)` is another about fields that are not named",
          before: words[old.isOpen ?? false ? 1 : 0], after: words[new.isOpen ?? false ? 1 : 0],
          isHarmless: new.isOpen ?? false))
    }
    return found
  }
}

extension PlannedField {
  /// Whether another field of this name has all values that this one has.
  fileprivate func isWithin(_ other: PlannedField) -> Bool {
    type == other.type && isOptional == other.isOptional && dataClass == other.dataClass
      && !(constraints ?? Constraints()).isLooser(than: other.constraints ?? Constraints())
  }

  /// Type and bounds, as a person reads them.
  fileprivate var words: String {
    "\(type.text)\(isOptional ? ", optional" : "")\(constraints.map { ", \($0.words)" } ?? ""), \(dataClass.rawValue)"
  }
}
