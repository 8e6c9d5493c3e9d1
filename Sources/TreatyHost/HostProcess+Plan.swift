import Logging
public import TreatyDiagnostics
public import TreatyEngine
import TreatyPlan
import TreatyStore
import TreatyStoreSQLite

extension HostProcess {
  /// A store on which this plan cannot go on is left alone.
  static func holdObstacles(_ linked: LinkedPlan, _ configuration: HostConfiguration) async throws(Failure) {
    let obstacles: [PlanObstacle]
    do throws(StoreError) {
      obstacles = try await configuration.store.transaction { (tx) throws(StoreError) in try linked.obstacles(in: tx) }
    } catch { throw .refused([storeDiagnostic(error)]) }
    let standing = obstacles.filter { !configuration.evenIf.contains($0.kind) }
    for obstacle in obstacles where configuration.evenIf.contains(obstacle.kind) {
      configuration.logger.warning(
        "going on although the plan has changed",
        metadata: ["kind": "\(obstacle.kind.rawValue)", "about": "\(obstacle.subject)", "why": "\(obstacle.why)"])
    }
    guard standing.isEmpty else { throw .refused(standing.map(diagnostic)) }
  }

  /// Why a plan cannot go on, as a finding.
  public static func diagnostic(_ obstacle: PlanObstacle) -> Diagnostic {
    let count =
      obstacle.count == 0 ? "" : ", and \(obstacle.count) \(obstacle.count == 1 ? "is" : "are") open or known there"
    var fixes = [Fix(title: mend(obstacle.kind))]
    if PlanObstacle.Kind.vouchable.contains(obstacle.kind) {
      fixes.append(Fix(title: "if that is as it should be, say so with `--even-if \(obstacle.kind.rawValue)`"))
    }
    return Diagnostic(
      code: .strandedWork, severity: .error,
      message: "\(obstacle.kind.words) `\(obstacle.subject)`: \(obstacle.why)\(count)", primary: nil,
      reason: obstacle.kind.reason, fixes: fixes)
  }

  private static func mend(_ kind: PlanObstacle.Kind) -> String {
    switch kind {
    case .package: "run the plan of the package that the store belongs to, or give this one a store of its own"
    case .key, .address:
      "run the plan that took it until nothing is open, and see what becomes of the records that are known"
    case .flow, .target, .item, .unsettled, .tooMuch: "run the plan that took it until nothing is open, then this one"
    }
  }
}

extension PlanObstacle.Kind {
  /// What a person can vouch for with `--even-if`: what the plan says of the world outside, and not what is open.
  public static let vouchable: Set<PlanObstacle.Kind> = [.package, .key, .address]

  fileprivate var words: String {
    switch self {
    case .package: "package"
    case .flow, .item, .tooMuch, .key: "flow"
    case .target, .unsettled: "delivery of"
    case .address: "system"
    }
  }

  fileprivate var reason: String {
    switch self {
    case .package, .key: "a record that was made before would be made a second time"
    case .address: "what is known of its records would be taken for true of another system's"
    case .flow, .target: "it would never be carried out"
    case .item: "it could not be worked out, or would be written in part"
    case .unsettled: "whether it was done could not be found out any more"
    case .tooMuch: "whether all of it fits the plan is not known"
    }
  }
}
