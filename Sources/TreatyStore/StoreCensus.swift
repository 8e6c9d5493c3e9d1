/// Counts for `status`, `/metrics` and tests. It costs as much as there are flows and systems, however much waits in each.
public struct StoreCensus: Hashable, Sendable, Codable {
  /// What is open, or was given up, of one flow to one system.
  public struct Queue: Hashable, Sendable, Codable {
    /// Name of the system.
    public var system: String
    /// Name of the flow.
    public var flow: String
    /// Deliveries that hold their lanes, and dead letters, by state; states without any are left out.
    public var states: [String: Int]
    /// When the oldest delivery that holds its lane was made; `nil` where none does.
    public var oldest: Instant?

    /// A queue with nothing in it.
    public init(system: String, flow: String, states: [String: Int] = [:], oldest: Instant? = nil) {
      self.system = system
      self.flow = flow
      self.states = states
      self.oldest = oldest
    }

    /// Deliveries that hold their lanes.
    public var open: Int {
      Delivery.State.allCases.filter(\.holdsLane).reduce(0) { $0 + (states[$1.rawValue] ?? 0) }
    }
  }

  /// What waits for a person, of one flow and system and one class of failure.
  public struct Parked: Hashable, Sendable, Codable {
    /// Name of the system.
    public var system: String
    /// Name of the flow.
    public var flow: String
    /// `dead` or `asking`.
    public var state: String
    /// Class of the last failure; empty where there was none.
    public var failure: String
    /// How many there are.
    public var number: Int
    /// When the oldest was made.
    public var oldest: Instant?

    /// So many of them.
    public init(system: String, flow: String, state: String, failure: String, number: Int, oldest: Instant?) {
      self.system = system
      self.flow = flow
      self.state = state
      self.failure = failure
      self.number = number
      self.oldest = oldest
    }
  }

  /// Messages by state, by name; states without any are left out.
  public var messages: [String: Int]
  /// Deliveries by state, by name; states without any are left out.
  public var deliveries: [String: Int]
  /// Deliveries that hold their lanes, and dead letters, by system, then by state.
  public var open: [String: [String: Int]]
  /// When the oldest delivery that holds its lane was made.
  public var oldestOpen: Instant?
  /// Links in all.
  public var links: Int
  /// Messages by flow, then by state; states without any are left out.
  public var flows: [String: [String: Int]]
  /// What is open or was given up, by system, then flow, in the order of their names' bytes.
  public var queues: [Queue]
  /// What waits for a person, by system, flow, state and class, in the order of their names' bytes.
  public var parked: [Parked]

  /// Counts.
  public init(
    messages: [String: Int], deliveries: [String: Int], open: [String: [String: Int]], oldestOpen: Instant?, links: Int,
    flows: [String: [String: Int]] = [:], queues: [Queue] = [], parked: [Parked] = []
  ) {
    self.messages = messages
    self.deliveries = deliveries
    self.open = open
    self.oldestOpen = oldestOpen
    self.links = links
    self.flows = flows
    self.queues = queues
    self.parked = parked
  }
}

extension StoreCensus {
  /// Names queues as they are called today; counts by flow are that already.
  public mutating func show(under names: StoredNames) {
    open = Dictionary(open.map { (names.shown(system: $0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    for index in queues.indices {
      queues[index].system = names.shown(system: queues[index].system)
      queues[index].flow = names.shown(flow: queues[index].flow)
    }
    for index in parked.indices {
      parked[index].system = names.shown(system: parked[index].system)
      parked[index].flow = names.shown(flow: parked[index].flow)
    }
    queues.sort { ($0.system, $0.flow) < ($1.system, $1.flow) }
    parked.sort { ($0.system, $0.flow, $0.state, $0.failure) < ($1.system, $1.flow, $1.state, $1.failure) }
  }
}
