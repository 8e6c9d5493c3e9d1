/// What the finished product does for those who keep systems in agreement.
public struct ProductCapability: Hashable, Sendable {
  /// Its number, which never changes: `S1`.
  public let number: String
  /// What it is, in a few words.
  public let words: String

  /// Those that a section of the language serves, in the order of strategy, architecture, data, processes, security, monitoring and
  /// lifecycle.
  public static let all: [ProductCapability] = [
    .init(number: "S1", words: "boundaries: who owns which data, and what is promised"),
    .init(number: "S2", words: "touchpoints: services, what they hang on, and who owns them"),
    .init(number: "S3", words: "real time or batch, with the reason"),
    .init(number: "S4", words: "overlaps of teams and flows, and what was agreed about them"),
    .init(number: "S5", words: "capability models: what each integration serves"),
    .init(number: "S6", words: "a hub or direct ways, computed from the connections"),
    .init(number: "A1", words: "webhooks, polls, schedules, requests and queues as triggers of one kind of flow"),
    .init(number: "A2", words: "transformation: typed mappings and crosswalks"),
    .init(number: "A3", words: "retries, deadlines, rate limits and circuit breakers"),
    .init(number: "A4", words: "traceable ids from intake to effect"),
    .init(number: "A5", words: "authentication in and out"),
    .init(number: "A6", words: "classes of failure, dead letters and manual recovery"),
    .init(number: "D1", words: "conflicts between several sources of one record"),
    .init(number: "D2", words: "reconciliation: full comparison and guarded correction"),
    .init(number: "D3", words: "retention, legal hold, archive and purge"),
    .init(number: "D4", words: "integrity: types, lengths, lossless round trips"),
    .init(number: "D5", words: "validation where data comes in and goes out"),
    .init(number: "P1", words: "two-way incident sync"),
    .init(number: "P2", words: "change gates for pipelines"),
    .init(number: "P3", words: "problems, known errors and their incidents"),
    .init(number: "P4", words: "request fulfilment"),
    .init(number: "P5", words: "event correlation"),
    .init(number: "P6", words: "release calendars, windows and freezes"),
    .init(number: "X1", words: "what an account is granted, against what it needs"),
    .init(number: "X2", words: "encryption in transit and at rest, and rotation of keys"),
    .init(number: "X3", words: "reviews of accounts"),
    .init(number: "X4", words: "compliance profiles"),
    .init(number: "X5", words: "the exposed surface, and what security reviews found"),
    .init(number: "X6", words: "no more data across than needed; personal and secret data followed"),
    .init(number: "M1", words: "synthetic transactions"),
    .init(number: "M2", words: "service levels and error budgets"),
    .init(number: "M3", words: "failures traced to the health of what is upstream"),
    .init(number: "M5", words: "escalation and runbooks"),
    .init(number: "M6", words: "tests of load and simulated outages"),
    .init(number: "L1", words: "make or buy, as a recorded decision"),
    .init(number: "L2", words: "versions and compatibility"),
    .init(number: "L3", words: "integrations documented where people look"),
    .init(number: "L4", words: "taking a system out of use"),
    .init(number: "L5", words: "who answers for which failure at which hour"),
    .init(number: "L6", words: "canonical models, connectors and packages for everybody"),
  ]
}

extension Section {
  /// Numbers of the capabilities that the section serves; see ``ProductCapability``.
  public var capabilities: [String] {
    switch self {
    case .inputs: []
    case .secrets: ["A5", "X2"]
    case .teams: ["S4", "M5", "L5"]
    case .services: ["S2", "P5", "M2"]
    case .capabilities: ["S5"]
    case .connectors: ["A4", "A5", "L2", "L6"]
    case .systems: ["S1", "X2", "M2", "M3", "L2", "L3", "L4"]
    case .accounts: ["A5", "X1", "X3"]
    case .models: ["S1", "D1", "D4", "X6", "L6"]
    case .tables: ["A2", "D4"]
    case .flows: ["S3", "A1", "A2", "A6", "D5", "P5"]
    case .syncs: ["P1", "D1"]
    case .reconciles: ["D2"]
    case .gates: ["P2"]
    case .workflows: ["P3", "P4"]
    case .probes: ["M1", "M6"]
    case .calendars: ["P6", "L5"]
    case .contracts: ["L5"]
    case .retry: ["A3"]
    case .retention: ["D3"]
    case .escalation: ["M5"]
    case .channel: ["A6"]
    case .protection: ["X2"]
    case .decisions: ["S3", "S6", "L1"]
    case .findings: ["X5"]
    case .agreements: ["S4"]
    case .profiles: ["X4"]
    }
  }
}
