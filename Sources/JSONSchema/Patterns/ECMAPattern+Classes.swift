/// What stands between brackets.
extension ECMAPattern {
  /// One end of a range, or a set that cannot be one.
  fileprivate enum Member {
    case character(Unicode.Scalar)
    /// Half a surrogate pair, by its code.
    case surrogate
    case set(String)
  }

  mutating func characterClass() throws(Failure) {
    let isNegated = take("^")
    var members = ""
    while true {
      guard let scalar = next() else { throw syntax("`[` has no partner `]`: write `\\[` for the character") }
      if scalar == "]" { break }
      let first = try member(scalar)
      guard peek == "-", index + 1 < source.count, source[index + 1] != "]" else {
        members += ECMAPattern.text(first)
        continue
      }
      index += 1
      let second = try member(next() ?? "-")
      switch (first, second) {
      case (.character(let low), .character(let high)):
        guard low <= high else {
          throw syntax("the range `\(low)-\(high)` runs backwards: the smaller character stands first")
        }
        members += "\(ECMAPattern.literal(low))-\(ECMAPattern.literal(high))"
      // What lies between halves of pairs is none either, and what goes beyond them does so with the next one or the last one before.
      case (.surrogate, .surrogate): break
      case (.character(let low), .surrogate): members += "\(ECMAPattern.literal(low))-\\x{d7ff}"
      case (.surrogate, .character(let high)): members += "\\x{e000}-\(ECMAPattern.literal(high))"
      default: throw syntax("a set such as `\\d` cannot be an end of a range: put `-` first or last")
      }
    }
    if members.isEmpty {
      atom(isNegated ? "(?s:.)" : CharacterSets.nothing)
    } else {
      atom("[\(isNegated ? "^" : "")\(members)]")
    }
  }

  private static func text(_ member: Member) -> String {
    switch member {
    case .character(let scalar): literal(scalar)
    case .surrogate: ""
    case .set(let members): members
    }
  }

  private mutating func member(_ scalar: Unicode.Scalar) throws(Failure) -> Member {
    guard scalar == "\\" else { return .character(scalar) }
    guard let letter = next() else { throw syntax("it ends in a single backslash: write `\\\\` for the character") }
    switch letter {
    case "d", "D", "w", "W": return .set("\\\(letter)")
    case "s": return .set(CharacterSets.space)
    case "S": return .set(CharacterSets.noSpace)
    case "b": return .character("\u{8}")
    case "p", "P":
      let property = try property(isNegated: letter == "P")
      if !property.isNegated { return .set(property.members) }
      guard let negated = property.negatedMembers else {
        refuse("`\\\(letter){…}` cannot be put between `[` and `]` here")
        return .set("")
      }
      return .set(negated)
    default: return try character(letter).map { .character($0) } ?? .surrogate
    }
  }
}
