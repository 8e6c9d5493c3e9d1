/// Constants that are read when they are used are read when the expression is compiled too, so that a wrong one is found then.
///
/// It is an issue beside which there is a program: by the language the expression is well-formed, and fails when it gets there.
enum ConstantCheck {
  static func issues(in expression: Expression) -> [Issue] {
    var issues: [Issue] = []
    collect(from: expression, &issues)
    return issues
  }

  private static func collect(from expression: Expression, _ issues: inout [Issue]) {
    if case .call(let name, _, let target, let arguments) = expression.kind, let last = arguments.last,
      case .literal(.text(let text)) = last.kind,
      let issue = issue(name, ([target].compactMap(\.self) + arguments).count, text, last.range)
    {
      issues.append(issue)
    }
    expression.forEachChild { collect(from: $0, &issues) }
  }

  private static func issue(_ name: String, _ count: Int, _ text: Text, _ range: Range<Int>) -> Issue? {
    switch (name, count) {
    case ("matches", 2):
      do throws(Pattern.Failure) { _ = try Pattern(text) } catch {
        return Issue(kind: .badPattern, message: "the pattern is not RE2: \(error.message)", range: range)
      }
      return nil
    case ("timestamp", 1) where Timestamp(rfc3339: text) == nil:
      return Issue(
        kind: .syntax, message: "`\(text)` is no time by RFC 3339, like `2026-11-23T10:15:30Z`", range: range)
    case ("duration", 1) where TimeSpan(text: text) == nil:
      return Issue(kind: .syntax, message: "`\(text)` is no duration, like `1h30m` or `90s`", range: range)
    default: return nil
    }
  }
}
