public import TreatySpec

/// Makes packages and declarations for somebody to go on from. What it makes passes `treaty check` as it stands, in the package that it
/// is made for: it leans on what is there, and brings along what is not.
public enum Scaffold {
  /// The files of a new package.
  /// - Parameters:
  ///   - name: Owner and name, such as `acme/service-desk`.
  ///   - schema: The JSON Schema of the language, for editors.
  public static func package(named name: String, schema: String) -> [ScaffoldFile] {
    let title = name.split(separator: "/").last.map(String.init) ?? name
    return [
      ScaffoldFile(path: "treaty.yaml", text: manifest(name)),
      ScaffoldFile(path: "teams.treaty.yaml", text: teams),
      ScaffoldFile(path: "README.md", text: readme(title)),
      ScaffoldFile(path: ".gitignore", text: "# What runs leaves behind.\n*.sqlite*\n/plan.json\n"),
      ScaffoldFile(path: ".vscode/settings.json", text: editorSettings),
      ScaffoldFile(path: ".treaty/treaty.schema.json", text: schema),
    ]
  }

  /// A file with one declaration, and what it needs besides.
  public static func declaration(_ section: Section, named name: String, in surroundings: Surroundings) -> ScaffoldFile
  {
    let folder = section.path.split(separator: ".").first.map(String.init) ?? section.rawValue
    var draft = Draft(surroundings: surroundings)
    draft.declare(section, name)
    return ScaffoldFile(path: "\(folder)/\(name).treaty.yaml", text: draft.text)
  }

  private static func manifest(_ name: String) -> String {
    """
    # What this package is called, and what it builds on.
    treaty: 1
    package: \(name)
    version: 0.1.0
    about: Say in a sentence what this package is for
    # Models and connectors that ship with Treaty; a path such as ../shared leads to a package of your own.
    uses: [std/itsm]

    """
  }

  private static let teams = """
    # Who answers for what.
    teams:
      operations:
        about: Sees to it that things run
        contacts: {mail: operations@example.org}

    """

  private static func readme(_ title: String) -> String {
    """
    # \(title)

    Agreements between systems, checked and carried out by Treaty.

    ```sh
    treaty check             # what is wrong, before anything runs
    treaty new flow NAME     # something to go on from
    treaty compile -o plan.json
    ```

    """
  }

  private static let editorSettings = """
    {
      "yaml.schemas": {
        "./.treaty/treaty.schema.json": ["treaty.yaml", "*.treaty.yaml"]
      }
    }

    """
}
