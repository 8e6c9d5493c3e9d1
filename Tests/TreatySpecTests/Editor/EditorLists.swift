import CEL

/// What the TextMate grammar is told of the language.
struct EditorLists {
  /// Keys whose value is an expression wherever they stand. Those that are something else in other places, such as `id` and `text`, are
  /// left out: better plain than wrong.
  var expressionKeys = [
    "allow", "author", "by", "check", "clear", "delivery-id", "deny", "each", "expect", "hide-behind", "identify",
    "internal", "items", "match", "next", "wait", "when", "where",
  ]
  /// Names in scope somewhere.
  var names = [
    "body", "event", "headers", "id", "input", "inputs", "internal", "item", "lookup", "mark", "now", "parent", "plan",
    "probe",
    "record", "records", "scope", "secrets", "since", "status", "steps", "system", "tables", "text", "url", "value",
  ]
  /// Those of them behind which a name of the user's stands, which may have hyphens.
  var declaring = ["inputs", "lookup", "secrets", "steps", "tables"]
  /// Macros of CEL.
  var macros: [String]
  /// What stands before the dot in names of functions: `math`.
  var namespaces: [String]

  /// With what CEL says of itself.
  init() {
    let entries = FunctionReference(.standard).sections.flatMap { $0.entries }
    macros = Set(entries.filter { $0.kind == .macro }.map { $0.name }).sorted()
    namespaces = Set(
      entries.compactMap { $0.name.contains(".") ? $0.name.split(separator: ".").first.map(String.init) : nil }
    )
    .sorted()
  }
}
