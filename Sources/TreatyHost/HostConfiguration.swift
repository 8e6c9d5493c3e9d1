public import Logging
import TreatyAlert
public import TreatyEngine
public import TreatyPlan
public import TreatyStoreSQLite
public import TreatyTelemetry

/// What a host runs with.
public struct HostConfiguration: Sendable {
  /// The plan.
  public var plan: PlanFile
  /// The store, open.
  public var store: SQLiteStore
  /// Path of the store, beside which the control socket lies.
  public var storePath: String
  /// Where the store's master key came from; `nil` for the file beside it.
  public var key: KeySource?
  /// Address to listen at.
  public var address: String
  /// Port to listen at; 0 takes a free one.
  public var port: Int
  /// Values and secrets.
  public var binding: Binding
  /// Where it writes what it does.
  public var logger: Logger
  /// The log's file, where it has one that the host keeps: it is compressed and removed as the plan says.
  public var logFile: LogFile?
  /// How long calls that are out may take to come back when the host stops.
  public var grace: Duration
  /// What a person vouches for of how the plan differs from the one before.
  public var evenIf: Set<PlanObstacle.Kind> = []
  /// Looks for the secrets of another plan, for a change of plan; `nil` where that cannot be.
  public var bind: (@Sendable (Plan, _ inputs: [String: String]) throws(Binding.Failure) -> Binding)?
  /// Reads the plan file anew, for SIGHUP; `nil` where there is none.
  public var reload: (@Sendable () throws(HostProcess.Failure) -> PlanFile)?
  /// Who has started the host, and wants to know how it stands.
  public var manager = ServiceManager.none
  /// File that says who may do what; `nil` where only whoever runs the host, and root, may do anything.
  public var accessPath: String?
  /// Number of a group that may open the control socket.
  public var controlGroup: UInt32?
  /// Where operators elsewhere are served; `nil` where they are not.
  public var admin: AdminAddress?
  /// Where spans and metrics are sent; `nil` where they are not.
  public var otlp: OTLPConfiguration?
  /// How long the alert desk waits for what.
  var alertTiming = AlertTiming.standard
  /// Between attempts to send an alert by one channel.
  var alertPauses: [Duration] = [.seconds(2), .seconds(10)]
  /// What time it is for whoever removes what is due.
  var keepingClock = KeepingClock()
  /// Version of Treaty, for `user-agent` and metrics.
  public var version: String

  /// A configuration.
  public init(
    plan: PlanFile, store: SQLiteStore, storePath: String, address: String, port: Int, binding: Binding, logger: Logger,
    grace: Duration = .seconds(10),
    version: String
  ) {
    self.plan = plan
    self.store = store
    self.storePath = storePath
    self.address = address
    self.port = port
    self.binding = binding
    self.logger = logger
    self.grace = grace
    self.version = version
  }
}
