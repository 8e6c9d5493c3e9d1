import ArgumentParser
import Foundation
import TreatyHost
import TreatyKeys
import TreatyStore

struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Look after the keys that a store is sealed with.",
    discussion: """
      What a store holds is sealed. Its keys lie in a ring beside it (STORE.keys), wrapped by one master key; messages of a period share one, \
      and when that is forgotten nobody can read them any more, in the store, its WAL or any backup. The ring is in no backup: `export` copies it, \
      wrapped as it is.

        treaty keys list --store sqlite:treaty.sqlite
        treaty keys rotate --store sqlite:treaty.sqlite
        treaty keys rotate --new env:NEW_KEY --store sqlite:treaty.sqlite
        treaty keys forget 7 --store sqlite:treaty.sqlite --reason "erasure request 114"
        treaty keys export --to ring-copy.json --store sqlite:treaty.sqlite

      `rotate` and `forget` need the running host, and the role `admin`.

      Exit codes: 0 done; 1 there is no such key, or it is needed; 3 there is no store; 4 the store, its keys or the host cannot be had.
      """,
    subcommands: [List.self, Rotate.self, Forget.self, Export.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List all keys, with what is sealed by them.")

    @OptionGroup var store: StoreOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let report: KeysReport
      do throws(Operations.Failure) { report = try await store.operations.keys() } catch { throw error.complain() }
      if json { return Terminal.print(ReportText.json(report)) }
      var lines = ["ring    \(report.ring)", "master  \(report.master)", ""]
      lines.append("   key  purpose                         opened                closes                messages")
      for key in report.keys {
        let count = key.opened == nil ? "" : ReportText.right("\(key.messages)", 8)
        let state = key.forgotten.map { "forgotten \(ReportText.time($0))" } ?? count
        lines.append(
          ReportText.right("\(key.number)", 6) + "  " + ReportText.left(key.purpose, 32)
            + ReportText.left(key.opened.map(ReportText.second) ?? "with the store", 22)
            + ReportText.left(key.closes.map(ReportText.second) ?? "never", 22) + state)
      }
      Terminal.print(lines.joined(separator: "\n"))
    }
  }

  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Wrap all keys by a new master key, while the host runs.",
      discussion: """
        Without --new the host makes a key and puts it into the file that it has the old one from. With it, the new key is where you have put it, and \
        the next `treaty run` is given that place. Until the change is whole the ring opens with either key.
        """)

    @Option(help: ArgumentHelp("Where the new key is.", valueName: "place")) var new: KeyPlace?
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      var key: MasterKey?
      do throws(StoreError) { if let new { key = try new.source.read(of: store.store?.path ?? "") } } catch {
        throw Operations.Failure.store(error).complain()
      }
      do throws(Operations.Failure) {
        let id = try await store.operations.rotateKeys(to: key, reason: reason.reason)
        if json { return Terminal.print(ReportText.json(["master": id])) }
        let next = new.map { "; start the host with `--key \($0.source.text)` from now on" } ?? ""
        Terminal.print("all keys are wrapped by the master key \(id)\(next)")
      } catch { throw error.complain() }
    }
  }

  struct Forget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Forget a key: nobody can read any more what is sealed by it.",
      discussion:
        "It cannot be undone. A key that seals open messages, or anything while a legal hold stands, is not forgotten.")

    @Argument(help: "Number of the key.") var number: UInt32
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption
    @Flag(help: "Do not ask.") var yes = false
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      do throws(Operations.Failure) {
        let keys = try await store.operations.keys()
        if let key = keys.keys.first(where: { $0.number == number }), !yes {
          try Confirmation.ask(
            "Key \(number) seals \(key.messages) messages (\(key.purpose)). Nobody can read them any more after this. Forget it?"
          )
        }
        let line = try await store.operations.forgetKey(number, reason: reason.reason)
        if json { return Terminal.print(ReportText.json(line)) }
        Terminal.print("key \(number) is forgotten, and with it what \(line.messages) messages held")
      } catch { throw error.complain() }
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy the key ring, wrapped as it is.",
      discussion: """
        The copy says nothing to whoever lacks the master key. Keys that are forgotten later are still in it: keep no copy longer than what it opens.
        """)

    @Option(help: "File to write; nothing may be there.") var to: String
    @OptionGroup var store: StoreOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      do throws(Operations.Failure) { try store.operations.exportKeys(to: to) } catch { throw error.complain() }
      Terminal.print(json ? ReportText.json(["file": to]) : "the key ring is copied to \(to)")
    }
  }
}
