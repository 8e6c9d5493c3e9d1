import CEL

@testable import TreatySpec

/// What the TextMate grammar is told of the language.
struct EditorLists {
  /// Keys whose value is an expression wherever they stand. Those that are something else in other places, such as `id` and `text`, are
  /// left out: better plain than wrong.
  let expressionKeys: [String]
  /// Names in scope somewhere.
  let names: [String]
  /// Those of them behind which a name of the user's stands, which may have hyphens.
  let declaring = ["inputs", "lookup", "secrets", "steps", "tables"]
  /// Macros of CEL.
  let macros: [String]
  /// What stands before the dot in names of functions: `math`.
  let namespaces: [String]

  /// With what the declarations and CEL say of themselves.
  init() {
    let keys = Dictionary(grouping: AllOutlines.keys.map { $0.key }, by: { $0.name })
    expressionKeys = keys.filter { _, keys in
      let answers = keys.compactMap { $0.form().isExpression }
      return !answers.isEmpty && !answers.contains(false)
    }.keys.sorted()
    names = Set(
      AllOutlines.keys.flatMap { ($0.key.notes.scope ?? "").split(separator: ", ").map(String.init) }
    ).sorted()
    let entries = FunctionReference(.standard).sections.flatMap { $0.entries }
    macros = Set(entries.filter { $0.kind == .macro }.map { $0.name }).sorted()
    namespaces = Set(
      entries.compactMap { $0.name.contains(".") ? $0.name.split(separator: ".").first.map(String.init) : nil }
    )
    .sorted()
  }
}

extension Form {
  /// Whether what stands there without keys of its own is an expression, or a list of them; `nil` where only keys of its own do.
  fileprivate var isExpression: Bool? {
    var isOne: Bool?
    for part in parts {
      switch part {
      case .expression: isOne = true
      case .list, .either, .declaration: continue
      default: return false
      }
    }
    return isOne
  }
}
