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
    if let issue = issue(in: expression) { issues.append(issue) }
    expression.forEachChild { collect(from: $0, &issues) }
  }

  private static func issue(in expression: Expression) -> Issue? {
    guard case .call(let name, _, let target, let arguments) = expression.kind else { return nil }
    if case .name("regex", _)? = target?.kind {
      // `regex` is not a receiver but part of the function's name.
      switch (name, arguments.count) {
      case ("replace", 3), ("replace", 4): return pattern(arguments[1]) { _ in nil }
      case ("extract", 2), ("extractAll", 2):
        return pattern(arguments[1]) { RegexLibrary.problem(ofExtracting: $0) }
      default: return nil
      }
    }
    guard let last = arguments.last, case .literal(.text(let text)) = last.kind else { return nil }
    switch (name, (target == nil ? 0 : 1) + arguments.count) {
    case ("matches", 2): return pattern(last) { _ in nil }
    case ("timestamp", 1) where Timestamp(rfc3339: text) == nil:
      return Issue(
        kind: .syntax, message: "`\(text)` is no time by RFC 3339, like `2026-11-23T10:15:30Z`", range: last.range)
    case ("duration", 1) where TimeSpan(text: text) == nil:
      return Issue(kind: .syntax, message: "`\(text)` is no duration, like `1h30m` or `90s`", range: last.range)
    default: return nil
    }
  }

  /// What is wrong with an argument as a pattern, where it is a constant; `problem` says what else must hold.
  private static func pattern(_ argument: Expression, _ problem: (Pattern) -> String?) -> Issue? {
    guard case .literal(.text(let text)) = argument.kind else { return nil }
    do throws(Pattern.Failure) {
      return problem(try Pattern(text)).map { Issue(kind: .badPattern, message: $0, range: argument.range) }
    } catch {
      return Issue(
        kind: .badPattern, message: "the pattern is not RE2: \(error.message)", range: argument.range)
    }
  }
}
