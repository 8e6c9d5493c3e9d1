import Foundation

/// A TextMate grammar, as far as ours needs: what Visual Studio Code and others read.
struct TextMateGrammar: Decodable {
  /// A rule; what it has decides which kind it is.
  struct Rule: Decodable {
    var include: String?
    var name: String?
    var contentName: String?
    var match: String?
    var begin: String?
    var end: String?
    var `while`: String?
    var captures: [String: Capture]?
    var beginCaptures: [String: Capture]?
    var endCaptures: [String: Capture]?
    var patterns: [Rule]?
  }

  /// What a group of a match is.
  struct Capture: Decodable {
    var name: String
  }

  var scopeName: String
  var injectionSelector: String
  var patterns: [Rule]
  var repository: [String: Rule]

  /// Every rule, wherever it stands, with the way to it.
  var rules: [(path: String, rule: Rule)] {
    func all(_ rule: Rule, _ path: String) -> [(String, Rule)] {
      [(path, rule)] + (rule.patterns ?? []).enumerated().flatMap { all($1, "\(path)/\($0)") }
    }
    return patterns.enumerated().flatMap { all($1, "patterns/\($0)") }
      + repository.sorted { $0.key < $1.key }.flatMap { all($1, $0) }
  }
}

/// Cuts lines into pieces by a TextMate grammar, as an editor does: at each place the end of the innermost open rule goes first, then its
/// patterns in their order; the leftmost match wins.
struct TextMateTokeniser {
  /// A piece of a line and the names of what it is, the outermost first.
  struct Token {
    var text: String
    var scopes: [String]
  }

  private struct Open {
    var rule: TextMateGrammar.Rule
    var end: NSRegularExpression?
    var whileMatch: NSRegularExpression?
    var scopes: [String]
  }

  private let grammar: TextMateGrammar
  private var open: [Open] = []
  private var compiled: [String: NSRegularExpression] = [:]

  init(_ grammar: TextMateGrammar) { self.grammar = grammar }

  /// The pieces of the next line.
  mutating func tokens(of line: String) throws -> [Token] {
    let text = line as NSString
    var tokens: [Token] = []
    var place = 0
    // What goes on only while lines look so.
    if let last = open.firstIndex(where: { open in open.whileMatch.map { Self.find($0, text, 0) == nil } ?? false }) {
      open.removeSubrange(last...)
    }
    while place <= text.length {
      guard let found = try next(text, place) else { break }
      let range = found.match.range
      add(&tokens, text, place..<range.location, open.last?.scopes ?? [])
      let end = range.location + range.length
      try take(found, text, &tokens)
      // An empty match that changes nothing would be found again.
      if range.length == 0, found.rule?.begin == nil, found.rule != nil {
        add(&tokens, text, end..<min(end + 1, text.length), open.last?.scopes ?? [])
        place = end + 1
      } else {
        place = end
      }
    }
    add(&tokens, text, min(place, text.length)..<text.length, open.last?.scopes ?? [])
    return tokens
  }

  private struct Found {
    var match: NSTextCheckingResult
    /// The rule that begins or matches; `nil` for the end of the innermost open one.
    var rule: TextMateGrammar.Rule?
  }

  private mutating func next(_ text: NSString, _ place: Int) throws -> Found? {
    var best: Found?
    if let end = open.last?.end, let match = Self.find(end, text, place) { best = Found(match: match) }
    for rule in candidates(open.last?.rule.patterns ?? grammar.patterns) {
      guard let source = rule.match ?? rule.begin, let match = Self.find(try expression(source), text, place) else {
        continue
      }
      if match.range.location < best?.match.range.location ?? .max { best = Found(match: match, rule: rule) }
    }
    return best
  }

  /// Rules with what they include put in their place.
  private func candidates(_ rules: [TextMateGrammar.Rule]) -> [TextMateGrammar.Rule] {
    rules.flatMap { rule -> [TextMateGrammar.Rule] in
      if let include = rule.include {
        guard let target = grammar.repository[String(include.dropFirst())] else { return [] }
        return candidates([target])
      }
      return rule.match == nil && rule.begin == nil ? candidates(rule.patterns ?? []) : [rule]
    }
  }

  private mutating func take(_ found: Found, _ text: NSString, _ tokens: inout [Token]) throws {
    guard let rule = found.rule else {
      let ended = open.removeLast()
      let outer = open.last?.scopes ?? []
      add(
        &tokens, text, found.match, outer + [ended.rule.name].compactMap { $0 },
        ended.rule.endCaptures ?? ended.rule.captures)
      return
    }
    let outer = (open.last?.scopes ?? []) + [rule.name].compactMap { $0 }
    add(&tokens, text, found.match, outer, rule.beginCaptures ?? rule.captures)
    guard rule.begin != nil else { return }
    open.append(
      Open(
        rule: rule, end: try rule.end.map { try expression(Self.resolved($0, found.match, text)) },
        whileMatch: try rule.while.map { try expression(Self.resolved($0, found.match, text)) },
        scopes: outer + [rule.contentName].compactMap { $0 }))
  }

  /// A match, with its groups named.
  private func add(
    _ tokens: inout [Token], _ text: NSString, _ match: NSTextCheckingResult, _ scopes: [String],
    _ captures: [String: TextMateGrammar.Capture]?
  ) {
    var place = match.range.location
    let end = place + match.range.length
    for group in 0..<match.numberOfRanges {
      guard let name = captures?["\(group)"]?.name, match.range(at: group).location != NSNotFound else { continue }
      let range = match.range(at: group)
      guard range.location >= place else { continue }
      add(&tokens, text, place..<range.location, scopes)
      add(&tokens, text, range.location..<range.location + range.length, scopes + [name])
      place = range.location + range.length
    }
    add(&tokens, text, place..<end, scopes)
  }

  private func add(_ tokens: inout [Token], _ text: NSString, _ range: Range<Int>, _ scopes: [String]) {
    guard !range.isEmpty else { return }
    tokens.append(Token(text: text.substring(with: NSRange(range)), scopes: scopes))
  }

  /// An `end` or `while` with what the begin's groups took in place of `\1`.
  private static func resolved(_ source: String, _ begin: NSTextCheckingResult, _ text: NSString) -> String {
    (1..<10).reduce(source) { source, group in
      guard group < begin.numberOfRanges, begin.range(at: group).location != NSNotFound else { return source }
      let taken = NSRegularExpression.escapedPattern(for: text.substring(with: begin.range(at: group)))
      return source.replacingOccurrences(of: "\\\(group)", with: taken)
    }
  }

  private mutating func expression(_ source: String) throws -> NSRegularExpression {
    if let known = compiled[source] { return known }
    let new = try NSRegularExpression(pattern: source)
    compiled[source] = new
    return new
  }

  private static func find(_ expression: NSRegularExpression, _ text: NSString, _ place: Int) -> NSTextCheckingResult? {
    expression.firstMatch(
      in: text as String, options: [.withTransparentBounds, .withoutAnchoringBounds],
      range: NSRange(location: place, length: text.length - place))
  }
}
