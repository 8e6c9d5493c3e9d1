/// Whether a text is a sentence of a grammar. All ways to read it are followed at once: a set of places is a number with a bit for each,
/// so that a step of the grammar is a few operations, whatever is ambiguous.
struct Recogniser {
  /// Most characters of a text.
  static let mostCharacters = 120

  /// Places at which something ends that is not written in the grammar, and begins at one of some places.
  typealias Outside = (_ name: String, _ text: [Unicode.Scalar], _ start: Int) -> [Int]

  let expression: EBNFExpression
  var outside: Outside = { _, _, _ in [] }

  /// Whether all of a text is a sentence.
  func accepts(_ text: [Unicode.Scalar]) -> Bool {
    guard text.count <= Recogniser.mostCharacters else { return false }
    return ends(expression, text, 1) & (1 << UInt128(text.count)) != 0
  }

  /// Places after an expression that begins at any of `starts`.
  private func ends(_ expression: EBNFExpression, _ text: [Unicode.Scalar], _ starts: UInt128) -> UInt128 {
    guard starts != 0 else { return 0 }
    switch expression {
    case .literal(let characters):
      return characters.reduce(starts) { places, character in step(text, places) { $0 == character } }
    case .set(let ranges, let isNegated):
      return step(text, starts) { character in ranges.contains { $0.contains(character.value) } != isNegated }
    case .symbol(let name):
      var places: UInt128 = 0
      for start in 0...text.count where starts & (1 << UInt128(start)) != 0 {
        for end in outside(name, text, start) { places |= 1 << UInt128(end) }
      }
      return places
    case .sequence(let parts): return parts.reduce(starts) { ends($1, text, $0) }
    case .choice(let parts): return parts.reduce(0) { $0 | ends($1, text, starts) }
    case .repeated(let part, let least, let isOnce):
      if isOnce { return starts | ends(part, text, starts) }
      var places = least == 0 ? starts : ends(part, text, starts)
      var new = places
      while new != 0 {
        new = ends(part, text, new) & ~places
        places |= new
      }
      return places
    }
  }

  private func step(_ text: [Unicode.Scalar], _ starts: UInt128, _ isTaken: (Unicode.Scalar) -> Bool) -> UInt128 {
    var places: UInt128 = 0
    var rest = starts
    while rest != 0 {
      let place = rest.trailingZeroBitCount
      rest &= rest - 1
      if place < text.count, isTaken(text[place]) { places |= 1 << UInt128(place + 1) }
    }
    return places
  }
}
