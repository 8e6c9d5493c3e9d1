import ServiceLifecycle
import TreatyAlert
import TreatyTelemetry
import TreatyEngine
import TreatyPlan

/// Asks systems for their health, each as often as its plan says: with a time limit of its own, over the plan's transport, with the account that
/// calls are made with. It counts against no limit, and a system whose calls are held back is asked all the same: that is how it is seen
/// that it is well again, or never was otherwise.
struct HealthProber: Service {
  let current: CurrentPlan
  let inbox: AlertInbox
  let registry: MetricRegistry
  /// Systems of which nobody knows how they are since their calls fail.
  let doubted: AsyncStream<[String]>
  /// Woken when another plan runs.
  let changed: Wakeup

  /// How soon after the start systems are asked first.
  private static let first = Duration.seconds(1)
  /// How long the answer is waited for before a system in doubt is asked again.
  private static let patience = Duration.seconds(10)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask { await askInTurn() }
        group.addTask { await askInDoubt() }
      }
    }
  }

  /// Asks each as often as its plan says.
  private func askInTurn() async {
    var due: [String: ContinuousClock.Instant] = [:]
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        let running = current.value
        let now = ContinuousClock.now
        var next: ContinuousClock.Instant?
        for check in running.alerts.checks {
          let every = Duration.milliseconds(check.everyMilliseconds)
          let moment = due[check.system] ?? now + min(Self.first, every)
          if moment <= now {
            // What was missed while the machine stood still is not made up for.
            due[check.system] = max(moment + every, now)
            group.addTask { await ask(check, running) }
          } else {
            due[check.system] = moment
          }
          next = [next, due[check.system]].compactMap(\.self).min()
        }
        let names = Set(running.alerts.checks.map(\.system))
        due = due.filter { names.contains($0.key) }
        guard let next else {
          // Nobody is to be asked by this plan.
          await changed.wait()
          continue
        }
        // A sleep that was cancelled has nothing more to wait for.
        await changed.wait { try? await Task.sleep(until: max(next, now + .milliseconds(10)), clock: .continuous) }
      }
      group.cancelAll()
    }
  }

  /// Asks a system whose calls begin to fail at once, and not when its turn comes: who is called is told whose fault it is.
  private func askInDoubt() async {
    var asked: [String: ContinuousClock.Instant] = [:]
    await withDiscardingTaskGroup { group in
      for await systems in doubted {
        let (running, now) = (current.value, ContinuousClock.now)
        for check in running.alerts.checks where systems.contains(check.system) {
          if let last = asked[check.system], now - last < Self.patience { continue }
          asked[check.system] = now
          group.addTask { await ask(check, running) }
        }
      }
      group.cancelAll()
    }
  }

  private func ask(_ check: HealthCheck, _ running: RunningPlan) async {
    let began = ContinuousClock.now
    let answer = await running.caller.answer(
      to: check.target, method: "GET", headers: [], body: nil, at: check.position,
      timeout: .milliseconds(check.timeoutMilliseconds))
    if Task.isCancelled { return }
    let took = (ContinuousClock.now - began) / .milliseconds(1)
    let result: ProbeResult
    switch answer {
    case .noReply(_, let cause): result = .silent(cause: cause)
    case .reply(let status, let headers, let body):
      if check.isGood(status: status, headers: headers, body: body) {
        result = .good(milliseconds: Int64(took))
      } else {
        result = status == 401 || status == 403 ? .denied(status: status) : .bad(status: status)
      }
    }
    registry.noteHealth(of: check.system, isGood: result.isGood, seconds: took / 1000, at: .now())
    inbox.add(.probe(system: check.system, result))
  }
}
