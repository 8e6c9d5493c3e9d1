import Foundation
import Logging
import TreatyConnect
import TreatyDiagnostics
import TreatyEngine
import TreatyPlan
import TreatyStore

/// Makes a plan ready to take over, and lets it: for `treaty apply`, and for SIGHUP.
struct PlanKeeper<StoreType: Store>: Sendable {
  let store: StoreType
  let configuration: HostConfiguration
  let current: CurrentPlan
  let changes: PlanChanges
  let mailbox: Mailbox
  /// A way to call the systems of a plan, and how to let go of it.
  let transport: @Sendable (LinkedPlan) -> (any Transport, @Sendable () async -> Void)

  /// How long it is waited for calls that are out, beyond the longest that one may take.
  private static var margin: Duration { .seconds(5) }

  /// What somebody wants.
  struct Wish: Sendable {
    var file: PlanFile
    /// Values of inputs that are new or differ.
    var inputs: [String: String] = [:]
    var evenIf: Set<PlanObstacle.Kind> = []
    /// Whether it is only said what would happen.
    var isDryRun = false
  }

  /// Lets a plan take over, or says why it cannot.
  func apply(_ wish: Wish) async -> ApplyReport {
    let before = current.value
    var report = ApplyReport(plan: wish.file, before: before)
    do throws(HostProcess.Failure) {
      let next = try ready(wish, after: before)
      do throws(HostProcess.Failure) {
        try await attempt(next, wish, &report)
      } catch {
        await next.retire()
        throw error
      }
      if !report.isDone { await next.retire() }
    } catch {
      switch error {
      case .refused(let findings): report.findings = findings.map(ApplyReport.Finding.init)
      case .ended(let finding): report.findings = [.init(finding)]
      }
    }
    if !report.isDone, !wish.isDryRun {
      configuration.logger.warning(
        "a plan was refused", metadata: ["plan": "\(wish.file.digest)", "reasons": "\(report.findings.count)"])
    }
    return report
  }

  private func attempt(_ next: RunningPlan, _ wish: Wish, _ report: inout ApplyReport) async throws(HostProcess.Failure)
  {
    let open: StoreCensus
    let obstacles: [PlanObstacle]
    do throws(StoreError) {
      (open, obstacles) = try await store.transaction { (tx) throws(StoreError) in
        (try tx.census(), try next.linked.obstacles(in: tx))
      }
    } catch { throw .refused([HostProcess.storeDiagnostic(error)]) }
    report.moves = open.open.values.reduce(0) { $0 + $1.filter { $0.key != "dead" }.values.reduce(0, +) }
    // Calls that are out now will have come back.
    let standing = obstacles.filter { !wish.evenIf.contains($0.kind) && (wish.isDryRun || $0.kind != .unsettled) }
    guard standing.isEmpty else { throw .refused(standing.map(HostProcess.diagnostic)) }
    guard !wish.isDryRun else { return }
    try await take(next, wish)
    report.isDone = true
  }

  private func ready(_ wish: Wish, after before: RunningPlan) throws(HostProcess.Failure) -> RunningPlan {
    let refusals = Runnable.refusals(of: wish.file)
    guard refusals.isEmpty else { throw .refused(refusals) }
    guard let bind = configuration.bind else {
      throw .refused([
        .cannotChange("this host cannot look for secrets anew", mend: "stop it, and start it with the plan")
      ])
    }
    let known = Set(wish.file.plan.inputs.map(\.name))
    // What the plan before had, and this one does not, was nobody's mistake.
    let inputs = before.inputs.filter { known.contains($0.key) }.merging(wish.inputs) { $1 }
    let binding: Binding
    do throws(Binding.Failure) { binding = try bind(wish.file.plan, inputs) } catch { throw .refused(error.findings) }
    var own = configuration
    (own.plan, own.binding) = (wish.file, binding)
    let linked = try HostProcess.link(own)
    let alerts = try HostProcess.alerts(linked, own)
    let (transport, retire) = transport(linked)
    return RunningPlan(
      linked, text: try HostProcess.text(wish.file), binding: binding, alerts: alerts, transport: transport,
      since: .now(),
      retire: retire)
  }

  private func take(_ next: RunningPlan, _ wish: Wish) async throws(HostProcess.Failure) {
    let longest = current.value.linked.plan.longestCall
    configuration.logger.info(
      "another plan takes over when no call is out",
      metadata: ["plan": "\(next.linked.digest)", "calls-out": "\(mailbox.callsOut)"])
    let outcome = await changes.apply(
      next, evenIf: wish.evenIf, patience: .milliseconds(longest) + Self.margin, wake: { mailbox.signal() })
    switch outcome {
    case .done: return
    case .refused(let obstacles):
      throw .refused(obstacles.map(HostProcess.diagnostic))
    case .busy:
      throw .refused([.cannotChange("another change of plan is under way", mend: "wait for its end, and try again")])
    case .late(let count):
      throw .refused([
        .cannotChange(
          count > 0 ? "\(count) calls did not come back in time" : "there is no room for the store",
          mend: "nothing was changed, and the plan before goes on: try again")
      ])
    case .stopping: throw .refused([.cannotChange("the host is stopping", mend: "start it with the plan")])
    }
  }
}

extension Plan {
  /// How long a call may take at most, in milliseconds.
  fileprivate var longestCall: Int64 {
    systems.flatMap(\.records).flatMap { [$0.get, $0.find, $0.create, $0.update] }.compactMap {
      $0?.timeoutMilliseconds
    }
    .max() ?? 0
  }
}

extension Diagnostic {
  fileprivate static func cannotChange(_ message: String, mend: String) -> Diagnostic {
    Diagnostic(
      code: .planNotChanged, severity: .error, message: message, primary: nil, fixes: [Fix(title: mend)])
  }
}
