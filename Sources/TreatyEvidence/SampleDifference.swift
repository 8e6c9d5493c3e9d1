import CEL
import TreatyDiff
import TreatyEngine
import TreatyPlan

/// One thing that comes out differently of a sample.
struct SampleDifference {
  /// What it is, without any value: samples are put together by it.
  struct Kind: Hashable {
    var subject: SampleReport.Subject
    var flow: String
    var target, field: String?
    var message: String
  }

  var kind: Kind
  /// What came of it, and what comes of it now, as JSON or in words; nothing where it must not be shown.
  var before, after: String?
  /// Places of the declarations that it speaks of, such as `flows.page.identify`.
  var paths: [String] = []
  /// Which item of the old plan's it is about, from 0; `nil` for the message.
  var item: Int?
}

/// Holds what two plans make of a sample against each other.
struct OutcomeComparison {
  /// The flow, as the new plan calls it where it has it.
  let flow: String
  /// What must not be shown, in both plans; `nil` where a plan does not have the flow.
  let oldMask, newMask: SampleMask.Flow?
  /// Whether what is sent is held against each other: not where the packages have other names, which every mark has in it.
  let comparesRequests: Bool
  private(set) var differences: [SampleDifference] = []
  /// Which item is compared.
  private var item: Int?

  init(flow: String, oldMask: SampleMask.Flow?, newMask: SampleMask.Flow?, comparesRequests: Bool) {
    self.flow = flow
    self.oldMask = oldMask
    self.newMask = newMask
    self.comparesRequests = comparesRequests
  }

  mutating func compare(_ old: Rehearsal.Outcome, _ new: Rehearsal.Outcome) {
    switch (old, new) {
    case (.refused(.noSuchFlow), .refused(.noSuchFlow)): return
    case (.refused(.noSuchFlow), _): add(.flow, "flow `\(flow)`: only the new plan has it", nil, nil)
    case (_, .refused(.noSuchFlow)): add(.flow, "flow `\(flow)`: only the old plan has it", nil, nil)
    case (.refused(let before), .refused(let after)):
      guard before.words != after.words else { return }
      add(.intake, "flow `\(flow)`: refused for another reason", before.words, after.words)
    case (.refused(let before), _):
      add(.intake, "flow `\(flow)`: was refused, and is taken", "refused: \(before.words)", "taken")
    case (_, .refused(let after)):
      add(.intake, "flow `\(flow)`: was taken, and is refused", "taken", "refused: \(after.words)")
    case (.failed(let place, let cause), .failed(let newPlace, let newCause)):
      guard (place, cause) != (newPlace, newCause) else { return }
      add(.mapping, "flow `\(flow)`: fails in another way", "\(place): \(cause)", "\(newPlace): \(newCause)")
    case (.failed(let place, let cause), .taken):
      add(.mapping, "flow `\(flow)`: failed at `\(place)`, and is worked out", "\(place): \(cause)", "worked out")
    case (.taken, .failed(let place, let cause)):
      add(.mapping, "flow `\(flow)`: was worked out, and fails at `\(place)`", "worked out", "\(place): \(cause)")
    case (.taken(let oldKey, let oldItems), .taken(let newKey, let newItems)):
      if oldKey != newKey { add(.key, "flow `\(flow)`: repetitions are known by another key", oldKey, newKey) }
      compare(oldItems, newItems)
    }
  }

  private mutating func add(
    _ subject: SampleReport.Subject, target: String? = nil, field: String? = nil, _ message: String, _ before: String?,
    _ after: String?, paths: [String] = []
  ) {
    differences.append(
      SampleDifference(
        kind: SampleDifference.Kind(subject: subject, flow: flow, target: target, field: field, message: message),
        before: before, after: after, paths: paths.map { "flows.\(flow).\($0)" }, item: item))
  }

  // MARK: Items

  private mutating func compare(_ old: [Rehearsal.Item], _ new: [Rehearsal.Item]) {
    guard old.count != new.count else {
      for (index, (before, after)) in zip(old, new).enumerated() { compare(before, after, index) }
      return
    }
    add(.items, "flow `\(flow)`: another number of items", Self.count(old), Self.count(new), paths: ["each"])
    // Which is which is told by their keys.
    let known = Dictionary(
      new.compactMap { item in item.identity.map { ($0, item) } }, uniquingKeysWith: { first, _ in first })
    for (index, item) in old.enumerated() {
      guard let after = item.identity.flatMap({ known[$0] }) else { continue }
      compare(item, after, index)
    }
  }

  private static func count(_ items: [Rehearsal.Item]) -> String {
    items.count == 1 ? "1 item" : "\(items.count) items"
  }

  private mutating func compare(_ old: Rehearsal.Item, _ new: Rehearsal.Item, _ index: Int) {
    item = index
    defer { item = nil }
    switch (old, new) {
    case (.left, .left): return
    case (.left, _):
      add(.condition, "flow `\(flow)`: items go on that were left out", "left out", new.words, paths: ["where"])
    case (_, .left):
      add(.condition, "flow `\(flow)`: items are left out that went on", old.words, "left out", paths: ["where"])
    case (.failed(let place, let cause), .failed(let newPlace, let newCause)):
      guard (place, cause) != (newPlace, newCause) else { return }
      add(
        .mapping, "flow `\(flow)`: items fail in another way", "\(place): \(cause)", "\(newPlace): \(newCause)",
        paths: Array(Set([place, newPlace])))
    case (.failed(let place, let cause), .delivered):
      add(
        .mapping, "flow `\(flow)`: items that failed at `\(place)` are worked out", "\(place): \(cause)", "worked out",
        paths: [place])
    case (.delivered, .failed(let place, let cause)):
      add(
        .mapping, "flow `\(flow)`: items that were worked out fail at `\(place)`", "worked out", "\(place): \(cause)",
        paths: [place])
    case (.delivered(let identity, _, let effects), .delivered(let newIdentity, _, let newEffects)):
      let isSame = identity.utf8.elementsEqual(newIdentity.utf8)
      if !isSame {
        let isGuarded = (oldMask?.isKeyGuarded ?? true) || (newMask?.isKeyGuarded ?? true)
        add(
          .identity, "flow `\(flow)`: records are told apart by another key",
          isGuarded ? SampleMask.stars : identity, isGuarded ? SampleMask.stars : newIdentity, paths: ["identify"])
      }
      compare(effects, newEffects, comparesRequests: comparesRequests && isSame)
    }
  }

  // MARK: Deliveries

  private mutating func compare(
    _ old: [Rehearsal.Effect], _ new: [Rehearsal.Effect], comparesRequests: Bool
  ) {
    let (old, new) = (Self.named(old), Self.named(new))
    let (before, after) = (old.map(\.name), new.map(\.name))
    for name in before where !after.contains(name) {
      add(.delivery, target: name, "flow `\(flow)`: nothing is delivered to `\(name)` any more", name, nil)
    }
    for name in after where !before.contains(name) {
      add(.delivery, target: name, "flow `\(flow)`: something is delivered to `\(name)`", nil, name)
    }
    let (kept, keptNow) = (before.filter(after.contains), after.filter(before.contains))
    if kept != keptNow {
      add(
        .delivery, "flow `\(flow)`: deliveries go in another order", kept.joined(separator: ", "),
        keptNow.joined(separator: ", "))
    }
    for (name, effect) in new {
      guard let earlier = old.first(where: { $0.name == name })?.effect else { continue }
      var effects = EffectComparison(
        flow: flow, target: name, step: effect.step,
        guarded: (oldMask?.fields[safe: earlier.step] ?? ["*"]).union(newMask?.fields[safe: effect.step] ?? ["*"]),
        comparesRequests: comparesRequests)
      effects.compare(earlier, effect)
      differences += effects.differences.map { difference in
        var difference = difference
        difference.item = item
        return difference
      }
    }
  }

  /// Each with its target; of several with one target the first with the first.
  private static func named(_ effects: [Rehearsal.Effect]) -> [(name: String, effect: Rehearsal.Effect)] {
    var counts: [String: Int] = [:]
    return effects.map { effect in
      let count = counts[effect.target, default: 0] + 1
      counts[effect.target] = count
      return (count == 1 ? effect.target : "\(effect.target) (\(count).)", effect)
    }
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension IntakeResult {
  /// Why it is not taken, in words.
  var words: String {
    switch self {
    case .accepted: "taken"
    case .notJSON(let reason): reason
    case .noSuchFlow: "there is no such flow"
    case .invalid(let violations):
      violations.map { "\($0.pointer.isEmpty ? "the body" : "`\($0.pointer)`") \($0.message)" }.joined(separator: "; ")
    }
  }
}

extension Rehearsal.Item {
  /// What it is told from others by, where it came so far.
  fileprivate var identity: String? {
    guard case .delivered(let identity, _, _) = self else { return nil }
    return identity
  }

  /// What becomes of it, without a value of it.
  fileprivate var words: String {
    switch self {
    case .left: "left out"
    case .failed(let place, _): "fails at `\(place)`"
    case .delivered(_, _, let effects): "goes on to \(effects.map(\.target).joined(separator: ", "))"
    }
  }
}
