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
        .optional("owner", \.owner, .team, "Team that keeps it."),
        .optional(
          "from", \.from, .type, "Type of the keys; an enumeration must have a row for each value.", default: "string",
          example: "incident.severity"),
        .optional("to", \.to, .type, "Type of the values.", default: "string", example: "int"),
        .defaulted(
          "normalise", \.normalise, .list(Kind<NormaliseWord>.choice.located),
          "What is done to a key, in this order, before it is looked up.", default: "nothing", example: "[trim, lower]"
        ).checkedOnly,
        .required(
          "rows", \.rows, .names(.construction, anyName: true), "The rows.", example: "{critical: 90, low: 20}"),
        .optional(
          "else", \.otherwise, .construction, "What a key without a row becomes.", default: "a failure of the mapping"),
        .defaulted(
          "back", \.back, .names(.construction, anyName: true),
          "For the way back: which key stands for a value that several keys have.", default: "none",
          example: "{low: info}"),
        .optional("one-way", \.oneWay, .located, "Why the table cannot be read backwards."),
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
