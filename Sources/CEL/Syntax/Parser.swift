/// Parses a source by recursive descent, not deeper than ``ParseOptions/depth``.
struct Parser {
  private let options: ParseOptions
  private let macros: MacroTable
  private let tokens: [Token]
  private var index = 0
  private var depth = 0
  private var count = 0

  /// The expression of a source, and how many parts it has.
  static func parse(_ source: String, _ options: ParseOptions, macros: MacroTable) throws(Issue) -> (
    Expression, count: Int
  ) {
    guard source.utf8.count <= options.size else {
      throw Issue(kind: .tooLong, message: "the expression is longer than \(options.size) bytes", range: 0..<1)
    }
    var parser = Parser(
      options: options, macros: macros, tokens: try Lexer.tokens(of: source, hyphenated: options.hyphenatedRoots))
    let expression = try parser.expression()
    guard parser.token.kind == .end else { throw parser.unexpected("the end of the expression") }
    return (expression, parser.count)
  }

  private init(options: ParseOptions, macros: MacroTable, tokens: [Token]) {
    self.options = options
    self.macros = macros
    self.tokens = tokens
  }

  // MARK: Tokens

  private var token: Token { tokens[index] }

  private func isAt(_ symbol: Symbol) -> Bool {
    if case .symbol(let found) = tokens[index].kind { return found == symbol }
    return false
  }

  private mutating func take(_ symbol: Symbol) -> Bool {
    guard isAt(symbol) else { return false }
    index += 1
    return true
  }

  private mutating func need(_ symbol: Symbol) throws(Issue) {
    if !take(symbol) { throw unexpected("`\(symbol)`") }
  }

  private func unexpected(_ wanted: String) -> Issue {
    let found: String
    switch token.kind {
    case .end: found = "the expression ends"
    case .symbol(let symbol): found = "found `\(symbol)`"
    case .name(let name): found = "found `\(name)`"
    default: found = "found a literal"
    }
    var mends: [String] = []
    if case .name(let name) = token.kind, let mend = ForeignNames.operation(name) { mends = [mend] }
    return Issue(kind: .syntax, message: "expected \(wanted), \(found)", range: token.range, mends: mends)
  }

  private mutating func make(_ kind: Expression.Kind, _ start: Int) -> Expression {
    defer { count += 1 }
    let end = index > 0 ? tokens[index - 1].range.upperBound : start
    return Expression(id: count, range: start..<max(start, end), kind: kind)
  }

  /// Runs a part one level deeper.
  private mutating func deeper(_ part: (inout Parser) throws(Issue) -> Expression) throws(Issue) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= options.depth else {
      throw Issue(
        kind: .tooDeep, message: "the expression is nested more than \(options.depth) deep", range: token.range)
    }
    return try part(&self)
  }

  // MARK: Operators, by falling precedence

  private mutating func expression() throws(Issue) -> Expression {
    try deeper { parser throws(Issue) in
      let start = parser.token.range.lowerBound
      let condition = try parser.logic(isAnd: false)
      guard parser.take("?") else { return condition }
      let yes = try parser.logic(isAnd: false)
      try parser.need(":")
      let no = try parser.expression()
      return parser.make(.conditional(condition, yes, no), start)
    }
  }

  private mutating func logic(isAnd: Bool) throws(Issue) -> Expression {
    let start = token.range.lowerBound
    let first = isAnd ? try relation() : try logic(isAnd: true)
    guard isAt(isAnd ? "&&" : "||") else { return first }
    var operands = [first]
    while take(isAnd ? "&&" : "||") { operands.append(isAnd ? try relation() : try logic(isAnd: true)) }
    return make(.logic(isAnd: isAnd, operands), start)
  }

  private static let relations: [Symbol] = ["==", "!=", "<", "<=", ">", ">="]

  private mutating func relation() throws(Issue) -> Expression {
    let start = token.range.lowerBound
    var left = try sum()
    var levels = 0
    defer { depth -= levels }
    while true {
      let operation: String
      switch token.kind {
      case .symbol(let symbol) where Parser.relations.contains(symbol): operation = symbol.operation
      case .name("in"): operation = "@in"
      default: return left
      }
      try climb(&levels)
      left = try binary(operation, left, start) { parser throws(Issue) in try parser.sum() }
    }
  }

  private mutating func sum() throws(Issue) -> Expression {
    let start = token.range.lowerBound
    var left = try product()
    var levels = 0
    defer { depth -= levels }
    while case .symbol(let symbol) = token.kind, symbol == "+" || symbol == "-" {
      try climb(&levels)
      left = try binary(symbol.operation, left, start) { parser throws(Issue) in try parser.product() }
    }
    return left
  }

  private mutating func product() throws(Issue) -> Expression {
    let start = token.range.lowerBound
    var left = try unary()
    var levels = 0
    defer { depth -= levels }
    while case .symbol(let symbol) = token.kind, symbol == "*" || symbol == "/" || symbol == "%" {
      try climb(&levels)
      left = try binary(symbol.operation, left, start) { parser throws(Issue) in try parser.unary() }
    }
    return left
  }

  /// A chain of operators nests to the left without recursion here, but not in what walks it later.
  private mutating func climb(_ levels: inout Int) throws(Issue) {
    levels += 1
    depth += 1
    guard depth <= options.depth else {
      throw Issue(
        kind: .tooDeep, message: "the expression is nested more than \(options.depth) deep", range: token.range)
    }
  }

  private mutating func binary(
    _ name: String, _ left: Expression, _ start: Int, _ right: (inout Parser) throws(Issue) -> Expression
  ) throws(Issue) -> Expression {
    let nameRange = token.range
    index += 1
    let operand = try right(&self)
    return make(.call(name, nameRange: nameRange, target: nil, arguments: [left, operand]), start)
  }

  private mutating func unary() throws(Issue) -> Expression {
    let start = token.range
    if isAt("!") || isAt("-") {
      let symbol = isAt("!") ? "!" : "-"
      index += 1
      if symbol == "-" {
        // `-9223372036854775808` is one literal: its digits alone do not fit.
        switch token.kind {
        case .int(let magnitude) where !token.isSpaced || magnitude <= UInt64(Int64.max):
          guard magnitude <= UInt64(Int64.max) + 1 else {
            throw Issue(
              kind: .syntax, message: "the number does not fit into 64 bits",
              range: start.lowerBound..<token.range.upperBound)
          }
          index += 1
          return try members(
            make(.literal(.int(Int64(truncatingIfNeeded: 0 &- magnitude))), start.lowerBound), start.lowerBound)
        case .double(let magnitude):
          index += 1
          return try members(make(.literal(.double(-magnitude)), start.lowerBound), start.lowerBound)
        default: break
        }
      }
      let operand = try deeper { parser throws(Issue) in try parser.unary() }
      return make(
        .call(symbol == "!" ? "!_" : "-_", nameRange: start, target: nil, arguments: [operand]), start.lowerBound)
    }
    let primary = try primary()
    return try members(primary, start.lowerBound)
  }

  // MARK: Members

  private mutating func members(_ primary: Expression, _ start: Int) throws(Issue) -> Expression {
    var operand = primary
    var levels = 0
    defer { depth -= levels }
    while true {
      if take(".") {
        try climb(&levels)
        operand = try member(of: operand, take("?"), start)
      } else if isAt("[") {
        let open = token.range
        index += 1
        try climb(&levels)
        let name = take("?") ? "_[?_]" : "_[_]"
        let key = try expression()
        try need("]")
        operand = make(.call(name, nameRange: open, target: nil, arguments: [operand, key]), start)
      } else {
        return operand
      }
    }
  }

  private mutating func member(of operand: Expression, _ isOptional: Bool, _ start: Int) throws(Issue) -> Expression {
    let nameToken = token
    let name: String
    switch token.kind {
    case .name(let text):
      guard !Parser.reserved.contains(text) else { throw unexpected("the name of a field or function") }
      name = text
      index += 1
    case .quotedName(let text):
      index += 1
      return make(.select(operand, field: text, fieldRange: nameToken.range, isOptional: isOptional), start)
    default: throw unexpected("the name of a field or function")
    }
    guard !isOptional, isAt("(") else {
      return make(.select(operand, field: name, fieldRange: nameToken.range, isOptional: isOptional), start)
    }
    index += 1
    let arguments = try arguments(until: ")")
    return try call(name, nameToken.range, target: operand, arguments, start)
  }

  private mutating func arguments(until close: Symbol) throws(Issue) -> [Expression] {
    var arguments: [Expression] = []
    if take(close) { return arguments }
    repeat { arguments.append(try expression()) } while take(",")
    try need(close)
    return arguments
  }

  // MARK: Primaries

  /// Words that are never names.
  private static let reserved: Set<String> = ["in", "true", "false", "null"]
  /// Words that are no names of variables (language definition, "Syntax"); after a dot they are fine.
  private static let reservedNames: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void",
    "while",
  ]

  private mutating func primary() throws(Issue) -> Expression {
    let start = token.range.lowerBound
    switch token.kind {
    case .int(let magnitude):
      guard let int = Int64(exactly: magnitude) else {
        throw Issue(
          kind: .syntax, message: "the number does not fit into 64 bits; `\(magnitude)u` would be unsigned",
          range: token.range)
      }
      return literal(.int(int))
    case .uint(let uint): return literal(.uint(uint))
    case .double(let double): return literal(.double(double))
    case .text(let text): return literal(.text(text))
    case .bytes(let bytes): return literal(.bytes(bytes))
    case .symbol("("):
      index += 1
      let inner = try expression()
      try need(")")
      return Expression(id: inner.id, range: inner.range, kind: inner.kind)
    case .symbol("["):
      index += 1
      return try list(start)
    case .symbol("{"):
      index += 1
      return try map(start)
    case .symbol("."), .name: return try named(start)
    default: throw unexpected("a value")
    }
  }

  private mutating func literal(_ value: Value) -> Expression {
    let start = token.range.lowerBound
    index += 1
    return make(.literal(value), start)
  }

  private mutating func named(_ start: Int) throws(Issue) -> Expression {
    let isAbsolute = take(".")
    guard case .name(let name) = token.kind else { throw unexpected("a name") }
    let range = token.range
    if !isAbsolute {
      switch name {
      case "true": return literal(.bool(true))
      case "false": return literal(.bool(false))
      case "null": return literal(.null)
      default: break
      }
    }
    guard name != "in", !Parser.reserved.contains(name) else { throw unexpected("a value") }
    guard !Parser.reservedNames.contains(name) else {
      throw Issue(kind: .syntax, message: "`\(name)` is a reserved word", range: range)
    }
    index += 1
    guard isAt("(") else { return make(.name(name, isAbsolute: isAbsolute), start) }
    index += 1
    let arguments = try arguments(until: ")")
    return try call(isAbsolute ? ".\(name)" : name, range, target: nil, arguments, start)
  }

  private mutating func list(_ start: Int) throws(Issue) -> Expression {
    var elements: [Expression] = []
    var optional: Set<Int> = []
    if take(",") {
      try need("]")
      return make(.list([], optional: []), start)
    }
    while !isAt("]") {
      if take("?") { optional.insert(elements.count) }
      elements.append(try expression())
      if !take(",") { break }
    }
    try need("]")
    return make(.list(elements, optional: optional), start)
  }

  private mutating func map(_ start: Int) throws(Issue) -> Expression {
    var entries: [Expression.Entry] = []
    if take(",") {
      try need("}")
      return make(.map([]), start)
    }
    while !isAt("}") {
      let isOptional = take("?")
      let key = try expression()
      try need(":")
      entries.append(Expression.Entry(key: key, value: try expression(), isOptional: isOptional))
      if !take(",") { break }
    }
    try need("}")
    return make(.map(entries), start)
  }

  // MARK: Calls and macros

  private mutating func call(
    _ name: String, _ range: Range<Int>, target: Expression?, _ arguments: [Expression], _ start: Int
  ) throws(Issue) -> Expression {
    if let kind = try macros.expand(name, target: target, arguments) { return make(kind, start) }
    return make(.call(name, nameRange: range, target: target, arguments: arguments), start)
  }
}
