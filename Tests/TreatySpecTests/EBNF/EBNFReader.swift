/// Reads rules `Symbol ::= expression`.
struct EBNFReader {
  private enum Token: Equatable {
    case name(String)
    case literal([Unicode.Scalar])
    case set([ClosedRange<UInt32>], isNegated: Bool)
    case sign(String)
  }

  private var tokens: [Token] = []
  private var index = 0

  /// The rules of a file. Each symbol has one, and what follows the last is refused.
  static func rules(of text: String) throws -> [String: EBNFExpression] {
    var reader = EBNFReader()
    reader.tokens = try tokens(of: Array(text.unicodeScalars))
    var rules: [String: EBNFExpression] = [:]
    while reader.index < reader.tokens.count {
      guard case .name(let name) = reader.tokens[reader.index], reader.isRule(at: reader.index) else {
        throw EBNFError("a rule is expected at \(reader.tokens[reader.index])")
      }
      guard rules[name] == nil else { throw EBNFError("`\(name)` has two rules") }
      reader.index += 2
      rules[name] = try reader.choice()
    }
    return rules
  }

  // MARK: Expressions

  private func isRule(at index: Int) -> Bool {
    guard index + 1 < tokens.count, case .name = tokens[index] else { return false }
    return tokens[index + 1] == .sign("::=")
  }

  private mutating func take(_ sign: String) -> Bool {
    guard index < tokens.count, tokens[index] == .sign(sign) else { return false }
    index += 1
    return true
  }

  private mutating func choice() throws -> EBNFExpression {
    var parts = [try sequence()]
    while take("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws -> EBNFExpression {
    var parts: [EBNFExpression] = []
    while index < tokens.count, !isRule(at: index), tokens[index] != .sign("|"), tokens[index] != .sign(")") {
      parts.append(try repeated())
    }
    guard !parts.isEmpty else { throw EBNFError("an expression is missing") }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func repeated() throws -> EBNFExpression {
    let part = try primary()
    if take("?") { return .repeated(part, least: 0, isOnce: true) }
    if take("*") { return .repeated(part, least: 0, isOnce: false) }
    if take("+") { return .repeated(part, least: 1, isOnce: false) }
    return part
  }

  private mutating func primary() throws -> EBNFExpression {
    defer { index += 1 }
    switch tokens[index] {
    case .name(let name): return .symbol(name)
    case .literal(let text): return .literal(text)
    case .set(let ranges, let isNegated): return .set(ranges, isNegated: isNegated)
    case .sign("("):
      index += 1
      let inner = try choice()
      guard index < tokens.count, tokens[index] == .sign(")") else { throw EBNFError("`(` is not closed") }
      return inner
    case .sign(let sign): throw EBNFError("`\(sign)` has no place here")
    }
  }

  // MARK: Tokens

  private static func tokens(of text: [Unicode.Scalar]) throws -> [Token] {
    var tokens: [Token] = []
    var index = 0
    while index < text.count {
      let character = text[index]
      if character.properties.isWhitespace {
        index += 1
      } else if text[index...].starts(with: "/*".unicodeScalars) {
        var end = index + 2
        while end < text.count, !text[end...].starts(with: "*/".unicodeScalars) { end += 1 }
        guard end < text.count else { throw EBNFError("a comment is not closed") }
        index = end + 2
      } else if character == "'" || character == "\"" {
        guard let end = text[(index + 1)...].firstIndex(of: character) else { throw EBNFError("a text is not closed") }
        tokens.append(.literal(Array(text[(index + 1)..<end])))
        index = end + 1
      } else if character == "[" {
        guard let end = text[index...].firstIndex(of: "]") else { throw EBNFError("a set is not closed") }
        tokens.append(try set(Array(text[(index + 1)..<end])))
        index = end + 1
      } else if character == "#" {
        let digits = text[(index + 2)...].prefix { $0.properties.isASCIIHexDigit }
        tokens.append(.literal([try scalar(digits)]))
        index += 2 + digits.count
      } else if character.properties.isAlphabetic {
        let name = text[index...].prefix { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
        tokens.append(.name(String(String.UnicodeScalarView(name))))
        index += name.count
      } else {
        let sign = text[index...].starts(with: "::=".unicodeScalars) ? "::=" : String(character)
        guard ["::=", "(", ")", "|", "?", "*", "+"].contains(sign) else {
          throw EBNFError("`\(sign)` has no place here")
        }
        tokens.append(.sign(sign))
        index += sign.unicodeScalars.count
      }
    }
    return tokens
  }

  /// `a-z0-9_-`, `^$`, `#x20`: a hyphen at the end stands for itself.
  private static func set(_ text: [Unicode.Scalar]) throws -> Token {
    var ranges: [ClosedRange<UInt32>] = []
    let isNegated = text.first == "^"
    var index = isNegated ? 1 : 0
    func character() throws -> UInt32 {
      if text[index] == "#", index + 2 < text.count, text[index + 1] == "x" {
        let digits = text[(index + 2)...].prefix { $0.properties.isASCIIHexDigit }
        index += 2 + digits.count
        return try scalar(digits).value
      }
      index += 1
      return text[index - 1].value
    }
    while index < text.count {
      let first = try character()
      if index + 1 < text.count, text[index] == "-" {
        index += 1
        let last = try character()
        guard first <= last else { throw EBNFError("a set goes backwards") }
        ranges.append(first...last)
      } else {
        ranges.append(first...first)
      }
    }
    guard !ranges.isEmpty else { throw EBNFError("a set is empty") }
    return .set(ranges, isNegated: isNegated)
  }

  private static func scalar(_ digits: ArraySlice<Unicode.Scalar>) throws -> Unicode.Scalar {
    guard let code = UInt32(String(String.UnicodeScalarView(digits)), radix: 16), let scalar = Unicode.Scalar(code)
    else {
      throw EBNFError("`#x` needs the number of a character")
    }
    return scalar
  }
}
