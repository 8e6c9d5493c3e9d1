/// Who answers for something.
public struct TeamDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.teams
  /// What every declaration can say.
  public var common = Common()
  /// Team that it belongs to.
  public var parent: Located<String>?
  /// Who leads it.
  public var lead: Located<String>?
  /// How it is reached.
  public var contacts = ContactsDeclaration()
  /// When it works, without being on call.
  public var hours: Located<String>?
  /// When somebody of it answers.
  public var onCall: [OnCallDeclaration] = []
  /// What it may do at a host.
  public var roles: [Located<RoleWord>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about a team.
  public static let description = Description<TeamDeclaration>(
    "team", "Who answers for something: how it is reached, and when.",
    keys: KeyDescription.common(
      "What it is responsible for.",
      [
        .optional("parent", \.parent, .team, "Team that it belongs to.", example: "it-operations"),
        .optional(
          "lead", \.lead, .located, "Who leads it: a mail address or a role.", example: "desk-lead@example.org"),
        .defaulted("contacts", \.contacts, .nested(), "How it is reached.", otherwise: "none"),
        .optional(
          "hours", \.hours, .reference(.calendars), "Calendar of its working hours.", otherwise: "not said",
          example: "office-hours"),
        .defaulted(
          "on-call", \.onCall, .list(.nested(short: \.during, .reference(.calendars))),
          "When somebody of it answers, calendar by calendar.", otherwise: "nobody is on call",
          example: "[{during: office-hours, contact: desk@example.org}]"),
        .defaulted(
          "roles", \.roles, .list(Kind<RoleWord>.choice.located),
          "What its members may do at a host: look (`viewer`), repair (`operator`), let gates, steps and reconciles go on (`approver`), read the audit trail (`auditor`), or all of that, and start and stop (`admin`).",
          default: "[viewer]", example: "[operator]"),
      ]))
}

/// What somebody may do at a host.
public enum RoleWord: String, Hashable, Sendable, CaseIterable {
  /// Look.
  case viewer
  /// Repair: redrive, edit, drop.
  case `operator`
  /// Let a gate, step or reconcile go on.
  case approver
  /// Read the audit trail.
  case auditor
  /// All of it, and start and stop.
  case admin
}

/// How a team or vendor is reached.
public struct ContactsDeclaration: Described {
  /// Mail.
  public var mail: Located<String>?
  /// Telephone.
  public var phone: Located<String>?
  /// Channel of a chat.
  public var chat: Located<String>?
  /// Page where it is paged or asked.
  public var page: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ContactsDeclaration>(
    "contacts", "How a team or a vendor is reached.",
    keys: [
      .optional("mail", \.mail, .located, "Mail address.", example: "desk@example.org"),
      .optional("phone", \.phone, .located, "Telephone number.", example: "+49 30 1234567"),
      .optional("chat", \.chat, .located, "Channel of a chat.", example: "\"#service-desk\""),
      .optional(
        "page", \.page, .url, "Page of the web on which it is paged or asked.", example: "https://example.org/page/desk"
      ),
    ])
}

/// When somebody answers.
public struct OnCallDeclaration: Described {
  /// Calendar.
  public var during = Located.placeholder("")
  /// Who, where it is not the team's own contact.
  public var contact: Located<String>?
  /// Team that stands in.
  public var team: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<OnCallDeclaration>(
    "on-call duty", "When somebody of a team answers.",
    keys: [
      .required("during", \.during, .reference(.calendars), "Calendar of the hours.", example: "office-hours"),
      .optional(
        "contact", \.contact, .located, "Who is called.", otherwise: "as the team's contacts say",
        example: "desk@example.org"),
      .optional("team", \.team, .team, "Team that stands in.", otherwise: "this one", example: "operations"),
    ])
}
