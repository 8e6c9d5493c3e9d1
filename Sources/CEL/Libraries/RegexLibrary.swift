extension Library {
  /// Regular expressions that give what they find: cel-go's `ext.Regex`.
  public static let regex = Library(
    name: "regex", doc: "Regular expressions that give what they find.",
    functions: [
      Function(
        "regex.replace",
        "The text with what a regular expression (RE2) finds replaced, everywhere or a number of times; `\\1` is its first group.",
        example: "regex.replace('2026-11-23', '(\\\\d+)-(\\\\d+)-(\\\\d+)', '\\\\3.\\\\2.\\\\1')",
        errors: "the pattern is not RE2, or the replacement has a group that the pattern has not", cost: .texts,
        [
          .global([.string, .string, .string], .string), .global([.string, .string, .string, .int], .string),
        ],
        RegexLibrary.replacing(nil),
        prepare: { RegexLibrary.constantPattern($0, $1).map { RegexLibrary.replacing($0) } }),
      Function(
        "regex.extract",
        "What a regular expression (RE2) finds first, or its group if it has one; empty where that is nothing.",
        example: "regex.extract('host db-3 is down', 'host (\\\\S+)').orValue('')",
        errors: severalGroups, cost: .texts,
        [.global([.string, .string], .optional(.string))],
        RegexLibrary.extracting(nil),
        prepare: { RegexLibrary.constantPattern($0, $1).map { RegexLibrary.extracting($0) } }),
      Function(
        "regex.extractAll",
        "All that a regular expression (RE2) finds, or its group if it has one, where that is something.",
        example: "regex.extractAll('db-3, db-14', 'db-(\\\\d+)')",
        errors: severalGroups, cost: .texts,
        [.global([.string, .string], .list(.string))],
        RegexLibrary.extractingAll(nil),
        prepare: { RegexLibrary.constantPattern($0, $1).map { RegexLibrary.extractingAll($0) } }),
    ])

  private static let severalGroups = "the pattern is not RE2, or has several groups"
}

/// What the functions `regex.…` do with a pattern that has been read. Each takes steps for what it looks at; once none is left, what
/// it answers is of no account.
enum RegexLibrary {
  /// The first match or, where the pattern has a group, what that took; nothing where that is an empty text.
  static func extract(_ text: Text, _ pattern: Pattern, _ steps: inout Int) -> Value {
    if let failure = failure(ofExtracting: pattern) { return failure }
    var found: Range<Int>?
    pattern.eachMatch(in: text, groupsTo: pattern.groups, &steps) { match in
      found = match[pattern.groups]
      return false
    }
    guard let found, pattern.groups == 0 || !found.isEmpty else { return .optional(nil) }
    return .optional(.text(text.slice(found)))
  }

  /// All matches or, where the pattern has a group, what that took each time it was something.
  static func extractAll(_ text: Text, _ pattern: Pattern, _ steps: inout Int) -> Value {
    if let failure = failure(ofExtracting: pattern) { return failure }
    var all: [Value] = []
    pattern.eachMatch(in: text, groupsTo: pattern.groups, &steps) { match in
      if let found = match[pattern.groups], pattern.groups == 0 || !found.isEmpty {
        all.append(.text(text.slice(found)))
      }
      return all.count <= mostElements
    }
    return all.count <= mostElements ? .list(all) : Frame.tooManyBytes
  }

  /// The text with at most a number of matches replaced.
  static func replace(
    _ text: Text, _ pattern: Pattern, _ replacement: Text, atMost most: Int64, _ steps: inout Int
  ) -> Value {
    guard most > 0 else { return .text(text) }
    let template: Replacement
    do throws(EvaluationFailure) { template = try Replacement(replacement, for: pattern) } catch {
      return .failure(error)
    }
    var out: [UInt8] = []
    var copied = 0
    var left = most
    text.withBytes { bytes in
      pattern.eachMatch(in: text, groupsTo: template.lastGroup, &steps) { match in
        guard let whole = match[0] else { return false }
        out.append(contentsOf: bytes[copied..<whole.lowerBound])
        template.append(match, of: bytes, to: &out)
        copied = whole.upperBound
        left -= 1
        return left > 0 && out.count <= Text.mostBytes
      }
      out.append(contentsOf: bytes[copied...])
    }
    return out.count <= Text.mostBytes ? .text(Text(utf8: out)) : Frame.tooManyBytes
  }

  /// Why a pattern cannot say what it extracts; `nil` when it can.
  @Sendable
  static func problem(ofExtracting pattern: Pattern) -> String? {
    guard pattern.groups > 1 else { return nil }
    return "the pattern has \(pattern.groups) groups, and which is wanted is not said: "
      + "leave one, and write `(?:…)` for the others"
  }

  /// Most elements of a list that is made at a stroke, where one takes sixteen bytes.
  private static let mostElements = Text.mostBytes >> 4

  private static func failure(ofExtracting pattern: Pattern) -> Value? {
    problem(ofExtracting: pattern).map { .failure(.badArgument, $0) }
  }

  // MARK: Bodies, with the pattern where it is a constant

  /// The pattern of a call, where it is constant and can be read.
  fileprivate static func constantPattern(_ arguments: [Value?], _ patterns: ConstantPatterns) -> Pattern? {
    guard arguments.count >= 2, case .text(let source)?? = Optional(arguments[1]) else { return nil }
    // A wrong one fails when it is reached, and is an issue before.
    return try? patterns.pattern(source)?.get()
  }

  fileprivate static func replacing(_ known: Pattern?) -> Function.Body {
    .metered { arguments, steps in
      guard arguments.count >= 3, case .text(let replacement) = arguments[2] else {
        return .noOverload("regex.replace", arguments)
      }
      var most = Int64.max
      if arguments.count == 4 {
        guard case .int(let count) = arguments[3] else { return .noOverload("regex.replace", arguments) }
        // The pattern and the replacement are of no account then, even if they are wrong.
        if count == 0, case .text = arguments[0], case .text = arguments[1] { return arguments[0] }
        most = count < 0 ? .max : count
      }
      return read("regex.replace", known, arguments, &steps) { replace($0, $1, replacement, atMost: most, &$2) }
    }
  }

  fileprivate static func extracting(_ known: Pattern?) -> Function.Body {
    .metered { read("regex.extract", known, $0, &$1) { extract($0, $1, &$2) } }
  }

  fileprivate static func extractingAll(_ known: Pattern?) -> Function.Body {
    .metered { read("regex.extractAll", known, $0, &$1) { extractAll($0, $1, &$2) } }
  }

  /// Does something with the text of a call, its first argument, and its pattern, the second, which is read unless it is known.
  private static func read(
    _ name: String, _ known: Pattern?, _ arguments: [Value], _ steps: inout Int,
    _ body: (Text, Pattern, inout Int) -> Value
  ) -> Value {
    guard arguments.count >= 2, case .text(let text) = arguments[0], case .text(let source) = arguments[1] else {
      return .noOverload(name, arguments)
    }
    if let known { return body(text, known, &steps) }
    do throws(Pattern.Failure) { return body(text, try Pattern(source, &steps), &steps) } catch {
      return .failure(.badPattern, "the pattern is not RE2: \(error.message)")
    }
  }
}

/// What is put in place of a match: texts, and groups by their number.
private struct Replacement {
  private enum Part {
    case text([UInt8])
    case group(Int)
  }

  private var parts: [Part] = []
  /// The greatest group that is named; 0 stands for the whole match.
  private(set) var lastGroup = 0

  /// Reads `\0` to `\9` and `\\`. A mistake is one even where nothing is found, so that no text decides whether it shows.
  init(_ template: Text, for pattern: Pattern) throws(EvaluationFailure) {
    var text: [UInt8] = []
    var isEscaped = false
    for scalar in template.string.unicodeScalars {
      guard isEscaped || scalar != "\\" else {
        isEscaped = true
        continue
      }
      guard isEscaped, scalar != "\\" else {
        text.append(contentsOf: Array(String(scalar).utf8))
        isEscaped = false
        continue
      }
      guard let group = "0"..."9" ~= scalar ? Int(scalar.value - 48) : nil else {
        throw EvaluationFailure(
          .badArgument,
          "`\\\(String(scalar))` in the replacement is no group: write `\\1` for one, and `\\\\` for a backslash")
      }
      guard group <= pattern.groups else {
        throw EvaluationFailure(
          .badArgument, "the replacement has `\\\(group)`, and the pattern has only \(pattern.groups) groups")
      }
      if !text.isEmpty { parts.append(.text(text)) }
      text = []
      parts.append(.group(group))
      lastGroup = max(lastGroup, group)
      isEscaped = false
    }
    guard !isEscaped else {
      throw EvaluationFailure(.badArgument, "the replacement ends in a single backslash: write `\\\\` for one")
    }
    if !text.isEmpty { parts.append(.text(text)) }
  }

  func append(_ match: Pattern.Match, of bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    for part in parts {
      switch part {
      case .text(let text): out.append(contentsOf: text)
      case .group(let group): if let range = match[group] { out.append(contentsOf: bytes[range]) }
      }
      // Many groups of a long match come to much; the caller sees that it is too much.
      if out.count > Text.mostBytes { return }
    }
  }
}
