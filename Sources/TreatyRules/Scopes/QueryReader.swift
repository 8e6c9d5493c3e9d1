import CEL

/// Reads a scope in a vendor's query language as a condition, as far as such languages agree: comparisons of a field with a literal, `IN`,
/// `LIKE` with a prefix, `AND`, `OR`, `NOT` and brackets, by words or by signs, and `^` where queries are written without spaces. What it
/// cannot read it takes for something of which nothing is known.
struct QueryReader {
  private let text: String
  private var tokens: [Token]
  private var index = 0
  private var depth = 0

  private enum Token: Equatable {
    /// A field, a keyword, or a literal without quotes.
    case word(String)
    case text(String)
    case number(Double)
    case sign(String)
  }

  private init(_ text: String, _ tokens: [Token]) {
    self.text = text
    self.tokens = tokens
  }

  /// The records that a query asks for. Fields are paths of one name.
  static func condition(of query: String) -> Condition {
    let trimmed = query.drop { $0.isWhitespace }
    if trimmed.isEmpty { return .always }
    guard let tokens = tokens(of: query) else { return .opaque(query) }
    var reader = QueryReader(query, tokens)
    guard let condition = reader.either(), reader.isAtEnd else { return .opaque(query) }
    return condition
  }

  // MARK: Tokens

  private static func tokens(of query: String) -> [Token]? {
    var tokens: [Token] = []
    var rest = Substring(query)
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "'" || first == "\"" {
        rest.removeFirst()
        guard let text = quoted(&rest, by: first) else { return nil }
        tokens.append(.text(text))
      } else if let sign = ["<=", ">=", "!=", "<>", "==", "^OR", "^", "=", "<", ">", "(", ")", ","].first(where: {
        rest.hasPrefix($0)
      }) {
        rest.removeFirst(sign.count)
        tokens.append(.sign(sign))
      } else {
        let word = rest.prefix { !$0.isWhitespace && !"'\"<>=!(),^".contains($0) }
        guard !word.isEmpty else { return nil }
        rest = rest[word.endIndex...]
        tokens.append(Double(word).map { .number($0) } ?? .word(String(word)))
      }
    }
    return tokens
  }

  /// What stands up to the closing quote; a quote in it is doubled or has `\` before it.
  private static func quoted(_ rest: inout Substring, by quote: Character) -> String? {
    var text = ""
    while let next = rest.popFirst() {
      if next == "\\", let escaped = rest.popFirst() {
        text.append(escaped)
      } else if next == quote {
        guard rest.first == quote else { return text }
        rest.removeFirst()
        text.append(quote)
      } else {
        text.append(next)
      }
    }
    return nil
  }

  // MARK: Grammar

  private var isAtEnd: Bool { index == tokens.count || isKeyword("order") }

  private func isKeyword(_ word: String) -> Bool {
    if index < tokens.count, case .word(let found) = tokens[index] { return found.lowercased() == word }
    return false
  }

  private mutating func take(keyword word: String) -> Bool {
    guard isKeyword(word) else { return false }
    index += 1
    return true
  }

  private mutating func take(sign: String) -> Bool {
    guard index < tokens.count, tokens[index] == .sign(sign) else { return false }
    index += 1
    return true
  }

  private mutating func either() -> Condition? {
    guard var condition = all() else { return nil }
    while take(keyword: "or") || take(sign: "^OR") {
      guard let next = all() else { return nil }
      condition = condition.or(next)
    }
    return condition
  }

  private mutating func all() -> Condition? {
    guard var condition = negated() else { return nil }
    while take(keyword: "and") || take(sign: "^") {
      guard let next = negated() else { return nil }
      condition = condition.and(next)
    }
    return condition
  }

  private mutating func negated() -> Condition? {
    // Brackets within each other cost stack.
    depth += 1
    defer { depth -= 1 }
    guard depth <= 100 else { return nil }
    if take(keyword: "not") { return negated()?.negated }
    if take(sign: "(") {
      guard let inner = either(), take(sign: ")") else { return nil }
      return inner
    }
    return comparison()
  }

  private mutating func comparison() -> Condition? {
    guard index < tokens.count, case .word(let field) = tokens[index] else { return nil }
    index += 1
    let path = [field]
    if take(keyword: "not") {
      guard take(keyword: "in") else { return nil }
      return list().map { Condition.field(path, in: $0).negated }
    }
    if take(keyword: "in") { return list().map { Condition.field(path, in: $0) } }
    if take(keyword: "like") {
      guard let literal = literal(), case .text(let pattern) = literal else { return nil }
      let text = pattern.string
      guard text.hasSuffix("%"), !text.contains(QueryReader.unknown),
        !text.dropLast().contains(where: { "%_".contains($0) })
      else {
        return .opaque("\(field) LIKE \(text)")
      }
      return .field(path, .hasPrefix, .string(String(text.dropLast())))
    }
    guard index < tokens.count, let relation = relation(), let literal = literal() else { return nil }
    if case .text(let text) = literal, text.string.contains(QueryReader.unknown) {
      return .opaque("\(field) \(relation) a value that is worked out")
    }
    return .field(path, relation, literal)
  }

  /// Stands in a query for a value that is worked out when it runs.
  static let unknown: Character = "\u{E000}"

  private mutating func relation() -> Condition.Relation? {
    defer { index += 1 }
    switch tokens[index] {
    case .sign("="), .sign("=="): return .equal
    case .sign("!="), .sign("<>"): return .notEqual
    case .sign("<"): return .less
    case .sign("<="): return .lessOrEqual
    case .sign(">"): return .greater
    case .sign(">="): return .greaterOrEqual
    case .word(let word):
      switch word.lowercased() {
      case "eq", "is": return .equal
      case "ne": return .notEqual
      case "lt": return .less
      case "le": return .lessOrEqual
      case "gt": return .greater
      case "ge": return .greaterOrEqual
      default: return nil
      }
    default: return nil
    }
  }

  private mutating func literal() -> Condition.Literal? {
    guard index < tokens.count else { return nil }
    defer { index += 1 }
    switch tokens[index] {
    case .text(let text): return .string(text)
    case .number(let number): return Int64(exactly: number).map { .int($0) } ?? .double(number)
    // A word such as `null` or `now()` means something else than itself.
    case .word(let word): return ["null", "empty", "now"].contains(word.lowercased()) ? nil : .string(word)
    case .sign: return nil
    }
  }

  private mutating func list() -> [Condition.Literal]? {
    guard take(sign: "(") else { return nil }
    var literals: [Condition.Literal] = []
    repeat {
      guard let literal = literal() else { return nil }
      literals.append(literal)
    } while take(sign: ",")
    let isKnown = literals.allSatisfy { literal in
      if case .text(let text) = literal { return !text.string.contains(QueryReader.unknown) }
      return true
    }
    return take(sign: ")") && isKnown ? literals : nil
  }
}
