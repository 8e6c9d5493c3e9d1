/// A vendor's support: what is promised, when, and who is called.
public struct ContractDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.contracts
  /// What every declaration can say.
  public var common = Common()
  /// Who gives the support.
  public var vendor = Located.placeholder("")
  /// Team that keeps the contract.
  public var owner: Located<String>?
  /// Number or place of the document.
  public var reference: Located<String>?
  /// When somebody answers.
  public var hours: Located<String>?
  /// How they are reached.
  public var contacts = ContactsDeclaration()
  /// What is promised, by class of failure.
  public var classes: [Named<ContractTargetDeclaration>] = []
  /// Last day.
  public var until: Located<String>?
  /// How long before its end it must be given up, in milliseconds.
  public var notice: Located<Int64>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a contract.
  public static let description = Description<ContractDeclaration>(
    "contract", "A vendor's support: what is promised, when, and who is called.",
    keys: KeyDescription.common(
      "What it covers.",
      [
        .required("vendor", \.vendor, .located, "Who gives the support.", example: "Best Practical"),
        .optional("owner", \.owner, .team, "Team that looks after the contract.", example: "service-desk"),
        .optional("reference", \.reference, .located, "Number or place of the document.", example: "C-2025-114"),
        .optional(
          "hours", \.hours, .reference(.calendars), "Calendar of the hours in which somebody answers.",
          otherwise: "always",
          example: "office-hours"),
        .defaulted("contacts", \.contacts, .nested(), "How the vendor is reached.", otherwise: "none"),
        .defaulted(
          "classes", \.classes, .names(.nested(), anyName: true),
          "What is promised, by class of failure (`outage`, `throttled`, `denied`, `conflict`, `rejected`, `gone`, `unsure`); `any` for all others.",
          otherwise: "nothing", example: "{outage: {responds-within: 1h, recovers-within: 8h}}"),
        .optional("until", \.until, .date, "Last day on which it holds.", example: "2027-12-31"),
        .optional(
          "notice", \.notice, Kind<Int64>.anyDuration.located, "How long before its end it must be given up.",
          example: "90d"),
      ]))
}

/// What a contract promises for a class of failure.
public struct ContractTargetDeclaration: Described {
  /// How soon somebody answers, in milliseconds.
  public var respondsWithin: Located<Int64>?
  /// How soon it works again, in milliseconds.
  public var recoversWithin: Located<Int64>?
  /// When it holds, where it is not the contract's hours.
  public var hours: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ContractTargetDeclaration>(
    "contract's target", "What is promised for a class of failure.",
    keys: [
      .optional(
        "responds-within", \.respondsWithin, Kind<Int64>.anyDuration.located, "How soon somebody answers.",
        example: "1h"),
      .optional(
        "recovers-within", \.recoversWithin, Kind<Int64>.anyDuration.located, "How soon it works again.",
        example: "8h"),
      .optional(
        "hours", \.hours, .reference(.calendars), "Calendar of the hours in which this is promised.",
        otherwise: "the contract's", example: "office-hours"),
    ])
}
