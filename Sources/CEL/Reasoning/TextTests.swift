/// What texts a term must begin and end with, what must stand in it, what must not, and between which texts it must lie.
struct TextTests {
  /// Functions that ask something of a text, and fail for anything else.
  static let names: Set<String> = ["startsWith", "endsWith", "contains", "matches"]

  private(set) var prefixes: [Text] = []
  private(set) var suffixes: [Text] = []
  private(set) var parts: [Text] = []
  private var forbidden: (prefixes: [Text], suffixes: [Text], parts: [Text]) = ([], [], [])
  /// What it must not be less than, or not even equal to; what it must not be greater than.
  private var bounds: (least: [Bound], greatest: [Bound]) = ([], [])

  private struct Bound {
    var text: Text
    var isIncluded: Bool
  }

  /// The tests of a term, from the calls that must come to yes or no.
  init(of term: Term, in solver: Solver) {
    for call in solver.terms {
      guard case .call(let name, let arguments) = call.shape, arguments.count == 2, arguments[0] == term,
        case .text(let text)? = arguments[1].literal
      else { continue }
      let set = solver.set(of: call)
      if name == Term.order {
        note(order: set, text)
      } else if set.isSubset(of: .yes) {
        note(name, text)
      } else if set.isSubset(of: .no) {
        note(not: name, text)
      }
    }
  }

  private mutating func note(_ name: String, _ text: Text) {
    switch name {
    case "startsWith": prefixes.append(text)
    case "endsWith": suffixes.append(text)
    case "contains": parts.append(text)
    default: break
    }
  }

  private mutating func note(not name: String, _ text: Text) {
    switch name {
    case "startsWith": forbidden.prefixes.append(text)
    case "endsWith": forbidden.suffixes.append(text)
    case "contains": forbidden.parts.append(text)
    default: break
    }
  }

  private mutating func note(order set: ValueSet, _ text: Text) {
    let zero = LineSet.Point(whole: 0)
    let isIncluded = set.numbers.contains(zero)
    if set.isSubset(of: ValueSet(numbers: .less(than: zero, orEqual: true))) {
      bounds.greatest.append(Bound(text: text, isIncluded: isIncluded))
    } else if set.isSubset(of: ValueSet(numbers: LineSet.less(than: zero, orEqual: false).complement)) {
      bounds.least.append(Bound(text: text, isIncluded: isIncluded))
    }
  }

  /// The longest text with which it must begin.
  var prefix: Text { prefixes.max { $0.byteCount < $1.byteCount } ?? "" }

  /// The longest text with which it must end.
  var suffix: Text { suffixes.max { $0.byteCount < $1.byteCount } ?? "" }

  /// Whether no text passes all of them. Where this says no it can still be so.
  var areContradictory: Bool {
    let (prefix, suffix) = (prefix, suffix)
    if prefixes.contains(where: { !prefix.hasPrefix($0) }) || suffixes.contains(where: { !suffix.hasSuffix($0) }) {
      return true
    }
    if forbidden.prefixes.contains(where: { prefix.hasPrefix($0) })
      || forbidden.suffixes.contains(where: { suffix.hasSuffix($0) })
    {
      return true
    }
    let inside = [prefix, suffix] + parts
    if forbidden.parts.contains(where: { part in inside.contains { $0.firstByteOffset(of: part) != nil } }) {
      return true
    }
    for greatest in bounds.greatest {
      // A text that begins with another is not less than that.
      if prefix > greatest.text || prefix == greatest.text && !greatest.isIncluded { return true }
      for least in bounds.least {
        if least.text > greatest.text { return true }
        if least.text == greatest.text && !(least.isIncluded && greatest.isIncluded) { return true }
      }
    }
    // All that begins with a text lies on the same side of another that does not.
    return bounds.least.contains { $0.text > prefix && !$0.text.hasPrefix(prefix) }
  }
}
