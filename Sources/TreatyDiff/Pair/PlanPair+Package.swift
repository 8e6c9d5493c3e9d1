import TreatyPlan

/// What packages say of themselves, and what they declare for others to lean on.
extension PlanPair {
  /// What the packages say of themselves.
  struct Packages {
    let old, new: PackageFacts
    let place: ChangePlace

    /// What the manifests say of how much findings matter, by code.
    var settings: [(code: String, old: PackageFacts.Setting?, new: PackageFacts.Setting?)] {
      Set(old.rules.keys).union(new.rules.keys).sorted().map { ($0, old.rules[$0], new.rules[$0]) }
    }
  }

  /// What the packages say of themselves; `nil` where one of the plans is of a Treaty that did not keep it.
  var packages: Packages? {
    guard let before = old.package, let after = new.package else { return nil }
    return Packages(
      old: PackageFacts(old.declarations[before].content), new: PackageFacts(new.declarations[after].content),
      place: ChangePlace(
        subject: "the package", path: "package", oldPointer: "/declarations/\(before)",
        newPointer: "/declarations/\(after)"))
  }

  /// Sections that plans have kept only since they keep what the package says of itself.
  static let keptLater: Set<String> = ["connectors", "models", "profiles", "tables"]

  /// Whether both plans keep a section.
  func keeps(_ section: String) -> Bool {
    !PlanPair.keptLater.contains(section) || (old.package != nil && new.package != nil)
  }
}

extension Plan {
  /// Where what the package says of itself stands among the declarations.
  fileprivate var package: Int? { declarations.firstIndex { $0.section == "package" } }
}

/// What a package says of itself, taken apart.
struct PackageFacts {
  /// How findings of one kind are dealt with.
  struct Setting: Equatable {
    let severity: String
    let reason, until: String?

    /// Whether it is less than usual: that gives a reason.
    var isLower: Bool { ["note", "off"].contains(severity) || reason != nil }

    /// How much the findings matter, from nothing on.
    var weight: Int { ["off", "note", "warning", "error"].firstIndex(of: severity) ?? 0 }

    var words: String { until.map { "\(severity) until \($0)" } ?? severity }
  }

  /// Whether findings matter less by one setting than by another. Without a setting they matter as usual, which is not known here.
  static func isLower(_ one: Setting?, than other: Setting?) -> Bool {
    switch (one, other) {
    case (let one?, let other?) where one.weight != other.weight: one.weight < other.weight
    // What is lower for longer.
    case (let one?, let other?): one.isLower && (one.until ?? "9999-12-32") > (other.until ?? "9999-12-32")
    case (let one?, nil): one.isLower
    case (nil, let other?): !other.isLower
    case (nil, nil): false
    }
  }

  let content: PlannedContent
  /// What comments allow: by code and declaration the last day, empty for ever.
  let allows: [String: [String: String]]
  /// Settings of the manifest by code.
  let rules: [String: Setting]

  init(_ content: PlannedContent) {
    self.content = content
    allows = content["allows"].fields.mapValues { $0.fields.mapValues { $0.text ?? "" } }
    rules = content["rules"].fields.mapValues {
      Setting(severity: $0["severity"].text ?? "", reason: $0["reason"].text, until: $0["until"].text)
    }
  }

  /// Compliance profiles that the package is held to.
  var profiles: Set<String> {
    if case .list(let names) = content["profiles"] { Set(names.compactMap(\.text)) } else { [] }
  }

  /// How often a secret must be changed, in milliseconds, for those that say so.
  var rotations: [String: Int64] {
    content["secrets"].fields.compactMapValues {
      if case .scalar(.int(let milliseconds)) = $0["rotate"] { milliseconds } else { nil }
    }
  }

  /// Packages that are used: version, and which will do.
  var uses: [String: String] {
    content["uses"].fields.mapValues { use in
      (use["version"].text ?? "") + (use["range"].text.map { " (\($0))" } ?? "")
    }
  }
}

extension PlannedContent {
  /// What an object holds; nothing for anything else.
  var fields: [String: PlannedContent] { if case .object(let fields) = self { fields } else { [:] } }

  /// A text; `nil` for anything else.
  var text: String? { if case .scalar(.string(let text)) = self { text } else { nil } }

  /// What an object holds under a name; an empty object where it is nothing.
  subscript(name: String) -> PlannedContent { fields[name] ?? .object([:]) }
}

/// What of a connector stands in plans as it is carried out, and is compared there.
extension PlanPair {
  /// Connectors of systems that flows of both plans deliver to.
  var deliveredConnectors: Set<String> {
    func connectors(_ plan: Plan) -> Set<String> {
      Set(plan.flows.flatMap { $0.deliveries.map { plan.systems[$0.system].connector } })
    }
    return connectors(old).intersection(connectors(new))
  }

  /// Whether a part of a connector's declaration is among it.
  /// - Parameter isDelivered: Whether flows deliver to a system of it: what answers mean stands with deliveries.
  static func isCarriedOut(_ path: [String], isDelivered: Bool) -> Bool {
    switch path.first ?? "" {
    case "auth", "base", "events", "quoting", "search-delay", "throttle", "health", "trace": path.last != "field"
    case "failures": isDelivered && path.last != "reason"
    case "limits": path.last != "quota"
    case "records":
      path.count < 3 || !["version", "delete", "read-back"].contains(path[2]) && !path.contains("page")
    default: false
    }
  }
}
