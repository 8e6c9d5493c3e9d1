import Logging
import TreatyEngine
import TreatyPlan
import TreatyStore

/// A change of plan: intake goes on, no call begins, and when those that are out have come back the new plan takes over between two turns.
extension EngineLoop {
  /// Lets a plan take over that waits for it, where nothing is out.
  func changePlan(_ turn: inout Turn) async throws(StoreError) {
    guard let change = changes.pending else { return }
    guard state.phase == .running else { return changes.end(.stopping) }
    guard mailbox.isCalm else {
      if change.deadline <= .now { changes.end(.late(mailbox.callsOut)) }
      return
    }
    let (engine, now, plan, evenIf) = (turn.engine, turn.clock.now(), change.plan, change.evenIf)
    let next: Engine?
    let obstacles: [PlanObstacle]
    do throws(StoreError) {
      (next, obstacles) = try await store.transaction { (tx) throws(StoreError) in
        let standing = try plan.linked.obstacles(in: tx).filter { !evenIf.contains($0.kind) }
        guard standing.isEmpty else { return (nil, standing) }
        return (try engine.handedOver(to: plan.linked, text: plan.text, at: now, in: &tx), [])
      }
    } catch .full {
      // Without room nothing was written, and the plan before goes on.
      return changes.end(.late(0))
    }
    turn.hasMore = true
    guard let next else { return changes.end(.refused(obstacles)) }
    turn.engine = next
    telemetry.note(next.limits)
    let before = current.replace(with: plan)
    logger.notice(
      "another plan runs",
      metadata: ["plan": "\(plan.linked.digest)", "before": "\(before.linked.digest)", "package": "\(plan.name)"])
    // It may keep for less long what has ended already.
    bell.note(due: now)
    alerts.noteChange()
    changes.end(.done)
    await before.retire()
  }
}

extension RunningPlan {
  /// Package and version.
  var name: String { "\(linked.plan.package) \(linked.plan.version)" }
}
