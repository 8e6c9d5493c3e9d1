import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension RuledPackage {
  /// What a finding concerns that is in use, where it is; `nil` where none of it is.
  func concern(of finding: FindingDeclaration) -> Label? {
    finding.paths.lazy.compactMap { self.use(ofPath: $0) }.first
      ?? finding.on.lazy.compactMap { self.use(of: $0) }.first
  }

  private func use(ofPath path: Located<String>) -> Label? {
    for activity in activities {
      guard let taken = activity.intakes.compactMap({ $0.path }).first(where: { $0.value == path.value }) else {
        continue
      }
      return Label(span: taken.span, text: "in use by \(activity.title)")
    }
    let published = declared.calendars.sorted.compactMap { $0.value.publish }.first { $0.value == path.value }
    return published.map { Label(span: $0.span, text: "offered here") }
  }

  /// `systems.service-desk`: a system, account or connector counts where something has to do with it, anything else where it is declared.
  private func use(of name: Located<String>) -> Label? {
    guard let section = Section.allCases.first(where: { name.value.hasPrefix("\($0.path).") }) else { return nil }
    let rest = Located(String(name.value.dropFirst(section.path.count + 1)), at: name.span)
    guard let canonical = declared.canonical(rest, section) else { return nil }
    switch section {
    case .flows, .syncs, .reconciles, .gates, .workflows, .probes:
      let activity = activities.first { $0.section == section && $0.name.value == canonical }
      return activity.map { Label(span: $0.name.span, text: "it runs") }
    case .systems: return use(ofSystems: [canonical])
    case .connectors:
      let systems = declared.systems.sorted.filter { declared.canonical($0.value.connector, .connectors) == canonical }
      return use(ofSystems: Set(systems.map { $0.name.value }))
    case .accounts:
      let use = declared.accounts[canonical].flatMap { uses(of: $0).first }
      return use.map { Label(span: $0.span, text: "in use here") }
    default: return Label(span: name.span, text: "concerns this")
    }
  }

  private func use(ofSystems names: Set<String>) -> Label? {
    for activity in activities where activity.parties.contains(where: { names.contains($0.systemName) }) {
      return Label(span: activity.name.span, text: "in use by \(activity.title)")
    }
    return nil
  }
}
