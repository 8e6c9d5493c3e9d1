/// One of the small grammars of the language: what it reads, and where it is written down.
public struct SmallGrammar: Hashable, Sendable {
  /// What is read, as a person calls it: `duration`.
  public let noun: String
  /// What it says, and what a pattern cannot.
  public let doc: String
  /// The same as ``noun`` in a sentence: `a duration`, but `weekly hours`.
  let phrase: String
  /// Symbol that stands for it in the EBNF: `Duration`.
  public let symbol: String
  /// The EBNF file, seen from the head of the repository: `grammar/duration.ebnf`.
  public let file: String
  /// Regular expression (ECMA-262, and RE2) that every text of the grammar matches, for editors. It may match more.
  public let pattern: String
  /// How one writes it, the most usual first.
  public let examples: [String]

  init(
    _ noun: String, _ doc: String, phrase: String? = nil, symbol: String, in file: String, pattern: String,
    examples: [String]
  ) {
    self.noun = noun
    self.doc = doc
    self.phrase = phrase ?? noun.withArticle
    self.symbol = symbol
    self.file = "grammar/\(file).ebnf"
    self.pattern = "^\(pattern)$"
    self.examples = examples
  }

  /// All of them that this target reads, by noun. Templates are read by CEL.
  public static let all: [SmallGrammar] = [
    TimeLength.grammar, Rate.grammar, ByteSize.grammar, Percentage.grammar, Name.grammar, PackageName.grammar,
    ReferenceName.grammar, Direction.grammar, ZoneName.grammar, RoutePath.grammar, WebAddress.grammar, Version.grammar,
    PackageVersion.grammar,
    VersionRange.grammar, ClockTime.grammar, CalendarDate.grammar, DateRange.grammar, LocalDateTime.grammar,
    DaySet.grammar, WeeklyHours.grammar, Schedule.grammar, CronRule.grammar, RecurrenceRule.grammar,
  ].sorted { $0.noun < $1.noun }

  /// The pattern without its ends, as a part of another.
  var part: String { String(pattern.dropFirst().dropLast()) }

  /// A mend that shows how one is written.
  var howToWrite: String {
    let shown = examples.prefix(3).map { "`\($0)`" }
    guard shown.count > 1 else { return "write it like \(shown.joined())" }
    return "write it like \(shown.dropLast().joined(separator: ", ")) or \(shown.last ?? "")"
  }
}
