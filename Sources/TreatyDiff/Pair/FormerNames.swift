import FoundationEssentials
import TreatyPlan

/// A plan under names that its declarations were given later (`was`). Nothing else of it is another, so that what is left to compare is what a
/// rename does not explain.
struct FormerNames: Sendable {
  /// Renames of things that the old plan has, and has under the old name alone.
  let followed: [PlannedRename]
  /// The old plan, under the new names. Elements stand where they stood.
  let plan: Plan

  /// - Parameter new: The plan after, which says what had another name; where it has a name again that the old plan gave up, that is a rename too.
  init(_ old: Plan, to new: Plan) {
    let names = FormerNames.names(old)
    let later = new.renames ?? []
    let back = (old.renames ?? []).map {
      PlannedRename(section: $0.section, name: $0.was, was: $0.name, places: $0.places)
    }
    let known = back.isEmpty ? [:] : FormerNames.names(new)
    let returned = back.filter { rename in
      let names = known[rename.section, default: []]
      return names.contains(rename.name) && !names.contains(rename.was)
        && !later.contains { $0.section == rename.section && $0.name == rename.name }
    }
    let followed = (later + returned).filter { rename in
      let known = names[rename.section, default: []]
      return known.contains(rename.was) && !known.contains(rename.name)
    }
    self.followed = followed
    plan = followed.isEmpty ? old : Renaming(followed).plan(old) ?? old
  }

  /// What a plan has, by section.
  private static func names(_ plan: Plan) -> [String: Set<String>] {
    var names: [String: Set<String>] = [:]
    for declaration in plan.declarations { names[declaration.section, default: []].insert(declaration.name) }
    for flow in plan.flows { names["flows", default: []].insert(flow.name) }
    for system in plan.systems {
      names["systems", default: []].insert(system.name)
      names["connectors", default: []].insert(system.connector)
    }
    names["inputs"] = Set(plan.inputs.map(\.name))
    names["secrets"] = Set(plan.secrets.map(\.name))
    names["tables"] = Set(plan.tables.map(\.name))
    names["models"] = Set(plan.types.map { String($0.name.prefix { $0 != "." }) })
    names["policies.retry"] = Set(plan.retries.map(\.name))
    names["policies.retention"] = Set(plan.retentions.map(\.name))
    return names
  }
}

/// Goes through a plan as JSON: a name stands in lists, in references, in types and in expressions, and each of them is written in its own way.
private struct Renaming {
  /// New names by the old ones, by section.
  private let names: [String: [String: String]]
  /// New names of whatever sections, for where a reference does not say its own. A name that two sections would give two names is in none.
  private let any: [String: String]

  /// Renames by the places where references to what is renamed stand; none where a plan does not tell them.
  private let placed: [String: [PlannedRename]]
  private let tellsPlaces: Bool

  /// Sections of a plan's lists.
  private static let lists = [
    "flows": "flows", "systems": "systems", "tables": "tables", "inputs": "inputs", "secrets": "secrets",
    "retries": "policies.retry", "retentions": "policies.retention", "teams": "teams", "calendars": "calendars",
    "contracts": "contracts", "channels": "policies.channel", "escalations": "policies.escalation",
  ]

  init(_ renames: [PlannedRename]) {
    names = Dictionary(grouping: renames, by: \.section).mapValues { section in
      Dictionary(section.map { ($0.was, $0.name) }, uniquingKeysWith: { first, _ in first })
    }
    var placed: [String: [PlannedRename]] = [:]
    for rename in renames { for place in rename.places ?? [] { placed[place, default: []].append(rename) } }
    self.placed = placed
    tellsPlaces = renames.allSatisfy { $0.places != nil }
    any = Dictionary(renames.map { ($0.was, $0.name) }, uniquingKeysWith: { $0 == $1 ? $0 : "" }).filter { !$1.isEmpty }
  }

  /// - Returns: `nil` for a plan that cannot be written as JSON, which none is.
  func plan(_ plan: Plan) -> Plan? {
    guard let content = PlannedContent(of: plan), case .object(var fields) = content else { return nil }
    for key in fields.keys { fields[key] = fields[key].map { named($0, under: key) } }
    guard let json = try? JSONEncoder().encode(PlannedContent.object(fields)) else { return nil }  // as said
    return try? JSONDecoder().decode(Plan.self, from: json)  // as said
  }

  private func new(_ name: String, _ section: String) -> String { names[section]?[name] ?? name }

  /// - Parameter key: the key that it stands under.
  private func named(_ content: PlannedContent, under key: String) -> PlannedContent {
    switch content {
    case .scalar(.string(let text)): return .scalar(.string(named(text, under: key)))
    case .scalar: return content
    case .object(let fields):
      var named: [String: PlannedContent] = [:]
      for (name, value) in fields { named[name] = self.named(value, under: name) }
      return .object(named)
    case .list(let elements):
      return .list(elements.map { element(named($0, under: key), of: key) })
    }
  }

  /// An element of a list that has a name of its own.
  private func element(_ content: PlannedContent, of list: String) -> PlannedContent {
    guard case .object(var fields) = content, case .scalar(.string(let name))? = fields["name"] else { return content }
    if case .scalar(.string(let section))? = fields["section"] {
      fields["name"] = .scalar(.string(new(name, section)))
      fields["content"] = fields["content"].map { tellsPlaces ? written($0, in: section, []) : reference($0) }
    } else if let section = Renaming.lists[list] {
      fields["name"] = .scalar(.string(new(name, section)))
    } else if list == "types" {
      fields["name"] = .scalar(.string(type("@" + name).replacing("@", with: "", maxReplacements: 1)))
    }
    return .object(fields)
  }

  private func named(_ text: String, under key: String) -> String {
    switch key {
    case "cel": expression(text)
    case "owner": new(text, "teams")
    case "connector": new(text, "connectors")
    case "declaration": reference(text)
    case "type", "model", "body", "reads", "accepts", "from", "to": text.contains("@") ? type(text) : text
    default: text
    }
  }

  /// What a declaration says that is kept as it was written: a name is a reference where the new plan has one to what is renamed.
  private func written(_ content: PlannedContent, in section: String, _ path: [String]) -> PlannedContent {
    switch content {
    case .scalar(.string(let text)):
      let renames = placed["\(section)/\(path.joined(separator: "."))"] ?? []
      return .scalar(.string(renames.lazy.compactMap { $0.renamed(text) }.first ?? expression(text)))
    case .scalar: return content
    case .list(let elements): return .list(elements.map { written($0, in: section, path + ["*"]) })
    case .object(let fields):
      return .object(
        Dictionary(uniqueKeysWithValues: fields.map { ($0.key, written($0.value, in: section, path + [$0.key])) }))
    }
  }

  /// What a declaration says that is kept as it was written, where the new plan does not tell its references: they stand in it by themselves, and
  /// before a dot.
  private func reference(_ content: PlannedContent) -> PlannedContent {
    switch content {
    case .scalar(.string(let text)): .scalar(.string(reference(text)))
    case .scalar: content
    case .list(let elements): .list(elements.map(reference))
    case .object(let fields): .object(fields.mapValues(reference))
    }
  }

  private func reference(_ text: String) -> String {
    if let name = any[text] { return name }
    guard !text.contains(" ") else { return expression(text) }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return text }
    if let section = names[parts[0]], let name = section[parts[1]] { return "\(parts[0]).\(name)" }
    for section in ["systems", "models"] {
      if let name = names[section]?[parts[0]] { return "\(name).\(parts[1])" }
    }
    return expression(text)
  }

  /// `list(@incident.severity)`
  private func type(_ text: String) -> String {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      // What stands before one that begins a name ends in nothing, a bracket or a space.
      guard index > 0, parts[index - 1].last.map({ "( ".contains($0) }) ?? true else { return String(part) }
      let name = part.prefix { !"(), .".contains($0) }
      let renamed = names["models"]?[String(name)] ?? names["connectors"]?[String(name)] ?? String(name)
      return renamed + part[name.endIndex...]
    }.joined(separator: "@")
  }

  /// What an expression reads by name; what stands in quotes is a text, whatever it looks like.
  private func expression(_ text: String) -> String {
    let roots = ["inputs", "secrets", "tables"].filter { names[$0] != nil && text.contains($0) }
    guard !roots.isEmpty else { return text }
    var (result, rest, quote) = ("", text[...], Character?.none)
    while let character = rest.first {
      if let open = quote {
        if character == "\\" {
          result.append(rest.removeFirst())
          if let escaped = rest.popFirst() { result.append(escaped) }
          continue
        }
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if let (root, name) = read(rest, roots, after: result.last) {
        result += "\(root).\(new(name, root))"
        rest = rest.dropFirst(root.count + 1 + name.count)
        continue
      }
      result.append(rest.removeFirst())
    }
    return result
  }

  /// What is read at the beginning of a text, such as `inputs.chat-url`.
  private func read(_ text: Substring, _ roots: [String], after before: Character?) -> (root: String, name: String)? {
    if let before, before.isLetter || before.isNumber || "._-".contains(before) { return nil }
    for root in roots where text.hasPrefix(root + ".") {
      let name = text.dropFirst(root.count + 1).prefix { $0.isLetter || $0.isNumber || "_-".contains($0) }
      return (root, String(name))
    }
    return nil
  }
}

extension PlannedRename {
  /// A reference under the new name: `help`, `help.ticket`, or with its section `systems.help`; `nil` where it is to something else.
  fileprivate func renamed(_ text: String) -> String? {
    if text == was { return name }
    if text.hasPrefix(was + ".") { return name + text.dropFirst(was.count) }
    return text == "\(section).\(was)" ? "\(section).\(name)" : nil
  }
}
