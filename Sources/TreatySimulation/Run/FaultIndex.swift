/// The faults of a scenario, by where they strike.
struct FaultIndex: Sendable {
  private(set) var crashes: [Int: SimulatedFault.Point] = [:]
  private(set) var full: Set<Int> = []
  /// Processes that end as soon as they have taken over.
  private(set) var crashesAtStart: Set<Int> = []
  /// By call. Of several for one call the first counts.
  private(set) var calls: [Int: SimulatedFault] = [:]
  private let periods: [SimulatedFault]

  init(_ faults: [SimulatedFault]) {
    var periods: [SimulatedFault] = []
    for fault in faults {
      switch fault {
      case .crash(let commit, let point): if crashes[commit] == nil { crashes[commit] = point }
      case .full(let commit): full.insert(commit)
      case .refused(let call), .lost(let call, _, _), .status(let call, _, _, _), .garbled(let call), .slow(let call),
        .short(let call, _), .partial(let call, _):
        if calls[call] == nil { calls[call] = fault }
      case .outage, .throttle: periods.append(fault)
      case .crashAtStart(let process): crashesAtStart.insert(process)
      case .clock, .rival: continue
      }
    }
    self.periods = periods
  }

  /// What befalls a call to a system at a time.
  func fault(ofCall number: Int, to system: Int, at time: Int64) -> SimulatedFault? {
    for period in periods {
      switch period {
      case .outage(system, let from, let until) where (from..<until).contains(time): return period
      case .throttle(system, let from, let until) where (from..<until).contains(time): return period
      default: continue
      }
    }
    return calls[number]
  }
}
