import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A promise that is shorter than what the vendor owes.
public struct PromiseBeyondContract: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .promiseBeyondContract, name: "promise-beyond-contract", severity: .warning,
      title: "A promise that the vendor does not make",
      summary: """
        A system, or a service that it carries, promises to work again sooner than the vendor's contract does.
        """,
      why: """
        After an outage that only the vendor can end, the time is kept by luck. Nobody owes it: the contract \
        gives the vendor longer.
        """,
      mend: """
        Promise no less than the contract does, or agree with the vendor on a shorter time and write it under \
        `classes`. Where the house can mend the outage without the vendor, allow it and say how.
        """,
      bad: """
        contracts:
          archive-support: {vendor: Archive House, classes: {outage: {recovers-within: 8h}}}
        systems:
          archive:
            connector: desk
            url: https://archive.example.org
            account: us-at-desk
            contract: archive-support
            levels: {recovers-within: 4h}
        """,
      good: """
        contracts:
          archive-support: {vendor: Archive House, classes: {outage: {recovers-within: 8h}}}
        systems:
          archive:
            connector: desk
            url: https://archive.example.org
            account: us-at-desk
            contract: archive-support
            levels: {recovers-within: 8h}
        """,
      related: [.recoveryBeyondDependency, .endedContract], canBeAllowed: true),
    reason: "the vendor may take longer than was promised, and breaks no word")

  /// The rule.
  public init() {}

  /// Holds what systems and services promise against the contracts behind them. How soon a vendor answers is another thing than how soon a
  /// system does, and is not compared.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for system in package.own(\.systems) {
      check("system `\(system.name.value)`", system.value.levels, system.value.contract, package, &report)
    }
    for service in package.own(\.services) {
      for name in service.value.systems {
        guard let system = package.find(name, in: \.systems) else { continue }
        check("service `\(service.name.value)`", service.value.levels, system.value.contract, package, &report)
      }
    }
  }

  private func check(
    _ title: String, _ levels: LevelsDeclaration, _ contract: Located<String>?, _ package: RuledPackage,
    _ report: inout Findings
  ) {
    guard let promised = levels.recoversWithin, let contract = package.find(contract, in: \.contracts) else { return }
    let classes = contract.value.classes
    // What holds for outages holds for them alone; `any` is for classes that are not named.
    guard
      let target = classes.first(where: { $0.name.value == "outage" })
        ?? classes.first(where: { $0.name.value == "any" }),
      let owed = target.value.recoversWithin, promised.value < owed.value
    else { return }
    let (time, limit) = (Interval.text(promised.value), Interval.text(owed.value))
    report.add(
      Self.about.finding(
        "\(title) is to work again within \(time), and `\(contract.name.value)` promises \(limit)", at: promised.span,
        "sooner than the vendor has to be",
        related: [Label(span: owed.span, text: "what the vendor owes after an outage")],
        mend: "promise \(limit) or more here",
        "or agree with \(contract.value.vendor.value) on \(time), and write it there"))
  }
}
