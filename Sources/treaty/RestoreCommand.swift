import ArgumentParser
import TreatyHost
import TreatyStore
import TreatyStoreSQLite

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a backup in the place of a store.",
    discussion: """
        treaty restore --from backups/monday.sqlite --store sqlite:treaty.sqlite --replace

      Refused while a host has the store. The backup is read as a whole first. With `--replace` a store that is there is moved aside, \
      under a name with a number, and stays.

      What was done since the backup was made the store does not know. So the next host searches for a record by its mark before it makes \
      one that may be there; what is idempotent or has a key it sends again; about the rest of what was open it asks a person \
      (`treaty dead list`). What was taken and not yet delivered since the backup is not in it: ask its senders to send again.

      Exit codes: 0 restored; 1 refused, and nothing was changed; 4 a host has the store, or a newer Treaty made it.
      """)

  @OptionGroup var store: StoreFileOption

  @Option(help: ArgumentHelp("The backup, as `treaty backup` makes it.", valueName: "file"))
  var from: String

  @Flag(help: "Move a store that is there aside.")
  var replace = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let outcome: StoreRestore.Outcome
    do throws(Operations.Failure) { outcome = try store.operations.restore(from: from, replaces: replace) } catch {
      throw error.complain()
    }
    if json { return Terminal.print(ReportText.json(outcome)) }
    var lines = [
      "restored \(store.store.path) from \(outcome.taken.map { "a backup of \(ReportText.time($0))" } ?? "`\(from)`")"
    ]
    if let aside = outcome.aside { lines.append("the store that was there is now \(aside)") }
    lines.append("what was done since is looked for by the next `treaty run`; see `treaty dead list` afterwards")
    Terminal.print(lines.joined(separator: "\n"))
  }
}
