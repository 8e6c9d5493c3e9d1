import CEL

/// Works a shape out of a program.
struct ShapeBuilder {
  private let program: Program
  private var tables: ProgramTables { program.tables }
  /// What a node says, worked out once: schemas may share others many times over.
  private var views: [NodeID: ShapeView] = [:]
  private var parts: [Forms: SchemaShape.Part] = [:]
  private var types: [SchemaShape.Named] = []
  /// Objects whose fields are still to be worked out.
  private var pending: [(type: Int, view: ShapeView)] = []
  /// What putting views together may take, in fields that are looked at.
  private var steps = 1_000_000

  /// Most objects and choices. What is met after them is anything.
  private static let mostTypes = 2000
  /// Lists and maps directly within each other.
  private static let mostNesting = 8

  private init(_ program: Program) { self.program = program }

  /// The shape of the values that a program allows.
  static func shape(of program: Program) -> SchemaShape {
    withExtendedLifetime(program) {
      var builder = ShapeBuilder(program)
      let root = builder.part(of: [[program.root]], 0).part
      while !builder.pending.isEmpty {
        let next = builder.pending.removeFirst()
        let fields = next.view.fields.map { builder.field($0) }
        builder.types[next.type] = .object(fields)
      }
      return SchemaShape(root: root, types: builder.types)
    }
  }

  private mutating func field(_ field: ShapeView.FieldView) -> SchemaShape.Field {
    let (part, isNullable, bounds) = part(of: field.forms, 0)
    return SchemaShape.Field(
      name: field.name.string, part: part, isOptional: !field.isRequired || isNullable, bounds: bounds,
      pointer: field.pointer)
  }

  // MARK: Parts

  private mutating func part(of forms: Forms, _ depth: Int) -> (
    part: SchemaShape.Part, isNullable: Bool, bounds: ShapeBounds
  ) {
    let view = view(of: forms)
    var kinds = view.types
    let isNullable = kinds != .all && kinds.remove(.null) != nil
    if let known = parts[forms] { return (known, isNullable, view.bounds) }
    // Without `type` it is what its other keywords are about.
    if kinds == .all {
      if !view.fields.isEmpty, view.element == nil {
        kinds = .object
      } else if view.fields.isEmpty, view.element != nil {
        kinds = .list
      }
    }
    let part: SchemaShape.Part
    switch kinds {
    case .boolean: part = .bool
    case .integer: part = .int
    case .number, .fraction: part = .number
    case .text: part = text(view)
    case .list: part = .list(inner(view.element ?? [[]], depth))
    case .object: part = view.fields.isEmpty ? .map(inner(view.rest, depth)) : object(view, forms)
    default: part = .any
    }
    // Lists within lists end at some depth, so what they are depends on where they stand.
    switch part {
    case .list, .map: break
    default: parts[forms] = part
    }
    return (part, isNullable, view.bounds)
  }

  /// Elements of lists and maps: null among them makes them anything.
  private mutating func inner(_ forms: Forms, _ depth: Int) -> SchemaShape.Part {
    guard depth < ShapeBuilder.mostNesting else { return .any }
    let (part, isNullable, _) = part(of: forms, depth + 1)
    return isNullable ? .any : part
  }

  private mutating func text(_ view: ShapeView) -> SchemaShape.Part {
    guard let choices = view.choices, !choices.isEmpty else { return view.isMoment ? .moment : .text }
    guard types.count < ShapeBuilder.mostTypes else { return .text }
    types.append(.choice(choices))
    return .type(types.count - 1)
  }

  private mutating func object(_ view: ShapeView, _ forms: Forms) -> SchemaShape.Part {
    guard types.count < ShapeBuilder.mostTypes else { return .any }
    // It stands for itself before its fields are looked at, since they may contain it.
    types.append(.object([]))
    let part = SchemaShape.Part.type(types.count - 1)
    parts[forms] = part
    pending.append((types.count - 1, view))
    return part
  }

  // MARK: Views

  private mutating func view(of forms: Forms) -> ShapeView {
    var whole: ShapeView?
    for form in forms {
      var view = ShapeView()
      for node in form { narrow(&view, self.view(of: node)) }
      widen(&whole, view)
    }
    return whole ?? .nothing
  }

  /// Recurses through what applies to one part of a value, which the compiler has held to a depth of 100.
  private mutating func view(of node: NodeID) -> ShapeView {
    if node <= .anything { return ShapeView() }
    if let known = views[node] { return known }
    let schema = tables.nodes[Int(node)]
    var view = ShapeView()
    view.types = schema.types
    for place in schema.common..<schema.end { apply(tables.code[Int(place)], node, &view) }
    views[node] = view
    return view
  }

  private mutating func apply(_ instruction: Instruction, _ node: NodeID, _ view: inout ShapeView) {
    let place = Int(instruction.first)
    switch instruction.operation {
    case .never: view.types = []
    case .constant: view.narrow(ShapeView(values: [tables.values[place]]))
    case .enumeration: view.narrow(ShapeView(values: Array(tables.sets[place].values)))
    case .reference: narrow(&view, self.view(of: instruction.first))
    case .allOf:
      for each in 0..<Int(instruction.second) { narrow(&view, self.view(of: tables.lists[place + each])) }
    case .anyOf, .oneOf:
      var whole: ShapeView?
      for each in 0..<Int(instruction.second) { widen(&whole, self.view(of: tables.lists[place + each])) }
      if let whole { narrow(&view, whole) }
    case .condition:
      let condition = tables.conditions[place]
      // Where the test holds, so does `then`.
      var whole: ShapeView? = self.view(of: condition.test)
      if var then = whole {
        narrow(&then, self.view(of: condition.then))
        whole = then
      }
      widen(&whole, self.view(of: condition.otherwise))
      if let whole { narrow(&view, whole) }
    case .minimum, .exclusiveMinimum: view.bounds.minimum = tables.bounds[place].rounded
    case .maximum, .exclusiveMaximum: view.bounds.maximum = tables.bounds[place].rounded
    // Of two kinds of values that may come, each would have a length of its own.
    case .minLength where view.isOnly(.text), .minItems where view.isOnly(.list): view.bounds.minLength = place
    case .maxLength where view.isOnly(.text), .maxItems where view.isOnly(.list): view.bounds.maxLength = place
    case .format: view.isMoment = Format(rawValue: UInt8(truncatingIfNeeded: place)) == .dateTime
    case .elements: view.element = elements(tables.elements[place])
    case .properties: narrow(&view, properties(tables.objects[place], node))
    default: break
    }
  }

  /// All elements alike: those of `prefixItems`, and the rest.
  private func elements(_ rule: ElementRule) -> Forms? {
    var forms: Forms = form(rule.rest)
    for place in rule.prefix {
      for form in form(tables.lists[Int(place)]) where !forms.contains(form) { forms.append(form) }
    }
    return forms.contains([]) || forms.count > ShapeView.mostForms ? [[]] : forms
  }

  private func properties(_ rule: ObjectRule, _ node: NodeID) -> ShapeView {
    var view = ShapeView()
    let note = program.notes[Int(node)]
    for place in rule.fields {
      let field = tables.fields[Int(place)]
      let pointer = "\(note.pointer)/properties/\(JSONPointer.escape(field.name.text.string))"
      view.fields.append(
        ShapeView.FieldView(
          name: field.name.text, forms: form(field.node), isRequired: field.isRequired,
          pointer: note.resource.isEmpty && field.node != .none ? pointer : nil))
    }
    // A name that matches a pattern is of that kind, and nobody knows here which do.
    view.rest = rule.patterns.isEmpty ? form(rule.additional) : [[]]
    return view
  }

  private func form(_ node: NodeID) -> Forms {
    if node <= .anything { return [[]] }
    return tables.allowsNothing(node) ? [] : [[node]]
  }

  private mutating func narrow(_ view: inout ShapeView, _ other: ShapeView) {
    steps -= 1 + view.fields.count + other.fields.count
    // Nothing said is less than everything said, and as true.
    if steps > 0 { view.narrow(other) }
  }

  private mutating func widen(_ view: inout ShapeView?, _ other: ShapeView) {
    steps -= 1 + (view?.fields.count ?? 0) + other.fields.count
    guard steps > 0 else {
      view = ShapeView()
      return
    }
    if view == nil { view = other } else { view?.widen(other) }
  }
}

extension ShapeView {
  /// Whether it is of one kind, or null.
  fileprivate func isOnly(_ type: TypeSet) -> Bool { types.subtracting(.null) == type }

  /// What allows no value.
  fileprivate static var nothing: ShapeView {
    var view = ShapeView()
    view.types = []
    return view
  }

  /// What allows some values.
  fileprivate init(values: [Value]) {
    types = []
    var texts: [String] = []
    for value in values {
      switch value {
      case .null: types.insert(.null)
      case .bool: types.insert(.boolean)
      case .text(let text):
        types.insert(.text)
        texts.append(text.string)
      case .list: types.insert(.list)
      case .map: types.insert(.object)
      default: types.formUnion(JSONNumber(value)?.isWhole == true ? .integer : .number)
      }
    }
    if types.contains(.text) { choices = texts }
  }
}

extension JSONNumber {
  /// The nearest double.
  fileprivate var rounded: Double {
    switch self {
    case .int(let int): Double(int)
    case .uint(let uint): Double(uint)
    case .double(let double): double
    }
  }
}
