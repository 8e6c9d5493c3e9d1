/// One way in which a condition can hold: each of some terms is in a set.
struct Case: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    var term: Term
    var set: ValueSet
  }

  /// By term, each once. A term that may be anything does not stand here.
  var entries: [Entry] = []

  /// What a term must be in; `nil` where nothing is said of it.
  func set(of term: Term) -> ValueSet? { entries.first { $0.term == term }?.set }
}

/// The ways in which a condition can hold; none where it cannot.
struct Cases: Hashable, Sendable {
  var all: [Case]

  static let never = Cases(all: [])
  static let always = Cases(all: [Case()])

  /// Whether it holds whatever is the case.
  var isAlways: Bool { all.contains { $0.entries.isEmpty } }
}

/// Where conditions are put together: what is known of the terms, and the work that may still be done.
struct Workspace {
  /// There are more ways than anybody wants to go through.
  struct TooMany: Error {}

  /// The most ways in which a condition may hold.
  static let mostCases = 256
  /// The most terms in one of them.
  static let mostTerms = 128

  var domains: [Term: Domain] = [:]
  /// Pairs of entries that may still be compared. A comparison takes some 100 ns.
  var work = 150_000

  func domain(of term: Term) -> Domain { domains[term] ?? .unknown }

  /// Notes what is known of terms, beside what was known before.
  /// - Returns: whether more is known of terms than was.
  @discardableResult
  mutating func know(_ others: [Term: Domain]) -> Bool {
    var isMore = false
    for (term, domain) in others {
      let known = domains[term]
      guard known != domain else { continue }
      let together = known?.merged(with: domain) ?? domain.settled
      if let known, known != together { isMore = true }
      domains[term] = together
    }
    return isMore
  }

  mutating func spend(_ amount: Int) throws(TooMany) {
    work -= amount
    if work < 0 { throw TooMany() }
  }

  /// The cases in which a term is in a set.
  func cases(_ term: Term, in set: ValueSet) -> Cases {
    let domain = domain(of: term)
    let set = term.reachable(domain.narrowed(set))
    if set.isEmpty { return .never }
    if domain.set.isSubset(of: set) { return .always }
    if let step = WholeStep(term, self.domain) { return cases(step.argument, in: step.argument(for: set)) }
    return Cases(all: [Case(entries: [Case.Entry(term: term, set: set)])])
  }

  /// The cases in which both hold.
  mutating func both(_ left: Cases, _ right: Cases) throws(TooMany) -> Cases {
    if left.isAlways { return right }
    if right.isAlways { return left }
    guard left.all.count * right.all.count <= 4096 else { throw TooMany() }
    var result = Cases.never
    for first in left.all {
      for second in right.all {
        if let merged = try merged(first, second) { try insert(merged, into: &result) }
      }
    }
    return result
  }

  /// The cases in which either holds.
  mutating func either(_ left: Cases, _ right: Cases) throws(TooMany) -> Cases {
    if left.isAlways || right.isAlways { return .always }
    var result = left
    for other in right.all { try insert(other, into: &result) }
    return result
  }

  /// The cases in which one holds and the other does not.
  mutating func difference(_ left: Cases, _ right: Cases) throws(TooMany) -> Cases {
    var result = left
    for other in right.all {
      var opposite = Cases.never
      for entry in other.entries {
        opposite = try either(opposite, cases(entry.term, in: entry.set.complement))
      }
      result = try both(result, opposite)
    }
    return result
  }

  /// The case in which both hold; `nil` where a term would have to be in two sets that have nothing in common.
  mutating func merged(_ left: Case, _ right: Case) throws(TooMany) -> Case? {
    try spend(1 + left.entries.count + right.entries.count)
    var entries: [Case.Entry] = []
    entries.reserveCapacity(left.entries.count + right.entries.count)
    var (first, second) = (left.entries[...], right.entries[...])
    while let one = first.first, let other = second.first {
      if one.term == other.term {
        let set = domain(of: one.term).narrowed(one.set.intersection(other.set))
        if set.isEmpty { return nil }
        try spend(set.texts.texts.count >> 4)
        entries.append(Case.Entry(term: one.term, set: set))
        first.removeFirst()
        second.removeFirst()
      } else if one.term < other.term {
        entries.append(one)
        first.removeFirst()
      } else {
        entries.append(other)
        second.removeFirst()
      }
    }
    entries += first
    entries += second
    guard entries.count <= Workspace.mostTerms else { throw TooMany() }
    return Case(entries: entries)
  }

  /// Puts a case beside others, unless one of them has it; those that it has go, and two that differ in one term become one.
  private mutating func insert(_ new: Case, into cases: inout Cases) throws(TooMany) {
    var new = new
    var place = 0
    while place < cases.all.count {
      let old = cases.all[place]
      try spend(1 + min(old.entries.count, new.entries.count))
      if Workspace.covers(old, new) { return }
      if Workspace.covers(new, old) {
        cases.all.remove(at: place)
      } else if let joined = joined(old, new) {
        // What has become one may take in others that were looked at before.
        cases.all.remove(at: place)
        (new, place) = (joined, 0)
      } else {
        place += 1
      }
    }
    guard cases.all.count < Workspace.mostCases else { throw TooMany() }
    cases.all.append(new)
  }

  /// Whether one case holds wherever the other does, as far as each term by itself tells.
  private static func covers(_ wide: Case, _ narrow: Case) -> Bool {
    guard wide.entries.count <= narrow.entries.count else { return false }
    var rest = narrow.entries[...]
    for entry in wide.entries {
      while let other = rest.first, other.term < entry.term { rest.removeFirst() }
      guard let other = rest.first, other.term == entry.term, other.set.isSubset(of: entry.set) else { return false }
      rest.removeFirst()
    }
    return true
  }

  /// The one case that two are which differ in one term.
  private func joined(_ left: Case, _ right: Case) -> Case? {
    guard left.entries.count == right.entries.count else { return nil }
    var different: Int?
    for (place, (one, other)) in zip(left.entries, right.entries).enumerated() where one != other {
      guard one.term == other.term, different == nil else { return nil }
      different = place
    }
    guard let different else { return left }
    var joined = left
    let term = left.entries[different].term
    let set = left.entries[different].set.union(right.entries[different].set)
    let domain = domain(of: term)
    if domain.set.isSubset(of: set) {
      joined.entries.remove(at: different)
    } else {
      joined.entries[different].set = set
    }
    return joined
  }
}
