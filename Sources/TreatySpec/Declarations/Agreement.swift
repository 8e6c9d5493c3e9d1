/// What two teams agreed on: that both may write a field, that scopes overlap, that a duty is one's and not the other's.
public struct AgreementDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.agreements
  /// What every declaration can say.
  public var common = Common()
  /// The teams.
  public var between: [Located<String>] = []
  /// Fields that they share.
  public var fields: [Located<String>] = []
  /// What it concerns.
  public var on: [Located<String>] = []
  /// What it allows.
  public var allows: [Located<AllowanceWord>] = []
  /// What was said.
  public var terms: Located<String>?
  /// When.
  public var agreed: Located<String>?
  /// Last day.
  public var until: Located<String>?
  /// Number or place of the document.
  public var reference: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about an agreement.
  public static let description = Description<AgreementDeclaration>(
    "agreement", "What teams agreed on, from when, and until when.",
    rules: KeyRules(atLeastOne: [["fields", "on"]]),
    keys: KeyDescription.common(
      "What it is about.",
      [
        .required("between", \.between, .list(.team), "The teams.", example: "[service-desk, monitoring]"),
        .defaulted(
          "fields", \.fields, .list(.reference(.field)), "Fields of models that they share.", default: "none",
          example: "[incident.severity]"),
        .defaulted(
          "on", \.on, .list(.reference(.anything)), "What it concerns.", default: "none",
          example: "[flows.page-to-incident]"),
        .defaulted(
          "allows", \.allows, .list(Kind<AllowanceWord>.choice.located), "What would be wrong without it.",
          default: "[shared-fields]"),
        .optional("terms", \.terms, .located, "What was said, in a sentence or two."),
        .optional("agreed", \.agreed, .date, "When.", example: "2026-09-01"),
        .optional("until", \.until, .date, "Last day.", default: "until it is taken out", example: "2027-08-31"),
        .optional("reference", \.reference, .located, "Number or place of the document."),
      ]))
}

/// What an agreement allows.
public enum AllowanceWord: String, Hashable, Sendable, CaseIterable {
  /// Two sides write the same field.
  case sharedFields = "shared-fields"
  /// Two flows or syncs work on the same records.
  case sharedScope = "shared-scope"
  /// A note for the staff crosses to where a customer reads.
  case staffNotes = "staff-notes"
  /// Data reach a system that is not cleared for them.
  case clearance
  /// A duty is left to the other.
  case duty
}
