/// Constants that are read when they are used are read when the expression is compiled too, so that a wrong one is found then.
///
/// It is an issue beside which there is a program: by the language the expression is well-formed, and fails when it gets there.
enum ConstantCheck {
  /// What is wrong with a constant in a place of a call; `nil` when nothing is.
  private struct Rule: Sendable {
    /// Numbers of arguments, the receiver among them, with which the function reads it.
    let counts: ClosedRange<Int>
    /// Place of the argument, from the end.
    let place: Int
    let kind: IssueKind
    let problem: @Sendable (Value, ConstantPatterns) -> String?

    init(
      _ counts: ClosedRange<Int>, place: Int = 0, kind: IssueKind = .syntax,
      _ problem: @escaping @Sendable (Value) -> String?
    ) {
      (self.counts, self.place, self.kind) = (counts, place, kind)
      self.problem = { value, _ in problem(value) }
    }

    /// A rule about a pattern.
    init(pattern counts: ClosedRange<Int>, place: Int, _ problem: @escaping @Sendable (Pattern) -> String?) {
      (self.counts, self.place, kind) = (counts, place, .badPattern)
      self.problem = { value, patterns in
        guard case .text(let text) = value else { return nil }
        switch patterns.pattern(text) {
        case .success(let pattern): return problem(pattern)
        case .failure(let failure): return "the pattern is not RE2: \(failure.message)"
        case nil: return ConstantPatterns.exhausted
        }
      }
    }

    /// A rule about a text.
    static func text(
      _ counts: ClosedRange<Int>, place: Int = 0, kind: IssueKind = .syntax,
      _ problem: @escaping @Sendable (Text) -> String?
    ) -> Rule {
      Rule(counts, place: place, kind: kind) { value in
        if case .text(let text) = value { problem(text) } else { nil }
      }
    }
  }

  static func issues(in expression: Expression, _ patterns: ConstantPatterns) -> [Issue] {
    var issues: [Issue] = []
    collect(from: expression, patterns, &issues)
    return issues
  }

  private static func collect(
    from expression: Expression, _ patterns: ConstantPatterns, _ issues: inout [Issue]
  ) {
    if case .call(let name, _, let target, let arguments) = expression.kind {
      var (name, parts) = (name, arguments)
      if let target {
        // `hex.decode`: the receiver is a part of the name.
        if case .name(let root, _) = target.kind, rules["\(root).\(name)"] != nil {
          name = "\(root).\(name)"
        } else {
          parts.insert(target, at: 0)
        }
      }
      for rule in rules[name] ?? zoned[name] ?? [] where rule.counts.contains(parts.count) && rule.place < parts.count {
        let part = parts[parts.count - 1 - rule.place]
        guard case .literal(let value) = part.kind, let problem = rule.problem(value, patterns) else { continue }
        issues.append(Issue(kind: rule.kind, message: problem, range: part.range))
      }
    }
    if let issue = mixedSort(expression) { issues.append(issue) }
    expression.forEachChild { collect(from: $0, patterns, &issues) }
  }

  /// `[1, 'a'].sort()`: the type of the list is only that of some values, which the checker lets pass.
  private static func mixedSort(_ expression: Expression) -> Issue? {
    guard case .call("sort", _, let target?, let arguments) = expression.kind, arguments.isEmpty,
      case .list(let elements, _) = target.kind
    else { return nil }
    var first: String?
    for element in elements {
      guard case .literal(let value) = element.kind else { continue }
      guard let known = first, known != value.typeName else {
        first = value.typeName
        continue
      }
      return Issue(
        kind: .typeMismatch, message: "\(known) and \(value.typeName) cannot be sorted together", range: element.range)
    }
    return nil
  }

  private static let rules: [String: [Rule]] = [
    "matches": [pattern(2...2)],
    "regex.replace": [pattern(3...3, place: 1), pattern(4...4, place: 2)],
    "regex.extract": [pattern(2...2, RegexLibrary.problem)], "regex.extractAll": [pattern(2...2, RegexLibrary.problem)],
    "timestamp": [
      .text(1...1) { text in
        guard Timestamp(rfc3339: text) == nil else { return nil }
        return "`\(text)` is no time by RFC 3339, like `2026-11-23T10:15:30Z`"
      }
    ],
    "duration": [
      .text(1...1) { text in
        TimeSpan(text: text) == nil ? "`\(text)` is no duration, like `1h30m` or `90s`" : nil
      }
    ],
    "ip": [address(1...1)], "ip.isCanonical": [address(1...1)], "containsIP": [address(2...2)],
    "cidr": [block(1...1)], "containsCIDR": [block(2...2)],
    "formatTime": [
      .text(3...3, place: 1) { TimeTextFunctions.problem($0, isRead: false) }, .text(3...3, ZoneReference.problem),
    ],
    "parseTime": [
      .text(3...3, place: 1) { TimeTextFunctions.problem($0, isRead: true) }, .text(3...3, ZoneReference.problem),
    ],
    "slug": [notNegative(2...2, Library.negativeLength)],
    "truncate": [notNegative(2...2, Library.negativeLength), notNegative(3...3, place: 1, Library.negativeLength)],
    "hex.decode": [
      .text(1...1) { HexDigit.bytes($0) == nil ? "`\($0)` is not hex: two digits a byte" : nil }
    ],
    "urlDecode": [
      .text(1...1) { PercentEncoding.decode($0).failure?.message }
    ],
    "lists.range": [notNegative(1...1, "there is no range of a negative length")],
    "flatten": [notNegative(2...2, "a list cannot be flattened to a negative depth")],
  ]

  /// Parts of a moment in a zone, which is the only text that they take.
  private static let zoned: [String: [Rule]] = {
    let names = [
      "getFullYear", "getMonth", "getDayOfYear", "getDayOfMonth", "getDate", "getDayOfWeek", "getHours", "getMinutes",
      "getSeconds", "getMilliseconds",
    ]
    return Dictionary(uniqueKeysWithValues: names.map { ($0, [.text(2...2, ZoneReference.problem)]) })
  }()

  /// A pattern that can be read, and of which `problem` has nothing to say.
  private static func pattern(
    _ counts: ClosedRange<Int>, place: Int = 0, _ problem: @escaping @Sendable (Pattern) -> String? = { _ in nil }
  ) -> Rule {
    Rule(pattern: counts, place: place, problem)
  }

  private static func address(_ counts: ClosedRange<Int>) -> Rule {
    .text(counts) { text in
      do throws(AddressFailure) { _ = try IPAddress(parsing: text.utf8) } catch {
        return "`\(text)` is no IP address: \(error.message)"
      }
      return nil
    }
  }

  private static func notNegative(_ counts: ClosedRange<Int>, place: Int = 0, _ problem: String) -> Rule {
    Rule(counts, place: place) { value in if case .int(..<0) = value { problem } else { nil } }
  }

  private static func block(_ counts: ClosedRange<Int>) -> Rule {
    .text(counts) { text in
      do throws(AddressFailure) { _ = try AddressBlock(parsing: text.utf8) } catch {
        return "`\(text)` is no block of addresses: \(error.message)"
      }
      return nil
    }
  }
}
