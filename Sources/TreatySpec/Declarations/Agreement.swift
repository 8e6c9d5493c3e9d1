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
    "agreement", "What teams agreed on, until when, and what that allows.",
    rules: KeyRules(atLeastOne: [["fields", "on"]]),
    keys: KeyDescription.common(
      "What it is about.",
      [
        .required("between", \.between, .list(.team), "The teams that agreed.", example: "[service-desk, monitoring]"),
        .defaulted(
          "fields", \.fields, .list(.reference(.field)), "Fields of models that both may write.", otherwise: "none",
          example: "[incident.severity]"),
        .defaulted(
          "on", \.on, .list(.reference(.anything)), "Declarations that it concerns.", otherwise: "none",
          example: "[flows.page-to-incident]"),
        .defaulted(
          "allows", \.allows, .list(Kind<AllowanceWord>.choice.located),
          "What would be wrong without it: two sides write one field (`shared-fields`), two flows or syncs work on the same records (`shared-scope`), a note for the staff crosses to where customers read (`staff-notes`), data reach a system that is not cleared for them (`clearance`), or a duty is left to the other team (`duty`).",
          default: "[shared-fields]"),
        .optional(
          "terms", \.terms, .located, "What was agreed, in a sentence or two.",
          example: "Monitoring sets the severity, the desk may raise it"),
        .optional("agreed", \.agreed, .date, "Day on which it was agreed.", example: "2026-09-01"),
        .optional(
          "until", \.until, .date, "Last day on which it holds.", otherwise: "until it is taken out",
          example: "2027-08-31"),
        .optional(
          "reference", \.reference, .located, "Number or place of the document.", example: "minutes of 2026-09-01"),
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
