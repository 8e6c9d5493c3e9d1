public import TreatySyntax

/// One party.
public struct SystemDeclaration: Described {
  /// What it is to the organisation.
  public var about: String?
  /// Name of its connector.
  public var connector = Located.placeholder("")
  /// Its address.
  public var url: ScalarText?
  /// Version of the product there.
  public var version: Located<String>?
  /// Account that Treaty uses there.
  public var account: Located<String>?
  /// Who answers for it.
  public var owner: Located<String>?
  /// Limits that differ from the connector's.
  public var limits = LimitsDeclaration()

  /// An empty declaration.
  public init() {}

  /// What there is to say about a system.
  public static let description = Description<SystemDeclaration>(
    "system", "One party: what it is, where it is, and as whom Treaty goes there.",
    keys: [
      .optional("about", \.about, .text, "What it is to the organisation."),
      .required("connector", \.connector, Kind<String>.name.located, "How to talk to it.", example: "request-tracker"),
      .optional("url", \.url, .template, "Its address. In scope: `inputs`.", example: "${ inputs.desk-url }"),
      .optional("version", \.version, Kind<String>.text.located, "Version of the product there.", example: "5.0.3"),
      .optional("account", \.account, Kind<String>.name.located, "Account that Treaty uses there."),
      .optional("owner", \.owner, Kind<String>.name.located, "Team that answers for it."),
      .defaulted("limits", \.limits, .nested(), "Limits that differ from the connector's.", default: "the connector's"),
    ])
}

/// A canonical record.
public struct ModelDeclaration: Described {
  /// What it stands for.
  public var about: String?
  /// Its fields.
  public var fields: [Named<Node>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about a model.
  public static let description = Description<ModelDeclaration>(
    "model", "A canonical record, in the organisation's own words.",
    keys: [
      .optional("about", \.about, .text, "What it stands for."),
      .required("fields", \.fields, .names(.type, anyName: true), "Its fields and their types."),
    ])
}

/// A crosswalk from one vocabulary to another.
public struct TableDeclaration: Described {
  /// What it is for.
  public var about: String?
  /// Type of the keys.
  public var from: Node?
  /// Type of the values.
  public var to: Node?
  /// The rows.
  public var rows: [Named<Node>] = []
  /// What a key without a row becomes.
  public var otherwise: Node?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a table.
  public static let description = Description<TableDeclaration>(
    "table", "A crosswalk from one vocabulary to another. In expressions: `tables.<name>[key]`.",
    keys: [
      .optional("about", \.about, .text, "What it is for."),
      .optional(
        "from", \.from, .type, "Type of the keys; an enumeration must have a row for each value.", default: "string",
        example: "incident.severity"),
      .optional("to", \.to, .type, "Type of the values.", default: "string", example: "int"),
      .required("rows", \.rows, .names(.construction, anyName: true), "The rows.", example: "{critical: 90, low: 20}"),
      .optional(
        "else", \.otherwise, .construction, "What a key without a row becomes.", default: "a failure of the mapping"),
    ])
}

/// How a pause is drawn.
public enum JitterWord: String, Hashable, Sendable, CaseIterable {
  /// Anywhere up to its upper end.
  case full
  /// The upper end itself.
  case none
}

/// When and how often deliveries are tried again.
public struct RetryDeclaration: Described {
  /// Attempts in all.
  public var attempts: Int?
  /// Upper end of the first pause, in milliseconds.
  public var first: Int64 = 1_000
  /// By how much it grows.
  public var factor = 2.0
  /// Upper end of any pause, in milliseconds.
  public var max: Int64 = 300_000
  /// How the pause is drawn.
  public var jitter = JitterWord.full
  /// When a delivery is given up, in milliseconds.
  public var deadline: Int64 = 86_400_000

  /// The policy that holds where none is named.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<RetryDeclaration>(
    "retry policy", "When and how often a delivery is tried again: exponential pauses with jitter, up to a deadline.",
    keys: [
      .optional(
        "attempts", \.attempts, .integer(1...1_000_000), "Attempts in all; `1` never tries again.",
        default: "as many as fit before the deadline"),
      .defaulted("first", \.first, .duration(1...86_400_000), "Upper end of the first pause.", default: "1s"),
      .defaulted("factor", \.factor, .number(1...100), "By how much the upper end grows each time.", default: "2"),
      .defaulted("max", \.max, .duration(1...604_800_000), "Upper end of any pause.", default: "5m"),
      .defaulted(
        "jitter", \.jitter, .choice, "`full` draws the pause anywhere up to its upper end, `none` takes the upper end.",
        default: "full"),
      .defaulted("deadline", \.deadline, .duration(1...31_536_000_000), "When a delivery is given up.", default: "1d"),
    ])
}

/// How long what has ended is kept.
public struct RetentionDeclaration: Described {
  /// How long what went well is kept, in milliseconds.
  public var done: Int64 = 604_800_000
  /// How long dead letters are kept, in milliseconds.
  public var dead: Int64 = 7_776_000_000

  /// The policy that holds where none is named.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<RetentionDeclaration>(
    "retention policy", "How long messages are kept after they ended.",
    keys: [
      .defaulted("done", \.done, .duration(0...315_360_000_000), "How long what went well is kept.", default: "7d"),
      .defaulted("dead", \.dead, .duration(0...315_360_000_000), "How long dead letters are kept.", default: "90d"),
    ])
}
