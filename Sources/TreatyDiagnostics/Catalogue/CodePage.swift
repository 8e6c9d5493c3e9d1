/// The page of a kind of finding: what `treaty explain TR0412` and the documentation say of it.
///
/// Words are plain text with names in backticks; an empty line parts paragraphs, and lines that begin with `- ` are a list.
public struct CodePage: Hashable, Sendable {
  /// The code.
  public var code: DiagnosticCode
  /// Name of what is wrong, kebab-case: `retried-unsafe-create`.
  public var name: String
  /// What it is about.
  public var family: CodeFamily
  /// How much a finding matters where the manifest says nothing else.
  public var severity: Severity
  /// What is wrong, in a few words that can be a heading.
  public var title: String
  /// What is wrong, in a sentence.
  public var summary: String
  /// What happens if it stays.
  public var why: String
  /// How to mend it.
  public var mend: String
  /// Text that gets the finding; `nil` where no file is at fault.
  public var bad: String?
  /// The same, mended.
  public var good: String?
  /// The edition of the language from which it is looked for.
  public var since: Int
  /// Codes that are near to it.
  public var related: [DiagnosticCode]
  /// Whether a comment or a baseline may allow it.
  public var canBeAllowed: Bool
  /// How much a change matters, and whom it concerns, in words; `nil` for a finding, which has a severity.
  public var grade: String?

  /// A page.
  public init(
    code: DiagnosticCode, name: String, family: CodeFamily? = nil, severity: Severity, title: String, summary: String,
    why: String, mend: String, bad: String? = nil, good: String? = nil, since: Int = 1,
    related: [DiagnosticCode] = [], canBeAllowed: Bool = false
  ) {
    self.code = code
    self.name = name
    self.family = family ?? code.family
    self.severity = severity
    self.title = title
    self.summary = summary
    self.why = why
    self.mend = mend
    self.bad = bad
    self.good = good
    self.since = since
    self.related = related
    self.canBeAllowed = canBeAllowed
  }
}
