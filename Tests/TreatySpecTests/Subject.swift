import CEL
import Testing
import TreatyDiagnostics
import TreatySpec

/// A grammar whose parser is held against its EBNF.
struct Subject: Sendable, CustomTestStringConvertible {
  /// What came of reading a text.
  enum Reading: Hashable {
    /// It was refused.
    case refused
    /// What it prints reads to the same, and prints the same.
    case same
    /// It does not.
    case changed(String)
  }

  let noun: String
  let file: String
  let symbol: String
  let pattern: String?
  /// How many sentences are made up.
  var sentences = 1000
  /// How many of them must be read, and how many slips be refused, so that the test says something.
  var leastAccepted = 300
  var leastRefused = 1200
  /// Symbols that the EBNF leaves to others, with some of what they stand for.
  var outside: [String: [String]] = [:]
  /// Where such a symbol ends that begins at a place.
  var matches: @Sendable (String, [Unicode.Scalar], Int) -> [Int] = { _, _, _ in [] }
  let read: @Sendable (String) -> Reading
  /// Whether what the EBNF cannot say holds for a sentence.
  let makesSense: @Sendable (String) -> Bool

  var testDescription: String { noun }

  static let all: [Subject] = [
    of(TimeLength.self, Sense.duration), of(Rate.self, Sense.rate), of(ByteSize.self, Sense.size),
    of(Percentage.self, Sense.percentage), of(Name.self, Sense.name), of(PackageName.self, Sense.name),
    of(ReferenceName.self, Sense.name), of(Direction.self, Sense.direction), of(ZoneName.self) { $0.utf8.count <= 100 },
    of(RoutePath.self, Sense.path), of(WebAddress.self) { _ in true },
    of(Version.self) { _ in true }, of(PackageVersion.self) { _ in true }, of(VersionRange.self, Sense.versionRange),
    of(ClockTime.self) { _ in true }, of(CalendarDate.self, Sense.date), of(DateRange.self, Sense.dateRange),
    of(LocalDateTime.self, Sense.localDateTime), of(DaySet.self, Sense.days), of(WeeklyHours.self, Sense.weeklyHours),
    of(Schedule.self, Sense.schedule), of(CronRule.self, Sense.cron),
    of(RecurrenceRule.self, sentences: 1500, Sense.recurrence),
    template, allow,
  ]

  /// Comments that allow findings. What is found about one tells whether it was read: a fault of its form, or only that nothing needs it.
  private static let allow = Subject(
    noun: "allow", file: "grammar/allow.ebnf", symbol: "Directive", pattern: nil, leastRefused: 600,
    read: { text in
      var sources = Sources()
      let file = sources.add(path: "a.treaty.yaml", bytes: Array(text.utf8))
      let comment = SourceComment(span: Span(file: file, range: 0..<text.utf8.count), covers: nil)
      var findings = Findings()
      Suppressions([comment], in: sources, catalogue: Catalogue(), today: nil).apply(to: &findings)
      let codes = findings.all.map { $0.code }
      return codes.isEmpty || codes.contains(.malformedAllow) ? .refused : .same
    }, makesSense: { Sense.allow($0) })

  private static func of<Value: GrammarValue>(
    _ type: Value.Type, sentences: Int = 1000, _ makesSense: @escaping @Sendable (String) -> Bool
  ) -> Subject {
    let grammar = Value.grammar
    return Subject(
      noun: grammar.noun, file: grammar.file, symbol: grammar.symbol, pattern: grammar.pattern,
      sentences: sentences, leastAccepted: type == RecurrenceRule.self ? 50 : 300,
      read: { text in
        guard let value = Value(text) else { return .refused }
        let again = Value(value.description)
        return again == value && again?.description == value.description ? .same : .changed(value.description)
      }, makesSense: makesSense)
  }

  /// Templates have no canonical form: what is read is only whether they are ones, with expressions that CEL takes.
  private static let template = Subject(
    noun: "template", file: "grammar/template.ebnf", symbol: "Template", pattern: nil, sentences: 200,
    leastAccepted: 150,
    leastRefused: 60,
    outside: [
      "Expression": [
        "item", "item.labels['}']", "{'a': {'b': 1}}.a", "\"${ no }\"", "[1, 2].map(x, {'k': x})", "a // } b\n",
        "r'\\}'",
        "'''}\n}'''", "a ? '{' : \"}\"", "(1)", "b'$${'",
      ]
    ],
    matches: { _, text, start in ends(of: text, from: start) },
    read: { text in
      guard let template = try? Template.parse(text) else { return .refused }
      let areExpressions = template.pieces.allSatisfy { piece in
        if case .expression(let source, _) = piece { isExpression(source) } else { true }
      }
      return areExpressions ? .same : .refused
    }, makesSense: { _ in true })

  /// Ends of expressions that a `}` follows. Brackets around one show whether it ends within a comment.
  private static func ends(of text: [Unicode.Scalar], from start: Int) -> [Int] {
    let isSpace = { (character: Unicode.Scalar) in [0x20, 0x9, 0xA, 0xC, 0xD].contains(character.value) }
    guard start < text.count, !isSpace(text[start]) else { return [] }
    return (start + 1..<text.count + 1).filter { end in
      guard text[end...].drop(while: isSpace).first == "}" else { return false }
      let source = String(String.UnicodeScalarView(text[start..<end]))
      return isExpression(source) && isExpression("(\(source))")
    }
  }

  private static func isExpression(_ source: String) -> Bool {
    Environment().compileUnchecked(source).program != nil
  }
}
