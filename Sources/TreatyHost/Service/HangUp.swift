import Logging
import ServiceLifecycle
import TreatyDiagnostics
import TreatyEngine
import TreatyPlan
import TreatyStore
import UnixSignals

/// SIGHUP: the plan's file is read anew, secrets are looked for anew, and the plan takes over if it can. Otherwise the plan before goes on,
/// and the log says why.
struct HangUp<StoreType: Store>: Service {
  let keeper: PlanKeeper<StoreType>
  let access: AccessFile?
  let manager: ServiceManager
  let reload: @Sendable () throws(HostProcess.Failure) -> PlanFile
  let logger: Logger

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: [.sighup]).cancelOnGracefulShutdown() {
      manager.reloading()
      await readAnew()
      manager.ready("running")
    }
  }

  private func readAnew() async {
    // It is read where it has changed, and the log says what became of it.
    _ = access?.list
    let file: PlanFile
    do throws(HostProcess.Failure) { file = try reload() } catch {
      switch error {
      case .refused(let findings):
        for finding in findings { logger.error("the plan was not read: \(finding.message)") }
      case .ended(let finding): logger.error("the plan was not read: \(finding.message)")
      }
      return
    }
    let report = await keeper.apply(PlanKeeper<StoreType>.Wish(file: file, origin: .host))
    for finding in report.findings {
      logger.error("\(finding.message)", metadata: ["code": "\(finding.code)", "mend": "\(finding.mend.first ?? "")"])
    }
  }
}
