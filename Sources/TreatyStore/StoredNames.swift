/// The names under which a store keeps what belongs to flows and systems, where those are others than the names of today (`was`).
///
/// A row keeps the name that it was written with, however many there are: what is asked and answered is translated. Marks of records are made of
/// the stored names too, so that a record that was made before a rename is found after it.
public struct StoredNames: Hashable, Sendable {
  /// Names of one kind, both ways. No two of today's have one stored name.
  private struct Names: Hashable, Sendable {
    var stored: [String: String] = [:]
    var shown: [String: String] = [:]

    mutating func set(_ name: String, _ stored: String?) {
      if let before = self.stored.removeValue(forKey: name) { shown[before] = nil }
      guard let stored, stored != name else { return }
      self.stored[name] = stored
      shown[stored] = name
    }
  }

  private var flows = Names()
  private var systems = Names()

  /// Everything is stored under its own name.
  public init() {}

  /// Whether everything is stored under its own name.
  public var isEmpty: Bool { flows.stored.isEmpty && systems.stored.isEmpty }

  // MARK: Translating

  /// The name that a flow of today is stored under.
  public func stored(flow name: String) -> String { isEmpty ? name : flows.stored[name] ?? name }

  /// Today's name of a flow that is stored.
  public func shown(flow stored: String) -> String { isEmpty ? stored : flows.shown[stored] ?? stored }

  /// The name that a system of today is stored under.
  public func stored(system name: String) -> String { isEmpty ? name : systems.stored[name] ?? name }

  /// Today's name of a system that is stored.
  public func shown(system stored: String) -> String { isEmpty ? stored : systems.shown[stored] ?? stored }

  /// What a target of today, `system.record`, is stored under.
  public func stored(target: String) -> String { isEmpty ? target : renamed(target, systems.stored) }

  /// Today's name of a target that is stored.
  public func shown(target: String) -> String { isEmpty ? target : renamed(target, systems.shown) }

  private func renamed(_ target: String, _ names: [String: String]) -> String {
    guard let dot = target.firstIndex(of: "."), let name = names[String(target[..<dot])] else { return target }
    return name + target[dot...]
  }

  /// What a lane of today is stored under.
  public func stored(_ lane: LaneKey) -> LaneKey {
    guard !isEmpty else { return lane }
    return LaneKey(flow: stored(flow: lane.flow), target: stored(target: lane.target), identity: lane.identity)
  }

  /// Today's names of a lane that is stored.
  public func shown(_ lane: LaneKey) -> LaneKey {
    guard !isEmpty else { return lane }
    return LaneKey(flow: shown(flow: lane.flow), target: shown(target: lane.target), identity: lane.identity)
  }

  // MARK: Changing

  /// Goes on with other flows and systems.
  /// - Parameters:
  ///   - renamed: Former names by those of today.
  ///   - before: What there was.
  ///   - now: What there is.
  public mutating func follow(
    flows renamed: [String: String], from before: some Sequence<String>, to now: some Sequence<String>
  ) {
    Self.follow(&flows, renamed, Set(before), Set(now))
  }

  /// The same of systems.
  public mutating func follow(
    systems renamed: [String: String], from before: some Sequence<String>, to now: some Sequence<String>
  ) {
    Self.follow(&systems, renamed, Set(before), Set(now))
  }

  private static func follow(
    _ names: inout Names, _ renamed: [String: String], _ before: Set<String>, _ now: Set<String>
  ) {
    var moved: [(name: String, stored: String)] = []
    for (name, was) in renamed.sorted(by: { $0.key < $1.key })
    where now.contains(name) && before.contains(was) && !before.contains(name) && !now.contains(was) {
      moved.append((name, names.stored[was] ?? was))
      names.set(was, nil)
    }
    // An earlier plan that comes back: what has a new name gets its old one again.
    for (name, stored) in names.stored.sorted(by: { $0.key < $1.key })
    where !now.contains(name) && now.contains(stored) && !before.contains(stored) {
      names.set(name, nil)
    }
    for (name, stored) in moved { names.set(name, stored) }
    // Something new, called as something was that is there under another name.
    for name in now.sorted() where names.stored[name] == nil && names.shown[name] != nil {
      var number = 2
      while names.shown["\(name)~\(number)"] != nil { number += 1 }
      names.set(name, "\(name)~\(number)")
    }
  }

  // MARK: As a text

  /// A line for each name, as the fact of a store has it; `nil` where there are none.
  public var text: String? {
    guard !isEmpty else { return nil }
    func lines(_ word: String, _ names: Names) -> [String] {
      names.stored.sorted { $0.key < $1.key }.map { "\(word) \($0.key) \($0.value)" }
    }
    return (lines("flow", flows) + lines("system", systems)).joined(separator: "\n")
  }

  /// Reads them back; `nil` for anything else.
  public init?(text: String) {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 else { return nil }
      switch parts[0] {
      case "flow": flows.set(parts[1], parts[2])
      case "system": systems.set(parts[1], parts[2])
      default: return nil
      }
    }
  }
}
