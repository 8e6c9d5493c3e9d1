import ArgumentParser
import TreatyDiff
import TreatySpec

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of the language, for editors, or of a report, for programs.",
    discussion: """
      An editor that knows YAML completes and checks specs by it. `treaty init` puts it where the editor's settings look.

        treaty schema > .treaty/treaty.schema.json
        treaty schema --of diff
      """)

  /// What there is a schema of.
  enum Subject: String, CaseIterable, ExpressibleByArgument {
    case specs, diff
  }

  @Option(help: "What the schema is of: specs, or the report that `treaty diff --format json` prints.")
  var of = Subject.specs

  func run() {
    switch of {
    case .specs: Terminal.print(JSONSchemaWriter.schema())
    case .diff: Terminal.print(ChangeSchema.json)
    }
  }
}
