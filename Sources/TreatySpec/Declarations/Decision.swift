/// What was decided, and why: kept so that the package can be held to it.
public struct DecisionDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.decisions
  /// What every declaration can say.
  public var common = Common()
  /// What it is about.
  public var kind = Located.placeholder(DecisionWord.other)
  /// How far it is.
  public var status = Located.placeholder(DecisionStatusWord.decided)
  /// Team that decided.
  public var by: Located<String>?
  /// When.
  public var date: Located<String>?
  /// When it is looked at again.
  public var review: Located<String>?
  /// What counts, and how much.
  public var criteria: [Named<CriterionDeclaration>] = []
  /// What could be done.
  public var options: [Named<OptionDeclaration>] = []
  /// What is done.
  public var outcome: Located<String>?
  /// Why, where it is not what the scores say.
  public var reason: Located<String>?
  /// What it binds.
  public var binds: [Located<String>] = []
  /// What the package must then be like.
  public var requires = DecisionDemandDeclaration()
  /// The decision that it takes the place of.
  public var replaces: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a decision.
  public static let description = Description<DecisionDeclaration>(
    "decision", "What was decided, and why: options, what counts, costs, and what it binds.",
    rules: KeyRules(needs: [("outcome", ["options"])]),
    keys: KeyDescription.common(
      "The question.",
      [
        .defaulted(
          "kind", \.kind, Kind<DecisionWord>.choice.located,
          "What it is about: a vendor's capability or own development (`build-or-buy`), a hub or direct ways (`hub-or-direct`), real time or batches (`pace`).",
          default: "other"),
        .defaulted(
          "status", \.status, Kind<DecisionStatusWord>.choice.located,
          "How far it has come: `replaced` is for one whose place another took.", default: "decided"),
        .optional("by", \.by, .team, "Team that decided.", example: "architecture"),
        .optional("date", \.date, .date, "Day on which it was decided.", example: "2026-06-15"),
        .optional("review", \.review, .date, "Day on which it is looked at again.", example: "2027-06-15"),
        .defaulted(
          "criteria", \.criteria, .names(.nested(short: \.weight, .number(0...1000))), "What counts, and how much.",
          otherwise: "none", example: "{cost: 3, speed: 1}"),
        .defaulted(
          "options", \.options, .names(.nested()), "What could be done, under names of your choice.", otherwise: "none",
          example: "{build: {scores: {cost: 4}}, buy: {scores: {cost: 7}}}"),
        .optional("outcome", \.outcome, .located, "What is done: one of the options.", example: "build"),
        .optional(
          "reason", \.reason, .located, "Why, where that is not the option with the best score.",
          example: "The vendor leaves the market"),
        .defaulted(
          "binds", \.binds, .list(.reference(.anything)), "Declarations that it binds.", otherwise: "the whole package",
          example: "[flows.page-to-incident]"),
        .defaulted("requires", \.requires, .nested(), "What the package must then be like.", otherwise: "nothing"),
        .optional(
          "replaces", \.replaces, .reference(.decisions), "The decision that it takes the place of.",
          example: "desk-by-mail"),
      ]))
}

/// What a decision is about.
public enum DecisionWord: String, Hashable, Sendable, CaseIterable {
  /// A vendor's capability, or own development.
  case buildOrBuy = "build-or-buy"
  /// A hub, or direct ways.
  case hubOrDirect = "hub-or-direct"
  /// At once, or in batches.
  case pace
  /// Anything else.
  case other
}

/// How far a decision is.
public enum DecisionStatusWord: String, Hashable, Sendable, CaseIterable {
  /// Proposed.
  case proposed
  /// Decided.
  case decided
  /// Another took its place.
  case replaced
}

/// What counts in a decision.
public struct CriterionDeclaration: Described {
  /// How much.
  public var weight = 1.0
  /// What it means.
  public var about: String?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<CriterionDeclaration>(
    "criterion", "What counts in a decision, and how much.",
    keys: [
      .required("weight", \.weight, .number(0...1000), "How much it counts beside the others.", example: "3"),
      .optional("about", \.about, .text, "What it means."),
    ])
}

/// What could be done.
public struct OptionDeclaration: Described {
  /// What it is.
  public var about: String?
  /// Points by criterion.
  public var scores: [Named<Double>] = []
  /// What it costs.
  @Boxed public var costs: CostsDeclaration?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<OptionDeclaration>(
    "option", "What could be done.",
    keys: [
      .optional("about", \.about, .text, "What it is."),
      .defaulted(
        "scores", \.scores, .names(.number(0...10)), "Points from 0 to 10, by criterion.", otherwise: "none",
        example: "{cost: 4, speed: 9}"),
      .optional("costs", \.costs, .nested(), "What it costs."),
    ])
}

/// What an option costs.
public struct CostsDeclaration: Described {
  /// At the beginning.
  public var once = 0.0
  /// Each year.
  public var yearly = 0.0
  /// Years that are looked at.
  public var years = 5
  /// In what.
  public var currency = "EUR"

  /// Nothing.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<CostsDeclaration>(
    "costs", "What an option costs over the years.",
    keys: [
      .defaulted("once", \.once, .number(0...1e12), "What it costs at the beginning.", default: "0", example: "40000"),
      .defaulted("yearly", \.yearly, .number(0...1e12), "What it costs each year.", default: "0", example: "12000"),
      .defaulted("years", \.years, .integer(1...50), "Years that are looked at.", default: "5"),
      .defaulted("currency", \.currency, .text, "Currency of both.", default: "EUR"),
    ])
}

/// What a decision demands of the package.
public struct DecisionDemandDeclaration: Described {
  /// How systems are joined.
  public var topology: Located<TopologyWord>?
  /// The model that all go through.
  public var model: Located<String>?
  /// Connectors that are used.
  public var uses: [Located<String>] = []
  /// Connectors that are not.
  public var avoids: [Located<String>] = []
  /// How soon work is done.
  public var pace: Located<PaceWord>?

  /// Nothing.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<DecisionDemandDeclaration>(
    "decision's demand", "What a package must be like to keep to a decision.",
    keys: [
      .optional(
        "topology", \.topology, Kind<TopologyWord>.choice.located,
        "How systems are joined: through one in the middle, or each with each."
      ),
      .optional(
        "model", \.model, .reference(.models), "The model that everything goes through.", example: "incident"),
      .defaulted(
        "uses", \.uses, .list(.reference(.connectors)), "Connectors that must be used.", otherwise: "any",
        example: "[request-tracker]"),
      .defaulted(
        "avoids", \.avoids, .list(.reference(.connectors)), "Connectors that must not be used.", otherwise: "none",
        example: "[old-desk]"),
      .optional(
        "pace", \.pace, Kind<PaceWord>.choice.located, "Whether work is done as it comes, or together at times."),
    ])
}

/// How systems are joined.
public enum TopologyWord: String, Hashable, Sendable, CaseIterable {
  /// Through one in the middle.
  case hub
  /// Each with each.
  case direct
}
