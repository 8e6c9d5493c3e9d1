/// The reference of the language, as pages of Markdown that are worked out from the descriptions of its declarations:
/// `docs/reference`. What the pages say by themselves stands in the other files of this name.
public struct ReferenceWriter {
  /// A page.
  public struct Page: Hashable, Sendable {
    /// Name of its file.
    public let file: String
    /// Its text.
    public let text: String
  }

  let map = ReferenceMap()
  private let examples: [String: String]

  /// A writer.
  /// - Parameter examples: Spec files that stand at the heads of pages, by the pages' names; see ``names``.
  public init(examples: [String: String]) { self.examples = examples }

  /// Names of the pages that have an example: `manifest`, and those of the sections.
  public static var names: [String] { ReferenceMap().subjects.map { $0.name } }

  /// All pages.
  public func pages() -> [Page] {
    [Page(file: "README.md", text: index())]
      + map.subjects.map { Page(file: "\($0.name).md", text: page($0)) }
      + [Page(file: "types.md", text: types()), Page(file: "grammars.md", text: grammars())]
  }

  static let note = "<!-- Written from Sources/TreatySpec; `make update-goldens` writes it anew. -->"

  private func page(_ subject: ReferenceMap.Subject) -> String {
    var blocks = ["# \(subject.title)\n\(ReferenceWriter.note)"]
    let capabilities = Markdown.list(subject.capabilities, "and")
    blocks.append(
      subject.sentence + (capabilities.isEmpty ? "" : " Serves [\(capabilities)](README.md#capabilities).")
        + " Part of the [reference](README.md).")
    if let example = examples[subject.name] { blocks.append(show(example, of: subject)) }
    for outline in map.declarations[subject.name] ?? [] {
      let root = subject.roots.first { $0.outline.name == outline.name }
      blocks.append(declaration(outline, on: subject.name, isRoot: root != nil, path: root?.path))
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func show(_ example: String, of subject: ReferenceMap.Subject) -> String {
    var text = example
    while text.hasSuffix("\n") { text.removeLast() }
    let base = "../../Tests/TreatyCompilerTests/Fixtures/reference/base"
    let words =
      subject.name == "manifest"
      ? "Such as this:"
      : "Such as this, which compiles beside [two systems](\(base)/parties.treaty.yaml) and their manifest:"
    return "\(words)\n\n```yaml\n\(text)\n```"
  }
}
