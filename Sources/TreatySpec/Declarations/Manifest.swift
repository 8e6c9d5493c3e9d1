/// `treaty.yaml`: what a package is called, and what it builds on.
public struct Manifest: Described {
  /// Edition of the language; fixes rules and their severities.
  public var edition = 1
  /// Name, like `acme/service-desk`.
  public var package = Located.placeholder("")
  /// Version, a semantic version.
  public var version = Located.placeholder("")
  /// One sentence on what it is for.
  public var about: String?
  /// Team that answers for it.
  public var owner: Located<String>?
  /// Packages whose declarations it can refer to.
  public var uses: [UseDeclaration] = []
  /// Compliance profiles that it is held to.
  public var profiles: [Located<String>] = []
  /// Severities of rules that differ from the usual.
  public var rules: [Named<RuleSettingDeclaration>] = []
  /// Whether rules are on that come with the next edition.
  public var preview = false
  /// Values that are bound when the plan runs.
  public var inputs: [Named<InputDeclaration>] = []
  /// Names of secrets that the host binds.
  public var secrets: [Named<SecretDeclaration>] = []

  /// An empty manifest.
  public init() {}

  /// What there is to say about a manifest.
  public static let description = Description<Manifest>(
    "manifest", "`treaty.yaml` at the head of a package: its name and version, and what it builds on.",
    keys: [
      .required(
        "treaty", \.edition, .integer(1...1), "Edition of the language. It fixes rules and their severities.",
        example: "1"),
      .required(
        "package", \.package,
        Kind.grammar(PackageName.self).located, "Name of the package: owner and name.", example: "acme/service-desk"),
      .required(
        "version", \.version,
        Kind.grammar(PackageVersion.self).located, "Version of the package, by semver.org.", example: "1.0.0"),
      .optional("about", \.about, .text, "One sentence on what the package is for."),
      .optional(
        "owner", \.owner, .team, "Team that answers for it, where a declaration names none.", example: "service-desk"),
      .defaulted(
        "uses", \.uses, .list(.nested(short: \.package, .located)),
        "Packages whose declarations can be referred to: `std/…` for those that ship with Treaty, or a path relative to this file. What those use in their turn is not seen.",
        otherwise: "none", example: "[std/itsm, {package: ../shared, version: \">=1.2 <2\", as: shared}]"),
      .defaulted(
        "profiles", \.profiles, .list(.reference(.profiles)),
        "Compliance profiles that the package is held to: `gdpr`, `iso27001`, `sox`, `pci-dss` and `hipaa` ship with Treaty, others are declared.",
        otherwise: "none", example: "[iso27001, gdpr]"),
      .defaulted(
        "rules", \.rules, .names(.nested(short: \.severity, Kind<RuleSeverityWord>.choice.located), anyName: true),
        "Severities of findings that differ from the usual, by code. A lower one needs a reason.", otherwise: "none",
        example: "{TR0207: error}"),
      .defaulted(
        "preview", \.preview, .flag, "Whether rules are on that come with the next edition only.", default: "false"),
      .defaulted(
        "inputs", \.inputs, .section(), "Values that are bound when the plan runs.", otherwise: "none",
        example: "{desk-url: {type: url, about: Address of the service desk}}"),
      .defaulted(
        "secrets", \.secrets, .section(), "Names of secrets. Their values never stand in a package or plan.",
        otherwise: "none", example: "{desk-token: {about: Token of the account at the desk}}"),
    ])
}

/// A package that is used.
public struct UseDeclaration: Described {
  /// `std/…` or a path.
  public var package = Located.placeholder("")
  /// Versions that will do.
  public var version: Located<VersionRange>?
  /// What stands before its names.
  public var alias: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<UseDeclaration>(
    "use", "A package whose declarations can be referred to.",
    keys: [
      .required(
        "package", \.package, .located, "`std/…` for one that ships with Treaty, or a path relative to this file.",
        example: "../shared"),
      .optional(
        "version", \.version, Kind<VersionRange>.parsed.located, "Versions that will do.", otherwise: "any",
        example: "\">=1.2 <2\""),
      .optional(
        "as", \.alias, Kind<String>.name.located,
        "What stands before its names here, as in `shared/service-desk`: for when two packages have one name for two things.",
        otherwise: "its names stand by themselves", example: "shared"),
    ])
}

/// How much a rule's findings matter.
public enum RuleSeverityWord: String, Hashable, Sendable, CaseIterable {
  /// Nothing runs.
  case error
  /// It is said.
  case warning
  /// It is said where all is said.
  case note
  /// It is not looked for.
  case off
}

/// How much a rule's findings matter here.
public struct RuleSettingDeclaration: Described {
  /// How much.
  public var severity = Located.placeholder(RuleSeverityWord.warning)
  /// Why it is less than usual.
  public var reason: Located<String>?
  /// Last day of that.
  public var until: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<RuleSettingDeclaration>(
    "rule setting", "How much findings of one kind matter in this package.",
    keys: [
      .required(
        "severity", \.severity, Kind<RuleSeverityWord>.choice.located,
        "How much they matter: nothing runs (`error`), they are said (`warning`), they are said where everything is (`note`), or nobody looks for them (`off`).",
        example: "error"),
      .optional(
        "reason", \.reason, .located, "Why, where that is less than usual.", example: "The old desk has no TLS"),
      .optional("until", \.until, .date, "Last day on which that holds.", example: "2027-03-01"),
    ])
}
