/// A token of a source and its bytes.
struct Token: Sendable {
  enum Kind: Hashable, Sendable {
    case name(String)
    /// A name in back-quotes, which only a field can have.
    case quotedName(String)
    case int(UInt64)
    case uint(UInt64)
    case double(Double)
    case text(Text)
    case bytes([UInt8])
    case symbol(Symbol)
    case end
  }
  var kind: Kind
  var range: Range<Int>
  /// Whether white space stands before it.
  var isSpaced: Bool
}

/// An operator or bracket of one or two characters, as a number: the parser asks for one at every turn.
struct Symbol: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  private let code: UInt16

  init(_ first: UInt8, _ second: UInt8 = 0) { code = UInt16(first) | UInt16(second) << 8 }

  init(stringLiteral text: StaticString) {
    let start = text.utf8Start
    self.init(start[0], text.utf8CodeUnitCount > 1 ? start[1] : 0)
  }

  /// Name of the function that a binary operator calls.
  var operation: String {
    switch self {
    case "==": "_==_"
    case "!=": "_!=_"
    case "<": "_<_"
    case "<=": "_<=_"
    case ">": "_>_"
    case ">=": "_>=_"
    case "+": "_+_"
    case "-": "_-_"
    case "*": "_*_"
    case "/": "_/_"
    case "%": "_%_"
    default: "_\(description)_"
    }
  }

  var description: String {
    String(decoding: [UInt8(truncatingIfNeeded: code), UInt8(code >> 8)].prefix(code > 0xFF ? 2 : 1), as: UTF8.self)
  }
}

/// Cuts a source into tokens, by the grammar of the language definition.
struct Lexer {
  private let bytes: [UInt8]
  private var index = 0
  /// Whether only the ends of tokens matter. What follows a hyphen may then be part of a name, and is no wrong number.
  private var isMeasuring = false

  init(_ source: String) { bytes = Array(source.utf8) }

  /// All tokens; the last is `end`.
  /// - Parameter hyphenated: see ``ParseOptions/hyphenatedRoots``.
  static func tokens(of source: String, hyphenated: [String: Int] = [:]) throws(Issue) -> [Token] {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    // How many of the names that follow may hold hyphens, and whether the next one stands behind its dot.
    var left = 0
    var isBehindDot = false
    while true {
      var token = try lexer.next()
      switch token.kind {
      case .end:
        tokens.append(token)
        return tokens
      case .name where isBehindDot && left > 0:
        lexer.extend(&token)
        left -= 1
        isBehindDot = false
      case .name(let name):
        left = isBehindDot ? 0 : hyphenated[name] ?? 0
        isBehindDot = false
      case .symbol("."): isBehindDot = true
      // `.?name`
      case .symbol("?") where isBehindDot: break
      default:
        left = 0
        isBehindDot = false
      }
      tokens.append(token)
    }
  }

  /// Joins `-word` and `-1` to a name, as long as nothing stands between.
  private mutating func extend(_ token: inout Token) {
    while peek() == UInt8(ascii: "-"), let byte = peek(1), isLetter(byte) || isDigit(byte) {
      index += 1
      while let byte = peek(), isLetter(byte) || isDigit(byte) { index += 1 }
    }
    token.range = token.range.lowerBound..<index
    token.kind = .name(String(decoding: bytes[token.range], as: UTF8.self))
  }

  /// Bytes of the tokens of an expression that ends at an unmatched `}`, as in a template; `nil` when there is none.
  static func endOfExpression(in bytes: [UInt8], from start: Int) throws(Issue) -> Int? {
    var lexer = Lexer(String(decoding: bytes, as: UTF8.self))
    lexer.index = start
    lexer.isMeasuring = true
    var open: [Symbol] = []
    while true {
      let token = try lexer.next()
      switch token.kind {
      case .end: return nil
      case .symbol("}") where open.isEmpty: return token.range.lowerBound
      case .symbol(let symbol) where ["{", "[", "("].contains(symbol): open.append(symbol)
      case .symbol(let symbol) where ["}", "]", ")"].contains(symbol): _ = open.popLast()
      default: break
      }
    }
  }

  private func issue(_ message: String, _ range: Range<Int>, _ kind: IssueKind = .syntax) -> Issue {
    // What is wrong may begin with a code point of several bytes, such as `\é`: all of it is underlined.
    var end = range.upperBound
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return Issue(kind: kind, message: message, range: range.lowerBound..<end)
  }

  private func peek(_ offset: Int = 0) -> UInt8? { index + offset < bytes.count ? bytes[index + offset] : nil }

  private mutating func skipBlanks() throws(Issue) {
    while let byte = peek() {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D: index += 1
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
        while let byte = peek(), byte != 0x0A { _ = byte; index += 1 }
      default: return
      }
    }
  }

  private mutating func next() throws(Issue) -> Token {
    let before = index
    try skipBlanks()
    let start = index
    func token(_ kind: Token.Kind) -> Token { Token(kind: kind, range: start..<index, isSpaced: start > before) }
    guard let byte = peek() else { return token(.end) }
    if let literal = try textLiteral() { return token(literal) }
    if isLetter(byte) {
      while let byte = peek(), isLetter(byte) || isDigit(byte) { index += 1 }
      return token(.name(String(decoding: bytes[start..<index], as: UTF8.self)))
    }
    if isDigit(byte) || (byte == UInt8(ascii: ".") && peek(1).map(isDigit) == true) { return token(try number()) }
    if byte == UInt8(ascii: "`") { return token(try quotedName()) }
    if let (symbol, length) = symbol(byte) {
      index += length
      return token(.symbol(symbol))
    }
    let character = String(decoding: bytes[index...].prefix(4), as: UTF8.self).prefix(1)
    let end = min(bytes.count, index + character.utf8.count)
    let mend = ForeignNames.operation(String(character))
    throw Issue(
      kind: .syntax,
      message: mend == nil ? "`\(character)` has no place in an expression" : "a single `\(character)` is no operator",
      range: index..<end, mends: mend.map { [$0] } ?? [])
  }

  private func symbol(_ byte: UInt8) -> (Symbol, length: Int)? {
    let next = peek(1) ?? 0
    switch byte {
    case UInt8(ascii: "="): return next == byte ? (Symbol(byte, next), 2) : nil
    case UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      return next == UInt8(ascii: "=") ? (Symbol(byte, next), 2) : (Symbol(byte), 1)
    case UInt8(ascii: "&"), UInt8(ascii: "|"): return next == byte ? (Symbol(byte, next), 2) : nil
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("),
      UInt8(ascii: ")"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "?"),
      UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "."):
      return (Symbol(byte), 1)
    default: return nil
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool { byte == 95 || (byte | 0x20 >= 97 && byte | 0x20 <= 122) }
  private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  // MARK: Numbers

  private mutating func number() throws(Issue) -> Token.Kind {
    let start = index
    if isMeasuring, peek() != UInt8(ascii: ".") {
      while let byte = peek(), isLetter(byte) || isDigit(byte) { index += 1 }
      return .int(0)
    }
    if peek() == 48, let letter = peek(1), letter | 0x20 == UInt8(ascii: "x") {
      index += 2
      let digits = index
      while let byte = peek(), Character(Unicode.Scalar(byte)).isHexDigit { index += 1 }
      guard let value = UInt64(String(decoding: bytes[digits..<index], as: UTF8.self), radix: 16) else {
        throw issue(digits == index ? "`0x` needs hex digits" : "the number does not fit into 64 bits", start..<index)
      }
      return try suffix(value, start)
    }
    digits()
    var isDouble = false
    if peek() == UInt8(ascii: "."), peek(1).map(isDigit) == true {
      isDouble = true
      index += 1
      digits()
    }
    if let letter = peek(), letter | 0x20 == UInt8(ascii: "e") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
      if peek(1 + sign).map(isDigit) == true {
        isDouble = true
        index += 1 + sign
        digits()
      }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isDouble {
      guard let value = Double(text), value.isFinite else {
        throw issue("the number is too large for a double", start..<index)
      }
      return .double(value)
    }
    guard let value = UInt64(text) else { throw issue("the number does not fit into 64 bits", start..<index) }
    return try suffix(value, start)
  }

  private mutating func digits() { while let byte = peek(), isDigit(byte) { _ = byte; index += 1 } }

  private mutating func suffix(_ value: UInt64, _ start: Int) throws(Issue) -> Token.Kind {
    if let letter = peek(), letter | 0x20 == UInt8(ascii: "u") {
      index += 1
      return .uint(value)
    }
    if let byte = peek(), isLetter(byte) { throw issue("a number and a name stand together", start..<index + 1) }
    return .int(value)
  }

  // MARK: Texts

  private mutating func quotedName() throws(Issue) -> Token.Kind {
    let start = index
    index += 1
    while let byte = peek(), byte != UInt8(ascii: "`") {
      guard isLetter(byte) || isDigit(byte) || [45, 46, 47, 32].contains(byte) else { break }
      index += 1
    }
    guard peek() == UInt8(ascii: "`"), index > start + 1 else {
      throw issue("a name in back-quotes is not closed", start..<min(index + 1, bytes.count))
    }
    index += 1
    return .quotedName(String(decoding: bytes[(start + 1)..<(index - 1)], as: UTF8.self))
  }

  /// A text or bytes with any prefix; `nil` where none begins here.
  private mutating func textLiteral() throws(Issue) -> Token.Kind? {
    var offset = 0
    var isRaw = false
    var isBytes = false
    if let letter = peek(), letter | 0x20 == UInt8(ascii: "b") {
      isBytes = true
      offset += 1
    }
    if let letter = peek(offset), letter | 0x20 == UInt8(ascii: "r") {
      isRaw = true
      offset += 1
    }
    guard let quote = peek(offset), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
    let start = index
    index += offset
    let isLong = peek(1) == quote && peek(2) == quote
    index += isLong ? 3 : 1
    var out: [UInt8] = []
    while true {
      guard let byte = peek() else { throw issue("a text is not closed", start..<bytes.count) }
      if byte == quote, !isLong || (peek(1) == quote && peek(2) == quote) {
        index += isLong ? 3 : 1
        break
      }
      if !isLong, byte == 0x0A || byte == 0x0D {
        throw issue("a text in single quotes ends on its line; three quotes span lines", start..<index)
      }
      if byte == UInt8(ascii: "\\"), !isRaw {
        try escape(isBytes, &out)
      } else {
        out.append(byte)
        index += 1
      }
    }
    return isBytes ? .bytes(out) : .text(Text(utf8: out))
  }

  private static let simpleEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13,
    UInt8(ascii: "t"): 9,
    UInt8(ascii: "v"): 11, 0x5C: 0x5C, UInt8(ascii: "?"): UInt8(ascii: "?"), 0x22: 0x22, 0x27: 0x27, 0x60: 0x60,
  ]

  private mutating func escape(_ isBytes: Bool, _ out: inout [UInt8]) throws(Issue) {
    let start = index
    guard let letter = peek(1) else { throw issue("a text is not closed", start..<bytes.count) }
    if let simple = Lexer.simpleEscapes[letter] {
      out.append(simple)
      index += 2
      return
    }
    let (digits, radix, skipped): (Int, Int, Int)
    switch letter {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): (digits, radix, skipped) = (2, 16, 2)
    case UInt8(ascii: "u") where !isBytes: (digits, radix, skipped) = (4, 16, 2)
    case UInt8(ascii: "U") where !isBytes: (digits, radix, skipped) = (8, 16, 2)
    case 48...51: (digits, radix, skipped) = (3, 8, 1)
    default: throw issue("this is no escape", start..<min(start + 2, bytes.count))
    }
    let end = start + skipped + digits
    guard end <= bytes.count, bytes[(start + skipped)..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let code = UInt32(String(decoding: bytes[(start + skipped)..<end], as: UTF8.self), radix: radix)
    else { throw issue("the escape needs \(digits) digits", start..<min(end, bytes.count)) }
    index = end
    if isBytes {
      guard code <= 255 else { throw issue("the escape is no byte", start..<end) }
      return out.append(UInt8(code))
    }
    guard let scalar = Unicode.Scalar(code) else { throw issue("the escape is no Unicode character", start..<end) }
    out += String(Character(scalar)).utf8
  }
}
