import Foundation
import Testing
import TreatyDiagnostics

@testable import TreatyDiff
@testable import TreatyPlan

@Suite("Whatever is another in a plan, something says so")
struct EveryPartTests {
  /// A value of a plan, and its place.
  private struct Leaf {
    let plan: Plan
    let content: PlannedContent
    let path: [String]
    /// The place without the numbers of elements, and with the section of a declaration.
    let pattern: String
  }

  /// A plan, and what is in it.
  private struct Example {
    let plan: Plan
    let content: PlannedContent

    /// The element of a list of the plan that a path leads into.
    func element(_ path: [String]) -> [String: PlannedContent] {
      guard path.count > 1, let index = Int(path[1]), case .list(let elements)? = content.fields[path[0]] else {
        return [:]
      }
      return elements[index].fields
    }

    func pattern(_ path: [String]) -> String {
      var names = path.filter { Int($0) == nil }
      if names.first == "declarations", let section = element(path)["section"]?.text { names.insert(section, at: 1) }
      return names.joined(separator: ".")
    }

    /// What is told apart among values of one pattern: what nothing uses is compared in another way than what flows use.
    func kind(_ path: [String]) -> String {
      let isByName = ["retries", "retentions", "systems"].contains(path.first)
      return pattern(path) + (isByName ? " of \(element(path)["name"]?.text ?? "")" : "")
    }
  }

  /// A leaf for each kind of place that any example has.
  private static func leaves() throws -> [Leaf] {
    var found: [String: Leaf] = [:]
    for rule in ChangeRules.all {
      let plan = try DiffExample.plan(rule.about.after)
      let example = Example(plan: plan, content: try #require(PlannedContent(of: plan)))
      collect(example.content, example, [], &found)
    }
    return found.values.sorted { $0.pattern < $1.pattern }
  }

  private static func collect(
    _ content: PlannedContent, _ example: Example, _ path: [String], _ found: inout [String: Leaf]
  ) {
    switch content {
    case .scalar:
      let kind = example.kind(path)
      guard found[kind] == nil else { return }
      found[kind] = Leaf(
        plan: example.plan, content: example.content, path: path, pattern: example.pattern(path))
    case .list(let elements):
      for (index, element) in elements.enumerated() { collect(element, example, path + ["\(index)"], &found) }
    case .object(let fields):
      for (name, value) in fields { collect(value, example, path + [name], &found) }
    }
  }

  /// Ways in which a value can become another.
  private enum Edit: String, CaseIterable {
    /// Another text, a greater number, the other truth value.
    case more
    /// A smaller number.
    case less
    /// It is there no more: a key of an object, an element of a list.
    case gone
  }

  /// The plan with another value at a place; `nil` where there is none.
  private static func changed(_ content: PlannedContent, _ path: ArraySlice<String>, _ edit: Edit) -> PlannedContent? {
    switch content {
    case .scalar(let constant): return changed(constant, edit).map { .scalar($0) }
    case .list(var elements):
      guard let first = path.first.flatMap({ Int($0) }) else { return nil }
      if edit == .gone, path.count == 1 {
        elements.remove(at: first)
      } else {
        guard let element = changed(elements[first], path.dropFirst(), edit) else { return nil }
        elements[first] = element
      }
      return .list(elements)
    case .object(var fields):
      guard let first = path.first, let value = fields[first] else { return nil }
      if edit == .gone, path.count == 1 {
        fields[first] = nil
      } else {
        guard let field = changed(value, path.dropFirst(), edit) else { return nil }
        fields[first] = field
      }
      return .object(fields)
    }
  }

  private static func changed(_ constant: Constant, _ edit: Edit) -> Constant? {
    switch (constant, edit) {
    case (.string(let text), .more): .string(text + "x")
    case (.int(let number), .more): .int(number + 1)
    case (.int(let number), .less): .int(number - 1)
    case (.double(let number), .more): .double(number + 1)
    case (.double(let number), .less): .double(number / 2)
    case (.bool(let value), .more): .bool(!value)
    case (.null, .more): .int(1)
    default: nil
    }
  }

  /// The plan that a content is; `nil` where it is none, or refers to what is not there. Whether its expressions compile is of no account.
  private static func plan(_ content: PlannedContent) -> Plan? {
    guard let plan = try? JSONDecoder().decode(Plan.self, from: JSONEncoder().encode(content)), plan.firstFlaw == nil
    else { return nil }
    return plan
  }

  /// What is no meaning of its own: it follows from something else in the plan, names something that is new then, or is for readers.
  private static func isNoMeaning(_ pattern: String) -> Bool {
    let parts = pattern.split(separator: ".").map(String.init)
    return switch (parts.first ?? "", parts.last ?? "") {
    case (_, "name"), (_, "about"), ("declarations", "section"): true
    // A word of a closed set, which nothing of a plan's own tells.
    case ("declarations", "severity"): parts[1] == "package"
    // Worked out of the declarations, which are compared.
    case ("alerting", _) where ["calendars", "channels", "contracts", "escalations", "teams"].contains(parts[1]): true
    // Of systems both forms stand in a plan, and the one that is carried out is compared.
    case ("declarations", _) where parts[1] == "systems":
      SystemSaidOtherwise.isCarriedOut(Array(parts.dropFirst(3)))
    case ("declarations", _) where parts[1] == "connectors":
      PlanPair.isCarriedOut(Array(parts.dropFirst(3)), isDelivered: true)
    // What something carried out is of is compared as a type.
    case ("declarations", _) where parts[1] == "models": parts.count > 3 && parts[3] == "fields"
    // Found by the compiler.
    case (_, "type"): !["types", "inputs"].contains(parts[0])
    case ("edition", _), ("version", _), ("unsupported", _), ("renames", _): true
    // Its type has the name of its event, and its media type is always the same.
    case ("systems", "body"), ("systems", "content"): parts[1] == "events"
    case ("retentions", "reason"), ("declarations", "reason"): true
    default: false
    }
  }

  @Test("a value of every kind that plans have: more, less, and gone")
  func values() throws {
    var unsaid: Set<String> = []
    for leaf in try Self.leaves() where !Self.isNoMeaning(leaf.pattern) {
      for edit in Edit.allCases {
        // What is a word of a closed set, a position, or has to be there, cannot be anything.
        guard let content = Self.changed(leaf.content, leaf.path[...], edit), let new = Self.plan(content),
          leaf.plan != new
        else { continue }
        if Comparison(leaf.plan, new).changes.isEmpty { unsaid.insert("\(leaf.pattern): \(edit)") }
      }
    }
    #expect(unsaid == [], "\(unsaid.sorted().joined(separator: "\n"))")
  }
}
