import ArgumentParser
import Foundation
import TreatyScaffold
import TreatySpec

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a new package: a folder with a manifest, that passes the check as it stands.",
    discussion: """
      Writes `treaty.yaml`, a team, a README, and settings that let an editor complete and check specs by the schema of the language. \
      Nothing that is there is written over.

        treaty init agreements --name acme/agreements
        treaty check agreements

      Exit codes: 0 it was made; 2 the name is none, or a file is there already; 3 a file could not be written.
      """)

  @Argument(help: "Folder of the package; it is made where it is not there.")
  var folder = "."

  @Option(help: "Name of the package: owner and name, such as acme/agreements. Without it the folder's name is taken.")
  var name: String?

  func run() throws {
    let root = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
    let name = name ?? "my/\(SmallGrammar.kebab(root.lastPathComponent) ?? "agreements")"
    guard SmallGrammar.isPackageName(name) else {
      throw ValidationError("`\(name)` is not a package name: write it like `acme/agreements`")
    }
    let files = Scaffold.package(named: name, schema: JSONSchemaWriter.schema())
    try ScaffoldWriter(root: root).write(files)
    Terminal.print(
      "\(name) is made. Next:\n  treaty check \(folder)\n  treaty new flow NAME\(folder == "." ? "" : " --package \(folder)")"
    )
  }
}

/// Writes files that somebody goes on from, and never over others.
struct ScaffoldWriter {
  let root: URL

  func write(_ files: [ScaffoldFile]) throws {
    let taken = files.filter { FileManager.default.fileExists(atPath: root.appending(path: $0.path).path) }
    guard taken.isEmpty else {
      Terminal.complain(
        "error: \(taken.map { "`\($0.path)`" }.joined(separator: ", ")) \(taken.count == 1 ? "is" : "are") there already; nothing was written"
      )
      throw Exit.usage
    }
    for file in files {
      let place = root.appending(path: file.path)
      do {
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      } catch {
        Terminal.complain("error: `\(file.path)` cannot be written: \(error.localizedDescription)")
        throw Exit.load
      }
      try FileReplacement.write([.init(Array(file.text.utf8), at: place, shownAs: file.path)])
      Terminal.print("made \(file.path)")
    }
  }
}
