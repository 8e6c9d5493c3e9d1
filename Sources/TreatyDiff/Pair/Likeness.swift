import TreatyPlan

/// Which of the things that are new may be one that is gone, under another name. It is offered and never assumed: two things can be much alike.
struct Likeness {
  private var names: [String: String] = [:]

  /// How much of what either says both must say.
  private static let threshold = 0.7
  /// More pairs than this are not compared: where everything has another name, it is for a person to say what is what.
  private static let most = 4_096

  /// - Parameters:
  ///   - removed: What is gone.
  ///   - added: What is new.
  init(_ removed: [(name: String, content: PlannedContent)], _ added: [(name: String, content: PlannedContent)]) {
    guard !removed.isEmpty, !added.isEmpty, removed.count * added.count <= Likeness.most else { return }
    let new = added.map { (name: $0.name, leaves: Likeness.leaves($0.content)) }
    var pairs: [(share: Double, old: String, new: String)] = []
    for old in removed {
      let leaves = Likeness.leaves(old.content)
      for one in new {
        let all = leaves.union(one.leaves).count
        // Of what says next to nothing everything is alike.
        guard all >= 2 else { continue }
        let share = Double(leaves.intersection(one.leaves).count) / Double(all)
        if share >= Likeness.threshold { pairs.append((share, old.name, one.name)) }
      }
    }
    var taken: Set<String> = []
    for pair in pairs.sorted(by: { ($1.share, $0.old, $0.new) < ($0.share, $1.old, $1.new) }) {
      guard names[pair.old] == nil, taken.insert(pair.new).inserted else { continue }
      names[pair.old] = pair.new
    }
  }

  /// The same of parts of plans.
  init<Part: Encodable>(_ removed: [Part], _ added: [Part], by name: (Part) -> String) {
    func contents(_ parts: [Part]) -> [(String, PlannedContent)] {
      parts.compactMap { part in PlannedContent(of: part).map { (name(part), $0) } }
    }
    // Few have to be written as JSON, or none.
    let isLooked = !removed.isEmpty && !added.isEmpty && removed.count * added.count <= Likeness.most
    self.init(isLooked ? contents(removed) : [], isLooked ? contents(added) : [])
  }

  /// What something that is gone may be called now; `nil` where nothing is enough like it.
  func newName(of old: String) -> String? { names[old] }

  /// What a declaration says, a line for each value. Its name and what it is for say nothing of what it does.
  private static func leaves(_ content: PlannedContent) -> Set<String> {
    var found: Set<String> = []
    collect(content, "", &found)
    return found
  }

  private static func collect(_ content: PlannedContent, _ path: String, _ found: inout Set<String>) {
    switch content {
    case .scalar(let constant): found.insert("\(path)=\(constant.words)")
    case .list(let elements):
      for (index, element) in elements.enumerated() { collect(element, "\(path)/\(index)", &found) }
    case .object(let fields):
      for (name, value) in fields where !(path.isEmpty && (name == "name" || name == "about")) {
        collect(value, "\(path)/\(name)", &found)
      }
    }
  }
}
