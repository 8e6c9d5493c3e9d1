import ArgumentParser

/// Why somebody does what they do: the option that all commands share which change something.
struct ReasonOption: ParsableArguments {
  @Option(help: ArgumentHelp("Why, in a line; the audit trail keeps it beside your name.", valueName: "text"))
  var reason: String?
}
