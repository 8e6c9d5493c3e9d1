/// What is known of the results of calls besides their type, whatever they are given.
extension Domain {
  /// Takes in what is known of a call.
  /// - Parameter isOfMoment: Whether its first argument is a moment: the hours of a length of time have no end.
  mutating func narrow(toResultsOf name: String, _ terms: [Term], isOfMoment: Bool) {
    if let least = Domain.leastResults[name] { keep(from: least) }
    if isOfMoment, let range = Domain.partsOfMoments[name] { set.numbers = set.numbers.intersection(.whole(range)) }
    if name == "_%_", terms.count == 2, case .int(let divisor)? = terms[1].literal, divisor != 0, divisor != .min {
      let most = abs(divisor) - 1
      set.numbers = set.numbers.intersection(.whole(-most...most))
    }
    // What begins with a text that has none of its letters, does not begin with it.
    if ["startsWith", "endsWith", "contains"].contains(name), terms.count == 2,
      case .call(let letters, _) = terms[0].shape, ["lowerAscii", "upperAscii"].contains(letters),
      case .text(let text)? = terms[1].literal, !Term.leaves(text, unchanged: letters)
    {
      set.kinds.remove(.yes)
    }
  }

  private mutating func keep(from least: Int64) {
    set.numbers = set.numbers.intersection(
      LineSet.less(than: LineSet.Point(whole: least), orEqual: false).complement)
  }

  private static let leastResults: [String: Int64] = ["size": 0, "indexOf": -1, "lastIndexOf": -1, "math.abs": 0]

  private static let partsOfMoments: [String: ClosedRange<Int64>] = [
    "getMonth": 0...11, "getDayOfYear": 0...365, "getDayOfMonth": 0...30, "getDate": 1...31, "getDayOfWeek": 0...6,
    "getHours": 0...23, "getMinutes": 0...59, "getSeconds": 0...59, "getMilliseconds": 0...999,
  ]
}

extension Term {
  /// Functions of a text that change nothing more when they are called again: what they give, they leave as it is.
  private static let settling: Set<String> = ["lowerAscii", "upperAscii", "trim"]

  /// Whether a function gives a text as it got it.
  fileprivate static func leaves(_ text: Text, unchanged name: String) -> Bool {
    if case .value(.text(let result)) = apply(name, [.value(.text(text))]) { return result == text }
    return false
  }

  /// What of a set the term can come to: of letters that are all made small, no text with a great one is left.
  func reachable(_ set: ValueSet) -> ValueSet {
    guard !set.texts.isAllBut, !set.texts.texts.isEmpty, case .call(let name, let arguments) = shape,
      arguments.count == 1, Term.settling.contains(name)
    else { return set }
    var reachable = set
    reachable.texts.texts = set.texts.texts.filter { Term.leaves($0, unchanged: name) }
    return reachable
  }
}
