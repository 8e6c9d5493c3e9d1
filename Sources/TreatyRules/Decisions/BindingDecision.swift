import TreatyCompiler
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// A decision that was taken, and what it binds.
struct BindingDecision {
  let name: Located<String>
  let value: DecisionDeclaration
  private let paths: Set<String>

  init(_ decision: Named<DecisionDeclaration>) {
    (name, value) = (decision.name, decision.value)
    paths = Set(decision.value.binds.map { $0.value })
  }

  /// Whether it binds all there is in the package, since it names nothing.
  var bindsAll: Bool { paths.isEmpty }

  /// Whether it names a declaration: `flows.page`.
  func names(_ section: Section, _ name: String) -> Bool { paths.contains("\(section.path).\(name)") }

  /// Whether it names an activity, or a service that the activity belongs to, or the activity says that it follows it.
  func names(_ activity: Activity, in package: RuledPackage) -> Bool {
    names(activity.section, activity.name.value)
      || activity.duty.services.contains { names(.services, $0.value) }
      || package.decision(of: activity)?.name.value == name.value
  }

  /// Whether it binds an activity. One that follows another decision is bound by that.
  func binds(_ activity: Activity, in package: RuledPackage) -> Bool {
    guard bindsAll else { return names(activity, in: package) }
    let other = package.decision(of: activity)
    return other == nil || other?.name.value == name.value
  }

  /// Uses of systems that it binds: those of bound activities, and those of systems that it names.
  func boundUses(in package: RuledPackage) -> [(activity: Activity, party: Party)] {
    package.activities.flatMap { activity in
      let isBound = binds(activity, in: package)
      return activity.parties.filter { isBound || names(.systems, $0.systemName) }.map { (activity, $0) }
    }
  }

  /// Whether all that it names runs or is a system, so that it is known which systems it means.
  var isAboutSystems: Bool {
    let sections = [Section.flows, .syncs, .reconciles, .gates, .workflows, .probes, .systems].map { "\($0.path)." }
    return paths.allSatisfy { path in sections.contains { path.hasPrefix($0) } }
  }

  /// What it requires, under a place.
  func label(_ place: Span) -> Label { Label(span: place, text: "`\(name.value)` decided so") }
}

extension RuledPackage {
  /// Decisions of the package that hold: proposals bind nobody yet, and what was replaced no longer does.
  var bindingDecisions: [BindingDecision] {
    own(\.decisions).filter { $0.value.status.value == .decided }.map { BindingDecision($0) }
  }

  /// The decision that a flow says it follows.
  func decision(of activity: Activity) -> Named<DecisionDeclaration>? {
    find(flow(activity)?.choice?.decision, in: \.decisions)
  }
}
