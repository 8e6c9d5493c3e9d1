import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A ring of activities that set each other off.
struct RippleCycle: Sendable {
  /// The way round, each setting off the next, and the last the first.
  let ripples: [Ripple]
  /// Whether each reads the very records that the one before makes, and nothing on the way leaves any out.
  let isCertain: Bool
  /// The conditions that let through what was written before them, and why.
  let passed: [Label]

  /// The way in words: "`a` makes `desk.ticket`, upon which `b` makes `crew.job`".
  var way: String {
    ripples.map { "`\($0.activity.name.value)` \($0.made == nil ? "calls" : "makes") `\($0.target)`" }
      .joined(separator: ", upon which ")
  }

  /// The rings in a package: for each set of activities the shortest, once.
  static func all(in package: RuledPackage) -> [RippleCycle] {
    let ripples = Ripple.all(in: package)
    guard !ripples.isEmpty else { return [] }
    let next = successors(ripples, package)
    let rings = ripples.indices.compactMap { shortestRing(from: $0, next) }
    let cycles = rings.compactMap { ring in RippleCycle(ring.map { ripples[$0] }, package) }
    var seen: Set<Set<String>> = []
    // Of several between the same activities the one that is certain tells most.
    return (cycles.filter { $0.isCertain } + cycles.filter { !$0.isCertain }).filter { cycle in
      seen.insert(Set(cycle.ripples.map { $0.activity.title })).inserted
    }
  }

  /// A ring that is worth telling of; `nil` where something on the way may well end it.
  private init?(_ way: [Ripple], _ package: RuledPackage) {
    let readsAll = way.allSatisfy { $0.cause.isRecord }
    let isFiltered = way.contains { !$0.filters.isEmpty || !$0.entry.isEmpty }
    // A vendor's query cannot be read here, and of events nobody knows which of them a condition leaves out.
    if way.contains(where: { $0.isScoped }) || isFiltered && !readsAll { return nil }
    let written = way.reduce(into: Set<String>()) { $0.formUnion($1.fields) }
    var passed: [Label] = []
    var isOpen = true
    for (before, ripple) in zip([way[way.count - 1]] + way, way) {
      for use in ripple.filters where RippleCycle.tellsApart(use, written, nil, package) { return nil }
      for use in ripple.entry where RippleCycle.tellsApart(use, written, before.written, package) { return nil }
      passed += ripple.entry.compactMap { RippleCycle.passage(before, $0, package) }
      if !ripple.filters.isEmpty || !ripple.takes(before, package) { isOpen = false }
    }
    ripples = way
    self.passed = passed
    isCertain = readsAll && isOpen
  }

  /// Why a condition lets through what was written; `nil` where it reads nothing of which that is known.
  private static func passage(_ before: Ripple, _ use: ExpressionUse, _ package: RuledPackage) -> Label? {
    let read = package.expressions.compilation(of: use)?.references ?? []
    let fields = Set(read.filter { $0.count > 1 && $0[0] == "item" }.map { $0[1] }).sorted()
    let words = fields.compactMap { field in
      before.written.values(of: field).map { "`\(field)` is \($0.map { $0.spoken }.joined(separator: " or "))" }
    }
    guard !words.isEmpty else { return nil }
    let verdict = before.written.condition().overlaps(package.condition(of: use))
    return Label(
      span: use.span, text: "lets through what is written: \(words.joined(separator: " and "))\(verdict.doubts)")
  }

  /// Words for who did something, or where it came from.
  private static let origins = [
    "creator", "author", "source", "origin", "created_by", "createdby", "updated_by", "reporter", "requestor", "user",
    "sender", "owner", "external", "mark", "label", "tag", "link",
  ]

  /// Whether a condition reads a field that is written on the way, or that says who wrote: it may be there to end the ring. So may one that
  /// cannot be read. A field of which the value is known was held against the condition, and does not end it.
  private static func tellsApart(
    _ use: ExpressionUse, _ written: Set<String>, _ known: WrittenValues?, _ package: RuledPackage
  ) -> Bool {
    guard let references = package.expressions.compilation(of: use)?.references else { return true }
    let open = references.filter { path in
      guard let known, path.count > 1, path[0] == "item" else { return true }
      return known.values(of: path[1]) == nil
    }
    return open.flatMap { $0.dropFirst() }.map { $0.lowercased() }.contains { name in
      written.contains(name) || origins.contains { name.contains($0) }
    }
  }

  private static func successors(_ ripples: [Ripple], _ package: RuledPackage) -> [[Int]] {
    // By the system where it begins, since a package may have many ways through it.
    var bySystem: [String: [Int]] = [:]
    for (index, ripple) in ripples.enumerated() { bySystem[ripple.cause.system, default: []].append(index) }
    var reached: [[String?]: [Int]] = [:]
    let next = ripples.map { ripple -> [Int] in
      let others =
        reached[[ripple.system, ripple.made]]
        ?? (bySystem[ripple.system] ?? []).filter {
          ripple.mayReach(ripples[$0].cause)
        }
      reached[[ripple.system, ripple.made]] = others
      return others.filter { !ripple.isEcho(ripples[$0]) }
    }
    // Conditions are reasoned about only where a ring may be.
    let open = leadingOn(next).enumerated().map { index, others in
      others.filter { !ripples[$0].refuses(ripples[index], package) }
    }
    return leadingOn(open)
  }

  /// The same without those from which no way leads on without end: no ring goes through them.
  private static func leadingOn(_ next: [[Int]]) -> [[Int]] {
    var before: [[Int]] = next.map { _ in [] }
    for (index, others) in next.enumerated() { for other in others { before[other].append(index) } }
    var open = next.map { $0.count }
    var ends = open.indices.filter { open[$0] == 0 }
    while let end = ends.popLast() {
      for index in before[end] {
        open[index] -= 1
        if open[index] == 0 { ends.append(index) }
      }
    }
    return next.enumerated().map { index, others in open[index] == 0 ? [] : others.filter { open[$0] > 0 } }
  }

  /// The shortest way from one back to itself, over such as come no sooner: each ring is found from its first.
  private static func shortestRing(from start: Int, _ next: [[Int]]) -> [Int]? {
    var before: [Int: Int] = [:]
    var queue = [start]
    var position = 0
    while position < queue.count {
      let current = queue[position]
      position += 1
      if next[current].contains(start) {
        var way = [current]
        while let last = way.last, last != start, let earlier = before[last] { way.append(earlier) }
        return way.reversed()
      }
      for other in next[current] where other > start && before[other] == nil {
        before[other] = current
        queue.append(other)
      }
    }
    return nil
  }
}

extension Ripple {
  /// What must be so of a record for it to set this off, as far as conditions on it say.
  private func entered(_ package: RuledPackage) -> Condition {
    entry.reduce(.always) { $0.and(package.condition(of: $1)) }
  }

  /// Whether its conditions let nothing through of what another writes.
  fileprivate func refuses(_ other: Ripple, _ package: RuledPackage) -> Bool {
    guard cause.isRecord, !entry.isEmpty, !other.written.names.isEmpty else { return false }
    return other.written.condition().and(entered(package)).isEmpty == .yes
  }

  /// Whether its conditions let through all of what another writes.
  fileprivate func takes(_ other: Ripple, _ package: RuledPackage) -> Bool {
    entry.isEmpty || other.written.condition().implies(entered(package)) == .yes
  }
}
