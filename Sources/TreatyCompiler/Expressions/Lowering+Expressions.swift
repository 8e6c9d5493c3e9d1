import CEL
import JSONSchema
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
package import TreatySyntax

extension Lowering {
  /// Pointer of what has no place in the plan.
  static let nowhere = "-"

  /// Notes where an element of the plan stands.
  mutating func note(_ span: Span, at pointer: String) {
    if !isNowhere(pointer) { places[pointer] = span }
  }

  private func isNowhere(_ pointer: String) -> Bool { pointer.utf8.first == UInt8(ascii: "-") }

  /// Checks a bare expression.
  mutating func expression(
    _ text: ScalarText, at place: Place, expecting expected: CELType?, pointer: String
  ) -> PlannedExpression? {
    guard let node = text.node else { return nil }
    note(node.span, at: pointer)
    return expression(text.text, offset: 0, of: node, at: place, expecting: expected)
  }

  /// Checks an expression that stands in a scalar from `offset` on.
  private mutating func expression(
    _ source: String, offset: Int, of node: Node, at place: Place, expecting expected: CELType?
  ) -> PlannedExpression? {
    switch check(source, at: place, expecting: expected) {
    case .sound(let compilation, let type):
      sites.append(
        ExpressionSite(node: node, offset: offset, source: source, place: place, compilation: compilation))
      return PlannedExpression(cel: source, type: type)
    case .wrong(let issues):
      for issue in issues where !issue.follows(from: issues) { report(issue, in: source, offset: offset, of: node) }
      return nil
    }
  }

  /// Checks a text with expressions in it, all of which are written as text.
  mutating func template(_ text: ScalarText, at place: Place, pointer: String) -> PlannedTemplate? {
    guard let node = text.node else { return nil }
    note(node.span, at: pointer)
    guard let template = parse(node) else { return nil }
    return pieces(of: template, node, at: place)
  }

  private mutating func parse(_ node: Node) -> Template? {
    do throws(Issue) { return try Template.parse(node.text) } catch {
      // What it notes is what to do.
      var issue = error
      issue.mends += issue.notes
      issue.notes = []
      report(issue, in: node.text, offset: 0, of: node)
      return nil
    }
  }

  private mutating func pieces(of template: Template, _ node: Node, at place: Place) -> PlannedTemplate? {
    var pieces: [PlannedTemplate.Piece] = []
    var isSound = true
    for piece in template.pieces {
      switch piece {
      case .text(let text): pieces.append(.text(text))
      case .expression(let source, let range):
        guard let planned = expression(source, offset: range.lowerBound, of: node, at: place, expecting: nil) else {
          isSound = false
          continue
        }
        if !resolve(planned.type).isPieceOfText {
          isSound = false
          var diagnostic = Diagnostic(
            code: .typeMismatch, severity: .error, message: "\(resolve(planned.type)) cannot be a part of a text",
            primary: Label(span: node.span(ofText: range)))
          diagnostic.fixes = [
            Fix(
              title: planned.type.text.hasPrefix("optional")
                ? "say what stands here when it is missing: `.orValue('')`"
                : "make a text of it, such as with `string(…)` or `.join(', ')`")
          ]
          findings.add(diagnostic)
        }
        pieces.append(.expression(planned))
      }
    }
    return isSound ? PlannedTemplate(pieces) : nil
  }

  // MARK: Constructions

  /// Checks a value with templates in its texts against the type of its place.
  mutating func construction(
    _ node: Node, at place: Place, expecting expected: CELType, isOptional: Bool = false, pointer: String
  ) -> Construction? {
    note(node.span, at: pointer)
    switch node.kind {
    case .scalar: return scalar(node, at: place, expecting: expected, isOptional: isOptional)
    case .sequence:
      let element: CELType
      switch expected {
      case .list(let type): element = type
      case .dyn: element = .dyn
      default: return mismatch(node, expected, "a list")
      }
      let elements = node.elements.enumerated().map {
        construction(
          $0.element, at: place, expecting: element,
          pointer: isNowhere(pointer) ? pointer : "\(pointer)/list/\($0.offset)")
      }
      return elements.contains { $0 == nil } ? nil : .list(elements.compactMap(\.self))
    case .mapping: return object(node, at: place, expecting: expected, pointer: pointer)
    }
  }

  private mutating func mismatch(_ node: Node, _ expected: CELType, _ found: String, meant: String? = nil)
    -> Construction?
  {
    var diagnostic = Diagnostic(
      code: .typeMismatch, severity: .error, message: "expected \(expected), found \(found)",
      primary: Label(span: node.span))
    if let meant {
      // It can only mean this where such a value is wanted.
      diagnostic.fixes = [
        Fix(title: "write `\(meant)`", edits: [Edit(span: node.span, replacement: meant)], applicability: .safe)
      ]
    }
    findings.add(diagnostic)
    return nil
  }

  /// The number or truth value that a text can only mean; `nil` where it is none.
  private func plain(_ node: Node, _ expected: CELType) -> String? {
    switch expected {
    case .int, .uint: Int64(node.text).map { _ in node.text }
    case .double: (Double(node.text)?.isFinite).flatMap { $0 ? node.text : nil }
    case .bool:
      ["yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"][
        node.text.lowercased()]
    default: nil
    }
  }

  private mutating func object(_ node: Node, at place: Place, expecting expected: CELType, pointer: String)
    -> Construction?
  {
    var record: PlannedType?
    var valueType = CELType.dyn
    switch expected {
    case .named(let name): record = types.type(named: name)
    case .record(let type): record = types.type(named: type.name)
    case .map(_, let value): valueType = value
    case .dyn: break
    default: return mismatch(node, expected, "a mapping")
    }
    var fields: [ConstructionField] = []
    var isSound = true
    for (key, value) in node.entries {
      var type = valueType
      var isOptional = false
      if let record {
        guard let field = record.fields?.first(where: { $0.name == key.text }) else {
          findings.add(unknownField(key, of: record))
          isSound = false
          continue
        }
        type = resolve(field.type)
        isOptional = field.isOptional
        if !holds(value, field) { isSound = false }
      }
      let inner = isNowhere(pointer) ? pointer : "\(pointer)/object/\(JSONPointer.escape(key.text))"
      if let lowered = construction(
        value, at: place, expecting: type, isOptional: isOptional || record == nil, pointer: inner)
      {
        fields.append(ConstructionField(name: key.text, value: lowered))
      } else {
        isSound = false
      }
    }
    return isSound ? .object(fields.sorted { $0.name < $1.name }) : nil
  }

  private func unknownField(_ key: Node, of record: PlannedType) -> Diagnostic {
    let known = (record.fields ?? []).map { $0.name }
    var diagnostic = Diagnostic(
      code: .unknownField, severity: .error, message: "`\(record.name)` has no field `\(key.text)`",
      primary: Label(span: key.span))
    if let near = NearName.suggest(for: key.text, among: known) {
      diagnostic.fixes = [Fix(title: "did you mean `\(near)`?", edits: [Edit(span: key.span, replacement: near)])]
    } else {
      diagnostic.fixes = [Fix(title: "its fields: \(known.sorted().map { "`\($0)`" }.joined(separator: ", "))")]
    }
    return diagnostic
  }

  /// Holds a constant against the bounds of its field.
  private mutating func holds(_ node: Node, _ field: PlannedField) -> Bool {
    // What an expression gives is not known here.
    guard let bounds = field.constraints, node.kind == .scalar, !node.mayHoldExpression else { return true }
    var problem: String?
    let length = node.text.unicodeScalars.count
    if let most = bounds.maxLength, length > most { problem = "is longer than the \(most) that `\(field.name)` takes" }
    if let least = bounds.minLength, length < least {
      problem = "is shorter than the \(least) that `\(field.name)` takes"
    }
    if let number = Double(node.text) {
      if let most = bounds.maximum, number > most {
        problem = "is more than the \(node.shown(most)) that `\(field.name)` takes"
      }
      if let least = bounds.minimum, number < least {
        problem = "is less than the \(node.shown(least)) that `\(field.name)` takes"
      }
    }
    guard let problem else { return true }
    var diagnostic = Diagnostic(
      code: .constantOutOfBounds, severity: .error, message: "`\(node.text)` \(problem)",
      primary: Label(span: node.span))
    for type in types.all where type.fields?.contains(field) == true {
      if let place = fieldPlaces["\(type.name).\(field.name)"] {
        diagnostic.related = [Label(span: place, text: "declared here")]
      }
    }
    findings.add(diagnostic)
    return false
  }

  private mutating func scalar(_ node: Node, at place: Place, expecting expected: CELType, isOptional: Bool)
    -> Construction?
  {
    if node.style == .plain, let constant = number(node, expected) { return constant }
    guard let template = parse(node) else { return nil }
    if template.isSingleExpression, case .expression(let source, let range) = template.pieces[0] {
      let wanted: CELType? = expected == .dyn ? nil : isOptional ? .optional(expected) : expected
      return expression(source, offset: range.lowerBound, of: node, at: place, expecting: wanted).map {
        .expression($0)
      }
    }
    let constant = template.pieces.allSatisfy { if case .text = $0 { true } else { false } }
    switch expected {
    case .string, .dyn: break
    case .enumeration(let enumeration) where constant:
      let text = template.pieces.isEmpty ? "" : node.text
      guard enumeration.values.contains(text) else {
        var diagnostic = Diagnostic(
          code: .notInEnum, severity: .error, message: "`\(text)` is not a value of `\(enumeration.name)`",
          primary: Label(span: node.span),
          reason: "its values: \(enumeration.values.map { "`\($0)`" }.joined(separator: ", "))")
        if let near = NearName.suggest(for: text, among: enumeration.values) {
          diagnostic.fixes = [Fix(title: "did you mean `\(near)`?", edits: [Edit(span: node.span, replacement: near)])]
        }
        findings.add(diagnostic)
        return nil
      }
    default:
      return mismatch(
        node, expected, constant ? "the text `\(node.text)`" : "a text", meant: constant ? plain(node, expected) : nil)
    }
    guard let planned = pieces(of: template, node, at: place) else { return nil }
    return planned.constantText.map { .constant(.string($0)) } ?? .text(planned)
  }

  /// A number, truth value or null written without quotes; `nil` for a text.
  private mutating func number(_ node: Node, _ expected: CELType) -> Construction? {
    // Where a text is wanted, `5` and `true` are texts.
    if expected == .string {
      return node.resolved == .string || node.resolved == .null ? nil : .constant(.string(node.text))
    }
    switch (node.resolved, expected) {
    case (.null, _): return .constant(.null)
    case (.bool(let bool), .bool), (.bool(let bool), .dyn): return .constant(.bool(bool))
    case (.int(let int), .int), (.int(let int), .dyn), (.int(let int), .uint): return .constant(.int(int))
    case (.int(let int), .double): return .constant(.double(Double(int)))
    case (.float(let number), .double), (.float(let number), .dyn): return .constant(.double(number))
    default: return nil
    }
  }
}

extension Issue {
  /// Whether types do not fit because a name or field in it stands for nothing.
  fileprivate func follows(from others: [Issue]) -> Bool {
    guard kind == .noOverload || kind == .typeMismatch else { return false }
    return others.contains {
      ($0.kind == .undeclaredName || $0.kind == .unknownField) && $0 != self
        && range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= range.upperBound
    }
  }
}

extension Node {
  /// Whether the text of a scalar has `${` in it.
  package var mayHoldExpression: Bool {
    let bytes = utf8
    return zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "$") && $1 == UInt8(ascii: "{") }
  }

  /// A bound as a person writes it.
  func shown(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? String(Int64(number)) : "\(number)"
  }
}
