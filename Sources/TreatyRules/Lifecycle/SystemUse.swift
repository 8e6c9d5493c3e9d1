import TreatyCompiler
import TreatyDiagnostics
import TreatySpec

/// A system that an activity has to do with, and where it first names it.
struct SystemUse {
  let activity: Activity
  let party: Party

  /// Where it is named.
  var span: Span { party.name.span }
  /// Where the system stands in its life.
  var lifecycle: LifecycleDeclaration { party.system.value.lifecycle }
}

extension RuledPackage {
  /// Each system that each activity has to do with, once.
  var systemUses: [SystemUse] {
    activities.flatMap { activity in activity.parties.map { SystemUse(activity: activity, party: $0) } }
  }

  /// Names of the systems that any activity has to do with.
  var usedSystems: Set<String> { Set(systemUses.map { $0.party.systemName }) }
}

extension LifecycleDeclaration {
  /// Whether it is on its way out, or gone.
  var isLeaving: Bool { stage.value == .retiring || stage.value == .retired }
  /// "sunset 2027-03-31", for a text under a place.
  var sunsetText: String { sunset.map { "last day \($0.value)" } ?? "no `sunset` is said" }
}
