import ArgumentParser
import TreatySpec

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of the language, for editors.",
    discussion: """
      An editor that knows YAML completes and checks specs by it. `treaty init` puts it where the editor's settings look.

        treaty schema > .treaty/treaty.schema.json
      """)

  func run() { Terminal.print(JSONSchemaWriter.schema()) }
}
