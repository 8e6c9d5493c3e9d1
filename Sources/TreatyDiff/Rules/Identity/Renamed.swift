import TreatyDiagnostics
import TreatyPlan

/// Something has another name, and says so.
public struct Renamed: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .renamed, "renamed", .note, .state, touchesState: true,
    also: [.breaks],
    title: "Something has another name",
    consequence: "What is stored under the old name is taken over: lanes, links of records and what is open.",
    advice: """
      `was` can go once every host carries the new plan out: a host keeps what belongs together. Whoever names it elsewhere (dashboards, alert rules, \
      scripts) has to use the new name.
      """,
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        alarm-to-ticket:
          owner: front-desk
          was: page
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// What a host is given by name, it must be given under the new one.
  private static let bound =
    "The host has to be given it under the new name; under the old one it does not look for it."

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for rename in plans.renames {
      let word = Self.word(rename.section)
      let isBound = ["inputs", "secrets"].contains(rename.section)
      let isStored = ["flows", "systems"].contains(rename.section)
      report.add(
        Self.about, at: plans.place(of: rename, word), "\(word) `\(rename.name)` was called `\(rename.was)`",
        before: rename.was, after: rename.name, level: isBound ? .breaks : nil,
        consequence: isBound ? Self.bound : isStored ? nil : "It is the same under another name.")
    }
  }

  /// One of a section, as a person says it.
  private static func word(_ section: String) -> String {
    switch section {
    case "policies.retry", "policies.retention", "policies.escalation", "policies.protection":
      "\(section.dropFirst(9)) policy"
    case "policies.channel": "channel"
    case "capabilities": "capability"
    default: section.hasSuffix("s") ? String(section.dropLast()) : section
    }
  }
}

extension PlanPair {
  /// Where something stands that had another name.
  fileprivate func place(of rename: PlannedRename, _ word: String) -> ChangePlace {
    /// Position of what is called this in a list.
    func place<Part>(_ list: String, _ path: KeyPath<Plan, [Part]>, _ name: KeyPath<Part, String>) -> ChangePlace {
      func index(_ plan: Plan) -> Int? { plan[keyPath: path].firstIndex { $0[keyPath: name] == rename.name } }
      return self.place(list, word, rename.name, old: index(old), new: index(new))
    }
    let found: ChangePlace
    switch rename.section {
    case "flows": found = place("flows", \.flows, \.name)
    case "systems": found = place("systems", \.systems, \.name)
    case "tables": found = place("tables", \.tables, \.name)
    case "inputs": found = place("inputs", \.inputs, \.name)
    case "secrets": found = place("secrets", \.secrets, \.name)
    case "models": found = place("types", \.types, \.name)
    default:
      let sides = declared(rename.section).both.first { $0.new.name == rename.name }
      found = self.place(rename.section, word, declared: rename.name, old: sides?.old.index, new: sides?.new.index)
    }
    guard found.newPointer == nil, rename.section == "flows" || rename.section == "systems" else { return found }
    // What is not carried out stands among the declarations.
    let sides = declared(rename.section).both.first { $0.new.name == rename.name }
    return self.place(rename.section, word, declared: rename.name, old: sides?.old.index, new: sides?.new.index)
  }
}
