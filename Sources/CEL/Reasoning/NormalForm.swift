/// An expression in a form in which those that differ only in how they were written are the same: locals renamed, constants worked out, operands in
/// another order where the order makes no difference, values bound to names or written where they are used.
///
/// Two with one form give the same for every input, failures among what they give; which of several failures it is may differ. Two with
/// different forms may be equal all the same: nothing is said of those.
package struct NormalForm: Hashable, Sendable, CustomStringConvertible {
  /// The form as text, for comparing and for tests.
  package let description: String
}

extension Environment {
  /// The normal form of an expression.
  /// - Returns: `nil` where it does not parse, or its form would be too long: values that are bound are written where they are used.
  package func normalForm(of source: String) -> NormalForm? {
    // What is wrong with it is said where it is compiled.
    guard let (expression, _) = try? parsed(source) else { return nil }
    var writer = NormalFormWriter(environment: self, source: Array(source.utf8))
    let text = writer.form(expression, NormalFormWriter.Scope())
    return writer.isExhausted ? nil : NormalForm(description: text)
  }
}

/// Writes forms as nested lists in parentheses.
private struct NormalFormWriter {
  let environment: Environment
  let source: [UInt8]
  /// Characters that may still be written.
  private var room = 1_000_000
  var isExhausted: Bool { room <= 0 }

  init(environment: Environment, source: [UInt8]) {
    self.environment = environment
    self.source = source
  }

  /// What names stand for.
  struct Scope {
    indirect enum Meaning {
      /// A variable of a macro, by how many are around it.
      case variable(Int)
      /// A value and the names that it was written among.
      case bound(Expression, Scope)
    }
    var names: [String: Meaning] = [:]
    var depth = 0

    mutating func declare(_ name: String) {
      names[name] = .variable(depth)
      depth += 1
    }
  }

  mutating func form(_ expression: Expression, _ scope: Scope) -> String {
    guard !isExhausted else { return "" }
    let text = constant(expression) ?? written(expression, scope)
    room -= text.utf8.count
    return text
  }

  // MARK: Constants

  /// The value of an expression that reads nothing, where it has one that can be written.
  private func constant(_ expression: Expression) -> String? {
    if case .literal(let value) = expression.kind { return Self.text(of: value) }
    guard Self.readsNothing(expression), expression.range.upperBound <= source.count else { return nil }
    // By the program that runs it: nothing is worked out here in another way.
    let part = String(decoding: source[expression.range], as: UTF8.self)
    guard let program = environment.compile(part).program else { return nil }
    return Self.text(of: program.evaluate(slots: program.variables.map { _ in .null }))
  }

  private static func readsNothing(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name, .comprehension, .bind, .block: return false
    default: break
    }
    var readsNothing = true
    expression.forEachChild { readsNothing = readsNothing && Self.readsNothing($0) }
    return readsNothing
  }

  /// A scalar with its type; `nil` for anything else, and for a failure, which an expression may never come to.
  private static func text(of value: Value) -> String? {
    switch value {
    case .null, .bool, .int, .uint, .double, .text, .bytes, .timestamp, .duration:
      "\(value.typeName):\(String(decoding: value.json(), as: UTF8.self))"
    default: nil
    }
  }

  // MARK: Parts

  private mutating func written(_ expression: Expression, _ scope: Scope) -> String {
    switch expression.kind {
    case .literal(let value): return "(literal \(String(decoding: value.json(), as: UTF8.self)))"
    case .name(let name, let isAbsolute):
      switch isAbsolute ? nil : scope.names[name] {
      case .variable(let number): return "$\(number)"
      case .bound(let value, let outer):
        // Macros within it stand as deep as where it is used.
        var outer = outer
        outer.depth = scope.depth
        return form(value, outer)
      case nil: return name
      }
    case .select(let operand, let field, _, let isOptional):
      return "(\(isOptional ? ".?" : ".") \(form(operand, scope)) \(field))"
    case .has(let operand, let field): return "(has \(form(operand, scope)) \(field))"
    case .call(let name, _, let target, let arguments): return call(name, target, arguments, scope)
    case .list(let elements, let optional):
      let parts = elements.enumerated().map { (optional.contains($0.offset) ? "?" : "") + form($0.element, scope) }
      return "(list \(parts.joined(separator: " ")))"
    case .map(let entries):
      // In their order: of two with one key it decides.
      let parts = entries.map { "\($0.isOptional ? "?" : "")(\(form($0.key, scope)) \(form($0.value, scope)))" }
      return "(map \(parts.joined(separator: " ")))"
    case .comprehension(let comprehension): return written(comprehension, scope)
    case .bind(let name, let value, let result):
      var inner = scope
      inner.names[name] = .bound(value, scope)
      return form(result, inner)
    case .block(let values, let result):
      var inner = scope
      for (index, value) in values.enumerated() { inner.names["@index\(index)"] = .bound(value, inner) }
      return form(result, inner)
    case .logic(let isAnd, let operands):
      return logic(isAnd: isAnd, operands.map { form($0, scope) })
    case .conditional(let condition, let yes, let no):
      return conditional(form(condition, scope), form(yes, scope), form(no, scope))
    }
  }

  private mutating func written(_ comprehension: Expression.Comprehension, _ scope: Scope) -> String {
    let over = form(comprehension.over, scope)
    var inner = scope
    for name in comprehension.variables { inner.declare(name) }
    let condition = comprehension.condition.map { form($0, inner) } ?? "bool:true"
    let body = form(comprehension.body, inner)
    return "(\(comprehension.kind.rawValue) \(comprehension.variables.count) \(over) \(condition) \(body))"
  }

  // MARK: Calls

  /// Functions that can be written behind their first argument or before it.
  private static let eitherWay: Set<String> = ["size", "matches"]

  private mutating func call(_ name: String, _ target: Expression?, _ arguments: [Expression], _ scope: Scope) -> String
  {
    if name == "!_", let operand = arguments.first { return negated(form(operand, scope)) }
    var parts = arguments.map { form($0, scope) }
    if let target { parts.insert(form(target, scope), at: 0) }
    switch (name, parts.count) {
    case ("_==_", 2), ("_!=_", 2): return "(\(name == "_==_" ? "==" : "!=") \(parts.sorted().joined(separator: " ")))"
    case ("_>_", 2): return "(< \(parts[1]) \(parts[0]))"
    case ("_>=_", 2): return "(<= \(parts[1]) \(parts[0]))"
    case ("_<_", 2): return "(< \(parts[0]) \(parts[1]))"
    case ("_<=_", 2): return "(<= \(parts[0]) \(parts[1]))"
    // Numbers alone can be multiplied.
    case ("_*_", 2): return "(* \(parts.sorted().joined(separator: " ")))"
    case ("@in", 2): return membership(parts[0], arguments[1], parts[1])
    case ("_[_]", 2): if let field = Self.field(arguments[1]) { return "(. \(parts[0]) \(field))" }
    default: break
    }
    let isReceiver = target != nil && !Self.eitherWay.contains(name)
    return "(\(isReceiver ? "." : "")call \(name) \(parts.joined(separator: " ")))"
  }

  /// The name in `map['name']`, which is `map.name`.
  private static func field(_ index: Expression) -> String? {
    guard case .literal(.text(let text)) = index.kind, let first = text.string.utf8.first else { return nil }
    func isLetter(_ byte: UInt8) -> Bool {
      byte == 0x5F || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    guard isLetter(first), text.string.utf8.allSatisfy({ isLetter($0) || (0x30...0x39).contains($0) }) else {
      return nil
    }
    return text.string
  }

  /// `x in ['a', 'b']` is `x == 'a' || x == 'b'`.
  private func membership(_ element: String, _ list: Expression, _ form: String) -> String {
    guard case .list(let elements, let optional) = list.kind, optional.isEmpty, !elements.isEmpty else {
      return "(in \(element) \(form))"
    }
    let values = elements.map(constant)
    guard values.allSatisfy({ $0 != nil }) else { return "(in \(element) \(form))" }
    return logic(
      isAnd: false, values.compactMap(\.self).map { "(== \([element, $0].sorted().joined(separator: " ")))" })
  }

  // MARK: Logic

  /// A failure counts only where nothing decides, whichever operand it stands in: so their order makes no difference, nor does one that is there
  /// twice.
  private func logic(isAnd: Bool, _ operands: [String]) -> String {
    let (name, neutral, deciding) = isAnd ? ("and", "bool:true", "bool:false") : ("or", "bool:false", "bool:true")
    var flat: Set<String> = []
    for operand in operands {
      // A form begins with its name; its parts are found by their parentheses.
      flat.formUnion(operand.hasPrefix("(\(name) ") ? Self.parts(of: operand) : [operand])
    }
    flat.remove(neutral)
    if flat.contains(deciding) { return deciding }
    guard flat.count > 1 else {
      guard let only = flat.first else { return neutral }
      // `x && true` fails where x is no truth value, and x alone does not.
      return Self.isTruth(only) ? only : "(\(name) \(only))"
    }
    return "(\(name) \(flat.sorted().joined(separator: " ")))"
  }

  /// By De Morgan; comparisons by their opposites, but those by order: neither `x < y` nor `x >= y` holds of NaN.
  private func negated(_ form: String) -> String {
    switch form {
    case "bool:true": return "bool:false"
    case "bool:false": return "bool:true"
    default: break
    }
    if form.hasPrefix("(== ") { return "(!=" + form.dropFirst(3) }
    if form.hasPrefix("(!= ") { return "(==" + form.dropFirst(3) }
    for (name, isAnd) in [("(and ", true), ("(or ", false)] where form.hasPrefix(name) {
      return logic(isAnd: !isAnd, Self.parts(of: form).map(negated))
    }
    if form.hasPrefix("(! "), let inner = Self.parts(of: form).first, Self.isTruth(inner) { return inner }
    return "(! \(form))"
  }

  private func conditional(_ condition: String, _ yes: String, _ no: String) -> String {
    switch (condition, yes, no) {
    case ("bool:true", _, _): return yes
    case ("bool:false", _, _): return no
    case (_, "bool:true", "bool:false") where Self.isTruth(condition): return condition
    case (_, "bool:false", "bool:true") where Self.isTruth(condition): return negated(condition)
    default: break
    }
    // Of a condition and its opposite, the one that sorts first.
    let opposite = negated(condition)
    return opposite < condition && Self.isTruth(condition)
      ? "(if \(opposite) \(no) \(yes))" : "(if \(condition) \(yes) \(no))"
  }

  /// Whether a form is true, false or a failure, whatever it reads.
  private static func isTruth(_ form: String) -> Bool {
    [
      "(== ", "(!= ", "(< ", "(<= ", "(and ", "(or ", "(! ", "(has ", "(in ", "(all ", "(exists ", "(existsOne ",
      "bool:",
    ]
    .contains { form.hasPrefix($0) }
  }

  /// The parts of a form behind its name. Texts are JSON, in which a parenthesis can stand.
  private static func parts(of form: String) -> [String] {
    var parts: [String] = []
    var current: [UInt8] = []
    var (depth, isText, isEscaped) = (0, false, false)
    for byte in form.utf8.dropFirst().dropLast() {
      if isText {
        isText = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      } else if byte == UInt8(ascii: "\"") {
        isText = true
      } else if byte == UInt8(ascii: "(") {
        depth += 1
      } else if byte == UInt8(ascii: ")") {
        depth -= 1
      } else if byte == UInt8(ascii: " "), depth == 0 {
        parts.append(String(decoding: current, as: UTF8.self))
        current = []
        continue
      }
      current.append(byte)
    }
    parts.append(String(decoding: current, as: UTF8.self))
    return Array(parts.dropFirst())
  }
}
