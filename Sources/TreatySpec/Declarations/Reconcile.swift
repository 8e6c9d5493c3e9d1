/// A full comparison of two systems, and guarded correction.
public struct ReconcileDeclaration: RunningDeclaration {
  /// The section that it stands in.
  public static let section = Section.reconciles
  /// What every declaration can say.
  public var common = Common()
  /// Who answers for it, what for, and how well.
  public var duty = Duty()
  /// The model.
  public var model = Located.placeholder("")
  /// The two sides.
  public var sides: [Named<SideDeclaration>] = []
  /// What tells one record from another.
  public var match = ScalarText(nil)
  /// When it runs.
  public var on = Located.placeholder("")
  /// Zone of the clock.
  public var zone: Located<String>?
  /// What is done about what differs.
  public var correct = CorrectionDeclaration()
  /// What it may not do.
  public var guardrail = GuardDeclaration()
  /// Fields that are compared.
  public var compare: [Located<String>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about a reconcile.
  public static let description = Description<ReconcileDeclaration>(
    "reconcile", "A full comparison of two systems: a report of what differs, and correction within bounds.",
    isCheckedOnly: true,
    keys: KeyDescription.running(
      "One sentence on what it is for.",
      [
        .required(
          "model", \.model, .reference(.models), "The model that both sides are held against.", example: "device"),
        .required(
          "sides", \.sides, .names(.nested()), "The two sides, under names of your choice.",
          example:
            "{cmdb: {record: cmdb.device, fields: {name: name}}, monitoring: {record: monitoring.host, fields: {name: host}}}"
        ),
        .required(
          "match", \.match, .expression, "What tells one record from another; `item` is a record of the model.",
          example: "item.name.lowerAscii()"
        ).scope("item"),
        .defaulted(
          "compare", \.compare, .list(.located), "Fields of the model that are compared.",
          otherwise: "all that both sides have", example: "[name, site]"),
        .required("on", \.on, .schedule, "When it runs.", example: "daily at 03:00"),
        .optional(
          "zone", \.zone, .located, "Zone of the clock that `on` goes by.", default: "UTC", example: "Europe/Berlin"),
        .defaulted("correct", \.correct, .nested(), "What is done about what differs.", otherwise: "it is reported"),
        .defaulted(
          "guard", \.guardrail, .nested(), "What it may not do without somebody's word.",
          default: "{most: 5%, least: 90%}"),
      ]))
}

/// What is done about what differs.
public struct CorrectionDeclaration: Described {
  /// About records that only the other side has.
  public var missing: [Named<Located<CorrectionWord>>] = []
  /// Side whose fields count.
  public var differs: Located<String>?

  /// It is reported.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<CorrectionDeclaration>(
    "correction", "What is done about what differs.",
    keys: [
      .defaulted(
        "missing", \.missing, .names(Kind<CorrectionWord>.choice.located),
        "By side, what is done about a record that only the other side has: `report` it, `create` it there, or `delete` it at the other.",
        otherwise: "it is reported", example: "{monitoring: create}"),
      .optional(
        "differs", \.differs, .located, "Side whose values are written to the other.", otherwise: "it is reported",
        example: "cmdb"),
    ])
}

/// What is done about a record that only one side has.
public enum CorrectionWord: String, Hashable, Sendable, CaseIterable {
  /// It is reported.
  case report
  /// It is made where it is missing.
  case create
  /// It is deleted where it is.
  case delete
}

/// What a correction may not do without somebody's word.
public struct GuardDeclaration: Described {
  /// Share of records that it may change.
  public var most: Located<String>?
  /// Number of records that it may change.
  public var count: Located<Int>?
  /// Team that may let it go on.
  public var approve: Located<String>?
  /// Share of records that must be there at all.
  public var least: Located<String>?

  /// As usual.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<GuardDeclaration>(
    "guard", "What a correction may not do without somebody's word, so that half a list is not taken for the whole.",
    keys: [
      .optional("most", \.most, .percentage, "Share of records that one run may change.", default: "5%"),
      .optional(
        "count", \.count, Kind<Int>.integer(0...1_000_000_000).located,
        "Number of records that one run may change, whatever their share."),
      .optional(
        "approve", \.approve, .team, "Team that may let it go on.", otherwise: "the owner of the reconcile",
        example: "cmdb-keepers"),
      .optional(
        "least", \.least, .percentage, "Share of the records of the run before that a side must still have.",
        default: "90%"),
    ])
}
