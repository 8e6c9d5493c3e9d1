/// What a security review found, tied to what it concerns until it is mended.
public struct FindingDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.findings
  /// What every declaration can say.
  public var common = Common()
  /// Where findings are read from.
  @Boxed public var source: FindingSourceDeclaration?
  /// How bad it is.
  public var severity: Located<CriticalityWord>?
  /// What it concerns.
  public var on: [Located<String>] = []
  /// Routes that it concerns.
  public var paths: [Located<String>] = []
  /// How far it is.
  public var status = Located.placeholder(FindingStatusWord.open)
  /// Team that mends it.
  public var owner: Located<String>?
  /// When it was found.
  public var found: Located<String>?
  /// When it must be mended.
  public var due: Located<String>?
  /// Why it is left as it is.
  public var reason: Located<String>?
  /// Number or place of the report.
  public var reference: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a finding.
  public static let description = Description<FindingDeclaration>(
    "finding", "What a security review found, tied to what it concerns until it is mended.",
    rules: KeyRules(atLeastOne: [["on", "paths", "import"]]),
    keys: KeyDescription.common(
      "What is wrong.",
      [
        .optional(
          "import", \.source, .nested(), "Report from which findings are read, each with a severity of its own."),
        .optional("severity", \.severity, Kind<CriticalityWord>.choice.located, "How bad it is.", default: "medium"),
        .defaulted(
          "on", \.on, .list(.reference(.anything)), "Declarations that it concerns.", otherwise: "what `paths` lead to",
          example: "[systems.service-desk]"),
        .defaulted(
          "paths", \.paths, .list(Kind<String>.route.located), "Paths at the host that it concerns.", otherwise: "none",
          example: "[/hooks/alertmanager]"),
        .defaulted(
          "status", \.status, Kind<FindingStatusWord>.choice.located,
          "How far it has come: `accepted` is left as it is.",
          default: "open"),
        .optional("owner", \.owner, .team, "Team that mends it.", example: "service-desk"),
        .optional("found", \.found, .date, "Day on which it was found.", example: "2026-10-02"),
        .optional("due", \.due, .date, "Day by which it must be mended.", example: "2026-12-31"),
        .optional(
          "reason", \.reason, .located, "For `accepted`: why it is left as it is.",
          example: "Only reached from this host"),
        .optional("reference", \.reference, .located, "Number or place of the report.", example: "PT-2026-07 #3"),
      ]))
}

/// How far a finding is.
public enum FindingStatusWord: String, Hashable, Sendable, CaseIterable {
  /// Nobody mended it.
  case open
  /// It is left as it is.
  case accepted
  /// It is mended.
  case mended
}

/// A report from which findings are read.
public struct FindingSourceDeclaration: Described {
  /// SARIF file.
  public var sarif: Located<String>?
  /// Report of ZAP, as JSON.
  public var zap: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<FindingSourceDeclaration>(
    "finding's source", "A report from which findings are read: a file of the package.",
    rules: KeyRules(exactlyOne: [["sarif", "zap"]]),
    keys: [
      .optional("sarif", \.sarif, .located, "A report in SARIF 2.1.0.", example: "security/scan.sarif"),
      .optional("zap", \.zap, .located, "A report of ZAP, as JSON.", example: "security/zap.json"),
    ])
}
