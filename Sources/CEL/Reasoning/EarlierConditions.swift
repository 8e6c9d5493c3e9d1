/// Conditions of which the first counts that holds: whether they leave anything for one that comes after them.
///
/// What is left of a condition is cut smaller with each case of an earlier one that it meets, and as soon as there is a state in a piece
/// that none of them meets, something is left. A list of hundreds is gone through in much less than a second. What one question and all of
/// them together may cost is bounded: beyond that ``hasGivenUp`` says that an answer is open for no other reason.
public struct EarlierConditions: Sendable {
  /// What one question may cost: comparisons of entries.
  private static let mostWork = 150_000
  /// What all questions about one list may cost.
  private static let mostWorkOfAll = 2_000_000
  /// What it costs to look for a state, in comparisons.
  private static let workOfSolving = 400

  private var conditions: [Condition] = []
  /// The cases of each, as fitted to what is known of the terms of all; `nil` for one that can hold in too many ways.
  private var cases: [Cases?] = []
  /// All of these, those first that ask for the least: what they take need not be cut up.
  private var widestFirst: [Case] = []
  private var space = Workspace()
  private var workLeft = EarlierConditions.mostWorkOfAll

  /// Whether the last question stayed open because there was too much to go through.
  public private(set) var hasGivenUp = false

  /// None yet.
  public init() {}

  /// Puts a condition behind the others.
  public mutating func append(_ condition: Condition) {
    conditions.append(condition)
    if space.know(condition.domains) { refit() }
    let new = fitted(condition)
    cases.append(new)
    for one in new?.all ?? [] {
      let place = widestFirst.firstIndex { $0.entries.count > one.entries.count } ?? widestFirst.count
      widestFirst.insert(one, at: place)
    }
  }

  /// Whether one of them holds in every state in which a condition does; of one that never holds, all do.
  public mutating func cover(_ condition: Condition) -> Verdict { cover(condition, by: nil) }

  /// The position of the first that alone holds wherever a condition does; `nil` where none is known.
  public mutating func firstCovering(_ condition: Condition) -> Int? {
    conditions.indices.first { cover(condition, by: $0) == .yes }
  }

  /// - Parameter one: The position of the only one that is asked; `nil` for all.
  private mutating func cover(_ condition: Condition, by one: Int?) -> Verdict {
    hasGivenUp = false
    if space.know(condition.domains) { refit() }
    guard let own = fitted(condition) else { return giveUp() }
    let mayCost = min(EarlierConditions.mostWork, workLeft)
    space.work = mayCost
    defer { workLeft -= mayCost - max(0, space.work) }
    do throws(Workspace.TooMany) {
      let others = one.map { cases[$0]?.all ?? [] } ?? widestFirst
      let verdict = try space.cover(own, others, EarlierConditions.workOfSolving)
      // Of one that is not understood it is not known what it takes.
      return one == nil && verdict != .yes && cases.contains { $0 == nil } ? giveUp() : verdict
    } catch {
      return giveUp()
    }
  }

  private mutating func giveUp() -> Verdict {
    hasGivenUp = true
    return .unknown(because: [])
  }

  private mutating func refit() {
    cases = conditions.map { fitted($0) }
    widestFirst = cases.flatMap { $0?.all ?? [] }.sorted { $0.entries.count < $1.entries.count }
  }

  private mutating func fitted(_ condition: Condition) -> Cases? {
    guard condition.objection == nil else { return nil }
    space.work = EarlierConditions.mostWork
    return try? space.fitted(condition.cases)
  }
}

extension Workspace {
  /// Whether each state of some cases is one of others; nothing but that is certain where it is not `yes`.
  /// - Parameter price: What it costs to look for a state, in comparisons.
  fileprivate mutating func cover(_ own: Cases, _ others: [Case], _ price: Int) throws(TooMany) -> Verdict {
    // Pieces, and the first of the others that they were not held against.
    var pending = own.all.reversed().map { (piece: $0, from: 0) }
    while let (piece, from) = pending.popLast() {
      guard let place = try firstMeeting(piece, others, from: from) else {
        try spend(price)
        switch Solver.solve(piece, domains) {
        case .impossible: continue
        case .possible: return .no
        // Whatever else is found, it is not surely covered.
        case .unknown(let parts): return .unknown(because: Set(parts).sorted())
        }
      }
      for part in try parts(of: piece, outside: others[place]).reversed() { pending.append((part, place + 1)) }
    }
    return .yes
  }

  private mutating func firstMeeting(_ piece: Case, _ others: [Case], from: Int) throws(TooMany) -> Int? {
    for place in from..<others.count {
      try spend(1)
      if meets(piece, others[place]) { return place }
    }
    return nil
  }

  /// Whether two cases have something in common, as far as each term by itself tells.
  private func meets(_ left: Case, _ right: Case) -> Bool {
    var (first, second) = (0, 0)
    while first < left.entries.count, second < right.entries.count {
      let (one, other) = (left.entries[first], right.entries[second])
      if one.term == other.term {
        if domain(of: one.term).narrowed(one.set.intersection(other.set)).isEmpty { return false }
        (first, second) = (first + 1, second + 1)
      } else if one.term < other.term {
        first += 1
      } else {
        second += 1
      }
    }
    return true
  }

  /// What of a case lies outside of another, in parts that have nothing in common.
  private mutating func parts(of whole: Case, outside other: Case) throws(TooMany) -> [Case] {
    var parts: [Case] = []
    var rest = whole
    for entry in other.entries {
      for outside in cases(entry.term, in: entry.set.complement).all {
        if let part = try merged(rest, outside) { parts.append(part) }
      }
      guard let inside = cases(entry.term, in: entry.set).all.first, let next = try merged(rest, inside) else { break }
      rest = next
    }
    return parts
  }
}
