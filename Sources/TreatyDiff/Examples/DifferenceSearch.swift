import CEL
import TreatyPlan

/// Namespace of what differences are.
enum Difference {
  /// What an input shows.
  enum Kind: Hashable, CaseIterable {
    /// The old condition is true, the new one is not.
    case leavesOut
    /// The new condition is true, the old one is not.
    case takesIn
    /// Anything else: another value, or a failure on one side.
    case other
  }
}

/// The search for inputs for which two sides come to something else.
struct DifferenceSearch {
  private var space: InputSpace
  private let old, new: Side
  private let reading: Reading
  private let isWhole: Bool
  /// Choices that show something, the simplest that is known of each.
  private(set) var found: [Difference.Kind: [Int]] = [:]
  /// Choices from which the search sets out.
  private var starts: [[Int]] = []
  /// Inputs that were tried, and those that were held against the types.
  private var tried = 0
  /// How many had been tried when the first was found that shows something.
  private var firstFound = 0
  private var held = 0

  /// How many inputs that show something are held against the types of the plans.
  private static let mostHeld = 60
  /// How many are tried for another example where there is one.
  private static let mostAfterFirst = 300

  init(space: InputSpace, old: Side, new: Side, reading: Reading, isWhole: Bool) {
    (self.space, self.old, self.new, self.reading, self.isWhole) = (space, old, new, reading, isWhole)
    starts = [space.fields.map { _ in 0 }]
  }

  /// Whether the inputs are so few, and known so well, that all of them can be gone through.
  var isSmall: Bool { space.isAll && (space.count.map { $0 <= ExampleSearch.mostForProof } ?? false) }

  /// Sets out from a state as well, as far as it can be an input.
  mutating func take(_ state: ConditionComparison.State) {
    var choices: [(field: Int, option: Int)] = []
    for (path, value) in state.sorted(by: { $0.key.joined(separator: ".") < $1.key.joined(separator: ".") }) {
      let place = isWhole && path.starts(with: ["event", "body"]) ? ["item"] + path.dropFirst(2) : path
      if let choice = space.admit(value, at: place) { choices.append(choice) }
    }
    // What holds something that is there is there too.
    var start = space.fields.indices.map { index in
      let path = space.fields[index].path
      let isHolder = choices.contains { choice in
        let inner = space.fields[choice.field].path
        return inner.count > path.count && inner.starts(with: path)
          && space.fields[choice.field].options[choice.option] != nil
      }
      return isHolder ? space.fields[index].options.firstIndex { $0 != nil } ?? 0 : 0
    }
    for choice in choices { start[choice.field] = choice.option }
    starts.append(start)
  }

  // MARK: Going through

  /// What there is no input of, as all of them show: whatever else is in them, and whether or not they would get so far.
  func absent() -> Set<Difference.Kind> {
    var absent = Set(Difference.Kind.allCases)
    var choice = space.fields.map { _ in 0 }
    while true {
      let values = space.values(choice)
      guard let before = old.outcome(values, reading, isAsked: false),
        let after = new.outcome(values, reading, isAsked: false), !before.isTooCostly, !after.isTooCostly
      else { return [] }
      // Whether the plans take just this input makes no difference: they may take another with these fields.
      if let kind = kind(before, after) { absent.remove(kind) }
      guard let place = choice.indices.last(where: { choice[$0] + 1 < space.fields[$0].options.count }) else { break }
      choice[place] += 1
      for index in choice.indices.suffix(from: place + 1) { choice[index] = 0 }
    }
    return absent
  }

  /// Looks for inputs: from the starts, one field, then two fields at a time, then by chance from a seed.
  /// - Returns: how many were tried.
  mutating func find(_ wanted: Set<Difference.Kind>, atMost most: Int) -> Int {
    func isDone() -> Bool { isEnough(wanted, most) }
    for start in starts { look(at: start, for: wanted) }
    for start in starts.reversed() where !isDone() {
      for index in start.indices {
        for option in space.fields[index].options.indices where option != start[index] && !isDone() {
          var choice = start
          choice[index] = option
          look(at: choice, for: wanted)
        }
      }
    }
    // Two fields at a time, a part of what may be tried.
    let half = most * 3 / 4
    for start in starts.reversed() {
      for first in start.indices {
        for second in start.indices where second > first {
          for one in space.fields[first].options.indices {
            for other in space.fields[second].options.indices where tried < half && !isDone() {
              var choice = start
              (choice[first], choice[second]) = (one, other)
              look(at: choice, for: wanted)
            }
          }
        }
      }
    }
    var random = SplitMix64(seed: 20_261_128)
    while !isDone(), space.fields.count > 1 {
      var choice = starts[Int.random(in: 0..<starts.count, using: &random)]
      for index in choice.indices where Bool.random(using: &random) {
        choice[index] = Int.random(in: 0..<space.fields[index].options.count, using: &random)
      }
      look(at: choice, for: wanted)
    }
    simplify()
    return tried
  }

  /// Whether nothing more has to be found. Where one example is known the others are not worth as much.
  private func isEnough(_ wanted: Set<Difference.Kind>, _ most: Int) -> Bool {
    if tried >= most || wanted.allSatisfy({ found[$0] != nil }) { return true }
    let clear = wanted.subtracting([.other])
    if !clear.isEmpty, clear.allSatisfy({ found[$0] != nil }) { return true }
    return found.keys.contains { $0 != .other } && tried >= firstFound + Self.mostAfterFirst
  }

  private mutating func look(at choice: [Int], for wanted: Set<Difference.Kind>) {
    tried += 1
    guard let kind = kind(choice), wanted.contains(kind), found[kind] == nil, held < Self.mostHeld else { return }
    held += 1
    guard isTaken(choice, kind) else { return }
    if found.isEmpty { firstFound = tried }
    found[kind] = choice
  }

  private mutating func kind(_ choice: [Int]) -> Difference.Kind? {
    let values = space.values(choice)
    guard let before = old.outcome(values, reading), let after = new.outcome(values, reading) else { return nil }
    return before.isTooCostly || after.isTooCostly ? nil : kind(before, after)
  }

  private func kind(_ before: Outcome, _ after: Outcome) -> Difference.Kind? {
    if Outcome.areSame(before, after) { return nil }
    guard reading == .condition else { return .other }
    return before.isTrue ? .leavesOut : after.isTrue ? .takesIn : .other
  }

  /// Whether both plans take an input, and it shows the same behind their borders.
  private func isTaken(_ choice: [Int], _ kind: Difference.Kind) -> Bool {
    guard let (before, after) = outcomes(choice) else { return false }
    return self.kind(before, after) == kind
  }

  private func outcomes(_ choice: [Int]) -> (Outcome, Outcome)? {
    let values = space.values(choice)
    guard let one = old.admitted(values, isWhole: isWhole), let other = new.admitted(values, isWhole: isWhole),
      let before = old.outcome(one, reading), let after = new.outcome(other, reading)
    else { return nil }
    return (before, after)
  }

  // MARK: Simplifying

  /// Takes simpler values, field by field, as long as an input shows the same.
  private mutating func simplify() {
    for kind in Difference.Kind.allCases {
      guard var choice = found[kind] else { continue }
      for index in choice.indices {
        for option in 0..<choice[index] {
          var simpler = choice
          simpler[index] = option
          tried += 1
          guard self.kind(simpler) == kind, isTaken(simpler, kind) else { continue }
          choice = simpler
          break
        }
      }
      found[kind] = choice
    }
  }

  /// The input of a choice in words: the fields without which it would not show what it shows.
  mutating func example(_ choice: [Int]) -> Counterexample? {
    guard let (before, after) = outcomes(choice) else { return nil }
    var input: [String: PlannedContent] = [:]
    var missing: [String] = []
    for (index, field) in space.fields.enumerated()
    where space.isThere(index, choice) && matters(index, choice, before, after) {
      if let value = field.options[choice[index]] {
        // Its parts speak for it.
        let hasParts = space.fields.contains { $0.path.count > field.path.count && $0.path.starts(with: field.path) }
        if !hasParts { InputSpace.put(PlannedContent(value), at: field.path[...], into: &input) }
      } else {
        missing.append((field.path.first ?? "") + field.path.dropFirst().map(Counterexample.step).joined())
      }
    }
    return Counterexample(
      input: .object(input), missing: missing.isEmpty ? nil : missing, before: Counterexample.Outcome(before),
      after: Counterexample.Outcome(after))
  }

  /// Whether something else comes of another value of a field.
  private mutating func matters(_ index: Int, _ choice: [Int], _ before: Outcome, _ after: Outcome) -> Bool {
    space.fields[index].options.indices.contains { option in
      guard option != choice[index] else { return false }
      var other = choice
      other[index] = option
      tried += 1
      let values = space.values(other)
      guard let one = old.outcome(values, reading), let two = new.outcome(values, reading) else { return true }
      return !Outcome.areSame(one, before) || !Outcome.areSame(two, after)
    }
  }
}

extension InputSpace {
  /// Puts a value into nested objects.
  fileprivate static func put(
    _ value: PlannedContent, at path: ArraySlice<String>, into fields: inout [String: PlannedContent]
  ) {
    guard let name = path.first else { return }
    if path.count == 1 {
      fields[name] = value
      return
    }
    var inner: [String: PlannedContent] = [:]
    if case .object(let known)? = fields[name] { inner = known }
    put(value, at: path.dropFirst(), into: &inner)
    fields[name] = .object(inner)
  }
}

extension Counterexample.Outcome {
  fileprivate init(_ outcome: Outcome) {
    switch outcome {
    case .value(let value): self.init(value: PlannedContent(value), failure: nil)
    case .nothing: self.init(value: nil, failure: nil)
    case .failure(let failure): self.init(value: nil, failure: failure.message)
    }
  }
}
