/// A compliance profile: what a regulation, a standard or the house demands of integrations, and which check holds it.
public struct ProfileDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.profiles
  /// What every declaration can say.
  public var common = Common()
  /// What it is called in full.
  public var title: Located<String>?
  /// The text that it rests on.
  public var source: Located<String>?
  /// What it demands.
  public var demands: [Named<DemandDeclaration>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about a profile.
  public static let description = Description<ProfileDeclaration>(
    "profile",
    "What a regulation, a standard or the house demands of integrations, clause by clause. A package is held to those that its manifest names.",
    keys: KeyDescription.common(
      "What it is for, and what it leaves out.",
      [
        .optional("title", \.title, .located, "What it is called in full.", example: "Rules of the house"),
        .optional(
          "source", \.source, .located, "The text that its clauses stand in.", example: "Security handbook, version 7"),
        .required(
          "demands", \.demands, .names(.nested()), "What it demands, under names of your choice.",
          example:
            "{short-lives: {clause: \"4.2\", demand: Personal data go after a month., check: TR1501, at-most: 30d}}"),
      ]))
}

/// What a profile demands.
public struct DemandDeclaration: Described {
  /// Where it stands.
  public var clause = Located.placeholder("")
  /// What it says.
  public var demand = Located.placeholder("")
  /// The check that holds it.
  public var check = Located.placeholder("")
  /// How much a breach of it matters.
  public var severity: Located<RuleSeverityWord>?
  /// The longest that is allowed, in milliseconds.
  public var atMost: Located<Int64>?
  /// The shortest that is allowed, in milliseconds.
  public var atLeast: Located<Int64>?
  /// What is allowed.
  public var oneOf: [Located<String>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<DemandDeclaration>(
    "demand", "What a profile demands: where that is written, what it says, and the check that holds it.",
    keys: [
      .required("clause", \.clause, .located, "Where it stands in the text.", example: "Art. 5(1)(e)"),
      .required(
        "demand", \.demand, .located, "What it says, in a sentence of your own.",
        example: "Personal data are kept no longer than they are needed."),
      .required("check", \.check, .located, "Code of the check that holds it.", example: "TR1501"),
      .optional(
        "severity", \.severity, Kind<RuleSeverityWord>.choice.located,
        "How much it matters. A profile makes findings matter more, never less.", otherwise: "as usual",
        example: "error"),
      .optional(
        "at-most", \.atMost, Kind<Int64>.anyDuration.located,
        "For checks of how long something may be: the longest that is allowed.",
        otherwise: "what the check itself has", example: "30d"),
      .optional(
        "at-least", \.atLeast, Kind<Int64>.anyDuration.located,
        "For checks of how long something must be: the shortest that is allowed.",
        otherwise: "what the check itself has", example: "365d"),
      .defaulted(
        "one-of", \.oneOf, .list(.located), "For checks of what may be used: what is allowed.",
        otherwise: "what the check itself has", example: "[eu]"),
    ])
}
