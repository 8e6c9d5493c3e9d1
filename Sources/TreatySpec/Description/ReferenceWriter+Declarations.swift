extension ReferenceWriter {
  /// A declaration: what it is for, its keys, and what must be true of them together.
  func declaration(_ outline: Outline, on page: String, isRoot: Bool, path: String?) -> String {
    var blocks = ["\(isRoot ? "##" : "###") \(outline.name)\n\(outline.doc)"]
    var places: [String] = []
    if let path { places.append("under `\(path)` by name") }
    for (owner, keys) in map.places(of: outline.name) {
      let links = keys.map { "[`\($0)`](\(map.link(to: owner, key: $0, from: page)))" }
      places.append(
        "in \(Markdown.list(links, "and")) of \(owner.article)[\(owner)](\(map.link(to: owner, from: page)))")
    }
    var notes: [String] = []
    if !places.isEmpty { notes.append("Stands \(Markdown.list(places, "and")).") }
    if !map.carriedOut.contains(outline.name) { notes.append(ReferenceWriter.checkedOnly) }
    if !notes.isEmpty { blocks.append(notes.joined(separator: " ")) }
    if !outline.keys.isEmpty {
      let rows = outline.keys.map { row($0, of: outline, on: page) }
      blocks.append(([Markdown.row(["key", "value", "says"]), "| --- | --- | --- |"] + rows).joined(separator: "\n"))
    }
    let rules = self.rules(outline.rules)
    if !rules.isEmpty { blocks.append(rules.map { "- \($0)" }.joined(separator: "\n")) }
    return blocks.joined(separator: "\n\n")
  }

  private static let checkedOnly = "Checked, and [not yet carried out](README.md#checked-and-not-yet-carried-out)."

  private func row(_ key: Outline.Key, of outline: Outline, on page: String) -> String {
    let anchor = "<a id=\"\(Markdown.anchor(outline.name)).\(key.name)\"></a>"
    var value = [words(key.form(), on: page)]
    if key.isRequired { value.append("**required**") }
    if let shown = key.shown { value.append("default: \(Markdown.code(shown))") }
    if let otherwise = key.otherwise { value.append("default: \(otherwise)") }
    var says = [key.doc]
    if let example = key.example { says.append("Example: \(Markdown.code("\(key.name): \(example)"))") }
    if let scope = key.notes.scope {
      says.append(
        "In scope: \(scope.split(separator: ",").map { "`\($0.drop { $0 == " " })`" }.joined(separator: ", "))")
    }
    if key.notes.since > 1 { says.append("Since edition \(key.notes.since).") }
    if let instead = key.notes.deprecated { says.append("**Outdated**: \(instead).") }
    // What holds of the whole declaration is said there.
    if key.notes.isCheckedOnly, map.carriedOut.contains(outline.name) { says.append(ReferenceWriter.checkedOnly) }
    return Markdown.row([
      "\(anchor)`\(key.name)`", value.joined(separator: "<br>"), says.joined(separator: "<br>"),
    ])
  }

  /// Keys that stand with the same others, in the order in which those first come.
  private func together(_ rules: [(key: String, others: [String])]) -> [(keys: [String], others: [String])] {
    var grouped: [(keys: [String], others: [String])] = []
    for rule in rules {
      if let index = grouped.firstIndex(where: { $0.others == rule.others }) {
        grouped[index].keys.append(rule.key)
      } else {
        grouped.append(([rule.key], rule.others))
      }
    }
    return grouped
  }

  /// What must be true of keys together, in words.
  private func rules(_ rules: KeyRules) -> [String] {
    func keys(_ names: [String], _ word: String) -> String { Markdown.list(names.map { "`\($0)`" }, word) }
    return rules.exactlyOne.map { "Exactly one of \(keys($0, "and")) stands." }
      + rules.atMostOne.map { "At most one of \(keys($0, "and")) stands." }
      + rules.atLeastOne.map { "At least one of \(keys($0, "and")) stands." }
      + together(rules.onlyWith).map {
        "\(keys($0.keys, "and")) \($0.keys.count == 1 ? "stands" : "stand") only with \(keys($0.others, "or"))."
      }
      + rules.needs.map { "`\($0.key)` needs \(keys($0.others, "and")) beside it." }
  }
}
