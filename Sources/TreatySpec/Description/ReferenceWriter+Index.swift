extension ReferenceWriter {
  /// The first page: what there is, and how to read it.
  func index() -> String {
    let rows = map.subjects.map { subject in
      Markdown.row([
        "[`\(subject.name == "manifest" ? "treaty.yaml" : subject.name)`](\(subject.name).md)", subject.sentence,
        subject.capabilities.joined(separator: " "),
      ])
    }
    let capabilities = ProductCapability.all.map { capability in
      let subjects = map.subjects.filter { $0.capabilities.contains(capability.number) }
      return Markdown.row([
        capability.number, capability.words, subjects.map { "[`\($0.name)`](\($0.name).md)" }.joined(separator: ", "),
      ])
    }
    return [
      "# Reference of the language\n\(ReferenceWriter.note)", ReferenceWriter.welcome,
      ([Markdown.row(["page", "says", "serves"]), "| --- | --- | --- |"] + rows).joined(separator: "\n"),
      ReferenceWriter.reading,
      "## Capabilities\nWhat Treaty is to be able to do, and which sections say it.\n\n"
        + ([Markdown.row(["", "what", "said in"]), "| --- | --- | --- |"] + capabilities).joined(separator: "\n"),
    ].joined(separator: "\n\n") + "\n"
  }

  private static let welcome = """
    Every section, declaration and key of edition 1, from the same descriptions that `treaty check` reads specs with. Who is new here reads
    [the tour](../language.md) first. Expressions have [a page of their own](../cel.md).

    Besides the pages below: [types](types.md), and the [small grammars](grammars.md) of durations, schedules and the like.
    """

  private static let reading = """
    ## How to read the pages
    - A package is a folder with `treaty.yaml` and any number of `*.treaty.yaml` files. Each of those is a mapping from sections to
      declarations by name. It is of no account in which file a declaration stands.
    - **Value** says what may stand behind a key, whether the key is required, and what holds without it. Where a list may stand, a single
      value stands for a list of one. Where a value may stand or a declaration, the value is short for a
      declaration that says nothing else.
    - A **name** of something in another package is written as the manifest's `uses` shows it: by itself, or as `alias/name`.
    - An **expression** is CEL, bare. A **text with `${ }`** is a text in which `${ … }` holds expressions; nothing else in it is
      evaluated. **In scope** are the names that expressions there may use; [cel.md](../cel.md#what-is-in-scope-where) has their types.
    - Every declaration of a section can say `about`, `private` and `was`.
    - All keys are of edition 1, unless they say otherwise.

    ## Checked, and not yet carried out
    The language says more than a host can do today. What is marked so is read, checked and put into the plan; `treaty run` refuses a plan that
    leans on it and says where it stands, since half of an agreement would be none. Everything else in a plan that runs is carried out, or
    says who, why and how well, and is there for people and checks.
    """
}
