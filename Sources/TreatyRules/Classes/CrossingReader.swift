import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// Follows fields of a class through activities, each in the order of its work.
struct CrossingReader {
  let package: RuledPackage
  let track: TaintFinder.Track
  let finder: TaintFinder
  var found: [Crossing] = []
  /// What activities stored in fields that say less, for others to read.
  var stored: [StoredPlace: [StoredTaint]] = [:]

  init(package: RuledPackage, track: TaintFinder.Track, finder: TaintFinder) {
    self.package = package
    self.track = track
    self.finder = finder
  }

  mutating func run() {
    for activity in package.activities { follow(activity) }
    // A note for the staff has no class that could be lost.
    if track == .classes { carryOn() }
  }

  /// One activity, from what it reads to what it does.
  mutating func follow(_ activity: Activity) {
    switch activity.section {
    case .flows: if let flow = package.declared.flows[activity.name.value] { follow(flow.value, activity) }
    case .workflows:
      if let workflow = package.declared.workflows[activity.name.value] { follow(workflow.value, activity) }
    case .syncs: if let sync = package.declared.syncs[activity.name.value] { follow(sync.value, activity) }
    case .reconciles:
      if let reconcile = package.declared.reconciles[activity.name.value] { follow(reconcile.value, activity) }
    default: follow(activity, finder)
    }
  }

  // MARK: Flows

  private mutating func follow(_ flow: FlowDeclaration, _ activity: Activity) {
    guard let map = flow.map, let model = package.declared.canonical(map.model, .models) else {
      return follow(activity, finder)
    }
    // What comes after the mapping sees the model's fields, and in them what the mapping put there.
    var raised: [String: [Taint]] = [:]
    for passage in Passage.all(in: map.set.node) {
      let taints = finder.taints(of: passage)
      for taint in taints {
        add(activity, .model(model, passage.path), passage.node.span, taint)
        guard let field = passage.path.first else { continue }
        raised[field, default: []].append(
          taint.through(passage.node.span, "it becomes `\(model).\(passage.path.joined(separator: "."))`"))
      }
    }
    let after = raised.isEmpty ? finder : finder.raising([model: raised])
    follow(activity, after)
  }

  /// Everything that goes out, wherever in the work it stands: an expression's own place says what it sees.
  private mutating func follow(_ activity: Activity, _ finder: TaintFinder) {
    for reading in activity.readings {
      for passage in reading.passages {
        for taint in finder.taints(of: passage) {
          let isInAddress = passage.path == ["id"] && reading.verb == "get"
          add(activity, .lookup(reading.party), passage.node.span, taint)
          if isInAddress { add(activity, .address(reading.party), passage.node.span, taint) }
        }
      }
    }
    for effect in activity.effects { follow(effect, activity, finder) }
    for outlet in activity.outlets {
      for taint in finder.taints(of: outlet.passage) {
        add(activity, .outlet(outlet.kind), outlet.passage.node.span, taint)
      }
    }
  }

  private mutating func follow(_ effect: Effect, _ activity: Activity, _ finder: TaintFinder) {
    let inAddress = AddressFields(effect.party, effect.verbs, package.expressions)
    for passage in effect.passages {
      let isID = effect.id.map { $0.node.span == passage.node.span } ?? false
      for taint in finder.taints(of: passage) {
        // The id says which record is meant, and is no field that is written.
        add(activity, .system(effect.party, isID ? [] : passage.path), passage.node.span, taint)
        guard isID ? inAddress.holdsID : inAddress.holds(passage.path) else { continue }
        add(activity, .address(effect.party), passage.node.span, taint)
      }
    }
  }

  // MARK: Workflows

  private mutating func follow(_ workflow: WorkflowDeclaration, _ activity: Activity) {
    var given: [String: [Taint]] = [:]
    collect(workflow.steps, into: &given)
    follow(activity, given.isEmpty ? finder : finder.raising(steps: given))
  }

  /// What gets into values that steps work out for those after them.
  private func collect(_ steps: [StepDeclaration], into given: inout [String: [Taint]]) {
    for step in steps {
      if let name = step.name?.value, let node = step.set?.node {
        let current = given.isEmpty ? finder : finder.raising(steps: given)
        let taints = Passage.all(in: node).flatMap { passage in
          current.taints(of: passage).map { $0.through(passage.node.span, "step `\(name)` keeps it") }
        }
        if !taints.isEmpty { given[name] = taints.distinct }
      }
      for branch in step.choose ?? [] { collect(branch.steps, into: &given) }
      for way in step.parallel ?? [] { collect(way.value, into: &given) }
    }
  }

  mutating func add(_ activity: Activity, _ sink: Crossing.Sink, _ span: Span, _ taint: Taint) {
    found.append(Crossing(activity: activity, sink: sink, span: span, taint: taint))
  }
}
