import Synchronization
import TreatyConnect
import TreatyEngine
import TreatyPlan
import TreatyStore

/// A plan as a host carries it out: linked, with addresses, credentials, and what its senders must show.
struct RunningPlan: Sendable {
  let linked: LinkedPlan
  /// The plan's file, as the store keeps it.
  let text: [UInt8]
  let caller: Caller
  /// Who is told what.
  let alerts: RunningAlerts
  /// What each flow's sender must show, by position of the flow.
  let expected: [Credential]
  /// Flows by path.
  let routes: [String: [Position<PlannedFlow>]]
  /// Values of its inputs, which a change of plan begins from.
  let inputs: [String: String]
  /// The shortest time after its end at which something is to be done about any message, in milliseconds.
  let shortestKept: Int64
  /// When it took over.
  let since: Instant
  /// Lets go of its connections, once another plan has taken over.
  let retire: @Sendable () async -> Void

  init(
    _ linked: LinkedPlan, text: [UInt8], binding: Binding, alerts: RunningAlerts, transport: any Transport,
    since: Instant,
    retire: @escaping @Sendable () async -> Void = {}
  ) {
    self.linked = linked
    self.text = text
    self.alerts = alerts
    caller = Caller(
      plan: linked, transport: transport, credentials: binding.credentials, trusts: binding.trusts,
      redactor: binding.redactor)
    expected = binding.expected
    routes = Dictionary(grouping: linked.plan.flows.indices.map { Position<PlannedFlow>($0) }) {
      linked.plan.flows[$0].trigger.path
    }
    inputs = binding.bindings.inputs
    shortestKept = Sweep(linked).shortestTime
    self.since = since
    self.retire = {
      await retire()
      await alerts.retire()
    }
  }
}

/// The plan that a host carries out now. Whoever looks keeps what was so then: a webhook that is being read is held against the plan that
/// ran when it came.
final class CurrentPlan: Sendable {
  private let running: Mutex<RunningPlan>

  init(_ running: RunningPlan) { self.running = Mutex(running) }

  /// The plan.
  var value: RunningPlan { running.withLock { $0 } }

  /// Another takes over.
  /// - Returns: the one before.
  func replace(with other: RunningPlan) -> RunningPlan {
    running.withLock { running in
      defer { running = other }
      return running
    }
  }
}
