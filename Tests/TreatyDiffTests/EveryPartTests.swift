import Foundation
import Testing
import TreatyDiagnostics
import TreatyPlan

@testable import TreatyDiff

@Suite("Whatever is another in a plan, something says so")
struct EveryPartTests {
  /// A value of a plan, and its place without the numbers of elements.
  private struct Leaf {
    let plan: PlannedContent
    let path: [String]
    let pattern: String
  }

  /// A leaf for each kind of place that any example has.
  private static func leaves() throws -> [Leaf] {
    var found: [String: Leaf] = [:]
    for rule in ChangeRules.all where !rule.about.after.hasPrefix("# treaty.yaml") {
      let plan = try #require(PlannedContent(of: try DiffExample.plan(rule.about.after)))
      collect(plan, plan, [], &found)
    }
    return found.values.sorted { $0.pattern < $1.pattern }
  }

  private static func collect(
    _ content: PlannedContent, _ plan: PlannedContent, _ path: [String], _ found: inout [String: Leaf]
  ) {
    switch content {
    case .scalar:
      let pattern = path.filter { Int($0) == nil }.joined(separator: ".")
      if found[pattern] == nil { found[pattern] = Leaf(plan: plan, path: path, pattern: pattern) }
    case .list(let elements):
      for (index, element) in elements.enumerated() { collect(element, plan, path + ["\(index)"], &found) }
    case .object(let fields):
      for (name, value) in fields { collect(value, plan, path + [name], &found) }
    }
  }

  /// The plan with another value at a place.
  private static func changed(_ content: PlannedContent, _ path: ArraySlice<String>) -> PlannedContent {
    switch content {
    case .scalar(.string(let text)): return .scalar(.string(text + "x"))
    case .scalar(.int(let number)): return .scalar(.int(number + 1))
    case .scalar(.double(let number)): return .scalar(.double(number + 1))
    case .scalar(.bool(let value)): return .scalar(.bool(!value))
    case .scalar(.null): return .scalar(.int(1))
    case .list(var elements):
      guard let first = path.first.flatMap({ Int($0) }) else { return content }
      elements[first] = changed(elements[first], path.dropFirst())
      return .list(elements)
    case .object(var fields):
      guard let first = path.first, let value = fields[first] else { return content }
      fields[first] = changed(value, path.dropFirst())
      return .object(fields)
    }
  }

  /// The plan that a content is; `nil` where it is none that could be carried out.
  private static func plan(_ content: PlannedContent) -> Plan? {
    guard let plan = try? JSONDecoder().decode(Plan.self, from: JSONEncoder().encode(content)),
      let text = try? PlanFile(plan: plan, origins: [:]).text()
    else { return nil }
    return (try? PlanFile.read(text))?.plan
  }

  /// What is no meaning of its own: it follows from something else in the plan, names something that is new then, or is for readers.
  private static func isNoMeaning(_ pattern: String) -> Bool {
    let parts = pattern.split(separator: ".").map(String.init)
    return switch (parts.first ?? "", parts.last ?? "") {
    // Worked out of the declarations, which are compared.
    case ("alerting", _) where ["calendars", "channels", "contracts", "escalations", "teams"].contains(parts[1]): true
    // Of systems both forms stand in a plan, and the one that is carried out is compared.
    case ("declarations", _):
      ["connector", "url", "version", "limits", "tls", "health"].contains(parts.count > 2 ? parts[2] : "")
    // Found by the compiler.
    case (_, "type"): !["types", "inputs"].contains(parts[0])
    case (_, "name"), (_, "about"): true
    case ("edition", _), ("version", _), ("unsupported", _), ("renames", _): true
    // Its type has the name of its event, and its media type is always the same.
    case ("systems", "body"), ("systems", "content"): parts[1] == "events"
    case ("retentions", "reason"): true
    default: false
    }
  }

  @Test("a value of every kind that plans have")
  func values() throws {
    var unsaid: [String] = []
    for leaf in try Self.leaves() {
      let other = Self.changed(leaf.plan, leaf.path[...])
      // What is a word of a closed set, or a position, cannot be anything.
      guard let old = Self.plan(leaf.plan), let new = Self.plan(other) else { continue }
      if Comparison(old, new).changes.isEmpty, !Self.isNoMeaning(leaf.pattern) { unsaid.append(leaf.pattern) }
    }
    #expect(unsaid == [], "\(unsaid.joined(separator: "\n"))")
  }
}
