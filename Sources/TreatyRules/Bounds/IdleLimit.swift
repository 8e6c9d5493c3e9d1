import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A limit that is never reached, since another one ends before it.
public struct IdleLimit: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .idleLimit, name: "idle-limit", severity: .warning, title: "A limit that is never reached",
      summary: "The `limits` of an operation or an account are no lower than those of the systems that it is used at.",
      why: """
        A call needs room under each limit that it meets: its operation's, its account's and its system's. One that is not below the others \
        does nothing. Whoever wrote it believes that calls are held back, and they are not.
        """,
      mend: "Write a lower limit, or leave it out.",
      bad: """
        accounts:
          us-at-archive:
            owner: front-desk
            auth: {token: "${ secrets.desk-token }"}
            review: {every: 90d, by: night-watch}
            limits: {rate: 10/s}
        systems:
          archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-archive, limits: {rate: 5/s}}
        """,
      good: """
        accounts:
          us-at-archive:
            owner: front-desk
            auth: {token: "${ secrets.desk-token }"}
            review: {every: 90d, by: night-watch}
            limits: {rate: 2/s}
        systems:
          archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-archive, limits: {rate: 5/s}}
        """,
      related: [.accountRateExceeded], canBeAllowed: true),
    reason: "it holds no call back that another limit lets through")

  /// The rule.
  public init() {}

  /// Calls at once to a system that says nothing, and whose connector says nothing.
  private static let usual = 4

  /// Looks at the limits of accounts, then at those of operations.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for account in package.own(\.accounts) {
      let systems = package.systems(using: account)
      guard let limits = account.value.limits, !systems.isEmpty else { continue }
      let rates = systems.map { self.rate(of: $0, package) }
      let rate = rates.contains { $0 == nil } ? nil : rates.compactMap(\.self).reduce(0, +)
      let concurrency = systems.map { self.concurrency(of: $0, package) }.reduce(0, +)
      let title = "account `\(account.name.value)`"
      check(limits, of: title, rate, concurrency, "all systems together that it is used at", &report)
    }
    for connector in package.own(\.connectors) {
      let systems = package.declared.systems.sorted.filter {
        package.find($0.value.connector, in: \.connectors)?.name.value == connector.name.value
      }
      // Of several systems the one that takes the most: there the limit may count.
      let rates = [connector.value.limits.rate] + systems.map { self.rate(of: $0, package) }
      let rate = rates.contains { $0 == nil } ? nil : rates.compactMap(\.self).max()
      let own = connector.value.limits.concurrency ?? Self.usual
      let concurrency = (systems.map { self.concurrency(of: $0, package) } + [own]).max() ?? own
      for (name, operation) in connector.value.requests {
        guard let limits = operation.limits else { continue }
        check(limits, of: "`\(name)`", rate, concurrency, "a system with this connector", &report)
      }
    }
  }

  private func check(
    _ limits: CallLimitsDeclaration, of title: String, _ rate: Double?, _ concurrency: Int, _ others: String,
    _ report: inout Findings
  ) {
    if let limit = limits.rate, let rate, limit.value >= rate * (1 - 1e-9) {
      add(title, "rate", "\(limit.value.written) calls a second", "\(rate.written)", others, at: limit.span, &report)
    }
    if let limit = limits.concurrency, limit.value >= concurrency {
      add(title, "concurrency", "\(limit.value) calls at once", "\(concurrency)", others, at: limit.span, &report)
    }
  }

  private func add(
    _ title: String, _ key: String, _ limit: String, _ most: String, _ others: String, at place: Span,
    _ report: inout Findings
  ) {
    report.add(
      Self.about.finding(
        "\(title) is held to \(limit), and \(others) takes no more than \(most)", at: place,
        mend: "write a `\(key)` below \(most)", "or leave `\(key)` out"))
  }

  private func rate(of system: Named<SystemDeclaration>, _ package: RuledPackage) -> Double? {
    system.value.limits.rate ?? package.find(system.value.connector, in: \.connectors)?.value.limits.rate
  }

  private func concurrency(of system: Named<SystemDeclaration>, _ package: RuledPackage) -> Int {
    system.value.limits.concurrency
      ?? package.find(system.value.connector, in: \.connectors)?.value.limits.concurrency ?? Self.usual
  }
}

extension ConnectorDeclaration {
  /// Its requests by name: `ticket.create`, or an operation's.
  fileprivate var requests: [(name: String, operation: OperationDeclaration)] {
    operations.map { ($0.name.value, $0.value) }
      + records.flatMap { record in record.value.verbs.map { ("\(record.name.value).\($0.name)", $0.operation) } }
  }
}
