import CEL

/// Keywords that draft 2020-12 does not have.
extension SchemaCompiler {
  /// Those of older drafts and of OpenAPI, each with what is written now.
  private static let now: [String: String] = [
    "additionalItems": "since 2020-12 `items` says it, and `prefixItems` has the list",
    "id": "since draft-06 it is `$id`",
    "divisibleBy": "since draft-04 it is `multipleOf`",
    "disallow": "since draft-04 it is `not`",
    "extends": "since draft-04 it is `allOf`",
    "nullable": "it is of OpenAPI 3.0: list `null` in `type`",
    "example": "it is of OpenAPI: write a list, `examples`",
    "discriminator": "it is of OpenAPI: give each schema of `oneOf` a `const` of its own",
    "xml": "it is of OpenAPI, and nothing here is XML",
    "externalDocs": "it is of OpenAPI: write it into `$comment`",
    "optional": "what is not in `required` may be missing",
  ]

  /// Refuses a keyword that there is not, where that is wanted.
  mutating func foreign(_ name: String, _ node: NodeID) {
    let document = library.places[nodes[Int(node)].place].document
    guard foreignKeywords == .refused, !library.documents[document].isBuiltIn, !name.hasPrefix("x-") else { return }
    let mend: String
    if let known = SchemaCompiler.now[name] {
      mend = known
    } else if let meant = Spelling.nearest(to: name, among: Keyword.allCases.map { $0.rawValue }) {
      mend = "did you mean `\(meant)`?"
    } else {
      mend = "put `x-` before a note of your own"
    }
    note(
      .unsupported, node, "/" + JSONPointer.escape(name),
      "`\(PathStep.shown(Text(name)))` is no keyword of draft 2020-12: \(mend)")
  }

  /// Refuses a format that was probably meant to be one of the specification.
  mutating func foreign(format name: String, _ node: NodeID) {
    guard foreignKeywords == .refused, Format(name: name) == nil,
      let meant = Spelling.nearest(to: name, among: Format.allCases.map { $0.name })
    else { return }
    note(
      .unsupported, node, "/format",
      "`\(PathStep.shown(Text(name)))` is no format of draft 2020-12: did you mean `\(meant)`?")
  }
}
