import CEL

/// The schemas of a part: it is allowed by all schemas of one of these lists. None at all allows nothing, one that is empty everything.
typealias Forms = [[NodeID]]

/// What one or several schemas say of a value, put together. Where that is more than can be kept it says less, never something else.
struct ShapeView {
  var types = TypeSet.all
  /// Texts that are allowed; `nil` where any may be.
  var choices: [String]?
  /// Whether a text is a time.
  var isMoment = false
  /// Properties that are named, in the order of the schema.
  var fields: [FieldView] = []
  /// Properties that are not.
  var rest: Forms = [[]]
  /// Elements of a list; `nil` where nothing is said.
  var element: Forms?
  var bounds = ShapeBounds()

  /// Most lists of schemas for one part, and schemas in one of them. What has more is anything.
  static let mostForms = 16

  struct FieldView {
    var name: Text
    var forms: Forms
    var isRequired: Bool
    var pointer: String?
  }

  /// Both hold.
  mutating func narrow(_ other: ShapeView) {
    types = types.intersection(other.types)
    if let theirs = other.choices { choices = choices.map { $0.filter(theirs.contains) } ?? theirs }
    isMoment = isMoment || other.isMoment
    bounds.narrow(other.bounds)
    var positions = Dictionary(
      fields.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for field in other.fields {
      if let position = positions[field.name] {
        fields[position].forms = ShapeView.both(fields[position].forms, field.forms)
        fields[position].isRequired = fields[position].isRequired || field.isRequired
        fields[position].pointer = fields[position].pointer ?? field.pointer
      } else {
        positions[field.name] = fields.count
        fields.append(field)
      }
    }
    rest = ShapeView.both(rest, other.rest)
    element = other.element.map { theirs in element.map { ShapeView.both($0, theirs) } ?? theirs } ?? element
  }

  /// One of both holds.
  mutating func widen(_ other: ShapeView) {
    // What only allows null says nothing of other values.
    if other.types.isSubset(of: .null) { return types.formUnion(other.types) }
    if types.isSubset(of: .null) {
      let own = types
      self = other
      return types.formUnion(own)
    }
    if types.contains(.text), other.types.contains(.text) {
      choices = choices.flatMap { mine in
        other.choices.map { theirs in mine + theirs.filter { !mine.contains($0) } }
      }
      isMoment = isMoment && other.isMoment
    } else if other.types.contains(.text) {
      (choices, isMoment) = (other.choices, other.isMoment)
    }
    if types.contains(.list), other.types.contains(.list) {
      element = element.flatMap { mine in other.element.map { ShapeView.either(mine, $0) } }
    } else if other.types.contains(.list) {
      element = other.element
    }
    if types.contains(.object), other.types.contains(.object) {
      widenFields(other)
    } else if other.types.contains(.object) {
      (fields, rest) = (other.fields, other.rest)
    }
    bounds.widen(other.bounds)
    types.formUnion(other.types)
  }

  /// A property that only one names is in the other what its unnamed ones are.
  private mutating func widenFields(_ other: ShapeView) {
    var theirs = Dictionary(
      other.fields.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for position in fields.indices {
      if let found = theirs.removeValue(forKey: fields[position].name) {
        fields[position].forms = ShapeView.either(fields[position].forms, other.fields[found].forms)
        fields[position].isRequired = fields[position].isRequired && other.fields[found].isRequired
      } else {
        fields[position].forms = ShapeView.either(fields[position].forms, other.rest)
        fields[position].isRequired = false
      }
    }
    for var field in other.fields where theirs[field.name] != nil {
      field.forms = ShapeView.either(rest, field.forms)
      field.isRequired = false
      fields.append(field)
    }
    rest = ShapeView.either(rest, other.rest)
  }

  private static func both(_ left: Forms, _ right: Forms) -> Forms {
    if left == [[]] { return right }
    if right == [[]] || left == right { return left }
    guard left.count * right.count <= mostForms else { return [[]] }
    var forms: Forms = []
    for first in left {
      for second in right {
        let form = first + second.filter { !first.contains($0) }
        guard form.count <= mostForms else { return [[]] }
        if !forms.contains(form) { forms.append(form) }
      }
    }
    return forms
  }

  private static func either(_ left: Forms, _ right: Forms) -> Forms {
    let forms = left + right.filter { !left.contains($0) }
    return forms.contains([]) || forms.count > mostForms ? [[]] : forms
  }
}
