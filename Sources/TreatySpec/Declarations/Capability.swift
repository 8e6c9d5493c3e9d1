/// What the organisation must be able to do, whoever does it with whatever system.
public struct CapabilityDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.capabilities
  /// What every declaration can say.
  public var common = Common()
  /// Team that answers for it.
  public var owner: Located<String>?
  /// What is reached when it works.
  public var outcome: Located<String>?
  /// How that is seen.
  @Boxed public var measure: MeasureDeclaration?
  /// What it consists of.
  public var parts: [Named<CapabilityDeclaration>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about a capability.
  public static let description = Description<CapabilityDeclaration>(
    "capability", "What the organisation must be able to do, whoever does it with whatever system.",
    keys: KeyDescription.common(
      "What it is to be able to do this, in a sentence.",
      [
        .optional(
          "owner", \.owner, .team, "Team that answers for it.", otherwise: "that of the capability it is a part of",
          example: "service-desk"),
        .optional(
          "outcome", \.outcome, .located, "What is reached when it works.",
          example: "Nobody waits for a ticket to be opened by hand"),
        .optional("measure", \.measure, .nested(), "How one sees that the outcome is reached."),
        .defaulted(
          "parts", \.parts, .section(), "What it consists of. Others refer to a part as `whole.part`.",
          otherwise: "none",
          example: "{detect: {outcome: Outages are seen before customers call}}"),
      ]))
}

/// How an outcome is seen.
public struct MeasureDeclaration: Described {
  /// What is counted or timed.
  public var metric = Located.placeholder("")
  /// Value to be reached.
  public var target: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<MeasureDeclaration>(
    "measure", "How one sees that an outcome is reached.",
    keys: [
      .required("metric", \.metric, .located, "What is counted or timed.", example: "time to acknowledge"),
      .optional("target", \.target, .located, "Value to be reached.", example: "15m"),
    ])
}
