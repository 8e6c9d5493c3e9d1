import CEL

/// Ways to mend an expression that is written as in another language, or that means something near to what it says.
struct ExpressionHint {
  /// The expression.
  private let source: [UInt8]
  /// What is wrong with it.
  private let issue: Issue

  init(_ issue: Issue, in source: String) {
    self.source = Array(source.utf8)
    self.issue = issue
  }

  /// What to do, in place of what the issue says itself; `nil` where that is well said.
  var title: String? {
    switch issue.kind {
    case .syntax: syntax
    case .noOverload: overload
    case .typeMismatch
    where ["length", "len", "count", "size"].contains(text) && issue.message.contains("has no fields"):
      "write `size(…)`"
    case .undeclaredName where text == "not": "write `!`"
    case .unknownField where issue.message.hasPrefix("`event` ") && issue.suggestion == nil:
      "what came is `event.body`: write `event.body.\(text)`"
    default: nil
    }
  }

  private var syntax: String? {
    if text == "=", next == UInt8(ascii: ">") {
      return "the name and what is asked of it are parted by a comma: `filter(t, t != '')`"
    }
    if issue.message.hasPrefix("a single `|`") {
      return "write `||` for or; a function is called: `item.host.lowerAscii()`"
    }
    if text == "=", let before = source[..<issue.range.lowerBound].last, before == UInt8(ascii: "=") {
      return "two signs are enough: `\(isBehindBang ? "!=" : "==")`"
    }
    if issue.message.hasPrefix("expected the end of the expression"), wordBefore == "not" { return "write `!`" }
    if let length = shortLength { return "write `duration('\(length)')`" }
    if zip(source, source.dropFirst()).contains(where: { $0 == UInt8(ascii: "?") && $1 == UInt8(ascii: ".") }) {
      return "what may be missing is read with `.?`: `item.?text`"
    }
    if text == "?", source[..<issue.range.lowerBound].last == UInt8(ascii: "?") {
      return "say what is taken where it is missing: `item.?text.orValue(…)`"
    }
    if issue.message.contains("‘") || issue.message.contains("’") || issue.message.contains("“")
      || issue.message.contains("”")
    {
      return "write straight quotes: `'…'`"
    }
    return nil
  }

  /// Whether the `=` at hand ends `!==`.
  private var isBehindBang: Bool { source[..<issue.range.lowerBound].dropLast().last == UInt8(ascii: "!") }

  /// The word before the place.
  private var wordBefore: String {
    let before = source[..<issue.range.lowerBound].reversed().drop { $0 == 0x20 }
    return String(decoding: before.prefix { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }.reversed(), as: UTF8.self)
  }

  /// `5m` as `duration` takes it; days are hours to it.
  private var shortLength: String? {
    guard let unit = text.utf8.last, let count = Int(text.dropLast()), count < 100_000 else { return nil }
    switch unit {
    case UInt8(ascii: "s"), UInt8(ascii: "m"), UInt8(ascii: "h"): return text
    case UInt8(ascii: "d"): return "\(count * 24)h"
    default: return nil
    }
  }

  private var overload: String? {
    if issue.message.hasPrefix("`format` ") { return "put what is filled in into a list: `format([…])`" }
    if issue.message.hasSuffix(" duration and string") { return "write the length of time as `duration('1h')`" }
    if issue.message.hasSuffix(" timestamp and string") {
      return "write the moment as `timestamp('2026-12-24T00:00:00Z')`"
    }
    guard issue.message.hasSuffix(" int and string"), let quoted = text.split(separator: " ").last, quoted.count > 2,
      quoted.first == "'" || quoted.first == "\"", quoted.first == quoted.last,
      quoted.dropFirst().dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return "write the number without quotes: `\(quoted.dropFirst().dropLast())`"
  }

  /// Whether a name that nobody declares stands where a text would: behind a comparison, or as an element of a list.
  var standsForText: Bool {
    let before = source[..<issue.range.lowerBound].last { $0 != 0x20 }
    let after = source[issue.range.upperBound...].first { $0 != 0x20 }
    return before.map { "=[,".utf8.contains($0) } == true && after.map { "&|),]?:".utf8.contains($0) } != false
  }

  /// Whether `=` stands by itself.
  var isLoneEquals: Bool {
    text == "=" && next != UInt8(ascii: ">") && source[..<issue.range.lowerBound].last != UInt8(ascii: "=")
  }

  private var next: UInt8? { source[min(issue.range.upperBound, source.count)...].first }

  private var text: String {
    String(decoding: source[issue.range.clamped(to: 0..<source.count)], as: UTF8.self)
  }
}
