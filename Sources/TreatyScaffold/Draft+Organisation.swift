import TreatySpec

/// Declarations that say who, why and when.
extension Draft {
  mutating func declare(_ section: Section, _ name: String) {
    switch section {
    case .inputs: bring("inputs", name, "{type: string, about: Say what it is for}")
    case .secrets: bring("secrets", name, "{about: Say what it is for}")
    case .teams:
      add(
        "teams",
        """
        \(name):
          about: Say what it is responsible for
          contacts: {mail: \(name)@example.org}
        """)
    case .services: service(name)
    case .capabilities: capability(name)
    case .calendars: calendar(name)
    case .contracts: contract(name)
    case .accounts: account(name)
    case .connectors: connector(name)
    case .systems: _ = system(name)
    case .models: model(name)
    case .tables: table(name)
    case .retry: add("policies", "retry:\n  \(name): {first: 1s, factor: 2, max: 5m, deadline: 12h}")
    case .retention: add("policies", "retention:\n  \(name): {done: 30d, dead: 90d}")
    case .escalation: escalation(name)
    case .channel: channel(name)
    case .protection: add("policies", "protection:\n  \(name): {redact: [personal, secret], show: internal}")
    case .decisions: decision(name)
    case .findings: finding(name)
    case .agreements: agreement(name)
    case .profiles: profile(name)
    case .flows: flow(name)
    case .syncs: sync(name)
    case .reconciles: reconcile(name)
    case .gates: gate(name)
    case .workflows: workflow(name)
    case .probes: probe(name)
    }
  }

  private mutating func service(_ name: String) {
    add(
      "services",
      """
      \(name):
        about: Say what it gives to those who use it
        owner: \(team())
        criticality: medium
      """)
  }

  private mutating func capability(_ name: String) {
    add(
      "capabilities",
      """
      \(name):
        about: Say what it is to be able to do this
        owner: \(team())
        outcome: Say what is reached when it works
        measure: {metric: Say what is counted, target: Say what is to be reached}
      """)
  }

  private mutating func calendar(_ name: String) {
    add(
      "calendars",
      """
      \(name):
        about: Say what it is kept for
        zone: UTC
        weekly: [mon-fri 08:00-18:00]
      """)
  }

  private mutating func contract(_ name: String) {
    add(
      "contracts",
      """
      \(name):
        about: Say what it covers
        vendor: Say who gives the support
        owner: \(team())
        classes: {outage: {responds-within: 4h}}
      """)
  }

  private mutating func account(_ name: String) {
    bring("secrets", "\(name)-token", "{about: Token of \(name)}")
    add(
      "accounts",
      """
      \(name):
        about: Say what it is for
        owner: \(team())
        auth: {token: "${ secrets.\(name)-token }"}
        review: {every: 180d}
      """)
  }

  private mutating func model(_ name: String) {
    add(
      "models",
      """
      \(name):
        about: Say what it stands for
        owner: \(team())
        key: [key]
        fields:
          key: {type: string, max: 100, about: Tells one from another}
          summary: {type: string?, max: 200}
          state: {enum: [new, done]}
      """)
  }

  private mutating func table(_ name: String) {
    add(
      "tables",
      """
      \(name):
        about: Say which words it translates
        from: {enum: [high, low]}
        to: int
        rows: {high: 1, low: 3}
      """)
  }

  private mutating func escalation(_ name: String) {
    let team = team()
    add("policies", "escalation:\n  \(name):\n    steps: [{call: \(team)}, {after: 30m, call: \(team)}]")
  }

  private mutating func channel(_ name: String) {
    add(
      "policies",
      "channel:\n  \(name):\n    serves: [mail]\n    mail: {server: mail.example.org, tls: starttls, from: treaty@example.org}"
    )
  }

  private mutating func profile(_ name: String) {
    add(
      "profiles",
      """
      \(name):
        about: Say what it is for
        title: Rules of the house
        demands:
          no-open-webhook:
            clause: "1.1"
            demand: Nobody can send to a host without showing who it is.
            check: TR0501
            severity: error
      """)
  }

  private mutating func decision(_ name: String) {
    add(
      "decisions",
      """
      \(name):
        about: Say what the question is
        status: proposed
        by: \(team())
        criteria: {cost: 2, speed: 1}
        options:
          one: {about: Say what it is, scores: {cost: 5, speed: 5}}
          other: {about: Say what it is, scores: {cost: 5, speed: 5}}
      """)
  }

  private mutating func finding(_ name: String) {
    let team = team()
    add(
      "findings",
      """
      \(name):
        about: Say what is wrong
        severity: medium
        on: [teams.\(team)]
        owner: \(team)
      """)
  }

  private mutating func agreement(_ name: String) {
    let (team, other) = teams()
    add(
      "agreements",
      """
      \(name):
        about: Say what it is about
        between: [\(team), \(other)]
        on: [teams.\(team)]
        allows: [duty]
        terms: Say what was agreed
      """)
  }
}
