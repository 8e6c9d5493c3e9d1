/// Values that are worth trying for a field, made from what it is held against. None of them need fit: each is tried.
struct StateHints {
  private static let mostValues = 80

  private let field: Term
  private let solver: Solver
  /// The values that stand in calls of the field, or that they must come to.
  private var near: [Value] = []

  init(_ field: Term, _ solver: Solver, _ guesses: [Term: Solver.Guess]) {
    self.field = field
    self.solver = solver
    for call in solver.terms where !call.arguments.isEmpty && call.paths.contains(where: { .path($0) == field }) {
      collect(call, guesses)
      near += StateHints.examples(of: solver.set(of: call), solver.domain(of: call))
    }
  }

  private mutating func collect(_ term: Term, _ guesses: [Term: Solver.Guess]) {
    if let literal = term.literal { near.append(literal.value) }
    if term != field, case .value(let value)? = guesses[term] {
      near.append(value)
    } else if term != field, term.literal == nil {
      near += StateHints.examples(of: solver.set(of: term), solver.domain(of: term)).prefix(8)
    }
    term.arguments.forEach { collect($0, guesses) }
  }

  /// Some values of a set.
  private static func examples(of set: ValueSet, _ domain: Domain) -> [Value] {
    let nanosecond = LineSet.Point(whole: 0, fraction: 1e-9)
    var values: [Value] = set.texts.isAllBut ? [] : set.texts.texts.sorted().prefix(16).map { .text($0) }
    values += set.numbers.examples(step: LineSet.Point(whole: 1)).compactMap { domain.numbers.value($0) }
    values += set.moments.examples(step: LineSet.Point(whole: 1)).compactMap(\.moment).map { .timestamp($0) }
    values += set.moments.examples(step: nanosecond).compactMap(\.moment).map { .timestamp($0) }
    values += set.spans.examples(step: LineSet.Point(whole: 1)).map { .duration(TimeSpan(nanoseconds: $0.whole)) }
    return values
  }

  /// Values worth trying.
  var values: [Value] {
    let set = solver.set(of: field)
    var values = StateHints.examples(of: set, solver.domain(of: field))
    if set.kinds.contains(.yes) { values.append(.bool(true)) }
    if set.kinds.contains(.no) { values.append(.bool(false)) }
    if set.texts.isAllBut { values += texts.map { .text($0) } }
    if !set.numbers.isEmpty { values += numbers.prefix(StateHints.mostValues) }
    if !set.moments.isEmpty || !set.spans.isEmpty { values += times.prefix(StateHints.mostValues) }
    if set.kinds.contains(.list) { values += lists }
    if set.kinds.contains(.null) { values.append(.null) }
    if set.kinds.contains(.nan) { values.append(.double(.nan)) }
    return values
  }

  // MARK: Texts

  private var texts: [Text] {
    let tests = TextTests(of: field, in: solver)
    let constants = near.compactMap(\.asText)
    let middle = tests.parts.reduce("" as Text) { $0 + $1 }
    let (prefix, suffix) = (tests.prefix, tests.suffix)
    var texts: [Text] = [prefix, prefix + middle + suffix]
    for filler in ["a", "0", "Z", "~", " "] as [Text] {
      texts.append(prefix + filler + middle + filler + suffix)
      texts.append(prefix + filler)
    }
    texts += constants
    for text in constants.prefix(16) {
      texts += [text + "a", "a" + text]
      // What another one is put together with.
      for other in constants.prefix(16) where !other.isEmpty && other != text {
        if text.hasSuffix(other) { texts.append(Text(utf8: text.utf8.dropLast(other.byteCount))) }
        if text.hasPrefix(other) { texts.append(Text(utf8: text.utf8.dropFirst(other.byteCount))) }
      }
    }
    let base = prefix + middle
    for length in near.compactMap(\.asInt).filter({ (0...200).contains($0) }) {
      let missing = Int(length) - base.count - suffix.count
      if missing >= 0 { texts.append(base + Text(String(repeating: "a", count: missing)) + suffix) }
      texts.append(Text(String(length)))
    }
    texts += ["", "a", "b"]
    var seen: Set<Text> = []
    return Array(texts.filter { seen.insert($0).inserted }.prefix(StateHints.mostValues))
  }

  // MARK: Numbers and times

  private var numbers: [Value] {
    let kind = solver.domain(of: field).numbers
    let points: [Double] = near.compactMap { Condition.Literal($0)?.point?.double }
    var found: [Double] = points.flatMap { (point: Double) -> [Double] in [point, point + 1, point - 1] } + [0, 1, -1]
    for point in points.prefix(12) {
      for other in points.prefix(12) where other != 0 {
        found += [point - other, point + other, point / other, (point / other).rounded(), point * other]
      }
    }
    var seen: Set<Double> = []
    return found.filter { seen.insert($0).inserted }.compactMap { LineSet.Point($0) }.compactMap { kind.value($0) }
  }

  private var times: [Value] {
    var found = near
    for value in near.prefix(16) {
      for other in near.prefix(16) {
        found += [Arithmetic.add(value, other), Arithmetic.subtract(value, other)]
      }
      for step in [1, -1] as [Int64] {
        found.append(Arithmetic.add(value, .duration(TimeSpan(nanoseconds: step))))
      }
    }
    return found
  }

  // MARK: Lists

  private var lists: [Value] {
    guard let elements = solver.domain(of: field).elements else { return [.list([])] }
    let members: [Value] = near.filter { value in
      switch (value, elements) {
      case (.text, .texts), (.int, .ints): true
      default: false
      }
    }
    var lists: [[Value]] = [[], members] + members.map { [$0] }
    for length in near.compactMap(\.asInt).filter({ (0...100).contains($0) }) {
      for base in [[], members] where base.count <= Int(length) {
        lists.append(
          base + (0..<Int(length) - base.count).map { elements == .texts ? .string("a\($0)") : .int(Int64($0) + 1000) })
      }
    }
    return lists.prefix(StateHints.mostValues).map { .list($0) }
  }
}
