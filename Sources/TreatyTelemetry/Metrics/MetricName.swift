/// Everything that a host measures. One list: what stands here is in `/metrics`, in what is exported, and in docs/metrics.md.
public enum MetricName: Int, CaseIterable, Sendable {
  // What happened.
  case intake
  case intakeTime
  case workedOutTime
  case waitTime
  case calls
  case callTime
  case deliveries
  case deliveryTime
  case retries
  case outages
  case throttlings
  case commits
  case commitTime
  case batch
  case purged
  case exported
  case alerts
  case probes
  case probeTime

  // What waits.
  case messages
  case storedDeliveries
  case openDeliveries
  case oldestOpen
  case parked
  case oldestParked

  // What holds calls back.
  case breaker
  case breakerFailures
  case breakerTry
  case callsOut
  case callsAllowed
  case callsFree
  case callRate
  case slowStart
  case throttledTime
  case accountCallsOut
  case accountCallsFree
  case retriesLeft

  // Who is told.
  case incidents
  case unsentAlerts
  case budgetLeft
  case healthy

  // The store and the process.
  case storeSize
  case walSize
  case freePages
  case diskFree
  case diskFloor
  case reserve
  case build
  case processCPU
  case processMemory
  case processVirtual
  case processFiles
  case processMostFiles
  case processStart

  /// Its name, without what a form puts behind it.
  public var text: String {
    switch self {
    case .intake: "treaty_intake"
    case .intakeTime: "treaty_intake_seconds"
    case .workedOutTime: "treaty_worked_out_seconds"
    case .waitTime: "treaty_wait_seconds"
    case .calls: "treaty_calls"
    case .callTime: "treaty_call_seconds"
    case .deliveries: "treaty_deliveries"
    case .deliveryTime: "treaty_delivery_seconds"
    case .retries: "treaty_retries"
    case .outages: "treaty_system_outages"
    case .throttlings: "treaty_system_throttled"
    case .commits: "treaty_commits"
    case .commitTime: "treaty_commit_seconds"
    case .batch: "treaty_commit_inputs"
    case .purged: "treaty_purged"
    case .exported: "treaty_exported"
    case .alerts: "treaty_alerts"
    case .probes: "treaty_health_checks"
    case .probeTime: "treaty_health_check_seconds"
    case .incidents: "treaty_incidents_open"
    case .unsentAlerts: "treaty_alerts_unsent"
    case .budgetLeft: "treaty_error_budget_left"
    case .healthy: "treaty_system_healthy"
    case .messages: "treaty_messages"
    case .storedDeliveries: "treaty_stored_deliveries"
    case .openDeliveries: "treaty_open_deliveries"
    case .oldestOpen: "treaty_oldest_open_seconds"
    case .parked: "treaty_parked_deliveries"
    case .oldestParked: "treaty_oldest_parked_seconds"
    case .breaker: "treaty_breaker_state"
    case .breakerFailures: "treaty_breaker_failures"
    case .breakerTry: "treaty_breaker_try_seconds"
    case .callsOut: "treaty_calls_out"
    case .callsAllowed: "treaty_calls_allowed"
    case .callsFree: "treaty_calls_free"
    case .callRate: "treaty_calls_allowed_per_second"
    case .slowStart: "treaty_slow_start_ratio"
    case .throttledTime: "treaty_throttled_seconds"
    case .accountCallsOut: "treaty_account_calls_out"
    case .accountCallsFree: "treaty_account_calls_free"
    case .retriesLeft: "treaty_retries_left"
    case .storeSize: "treaty_store_bytes"
    case .walSize: "treaty_store_wal_bytes"
    case .freePages: "treaty_store_free_pages"
    case .diskFree: "treaty_disk_free_bytes"
    case .diskFloor: "treaty_disk_floor_bytes"
    case .reserve: "treaty_reserve_bytes"
    case .build: "treaty_build"
    case .processCPU: "process_cpu_seconds"
    case .processMemory: "process_resident_memory_bytes"
    case .processVirtual: "process_virtual_memory_bytes"
    case .processFiles: "process_open_fds"
    case .processMostFiles: "process_max_fds"
    case .processStart: "process_start_time_seconds"
    }
  }

  /// Kinds of metrics, by their names in OpenMetrics 1.0.
  public enum Kind: String, Sendable {
    case counter, gauge, histogram, info, stateset
  }

  /// Its kind.
  public var kind: Kind {
    switch self {
    case .intake, .calls, .deliveries, .retries, .outages, .throttlings, .commits, .purged, .exported, .processCPU,
      .alerts,
      .probes:
      .counter
    case .intakeTime, .workedOutTime, .waitTime, .callTime, .deliveryTime, .commitTime, .batch, .probeTime: .histogram
    case .breaker: .stateset
    case .build: .info
    default: .gauge
    }
  }

  /// Its unit, which its name ends in; `nil` for plain numbers.
  public var unit: String? { ["seconds", "bytes", "ratio"].first { text.hasSuffix("_\($0)") } }

  /// What tells its series apart.
  public var labels: [String] {
    switch self {
    case .intake: ["flow", "status"]
    case .intakeTime, .workedOutTime, .retriesLeft: ["flow"]
    case .waitTime, .deliveryTime, .oldestOpen: ["flow", "system"]
    case .calls: ["system", "operation", "result"]
    case .callTime: ["system", "operation"]
    case .deliveries: ["flow", "system", "outcome"]
    case .retries: ["flow", "system", "class"]
    case .openDeliveries: ["flow", "system", "state"]
    case .parked, .oldestParked: ["flow", "system", "state", "class"]
    case .messages: ["flow", "state"]
    case .storedDeliveries: ["state"]
    case .breaker: ["system", text]
    case .outages, .throttlings, .breakerFailures, .breakerTry, .callsOut, .callsAllowed, .callsFree, .callRate,
      .slowStart, .throttledTime:
      ["system"]
    case .accountCallsOut, .accountCallsFree: ["account"]
    case .exported: ["signal", "outcome"]
    case .alerts: ["channel", "result"]
    case .probes: ["system", "result"]
    case .probeTime, .healthy: ["system"]
    case .budgetLeft: ["flow", "promise"]
    case .build: ["version"]
    case .incidents, .unsentAlerts, .commits, .commitTime, .batch, .purged, .storeSize, .walSize, .freePages, .diskFree,
      .diskFloor, .reserve,
      .processCPU, .processMemory, .processVirtual, .processFiles, .processMostFiles, .processStart:
      []
    }
  }

  /// Upper bounds of a histogram's buckets.
  public var bounds: [Double] {
    switch self {
    case .batch: [0, 1, 2, 4, 8, 16, 32, 64, 128, 256]
    case .commitTime: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
    case .waitTime, .deliveryTime, .workedOutTime:
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 86_400]
    default: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]
    }
  }

  /// One sentence on it.
  public var help: String {
    switch self {
    case .intake: "Webhooks by flow and status of the answer."
    case .intakeTime: "Time from a webhook's head to its answer, which is sent when it is on disk."
    case .workedOutTime: "Time from a webhook to its items and deliveries being on disk."
    case .waitTime: "Time that a delivery waited for its call since it was due: for its turn, a limit or a breaker."
    case .calls: "Calls that were answered or given up, by result: `ok` or a class of failure."
    case .callTime: "Time from a call to its answer."
    case .deliveries: "Deliveries that ended or wait for a person, by outcome."
    case .deliveryTime: "Time from a delivery being worked out to its effect, with all its calls and pauses."
    case .retries: "Deliveries put off to be tried again, by class of failure."
    case .outages: "Times that a system was left alone because it did not answer."
    case .throttlings: "Answers by which a system asked for patience."
    case .commits: "Transactions of the engine."
    case .commitTime: "Time of such a transaction, with its flush."
    case .batch: "Webhooks, answers and acts in a transaction."
    case .purged: "Messages removed after their time."
    case .exported:
      "Spans and metrics handed to a collector, by signal and outcome: `sent`, `dropped` (no room), `rejected` (by it), `failed` (given up)."
    case .alerts: "Alerts by channel and result: `sent`, or `failed` where the channel gave up."
    case .probes: "Times that a system was asked for its health, by result: `good` or `bad`."
    case .probeTime: "Time from a health check to its answer."
    case .incidents: "Incidents that somebody hears of."
    case .unsentAlerts: "Messages that no channel could send since the last that one could."
    case .budgetLeft: "Share of what may fail that is left, by promise; below 0 where it is used up."
    case .healthy: "1 where a system was well when it was last asked for its health, 0 where not."
    case .messages: "Messages in the store."
    case .storedDeliveries: "Deliveries in the store."
    case .openDeliveries: "Deliveries that have not ended, and dead letters: the backlog."
    case .oldestOpen: "Age of the oldest delivery that has not ended."
    case .parked:
      "Deliveries that wait for a person: dead letters (`dead`) and questions (`asking`), by class of failure."
    case .oldestParked: "Age of the oldest of them."
    case .breaker:
      "How a system that fails is treated: `closed`, it is called; `open`, it is left alone; `trying`, one call tries it."
    case .breakerFailures: "Failures of a system in a row."
    case .breakerTry: "Time until a system that is left alone is tried; 0 where it is not left alone."
    case .callsOut: "Calls that are out."
    case .callsAllowed: "Calls that may be out at once."
    case .callsFree: "Calls that may leave now."
    case .callRate: "Calls a second that a system is asked for at most; only where there is such a limit."
    case .slowStart:
      "How much of what a system allows is used: 1, less while it is come back to after an outage, 0 while it is left alone."
    case .throttledTime: "Time for which a system still asks for patience."
    case .accountCallsOut: "Calls that are out with an account, at all systems together."
    case .accountCallsFree: "Calls that may leave now with an account; only where it has a limit."
    case .retriesLeft: "Attempts after the first that a flow's budget allows now; only where it has one."
    case .storeSize: "Size of the store's file."
    case .walSize: "Size of its write-ahead log."
    case .freePages: "Pages of the store's file that hold nothing."
    case .diskFree: "Bytes that are free on the disk of the store."
    case .diskFloor: "Bytes below which nothing is taken in."
    case .reserve: "Bytes that are set aside for outcomes; 0 where they were needed."
    case .build: "Version of Treaty."
    case .processCPU: "Time that the process has used processors."
    case .processMemory: "Memory of the process that is in RAM."
    case .processVirtual: "Address space of the process."
    case .processFiles: "Files and sockets that the process has open."
    case .processMostFiles: "Files and sockets that the process may have open."
    case .processStart: "When the process started, since the epoch."
    }
  }
}
