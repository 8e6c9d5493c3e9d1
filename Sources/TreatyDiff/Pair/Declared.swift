import TreatyPlan

/// What plans keep as it was written: who, why and when, and what no host carries out yet (``PlannedDeclaration``).
extension PlanPair {
  /// Declarations of a section.
  func declared(_ section: String) -> Matching<(name: String, content: PlannedContent, index: Int)> {
    func all(_ plan: Plan) -> [(name: String, content: PlannedContent, index: Int)] {
      plan.declarations.enumerated().filter { $0.element.section == section }
        .map { ($0.element.name, $0.element.content, $0.offset) }
    }
    return Matching(all(old), all(new), by: \.name)
  }

  /// Where a declaration stands.
  func place(_ section: String, _ word: String, declared name: String, old: Int?, new: Int?) -> ChangePlace {
    ChangePlace(
      subject: "\(word) `\(name)`", path: "\(section).\(name)", oldPointer: old.map { "/declarations/\($0)" },
      newPointer: new.map { "/declarations/\($0)" })
  }
}

extension ChangeReport {
  /// Adds what is gone from a section.
  mutating func addRemoved(_ rule: ChangeDescription, from section: String, _ word: String, _ plans: PlanPair) {
    for one in plans.declared(section).removed {
      add(
        rule, at: plans.place(section, word, declared: one.element.name, old: one.element.index, new: nil),
        "\(word) `\(one.element.name)` is gone", before: one.element.name)
    }
  }

  /// Adds what is new in a section.
  mutating func addAdded(_ rule: ChangeDescription, to section: String, _ word: String, _ plans: PlanPair) {
    for one in plans.declared(section).added {
      add(
        rule, at: plans.place(section, word, declared: one.element.name, old: nil, new: one.element.index),
        "\(word) `\(one.element.name)` is new", after: one.element.name)
    }
  }

  /// Adds what a section says otherwise, value by value.
  /// - Parameter level: how much that matters, by the path within the declaration; `nil` is the rule's own.
  mutating func addChanged(
    _ rule: ChangeDescription, in section: String, _ word: String, _ plans: PlanPair,
    level: (_ path: [String]) -> ChangeLevel? = { _ in nil }
  ) {
    for pair in plans.declared(section).both {
      let place = plans.place(section, word, declared: pair.new.name, old: pair.old.index, new: pair.new.index)
      for difference in ContentDifference.all(pair.old.content, pair.new.content) {
        let name = difference.path.joined(separator: ".")
        add(
          rule, at: place.part(name, pointer: difference.path.joined(separator: "/")),
          "\(word) `\(pair.new.name)` says \(difference.kind) `\(name)`", before: difference.before,
          after: difference.after, level: level(difference.path))
      }
    }
  }
}

/// A value that is another in two declarations.
struct ContentDifference {
  let path: [String]
  let before, after: String?

  /// What has become of it.
  var kind: String { before == nil ? "a new" : after == nil ? "no more" : "another" }

  /// The differences, sorted by path. Lists are values as a whole, unless they are as long as they were.
  static func all(_ old: PlannedContent, _ new: PlannedContent) -> [ContentDifference] {
    var found: [ContentDifference] = []
    collect(old, new, [], &found)
    return found
  }

  private static func collect(
    _ old: PlannedContent?, _ new: PlannedContent?, _ path: [String], _ found: inout [ContentDifference]
  ) {
    guard old != new else { return }
    switch (old, new) {
    case (.object(let before)?, .object(let after)?):
      for key in Set(before.keys).union(after.keys).sorted() { collect(before[key], after[key], path + [key], &found) }
    case (.list(let before)?, .list(let after)?) where before.count == after.count:
      for (index, pair) in zip(before, after).enumerated() { collect(pair.0, pair.1, path + ["\(index)"], &found) }
    default: found.append(ContentDifference(path: path, before: old?.words, after: new?.words))
    }
  }
}

extension PlannedContent {
  /// As YAML in one line.
  var words: String {
    switch self {
    case .scalar(let constant): constant.words
    case .list(let elements): "[\(elements.map(\.words).joined(separator: ", "))]"
    case .object(let fields):
      "{\(fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.words)" }.joined(separator: ", "))}"
    }
  }
}
