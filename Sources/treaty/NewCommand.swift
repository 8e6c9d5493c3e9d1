import ArgumentParser
import Foundation
import TreatyCompiler
import TreatyScaffold
import TreatySpec

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a declaration to go on from, in a file of its own, that passes the check as it stands.",
    discussion: """
      It leans on what the package has already (a team, a system that sends or keeps records), and brings along what is missing.

        treaty new flow page-to-ticket
        treaty new connector ticket-desk --package agreements

      Kinds: \(Kind.names.joined(separator: ", ")).

      Exit codes: 0 it was made; 2 the name or kind is none, or the file is there already; 3 the package could not be read.
      """)

  @Argument(help: "What to make.")
  var kind: Kind

  @Argument(help: "Its name, kebab-case.")
  var name: String

  @Option(help: "Folder of the package.")
  var package = "."

  /// A section, by the word for one of its declarations.
  struct Kind: ExpressibleByArgument {
    var section: Section

    static let names = Section.allCases.map { $0.noun.replacing(" ", with: "-") }
    static var allValueStrings: [String] { names }

    init?(argument: String) {
      let noun = argument.replacing("-", with: " ")
      guard let section = Section.allCases.first(where: { $0.noun == noun || $0.rawValue == argument }) else {
        return nil
      }
      self.section = section
    }
  }

  func run() throws {
    guard SmallGrammar.isName(name) else {
      let near =
        SmallGrammar.kebab(name).map { ": write `\($0)`" } ?? ": names are kebab-case, such as `page-to-ticket`"
      throw ValidationError("`\(name)` is not a name\(near)")
    }
    let source = PackageFolder.read(package)
    let compiled = PackageCompiler.compile(source, using: PackageFolder())
    guard let plan = compiled.plan else {
      Terminal.complain(Checking.render(package, compiled, colour: Terminal.hasColour(STDERR_FILENO)))
      throw Exit.load
    }
    if compiled.names[kind.section]?.contains(name) == true {
      throw ValidationError("there is a \(kind.section.noun) `\(name)` already")
    }
    let file = Scaffold.declaration(
      kind.section, named: name, in: Surroundings(names: compiled.names, plan: plan))
    try ScaffoldWriter(root: URL(filePath: source.location, directoryHint: .isDirectory)).write([file])
  }
}
