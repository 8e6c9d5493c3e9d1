/// A small grammar of the language: a text that one parser reads, with what there is to say about it.
public struct Grammar: Sendable {
  /// Its name, as a person says it: `weekly hours`.
  public let name: String
  /// What it says, and what a pattern cannot.
  public let doc: String
  /// Pattern for editors. What it lets through may still be refused.
  public let pattern: String
  /// Texts that it takes, the most usual first.
  public let examples: [String]
  /// File with its EBNF, in the folder `grammar`.
  public let file: String
  /// Whether it takes a text.
  public let accepts: @Sendable (String) -> Bool

  /// All of them, in the order of the reference.
  public static let all: [Grammar] = [
    name, packageName, version, versionRange, duration, rate, size, percentage, date, dates, localTime, hours, schedule,
    direction, path, webAddress,
  ]

  /// Names of the user's.
  static let name = Grammar(
    name: "name",
    doc: "Kebab-case: words of small letters and digits, joined by single hyphens, a letter first; 100 at most.",
    pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", examples: ["service-desk", "page-to-ticket"], file: "name.ebnf",
    accepts: SmallGrammar.isName)

  /// Names of packages.
  static let packageName = Grammar(
    name: "package name", doc: "Whose the package is, and its name; both kebab-case.",
    pattern: "^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$", examples: ["acme/service-desk"], file: "name.ebnf",
    accepts: SmallGrammar.isPackageName)

  /// A package's own version.
  static let version = Grammar(
    name: "version",
    doc: "A package's version: three numbers, and what semver.org 2.0.0 lets follow them.",
    pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$", examples: ["1.0.0", "2.0.0-rc.1"],
    file: "version.ebnf", accepts: { Version($0)?.isSemantic == true })

  /// Bounds of versions.
  static let versionRange = Grammar(
    name: "version range",
    doc: "Bounds that must all hold. In YAML a text that begins with `>` needs quotes.",
    pattern: "^(>=|<=|>|<|=)[0-9].*$", examples: [">=5.0 <7", "=2.1"], file: "version.ebnf",
    accepts: { VersionRange($0) != nil })

  /// How long.
  static let duration = Grammar(
    name: "duration", doc: "Whole numbers with units, the greater unit first; a day has 24 hours.",
    pattern: SmallGrammar.durationPattern, examples: ["90s", "5m", "1h30m", "30d", "500ms"], file: "duration.ebnf",
    accepts: { SmallGrammar.duration($0) != nil })

  /// How often.
  static let rate = Grammar(
    name: "rate", doc: "How often in a second, minute, hour or day.", pattern: SmallGrammar.ratePattern,
    examples: ["10/s", "600/min", "5000/h", "10000/d"], file: "rate.ebnf", accepts: { SmallGrammar.rate($0) != nil })

  /// How much.
  static let size = Grammar(
    name: "size", doc: "Bytes: `kB`, `MB` and `GB` are powers of 1000, `KiB`, `MiB` and `GiB` of 1024.",
    pattern: "^[0-9]+(B|kB|KiB|MB|MiB|GB|GiB)$", examples: ["64KiB", "10MiB"], file: "size.ebnf",
    accepts: { SmallGrammar.size($0) != nil })

  /// Which share.
  static let percentage = Grammar(
    name: "percentage", doc: "A share, from `0%` to `100%`.", pattern: "^[0-9]{1,3}(\\.[0-9]+)?%$",
    examples: ["99.9%", "5%"], file: "percentage.ebnf", accepts: { SmallGrammar.percentage($0) != nil })
}
