import CEL
public import TreatyDiff
public import TreatyEngine
import TreatyPlan
import TreatyStore

/// Runs two plans over samples, and says what comes out differently.
///
/// Both are run by the engine's own code (``TreatyEngine/Rehearsal``), with the same moment, trace and inputs. Nothing depends on the order of samples.
public struct SampleTrial: Sendable {
  /// What they showed.
  public struct Evidence: Sendable {
    /// For reports.
    public var report: SampleReport
    /// How many differ, by place of the declarations.
    public var shares: [String: SampleShare]
  }

  /// The same for all: a trace says nothing here.
  private static let trace = String(repeating: "0", count: 31) + "1"
  /// Characters of a body, and of a value, that are shown.
  private static let (mostInput, mostValue) = (400, 300)

  private let old, new: Rehearsal
  private let oldPlan, newPlan: Plan
  private let oldMask, newMask: SampleMask
  /// What the new plan calls a flow of the old one, and the other way round, where that is not the same.
  private let newNames, oldNames: [String: String]

  private var total = 0
  private var different = 0
  private var refused = 0
  private var totals: [String: Int] = [:]
  private var counts: [String: Int] = [:]
  private var kinds: [SampleDifference.Kind: (count: Int, example: SampleReport.Example)] = [:]

  /// A trial of two plans.
  /// - Parameter renamed: what the new plan calls a flow of the old one, where that is not the same.
  public init(old: LinkedPlan, new: LinkedPlan, renamed: [String: String] = [:]) {
    (oldPlan, newPlan) = (old.plan, new.plan)
    (self.old, self.new) = (Rehearsal(old), Rehearsal(new))
    (oldMask, newMask) = (SampleMask(old.plan), SampleMask(new.plan))
    newNames = renamed
    oldNames = Dictionary(renamed.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
  }

  /// Runs a sample.
  public mutating func run(_ sample: Sample) {
    let (before, after) = names(of: sample.flow)
    let flow = newPlan.flows.contains { $0.name == after } ? after : before
    total += 1
    totals[flow, default: 0] += 1
    let intake = { (name: String) in
      Intake(
        flow: name, trace: Self.trace, parentSpan: nil, headers: sample.headers.map { ($0.name, $0.value) },
        body: sample.body)
    }
    let now = sample.received ?? Sample.moment
    let (outcome, outcomeNow) = (old.run(intake(before), at: now), new.run(intake(after), at: now))
    var comparison = OutcomeComparison(
      flow: flow, oldMask: oldMask[before], newMask: newMask[after],
      comparesRequests: oldPlan.package == newPlan.package && before == after)
    comparison.compare(outcome, outcomeNow)
    guard !comparison.differences.isEmpty else {
      if case .refused = outcomeNow { refused += 1 }
      return
    }
    different += 1
    var seen: Set<SampleDifference.Kind> = []
    var shown: Shown?
    for difference in comparison.differences where seen.insert(difference.kind).inserted {
      var entry = kinds[difference.kind]
      let isSmaller =
        entry.map {
          (sample.body.count, sample.place) < ($0.example.bytes, $0.example.sample)
        } ?? true
      if isSmaller {
        let known =
          shown
          ?? Shown(
            sample, items: old.items(of: intake(before), at: now), before, outcome, oldMask, after, outcomeNow, newMask)
        shown = known
        entry = (entry?.count ?? 0, known.example(difference, mostInput: Self.mostInput, mostValue: Self.mostValue))
      }
      entry?.count += 1
      kinds[difference.kind] = entry
    }
    for path in Set(comparison.differences.flatMap(\.paths)) { counts[path, default: 0] += 1 }
  }

  private func names(of flow: String) -> (old: String, new: String) {
    let isOld = oldPlan.flows.contains { $0.name == flow }
    return isOld ? (flow, newNames[flow] ?? flow) : (oldNames[flow] ?? flow, flow)
  }

  /// What was found.
  /// - Parameter unread: what was no sample.
  public func evidence(unread: [SampleReport.Unread] = []) -> Evidence {
    let found = kinds.map { kind, entry in
      SampleReport.Kind(
        subject: kind.subject, flow: kind.flow, target: kind.target, field: kind.field, message: kind.message,
        samples: entry.count, example: entry.example)
    }
    let sorted = found.sorted { $0.samples == $1.samples ? $0.message < $1.message : $0.samples > $1.samples }
    return Evidence(
      report: SampleReport(total: total, different: different, refused: refused, kinds: sorted, unread: unread),
      shares: shares)
  }

  /// Of each place that samples can tell of, also where none differs.
  private var shares: [String: SampleShare] {
    var shares: [String: SampleShare] = [:]
    for flow in newPlan.flows {
      guard let total = totals[flow.name] else { continue }
      for path in flow.evidencePaths {
        shares[path] = SampleShare(different: counts[path] ?? 0, total: total)
      }
      // Of what only the old plan has, such as a field that is not written any more.
      for (path, count) in counts where path.hasPrefix("flows.\(flow.name).") {
        shares[path] = SampleShare(different: count, total: total)
      }
    }
    return shares
  }
}

/// A sample and what came of it, as it may be shown.
private struct Shown {
  private let sample: Sample
  private let input: String
  /// Its items, where the old plan takes it apart.
  private let items: [String]
  private let texts: HiddenTexts

  init(
    _ sample: Sample, items: [Value], _ before: String, _ outcome: Rehearsal.Outcome, _ oldMask: SampleMask,
    _ after: String,
    _ outcomeNow: Rehearsal.Outcome, _ newMask: SampleMask
  ) {
    self.sample = sample
    // A sample was read as JSON before it became one.
    let body = (try? Value(json: sample.body)) ?? .null
    texts = HiddenTexts(
      oldMask.texts(of: body, outcome, in: before) + newMask.texts(of: body, outcomeNow, in: after),
      as: SampleMask.stars)
    input = String(decoding: newMask.shown(oldMask.shown(body, of: before), of: after).json(), as: UTF8.self)
    self.items = items.map { item in
      let masked = newMask.shown(item: oldMask.shown(item: item, of: before), of: after)
      return String(decoding: masked.json(), as: UTF8.self)
    }
  }

  func example(_ difference: SampleDifference, mostInput: Int, mostValue: Int) -> SampleReport.Example {
    let item = difference.item.flatMap { items[safe: $0] }
    return SampleReport.Example(
      sample: sample.place, bytes: sample.body.count, input: shown(item ?? input, mostInput),
      before: difference.before.map { shown($0, mostValue) }, after: difference.after.map { shown($0, mostValue) })
  }

  /// Shortened once what must not be shown is out of it: half of it would not be known.
  private func shown(_ text: String, _ most: Int) -> String {
    let hidden = texts.hide(in: text)
    return hidden.count > most ? hidden.prefix(most) + "…" : hidden
  }
}

extension PlannedFlow {
  /// Places whose changes samples can tell of.
  fileprivate var evidencePaths: [String] {
    var paths = ["each", "where", "identify"]
    for (index, delivery) in deliveries.enumerated() {
      for (section, construction) in [
        ("fields", delivery.fields), ("create.fields", delivery.create.fields),
        ("update.fields", delivery.update.fields),
      ] {
        paths += construction?.names.map { "deliver[\(index)].\(section).\($0)" } ?? []
      }
      paths += ["create", "update"].map { "deliver[\(index)].\($0).where" }
    }
    return paths.map { "flows.\(name).\($0)" }
  }
}

extension Construction {
  /// The fields that it writes; `*` for all of them by one expression.
  fileprivate var names: [String] {
    guard case .object(let fields) = self else { return ["*"] }
    return fields.map(\.name)
  }
}
