import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What in a declaration no host carries out yet.
struct Gap {
  var feature: Located<String>
  var owner: String
}

extension Lowering {
  /// Notes that a declaration of something that runs is not carried out, and why.
  mutating func keep<Element: Declaration>(_ element: Named<Element>) {
    note(element)
  }

  private mutating func note<Element: Declaration>(_ element: Named<Element>) {
    let owner = "\(Element.section.path).\(element.name.value)"
    gaps += element.unsupported.map { Gap(feature: $0, owner: owner) }
  }

  /// Puts into the plan what of it no host carries out.
  mutating func lowerGaps() {
    collectGaps()
    let ordered = gaps.sorted { ($0.owner, $0.feature.value) < ($1.owner, $1.feature.value) }
    for gap in ordered {
      let feature = UnsupportedFeature(declaration: gap.owner, feature: gap.feature.value)
      guard plan.unsupported.last != feature else { continue }
      places["/unsupported/\(plan.unsupported.count)"] = gap.feature.span
      plan.unsupported.append(feature)
    }
  }

  /// What the flows that are carried out lean on: the systems that they go to and come from, their accounts and connectors, and
  /// their policies. What nothing leans on may say what it likes.
  private mutating func collectGaps() {
    for table in namespace.tables.sorted { note(table) }
    let isOfInterest = [
      namespace.systems.hasUnsupported, namespace.accounts.hasUnsupported, namespace.connectors.hasUnsupported,
      namespace.retries.hasUnsupported, namespace.retentions.hasUnsupported,
    ]
    guard isOfInterest.contains(true) else { return }
    var systems: Set<Int> = []
    var accounts: Set<String> = []
    // Both are sorted by name.
    var position = 0
    for flow in namespace.flows.sorted {
      guard position < plan.flows.count, plan.flows[position].name == flow.name.value else { continue }
      let planned = plan.flows[position]
      position += 1
      systems.insert(planned.trigger.system.index)
      systems.formUnion(planned.deliveries.map { $0.system.index })
      if let account = flow.value.on.account.flatMap({ namespace.canonical($0, .accounts) }) {
        accounts.insert(account)
      }
      if let retry = flow.value.retry.flatMap({ namespace.canonical($0, .retry) }).flatMap({ namespace.retries[$0] }) {
        note(retry)
      }
      if let name = flow.value.retention.flatMap({ namespace.canonical($0, .retention) }),
        let retention = namespace.retentions[name]
      {
        note(retention)
      }
    }
    for index in systems.sorted() {
      guard let system = namespace.systems[plan.systems[index].name] else { continue }
      note(system)
      if let account = system.value.account.flatMap({ namespace.canonical($0, .accounts) }) { accounts.insert(account) }
      if let connector = namespace.connectors[plan.systems[index].connector] { note(connector) }
    }
    for account in accounts.sorted() {
      if let declared = namespace.accounts[account] { note(declared) }
    }
  }
}
