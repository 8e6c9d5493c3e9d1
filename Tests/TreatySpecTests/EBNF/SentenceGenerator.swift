/// Random numbers that are the same in each run (Steele, Lea, Flood: SplitMix).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Makes up sentences of a grammar, and texts that are nearly such.
struct SentenceGenerator {
  let expression: EBNFExpression
  /// What may stand for a symbol that is not written in the grammar.
  var outside: [String: [String]] = [:]
  /// Texts that may stand where they do not belong: those of this grammar and others.
  let literals: [[Unicode.Scalar]]
  var numbers: SeededNumbers
  /// Whether it leaves the grammar now and then.
  private var isAstray = false

  init(expression: EBNFExpression, outside: [String: [String]], literals: [[Unicode.Scalar]], numbers: SeededNumbers) {
    self.expression = expression
    self.outside = outside
    self.literals = literals
    self.numbers = numbers
  }

  /// Characters that a set may stand for which names only what it leaves out.
  private static let any = (0x20...0x7E).compactMap { Unicode.Scalar($0) } + Array("é€😀\t\n".unicodeScalars)

  /// Texts that a parser may take which is too lenient, whatever the grammars name.
  private static let strays = [
    "24:00", "00:00", "/2", "-5", "+1", "-1", ":30", "Z", " ", "  ", "0", "00", "*", "..", ",", ";", "in UTC",
  ]
  .map { Array($0.unicodeScalars) }

  /// A sentence.
  mutating func sentence() -> [Unicode.Scalar] {
    isAstray = false
    var text: [Unicode.Scalar] = []
    write(expression, &text)
    return text
  }

  /// A sentence of which parts are left out, doubled, or replaced by what stands elsewhere.
  mutating func astray() -> [Unicode.Scalar] {
    isAstray = true
    var text: [Unicode.Scalar] = []
    write(expression, &text)
    return text
  }

  private mutating func write(_ expression: EBNFExpression, _ text: inout [Unicode.Scalar]) {
    guard isAstray, Int.random(in: 0..<12, using: &numbers) == 0 else { return writeStraight(expression, &text) }
    let literal = (Bool.random(using: &numbers) ? literals : Self.strays).randomElement(using: &numbers) ?? []
    switch Int.random(in: 0..<5, using: &numbers) {
    case 0: return
    case 1: for _ in 0..<2 { writeStraight(expression, &text) }
    case 2:
      writeStraight(expression, &text)
      text += literal
    default: text += literal
    }
  }

  private mutating func writeStraight(_ expression: EBNFExpression, _ text: inout [Unicode.Scalar]) {
    switch expression {
    case .literal(let characters): text += characters
    case .set(let ranges, let isNegated): text.append(character(ranges, isNegated))
    case .symbol(let name):
      if let sample = outside[name]?.randomElement(using: &numbers) { text += sample.unicodeScalars }
    case .sequence(let parts): for part in parts { write(part, &text) }
    case .choice(let parts): if let part = parts.randomElement(using: &numbers) { write(part, &text) }
    case .repeated(let part, let least, let isOnce):
      var count = least
      if isOnce {
        count = Int.random(in: 0...1, using: &numbers)
      } else if Int.random(in: 0..<40, using: &numbers) == 0 {
        // Now and then many, so that what is limited is met.
        count += Int.random(in: 10...25, using: &numbers)
      } else {
        while Int.random(in: 0..<5, using: &numbers) < 2 { count += 1 }
      }
      for _ in 0..<count where text.count < Recogniser.mostCharacters { write(part, &text) }
    }
  }

  private mutating func character(_ ranges: [ClosedRange<UInt32>], _ isNegated: Bool) -> Unicode.Scalar {
    if isNegated {
      let left = Self.any.filter { character in !ranges.contains { $0.contains(character.value) } }
      return left.randomElement(using: &numbers) ?? "a"
    }
    let code = ranges.randomElement(using: &numbers).map { UInt32.random(in: $0, using: &numbers) }
    return code.flatMap(Unicode.Scalar.init) ?? "a"
  }

  /// A text with one to three slips: a character left out, doubled, changed, added, two that changed places, a piece of another sentence, or
  /// the end missing.
  mutating func slip(_ sentence: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var text = sentence
    for _ in 0..<Int.random(in: 1...3, using: &numbers) {
      let place = Int.random(in: 0...text.count, using: &numbers)
      // Mostly what stands elsewhere in such texts, so that the slip is not seen at once.
      let new =
        (Int.random(in: 0..<3, using: &numbers) == 0 ? Self.any : text + other).randomElement(using: &numbers) ?? " "
      switch Int.random(in: 0..<8, using: &numbers) {
      case 0 where place < text.count: text.remove(at: place)
      case 1 where place < text.count: text.insert(text[place], at: place)
      case 2 where place < text.count: text[place] = new
      case 3 where place > 0 && place < text.count: text.swapAt(place, place - 1)
      case 4: text.removeSubrange(place...)
      case 5 where !other.isEmpty:
        let start = Int.random(in: 0..<other.count, using: &numbers)
        text.insert(contentsOf: other[start...].prefix(Int.random(in: 1...5, using: &numbers)), at: place)
      default: text.insert(new, at: place)
      }
    }
    return text
  }
}
