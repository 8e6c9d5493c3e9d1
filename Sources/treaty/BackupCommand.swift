import ArgumentParser
import Foundation
import Synchronization
import TreatyHost
import TreatyStore

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy a store into one file, while its host goes on.",
    discussion: """
        treaty backup --store sqlite:treaty.sqlite --to backups/monday.sqlite

      With a host running it is the host that copies, a little between its transactions: what comes in meanwhile is taken, and is in \
      the copy. The copy is read as a whole before it gets its name, so a file of that name is a backup, and a whole one. It holds what \
      the store holds, payloads among it: keep it as you keep the store. To copy the file by other means while a host runs makes no backup.

      Exit codes: 0 made; 1 the copy could not be made; 3 there is no store; 4 the store cannot be had.
      """)

  @OptionGroup var store: StoreOption

  @Option(help: ArgumentHelp("Where it goes; nothing may be there.", valueName: "file"))
  var to: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    // The host may have another folder.
    let file = URL(filePath: to).path
    let began = ContinuousClock.now
    let said = Mutex(began)
    let report: BackupReport
    do throws(Operations.Failure) {
      report = try await store.operations.backup(to: file) { report in
        let now = ContinuousClock.now
        let isDue = said.withLock { said in
          guard now - said > .seconds(2) else { return false }
          said = now
          return true
        }
        if isDue { Terminal.complain("\(report.done) of \(report.total) pages") }
      }
    } catch { throw error.complain() }
    if json { return Terminal.print(ReportText.json(report)) }
    Terminal.print("\(to): \(report.total) pages, checked")
    Terminal.print("its keys are not in it: `treaty keys export` copies them, wrapped, to where they are kept")
  }
}
