/// The part of the TextMate grammar that is written from lists: entries of its repository, as lines of JSON.
struct TextMateBlock {
  private let lists: EditorLists
  private var lines: [String] = []

  /// The lines for some lists.
  static func lines(_ lists: EditorLists) -> [String] {
    var block = TextMateBlock(lists: lists)
    block.write()
    return block.lines
  }

  private init(lists: EditorLists) { self.lists = lists }

  private mutating func write() {
    pattern("cel-macros", "keyword.other.macro.cel", "(?<!\\w)(?:\(Self.choice(lists.macros)))(?=\\()")
    pattern(
      "cel-namespaces", "support.type.cel", "(?<![\\w.])(?:\(Self.choice(lists.namespaces)))(?=\\.[A-Za-z_]\\w*\\()")
    entry(
      "cel-declared",
      [
        ("match", .text("(?<![\\w.])(\(Self.choice(lists.declaring)))(\\.)([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?![\\w(])")),
        (
          "captures",
          .captures([
            (1, "variable.language.cel"), (2, "punctuation.accessor.cel"), (3, "variable.other.declared.treaty"),
          ])
        ),
      ])
    pattern("cel-scope", "variable.language.cel", "(?<![\\w.])(?:\(Self.choice(lists.names)))(?![\\w(])")
    lines.append("    \"expression-keys\": {")
    lines.append("      \"patterns\": [")
    let rules = keyRules
    for (index, rule) in rules.enumerated() {
      lines.append("        {")
      lines += Self.fields(rule, indent: "          ")
      lines.append(index + 1 < rules.count ? "        }," : "        }")
    }
    lines.append("      ]")
    lines.append("    },")
  }

  // MARK: Keys

  /// A key with an expression behind it, in all the ways that YAML has. A scalar that goes over lines ends where they are no longer
  /// indented deeper than the key; after a hyphen, the key stands two places behind its line's indentation.
  private var keyRules: [[(String, Field)]] {
    let key = "(\(Self.choice(lists.expressionKeys)))(:)"
    let names: [(Int, String)] = [
      (2, "punctuation.definition.block.sequence.item.yaml"), (3, "entity.name.tag.yaml"),
      (4, "punctuation.separator.key-value.mapping.yaml"),
    ]
    let cel: Field = .includes(["#yaml-comment", "#escape", "#template", "#cel"])
    // What is not a plain scalar begins with one of these.
    let plain = "(?=[^\\s\"'|>\\[\\]{}#&*!%@`])"
    func rule(
      _ end: (String, String), _ begin: String, _ captures: [(Int, String)] = [], closes: String? = nil,
      _ patterns: Field? = nil
    ) -> [(String, Field)] {
      [("begin", .text(begin)), ("beginCaptures", .captures(names + captures)), (end.0, .text(end.1))]
        + (closes.map { [("endCaptures", .captures([(0, $0)]))] } ?? [])
        + [("contentName", .text("meta.embedded.expression.cel")), ("patterns", patterns ?? cel)]
    }
    let block = [(5, "keyword.control.flow.block-scalar.yaml"), (6, "comment.line.number-sign.yaml")]
    let scalar = "[ \\t]+([|>][-+0-9]*)[ \\t]*(#.*)?$"
    let anywhere = "(?:^( *)((?:- +)*)|(?<=[{,]) *)"
    let inFlow = "(?<=[{,])( *)()\(key)[ \\t]+"
    return [
      rule(("while", "^(?=\\1 +\\S|[ \\t]*$)"), "^( *)()\(key)\(scalar)", block),
      rule(("while", "^(?=\\1 {3,}\\S|[ \\t]*$)"), "^( *)((?:- +)+)\(key)\(scalar)", block),
      rule(("while", "^(?=\\1 +[^\\s#])"), "^( *)()\(key)[ \\t]+\(plain)"),
      rule(("while", "^(?=\\1 {3,}[^\\s#])"), "^( *)((?:- +)+)\(key)[ \\t]+\(plain)"),
      rule(("end", "(?=[,\\]}]|[ \\t]#|$)"), "\(inFlow)\(plain)"),
      rule(
        ("end", "\""), "\(anywhere)\(key)[ \\t]+(\")", [(5, "punctuation.definition.string.begin.yaml")],
        closes: "punctuation.definition.string.end.yaml",
        .includes(["#cel-in-double", "#cel"])),
      rule(
        ("end", "'(?!')"), "\(anywhere)\(key)[ \\t]+(')", [(5, "punctuation.definition.string.begin.yaml")],
        closes: "punctuation.definition.string.end.yaml",
        .includes(["#cel-in-single", "#cel-without-single"])),
      rule(
        ("end", "\\]"), "\(anywhere)\(key)[ \\t]+(\\[)", [(5, "punctuation.definition.sequence.begin.yaml")],
        closes: "punctuation.definition.sequence.end.yaml",
        .includes(["#yaml-comment", "#quoted-item", "#cel"])),
      rule(
        ("while", "^(?=\\1 *-[ \\t]+(?![A-Za-z][\\w-]*:(?:[ \\t]|$))|[ \\t]*$)"), "^( *)()\(key)[ \\t]*(#.*)?$",
        [(5, "comment.line.number-sign.yaml")],
        .includes(["#list-item", "#yaml-comment", "#quoted-item", "#escape", "#template", "#cel"])),
    ]
  }

  // MARK: JSON

  private enum Field {
    case text(String)
    case captures([(Int, String)])
    case includes([String])
  }

  private mutating func pattern(_ name: String, _ scope: String, _ match: String) {
    entry(name, [("name", .text(scope)), ("match", .text(match))])
  }

  private mutating func entry(_ name: String, _ fields: [(String, Field)]) {
    lines.append("    \"\(name)\": {")
    lines += Self.fields(fields, indent: "      ")
    lines.append("    },")
  }

  private static func fields(_ fields: [(String, Field)], indent: String) -> [String] {
    fields.enumerated().map { index, field in
      let value =
        switch field.1 {
        case .text(let text): quoted(text)
        case .captures(let names):
          "{" + names.map { "\(quoted("\($0)")): {\"name\": \(quoted($1))}" }.joined(separator: ", ") + "}"
        case .includes(let names): "[" + names.map { "{\"include\": \(quoted($0))}" }.joined(separator: ", ") + "]"
        }
      return "\(indent)\(quoted(field.0)): \(value)\(index + 1 < fields.count ? "," : "")"
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : String($0) }.joined() + "\""
  }

  /// Words as a choice, the longer first, so that none hides behind its beginning.
  private static func choice(_ words: [String]) -> String {
    words.sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }
      .map { $0.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "\\.") }.joined(
        separator: "|")
  }
}
