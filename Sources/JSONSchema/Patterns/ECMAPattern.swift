import CEL

/// Reads a regular expression of ECMA-262 (§22.2, with the flag `u`) and writes it for RE2, which finds it in time linear in the text.
///
/// What RE2 cannot do is refused by name: look-around and back-references first of all. Two liberties are taken, since so many schemas
/// do: a punctuation mark may have a backslash that it does not need, and a bracket or brace that closes or begins nothing is itself.
struct ECMAPattern {
  /// Why a text is no pattern, or none for RE2.
  struct Failure: Error {
    /// As a sentence without its beginning: `` `(?=` is look-ahead, … ``.
    let message: String
    /// Whether it is no pattern of ECMA-262 either.
    let isSyntax: Bool
  }

  let source: [Unicode.Scalar]
  var index = 0
  private var out: [UInt8] = []
  /// Brackets that are open.
  private var depth = 0
  /// Whether what was read last can be repeated.
  private var hasAtom = false
  /// The first thing that RE2 cannot do.
  private var refusal: Failure?

  private init(_ text: Text) { source = text.scalars }

  /// The pattern for RE2.
  static func translate(_ text: Text) throws -> Text {
    var reader = ECMAPattern(text)
    try reader.read()
    if let refusal = reader.refusal { throw refusal }
    return Text(utf8: reader.out)
  }

  /// Whether a text is a pattern of ECMA-262, whatever RE2 can do with it.
  static func isPattern(_ text: Text) -> Bool {
    var reader = ECMAPattern(text)
    return (try? reader.read()) != nil
  }

  // MARK: Reading

  private mutating func read() throws(Failure) {
    while let scalar = next() {
      switch scalar {
      case "^":
        write("^")
        hasAtom = false
      case "$":
        write("\\z")
        hasAtom = false
      case ".": atom("[^\\n\\r\\x{2028}\\x{2029}]")
      case "*", "+", "?": try repeated(String(scalar))
      case "{": try count()
      case "(": try group()
      case ")":
        guard depth > 0 else { throw syntax("`)` has no partner `(`: write `\\)` for the character") }
        depth -= 1
        write(")")
        hasAtom = true
      case "|":
        write("|")
        hasAtom = false
      case "[": try characterClass()
      case "\\": try escape()
      default: atom(ECMAPattern.literal(scalar))
      }
    }
    if depth > 0 { throw syntax("`(` has no partner `)`: write `\\(` for the character") }
  }

  func syntax(_ message: String) -> Failure { Failure(message: message, isSyntax: true) }

  mutating func refuse(_ message: String) {
    if refusal == nil { refusal = Failure(message: message, isSyntax: false) }
  }

  mutating func next() -> Unicode.Scalar? {
    guard index < source.count else { return nil }
    index += 1
    return source[index - 1]
  }

  var peek: Unicode.Scalar? { index < source.count ? source[index] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    index += 1
    return true
  }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard index + wanted.count <= source.count, Array(source[index..<index + wanted.count]) == wanted else {
      return false
    }
    index += wanted.count
    return true
  }

  private mutating func write(_ text: String) { out += text.utf8 }

  mutating func atom(_ text: String) {
    write(text)
    hasAtom = true
  }

  /// A character that stands for itself.
  static func literal(_ scalar: Unicode.Scalar) -> String {
    let isWord = scalar.properties.isASCIIHexDigit || ("g"..."z").contains(scalar) || ("G"..."Z").contains(scalar)
    return isWord || scalar.value > 0x7F ? String(Character(scalar)) : "\\x{\(String(scalar.value, radix: 16))}"
  }

  // MARK: Repeats

  private mutating func repeated(_ sign: String) throws(Failure) {
    guard hasAtom else {
      throw syntax("nothing stands before `\(sign)` to be repeated: write `\\\(sign)` for the character")
    }
    write(sign)
    if take("?") { write("?") }
    hasAtom = false
  }

  /// `{n}`, `{n,}` or `{n,m}`; anything else after the brace is a text.
  private mutating func count() throws(Failure) {
    let start = index
    let least = digits()
    var most = least
    let hasComma = take(",")
    if hasComma { most = digits() }
    guard let least, take("}") else {
      index = start
      return atom(ECMAPattern.literal("{"))
    }
    let text = "{\(least)\(hasComma ? "," : "")\(hasComma ? most ?? "" : "")}"
    if let first = Int(least), let second = most.flatMap({ Int($0) }), first > second {
      throw syntax("in `\(text)` the greater count stands first")
    }
    let largest = [least, most ?? ""].map { Int($0) ?? ($0.isEmpty ? 0 : .max) }.max() ?? 0
    if largest > 1000 {
      refuse(
        "`\(text)` repeats more than 1000 times, which is all that is done: `minLength` and `maxLength` have no limit")
    }
    try repeated(text)
  }

  private mutating func digits() -> String? {
    var text = ""
    while let scalar = peek, ("0"..."9").contains(scalar) {
      text.unicodeScalars.append(scalar)
      index += 1
    }
    return text.isEmpty ? nil : text
  }

  // MARK: Brackets

  private mutating func group() throws(Failure) {
    depth += 1
    hasAtom = false
    write("(?:")
    guard take("?") else { return }
    if take(":") { return }
    if take("=") || take("!") {
      return refuse("`(?\(source[index - 1])` is look-ahead, which a search in linear time does not have")
    }
    if take("<=") || take("<!") {
      return refuse("`(?<\(source[index - 1])` is look-behind, which a search in linear time does not have")
    }
    if take("<") {
      _ = try name()
      return
    }
    // ES2025: flags for a part of the pattern.
    let start = index
    while let scalar = peek, "ims-".unicodeScalars.contains(scalar) { index += 1 }
    if index > start, take(":") {
      return refuse(
        "`(?\(text(start..<index))` sets flags for a part of the pattern: write out both cases, as in `[aA]`")
    }
    index = start
    throw syntax(
      "`(?\(peek.map { String(Character($0)) } ?? "")` begins nothing: there are `(?:`, `(?<name>`, `(?=` and their like"
    )
  }

  private func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: source[range])
    return String(view)
  }

  /// The name of a group, up to its `>`.
  private mutating func name() throws(Failure) -> String {
    let start = index
    while let scalar = peek, scalar != ">" {
      let properties = scalar.properties
      let isPart = properties.isIDContinue || scalar == "$" || scalar == "_"
      guard isPart, index > start || properties.isIDStart || scalar == "$" || scalar == "_" else { break }
      index += 1
    }
    let end = index
    guard end > start, take(">") else { throw syntax("`(?<` needs a name of letters and digits, and `>`") }
    return text(start..<end)
  }

  // MARK: Escapes

  private mutating func escape() throws(Failure) {
    guard let letter = next() else { throw syntax("it ends in a single backslash: write `\\\\` for the character") }
    switch letter {
    case "d", "D", "w", "W": atom("\\\(letter)")
    case "s": atom("[\(CharacterSets.space)]")
    case "S": atom("[^\(CharacterSets.space)]")
    case "b", "B":
      write("\\\(letter)")
      hasAtom = false
    case "1"..."9":
      index -= 1
      let number = digits() ?? ""
      guard let group = Int(number), group <= groups().count else {
        throw syntax("`\\\(number)` means a group that is not there")
      }
      refuse("`\\\(number)` is a back-reference, which a search in linear time does not have")
      hasAtom = true
    case "k":
      guard take("<") else { throw syntax("`\\k` needs the name of a group: `\\k<name>`") }
      let name = try name()
      guard groups().contains(name) else { throw syntax("`\\k<\(name)>` means a group that is not there") }
      refuse("`\\k<\(name)>` is a back-reference, which a search in linear time does not have")
      hasAtom = true
    case "p", "P":
      let set = try property(isNegated: letter == "P")
      atom("[\(set.isNegated ? "^" : "")\(set.members)]")
    default:
      let scalar = try character(letter)
      atom(scalar.map { ECMAPattern.literal($0) } ?? CharacterSets.nothing)
    }
  }

  /// The groups that capture, by name; those without one have an empty name.
  private func groups() -> [String] {
    var names: [String] = []
    var isClass = false
    var place = 0
    while place < source.count {
      switch source[place] {
      case "\\": place += 1
      case "[": isClass = true
      case "]": isClass = false
      case "(" where !isClass:
        let rest = source[(place + 1)...]
        if rest.first != "?" { names.append("") }
        if rest.starts(with: ["?", "<"]), let third = rest.dropFirst(2).first, third != "=", third != "!" {
          names.append(String(String.UnicodeScalarView(rest.dropFirst(2).prefix { $0 != ">" })))
        }
      default: break
      }
      place += 1
    }
    return names
  }

  /// The character of an escape; `nil` for half a surrogate pair, which no text of Unicode has.
  mutating func character(_ letter: Unicode.Scalar) throws(Failure) -> Unicode.Scalar? {
    switch letter {
    case "t": return "\t"
    case "n": return "\n"
    case "v": return "\u{B}"
    case "f": return "\u{C}"
    case "r": return "\r"
    case "0":
      if let scalar = peek, ("0"..."9").contains(scalar) { throw syntax("`\\0` with a digit behind it is no escape") }
      return "\0"
    case "c":
      guard let control = peek, ("a"..."z").contains(control) || ("A"..."Z").contains(control) else {
        throw syntax("`\\c` needs a letter")
      }
      index += 1
      return Unicode.Scalar(control.value % 32)
    case "x":
      guard let code = hex(2) else { throw syntax("`\\x` needs two hex digits") }
      return Unicode.Scalar(code)
    case "u": return try unicode()
    default:
      // Letters and digits are kept for what they may mean one day.
      let isPlain = letter.value > 0x7F || !(letter.properties.isAlphabetic || ("0"..."9").contains(letter))
      guard isPlain else { throw syntax("`\\\(letter)` is no escape of ECMA-262") }
      return letter
    }
  }

  private mutating func unicode() throws(Failure) -> Unicode.Scalar? {
    if take("{") {
      var code: UInt32 = 0
      let start = index
      while let digit = peek.flatMap({ HexDigits.value(UInt8(truncatingIfNeeded: $0.value)) }), source[index].isASCII {
        code = code << 4 | UInt32(digit)
        guard code <= 0x10FFFF else { throw syntax("`\\u{…}` goes to `\\u{10FFFF}`") }
        index += 1
      }
      guard index > start, take("}") else { throw syntax("`\\u{` needs hex digits and `}`") }
      return Unicode.Scalar(code)
    }
    guard let high = hex(4) else { throw syntax("`\\u` needs four hex digits, or `{…}`") }
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
    let start = index
    if take("\\u"), let low = hex(4), (0xDC00..<0xE000).contains(low) {
      return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }
    index = start
    return nil
  }

  private mutating func hex(_ count: Int) -> UInt32? {
    guard index + count <= source.count else { return nil }
    var code: UInt32 = 0
    for scalar in source[index..<index + count] {
      guard scalar.isASCII, let digit = HexDigits.value(UInt8(truncatingIfNeeded: scalar.value)) else { return nil }
      code = code << 4 | UInt32(digit)
    }
    index += count
    return code
  }

  /// `\p{…}`, of which the letter is read.
  mutating func property(isNegated: Bool) throws(Failure) -> CharacterSets.Property {
    guard take("{") else { throw syntax("`\\p` needs `{` and the name of a property, as in `\\p{Letter}`") }
    let start = index
    while let scalar = peek, scalar != "}" { index += scalar == "\\" ? source.count : 1 }
    let name = text(min(start, source.count)..<min(index, source.count))
    guard take("}") else { throw syntax("`\\p{` has no `}`") }
    switch CharacterSets.property(name) {
    case .known(var property):
      if isNegated { property.isNegated.toggle() }
      return property
    case .refused(let reason):
      refuse("`\\p{\(name)}` \(reason)")
      return CharacterSets.Property(members: "", isNegated: false)
    case .unknown: throw syntax("`\\p{\(name)}` is no property: write `\\p{Letter}`, `\\p{Lu}` or `\\p{Script=Greek}`")
    }
  }
}
