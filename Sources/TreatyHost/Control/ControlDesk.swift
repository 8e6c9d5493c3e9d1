import Hummingbird
import TreatyStore
import TreatyStoreSQLite

/// What can be asked of a host. Each subject has a file of its own with its routes; a new one is a line here.
struct ControlDesk<StoreType: Store>: Sendable {
  let store: StoreType
  let mailbox: Mailbox
  let telemetry: Telemetry
  let facts: @Sendable () -> StatusReport.HostFacts
  let backups: BackupDesk
  let keys: KeyDesk
  let retention: RetentionDesk
  let alerts: AlertParts
  let current: CurrentPlan
  /// What stands for classified values in samples comes of it: made at random when the host starts, and never told.
  let sampleKey: [UInt8]
  /// Looks at all of the store.
  let examine: @Sendable () async throws(StoreError) -> Examination
  /// Lets another plan take over.
  let apply: @Sendable (PlanKeeper<StoreType>.Wish) async -> ApplyReport

  /// All of them.
  var routes: [ControlRoute] {
    accessRoutes + lookRoutes + deadRoutes + planRoutes + storeRoutes + alertRoutes + keyRoutes + keepingRoutes
      + auditRoutes + sampleRoutes
  }
}
