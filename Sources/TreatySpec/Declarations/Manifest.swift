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
  /// Packages whose connectors, models and tables it uses.
  public var uses: [Located<String>] = []
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
        Kind.grammar(
          "package name", pattern: "^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$", example: "acme/service-desk",
          SmallGrammar.isPackageName
        ).located, "Name of the package: owner and name.", example: "acme/service-desk"),
      .required(
        "version", \.version,
        Kind.grammar(
          "version", pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$", example: "1.0.0",
          { Version($0)?.isSemantic == true }
        ).located, "Version of the package, by semver.org.", example: "1.0.0"),
      .optional("about", \.about, .text, "One sentence on what the package is for."),
      .defaulted(
        "uses", \.uses, .list(Kind<String>.text.located),
        "Packages whose connectors, models and tables are used: `std/…` for those that ship with Treaty, or a path relative to this file.",
        default: "none", example: "[std/itsm, std/request-tracker]"),
      .defaulted("inputs", \.inputs, .names(.nested()), "Values that are bound when the plan runs.", default: "none"),
      .defaulted(
        "secrets", \.secrets, .names(.nested()), "Names of secrets. Their values never stand in a package or plan.",
        default: "none"),
    ])
}

/// One file of a package: its sections.
public struct SpecFile: Described {
  /// Section `inputs`.
  public var inputs: [Named<InputDeclaration>] = []
  /// Section `secrets`.
  public var secrets: [Named<SecretDeclaration>] = []
  /// Section `accounts`.
  public var accounts: [Named<AccountDeclaration>] = []
  /// Section `connectors`.
  public var connectors: [Named<ConnectorDeclaration>] = []
  /// Section `systems`.
  public var systems: [Named<SystemDeclaration>] = []
  /// Section `models`.
  public var models: [Named<ModelDeclaration>] = []
  /// Section `tables`.
  public var tables: [Named<TableDeclaration>] = []
  /// Section `policies`.
  public var policies: PoliciesSection?
  /// Section `flows`.
  public var flows: [Named<FlowDeclaration>] = []

  /// A file without sections.
  public init() {}

  /// What there is to say about a file.
  public static let description = Description<SpecFile>(
    "spec file", "A `*.treaty.yaml` file: sections, each of which maps names to declarations.",
    keys: [
      .defaulted("inputs", \.inputs, .names(.nested()), "Values that are bound when the plan runs.", default: "none"),
      .defaulted("secrets", \.secrets, .names(.nested()), "Names of secrets that the host binds.", default: "none"),
      .defaulted(
        "accounts", \.accounts, .names(.nested()), "Service accounts: who acts, and how that is proven.",
        default: "none"),
      .defaulted("connectors", \.connectors, .names(.nested()), "How to talk to a kind of system.", default: "none"),
      .defaulted("systems", \.systems, .names(.nested()), "The parties.", default: "none"),
      .defaulted("models", \.models, .names(.nested()), "Canonical records.", default: "none"),
      .defaulted("tables", \.tables, .names(.nested()), "Crosswalks from one vocabulary to another.", default: "none"),
      .optional("policies", \.policies, .nested(), "Named policies."),
      .defaulted("flows", \.flows, .names(.nested()), "One-way movement from a trigger to effects.", default: "none"),
    ])
}

/// Section `policies`.
public struct PoliciesSection: Described {
  /// Retry policies.
  public var retry: [Named<RetryDeclaration>] = []
  /// Retention policies.
  public var retention: [Named<RetentionDeclaration>] = []

  /// A section without policies.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<PoliciesSection>(
    "policies section", "Named policies, by kind.",
    keys: [
      .defaulted(
        "retry", \.retry, .names(.nested()), "When and how often deliveries are tried again.", default: "none"),
      .defaulted("retention", \.retention, .names(.nested()), "How long what has ended is kept.", default: "none"),
    ])
}
