import FoundationEssentials
import TreatyPlan

/// What plans keep as it was written: who, why and when, and what no host carries out yet (``PlannedDeclaration``).
extension PlanPair {
  /// Declarations of a section.
  func declared(_ section: String) -> Matching<(name: String, content: PlannedContent, index: Int)> {
    func all(_ plan: Plan) -> [(name: String, content: PlannedContent, index: Int)] {
      guard keeps(section) else { return [] }
      return plan.declarations.enumerated().filter { $0.element.section == section }
        .map { ($0.element.name, $0.element.content, $0.offset) }
    }
    return Matching(all(old), all(new), by: \.name)
  }

  /// Whether a flow stands in a plan, and says something that no host carries out yet.
  func isDormant(_ flow: String, in plan: Plan) -> Bool {
    plan.declarations.contains { $0.section == "flows" && $0.name == flow }
  }

  /// Whether a flow stands in a plan in the form that hosts carry out.
  fileprivate func isCarriedOut(_ flow: String, in plan: Plan) -> Bool { plan.flows.contains { $0.name == flow } }

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
    let sides = plans.declared(section)
    let likeness = Likeness(
      sides.removed.map { ($0.element.name, $0.element.content) },
      sides.added.map { ($0.element.name, $0.element.content) })
    for one in sides.removed
    where section != "flows" || !plans.isCarriedOut(one.element.name, in: plans.new) {
      add(
        rule, at: plans.place(section, word, declared: one.element.name, old: one.element.index, new: nil),
        "\(word) `\(one.element.name)` is gone", before: one.element.name,
        likely: likeness.newName(of: one.element.name))
    }
  }

  /// Adds what is new in a section.
  mutating func addAdded(_ rule: ChangeDescription, to section: String, _ word: String, _ plans: PlanPair) {
    for one in plans.declared(section).added
    where section != "flows" || !plans.isCarriedOut(one.element.name, in: plans.old) {
      add(
        rule, at: plans.place(section, word, declared: one.element.name, old: nil, new: one.element.index),
        "\(word) `\(one.element.name)` is new", after: one.element.name)
    }
  }

  /// Adds what a section says otherwise, value by value.
  /// - Parameters:
  ///   - level: how much that matters, by the path within the declaration; `nil` is the rule's own.
  ///   - kind: the kind of change that it is, where there is one of its own for that.
  ///   - opening: parts that are taken apart also where one side has nothing of them.
  ///   - concerns: whether a path in the declaration of this name is this rule's matter.
  mutating func addChanged(
    _ rule: ChangeDescription, in section: String, _ word: String, _ plans: PlanPair,
    level: (_ path: [String]) -> ChangeLevel? = { _ in nil },
    kind: (ContentDifference) -> ChangeDescription? = { _ in nil },
    opening: Set<String> = [], concerns: (_ name: String, _ path: [String]) -> Bool = { _, _ in true }
  ) {
    for pair in plans.declared(section).both {
      let place = plans.place(section, word, declared: pair.new.name, old: pair.old.index, new: pair.new.index)
      for difference in ContentDifference.all(pair.old.content, pair.new.content, plans.meaning, opening: opening)
      where concerns(pair.new.name, difference.path) {
        let name = difference.name
        let kind = kind(difference)
        add(
          kind ?? rule, at: place.part(name, pointer: difference.path.joined(separator: "/")),
          "\(word) `\(pair.new.name)` says \(difference.kind) `\(name)`", before: difference.before,
          after: difference.after,
          level: kind == nil ? level(difference.path) : nil)
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
  /// - Parameter opening: Keys of the outermost mapping whose values are taken apart also where one side has nothing of them.
  static func all(
    _ old: PlannedContent, _ new: PlannedContent, _ meaning: Meaning, opening: Set<String> = []
  ) -> [ContentDifference] {
    var found: [ContentDifference] = []
    collect(old.opened(opening), new.opened(opening), [], meaning, &found)
    return found
  }

  /// Keys of lists whose order says nothing.
  private static let sets: Set<String> = [
    "avoids", "binds", "calendars", "capabilities", "depends-on", "except", "includes", "on", "one-of", "owns", "paths",
    "redact", "serves", "services", "systems", "types", "uses",
  ]

  /// The path as a spec has it.
  var name: String { path.joined(separator: ".").replacing("Milliseconds", with: "") }

  private static func collect(
    _ old: PlannedContent?, _ new: PlannedContent?, _ path: [String], _ meaning: Meaning,
    _ found: inout [ContentDifference]
  ) {
    guard old != new else { return }
    switch (old, new) {
    case (.scalar(.string(let before))?, .scalar(.string(let after))?)
    where isSame(before, after, meaning) || AmountText.isSame(before, after, at: path): break
    case (.object(let before)?, .object(let after)?):
      for key in Set(before.keys).union(after.keys).sorted() {
        collect(before[key], after[key], path + [key], meaning, &found)
      }
    case (.list(let before)?, .list(let after)?)
    where path.last.map(sets.contains) == true && !AmountText.isWritten(path) && Set(before) == Set(after): break
    case (.list(let before)?, .list(let after)?) where before.count == after.count:
      for (index, pair) in zip(before, after).enumerated() {
        collect(pair.0, pair.1, path + ["\(index)"], meaning, &found)
      }
    default:
      found.append(
        ContentDifference(path: path, before: old?.words(of: path.last), after: new?.words(of: path.last)))
    }
  }

  /// Whether two texts are expressions that mean the same. Only what has an operator or a call is taken for one: `1.1` and `1.10` are two versions.
  private static func isSame(_ old: String, _ new: String, _ meaning: Meaning) -> Bool {
    func expression(_ text: String) -> String? {
      let isWhole =
        text.hasPrefix("${ ") && text.hasSuffix(" }") && text.firstRange(of: "${")?.lowerBound == text.startIndex
      let inner = isWhole ? String(text.dropFirst(3).dropLast(2)) : text
      return ["==", "!=", "&&", "||", "(", " in ", " > ", " < "].contains(where: inner.contains) ? inner : nil
    }
    guard let old = expression(old), let new = expression(new) else { return false }
    return meaning.isSame(old, new)
  }
}

extension PlanPair {
  /// What has become of a policy that no flow goes by that is carried out.
  struct IdleDifference {
    let name, what: String
    let before, after: String?
    let place: ChangePlace
    /// Whether all of it is new or gone.
    let isWhole: Bool
  }

  /// Policies that no flow of either plan goes by that is carried out, where they say something else, are new, or are gone.
  func eachIdle<Policy: Codable & Sendable>(
    _ policies: KeyPath<Plan, [Policy]>, _ section: String, _ word: String, name: KeyPath<Policy, String>,
    of flow: KeyPath<PlannedFlow, Position<Policy>>, besides: Set<String> = [], _ body: (IdleDifference) -> Void
  ) {
    func used(_ plan: Plan) -> Set<String> {
      Set(plan.flows.map { plan[keyPath: policies][$0[keyPath: flow]][keyPath: name] })
    }
    let used = used(old).union(used(new))
    func give(_ policy: String, _ what: String, _ before: String?, _ after: String?, _ part: String? = nil) {
      guard !used.contains(policy) else { return }
      var place = place("policies", word, policy, old: nil, new: nil)
      place.path = "policies.\(section).\(policy)"
      body(
        IdleDifference(
          name: policy, what: what, before: before, after: after, place: part.map { place.part($0) } ?? place,
          isWhole: part == nil))
    }
    let all = Matching(old[keyPath: policies], new[keyPath: policies], by: { $0[keyPath: name] })
    for one in all.removed { give(one.element[keyPath: name], "is gone", one.element[keyPath: name], nil) }
    for one in all.added { give(one.element[keyPath: name], "is new", nil, one.element[keyPath: name]) }
    for pair in all.both {
      guard let old = PlannedContent(of: pair.old), let new = PlannedContent(of: pair.new) else { continue }
      for difference in ContentDifference.all(old, new, meaning) where !besides.contains(difference.name) {
        give(
          pair.new[keyPath: name], "says \(difference.kind) `\(difference.name)`", difference.before, difference.after,
          difference.name)
      }
    }
  }
}

extension PlannedContent {
  /// With empty mappings where nothing stands under these keys.
  fileprivate func opened(_ keys: Set<String>) -> PlannedContent {
    guard !keys.isEmpty, case .object(var fields) = self else { return self }
    for key in keys where fields[key] == nil { fields[key] = .object([:]) }
    return .object(fields)
  }

  /// What a part of a plan says; `nil` for one that cannot be written as JSON, which none is.
  init?(of part: some Encodable) {
    guard let json = try? JSONEncoder().encode(part),
      let content = try? JSONDecoder().decode(PlannedContent.self, from: json)
    else { return nil }  // as said
    self = content
  }

  /// Keys whose numbers are milliseconds.
  private static let durations: Set<String> = [
    "after", "again", "age", "cache", "deadline", "delivered-within", "every", "expires", "grace", "holds", "keys",
    "for", "freshness", "grain", "pause", "recovers-within", "responds-within", "rotate", "up-to", "stale", "timeout",
    "tolerance", "window", "within",
  ]

  /// As YAML in one line.
  /// - Parameter key: what it is the value of.
  func words(of key: String?) -> String {
    switch self {
    case .scalar(.int(let number)) where key.map { $0.hasSuffix("Milliseconds") } ?? false:
      Words.duration(Int64(number))
    // Counts of the same name are smaller.
    case .scalar(.int(let number)) where number >= 100 && key.map(Self.durations.contains) ?? false:
      Words.duration(Int64(number))
    case .scalar(let constant): constant.words
    case .list(let elements): "[\(elements.map { $0.words(of: key) }.joined(separator: ", "))]"
    case .object(let fields):
      "{\(fields.sorted { $0.key < $1.key }.map { "\($0.key.replacing("Milliseconds", with: "")): \($0.value.words(of: $0.key))" }.joined(separator: ", "))}"
    }
  }
}
