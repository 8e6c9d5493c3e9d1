public import TreatySyntax

/// A crosswalk from one vocabulary to another.
public struct TableDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.tables
  /// What every declaration can say.
  public var common = Common()
  /// Team that keeps it.
  public var owner: Located<String>?
  /// Type of the keys.
  public var from: Node?
  /// Type of the values.
  public var to: Node?
  /// What is done to a key before it is looked up.
  public var normalise: [Located<NormaliseWord>] = []
  /// The rows.
  public var rows: [Named<Node>] = []
  /// What a key without a row becomes.
  public var otherwise: Node?
  /// Which key stands for a value that several keys have.
  public var back: [Named<Node>] = []
  /// Why it cannot be read backwards.
  public var oneWay: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a table.
  public static let description = Description<TableDeclaration>(
    "table", "A crosswalk from one vocabulary to another. In expressions: `tables.<name>[key]`.",
    rules: KeyRules(atMostOne: [["back", "one-way"]]),
    keys: KeyDescription.common(
      "What it is for.",
      [
        .optional("owner", \.owner, .team, "Team that keeps it up to date.", example: "service-desk"),
        .optional(
          "from", \.from, .type,
          "Type of the keys. One of an enumeration's values must each have a row, or there is an `else`.",
          default: "string",
          example: "incident.severity"),
        .optional("to", \.to, .type, "Type of the values.", default: "string", example: "int"),
        .defaulted(
          "normalise", \.normalise, .list(Kind<NormaliseWord>.choice.located),
          "What is done to a key, in this order, before it is looked up: white space around it is cut (`trim`), capital letters become small (`lower`), white space in it becomes one space (`collapse`), or what is no letter or digit becomes hyphens (`slug`).",
          otherwise: "nothing", example: "[trim, lower]"
        ).checkedOnly,
        .required(
          "rows", \.rows, .names(.constant, anyName: true), "The rows: what each key stands for.",
          example: "{critical: 90, low: 20}"),
        .optional(
          "else", \.otherwise, .constant, "What a key without a row stands for.", otherwise: "the mapping fails",
          example: "20"),
        .defaulted(
          "back", \.back, .names(.constant, anyName: true),
          "For the way back, by value: which key it stands for, where several have it or none has.", otherwise: "none",
          example: "{low: info}"),
        .optional(
          "one-way", \.oneWay, .located, "Why the table cannot be read backwards.",
          example: "Several severities become one priority"),
      ]))
}

/// What is done to a key before it is looked up.
public enum NormaliseWord: String, Hashable, Sendable, CaseIterable {
  /// White space around it is cut.
  case trim
  /// Capital letters become small.
  case lower
  /// White space in it becomes one space.
  case collapse
  /// Signs that are not letters or digits become hyphens.
  case slug
}
