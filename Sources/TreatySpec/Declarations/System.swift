/// One party.
public struct SystemDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.systems
  /// What every declaration can say.
  public var common = Common()
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
  /// Whose it is, and what it may see.
  public var posture = PostureDeclaration()
  /// Fields of models that it has the last word on.
  public var owns: [Located<String>] = []
  /// What it promises.
  public var levels = LevelsDeclaration()
  /// How it is seen whether it works.
  @Boxed public var health: HealthDeclaration?
  /// When it is worked on.
  public var maintenance: Located<String>?
  /// How connections to it are protected.
  public var tls = TLSDeclaration()
  /// Where it stands in its life.
  public var lifecycle = LifecycleDeclaration()
  /// The vendor's support for it.
  public var contract: Located<String>?
  /// Where what is known of it is written down.
  @Boxed public var documented: DocumentedDeclaration?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a system.
  public static let description = Description<SystemDeclaration>(
    "system", "One party: what it is, where it is, as whom Treaty goes there, and what may be expected of it.",
    keys: KeyDescription.common(
      "What it is to the organisation.",
      [
        .required(
          "connector", \.connector, .reference(.connectors), "How to talk to it.", example: "request-tracker"),
        .optional(
          "url", \.url, .template, "Its address. Required where the connector has records.",
          example: "${ inputs.desk-url }"
        ).scope("inputs"),
        .optional("version", \.version, .located, "Version of the product there.", example: "5.0.3"),
        .optional(
          "account", \.account, .reference(.accounts), "Account that Treaty uses there.", example: "treaty-at-desk"),
        .optional("owner", \.owner, .team, "Team that answers for it.", example: "service-desk"),
        .defaulted(
          "limits", \.limits, .nested(), "Limits that differ from the connector's, each by itself.",
          otherwise: "the connector's"),
        .defaulted(
          "posture", \.posture, .nested(), "Whose it is, and what it may see.", default: "{party: internal}"),
        .defaulted(
          "owns", \.owns, .list(.reference(.field)), "Fields of models that it has the last word on.",
          otherwise: "none",
          example: "[incident.state, incident.severity]"),
        .defaulted("levels", \.levels, .nested(), "What it promises.", otherwise: "nothing"),
        .optional("health", \.health, .nested(), "How it is seen whether it works.", otherwise: "the connector's"),
        .optional(
          "maintenance", \.maintenance, .reference(.calendars),
          "Calendar of the times when it is worked on: calls then wait, and nobody is woken.",
          example: "desk-maintenance"
        ),
        .defaulted("tls", \.tls, .nested(), "How connections to it are protected.", default: "{minimum: \"1.2\"}"),
        .defaulted(
          "lifecycle", \.lifecycle, .nested(), "Where it stands in its life.", default: "{stage: active}"),
        .optional(
          "contract", \.contract, .reference(.contracts), "The vendor's support for it.", example: "desk-support"),
        .optional(
          "documented", \.documented, .nested(), "Where what is known of its integrations is written down."
        )
        .checkedOnly,
      ]))
}

/// Whose a system is.
public enum PartyWord: String, Hashable, Sendable, CaseIterable {
  /// The organisation's own, in its own network.
  case `internal`
  /// Run for the organisation by somebody else.
  case hosted
  /// A partner's.
  case partner
  /// Anybody's.
  case `public`
}

/// Kinds of proof.
public enum AuthWord: String, Hashable, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// Name and password.
  case basic
  /// A key.
  case apiKey = "api-key"
  /// A token.
  case token
  /// A token that is fetched.
  case oauth2
  /// A signature over each message.
  case hmac
  /// A certificate.
  case mutualTLS = "mutual-tls"
}

/// Whose a system is, and what it may see.
public struct PostureDeclaration: Described {
  /// Whose it is.
  public var party = Located.placeholder(PartyWord.internal)
  /// The most careful class of data that may reach it.
  public var clearance: Located<DataClassWord>?
  /// Whether people of the customer read what is written there.
  public var audience: Located<VisibilityWord>?
  /// Kinds of proof that it must be shown.
  public var requires: [Located<AuthWord>] = []
  /// Where its data lie.
  public var region: Located<String>?

  /// The organisation's own.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<PostureDeclaration>(
    "posture", "Whose a system is, what may reach it, and which proof it is worth.",
    keys: [
      .defaulted(
        "party", \.party, Kind<PartyWord>.choice.located,
        "Whose it is: the organisation's own (`internal`), run for it by somebody else (`hosted`), a partner's, or anybody's (`public`).",
        default: "internal"),
      .optional(
        "clearance", \.clearance, Kind<DataClassWord>.choice.located,
        "The most careful class of data that may reach it.",
        otherwise: "`personal` for an internal system, `internal` for a hosted one, `public` for others"),
      .optional(
        "audience", \.audience, Kind<VisibilityWord>.choice.located,
        "Who reads what is written there. A text for the staff never goes where customers read.", default: "staff"),
      .defaulted(
        "requires", \.requires, .list(Kind<AuthWord>.choice.located),
        "Kinds of proof, of which its account must use one.",
        otherwise: "any", example: "[mutual-tls, oauth2]"),
      .optional("region", \.region, .located, "Where its data lie.", example: "eu"),
    ])
}

/// How it is seen whether a system works.
public struct HealthDeclaration: Described {
  /// Path that is asked.
  public var get = ScalarText(nil)
  /// How often, in milliseconds.
  public var every: Located<Int64>?
  /// What a good answer is.
  public var expect: ScalarText?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<HealthDeclaration>(
    "health check", "How it is seen whether a system works, apart from the calls that are made anyway.",
    keys: [
      .required("get", \.get, .template, "Path that is asked, below the connector's base.", example: "/rt")
        .scope("system"),
      .optional("every", \.every, Kind<Int64>.anyDuration.located, "How often it is asked.", default: "1m"),
      .optional(
        "expect", \.expect, .expression, "What a good answer is like.", default: "status < 400",
        example: "status == 200"
      ).scope("status, headers, body, system"),
    ])
}

/// How connections to a system are protected.
public struct TLSDeclaration: Described {
  /// Least version.
  public var minimum = Located.placeholder(TLSWord.v12)
  /// Authority that signs its certificate, where it is not a public one.
  public var authority: Located<String>?
  /// Why it goes without.
  public var insecure: Located<String>?

  /// As usual.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<TLSDeclaration>(
    "tls", "How connections to a system are protected. There is no way to leave a certificate unchecked.",
    keys: [
      .defaulted("minimum", \.minimum, Kind<TLSWord>.choice.located, "Least version of TLS.", default: "\"1.2\""),
      .optional(
        "authority", \.authority, .located,
        "File (PEM) with the certificate of the authority that signs the system's, where that is none that the machine trusts; relative to this file. Then no other is trusted for this system. The plan carries the certificate.",
        example: "authorities/house.pem"
      ),
      .optional(
        "insecure", \.insecure, .located, "Why connections may go without TLS.", example: "In the same rack, by cable"),
    ])
}

/// Versions of TLS.
public enum TLSWord: String, Hashable, Sendable, CaseIterable {
  /// RFC 5246.
  case v12 = "1.2"
  /// RFC 8446.
  case v13 = "1.3"
}

/// Where something stands in its life.
public enum StageWord: String, Hashable, Sendable, CaseIterable {
  /// Not yet there.
  case planned
  /// Tried out.
  case pilot
  /// In use.
  case active
  /// On its way out: nothing new may use it.
  case retiring
  /// Gone.
  case retired
}

/// Where a system stands in its life.
public struct LifecycleDeclaration: Described {
  /// The stage.
  public var stage = Located.placeholder(StageWord.active)
  /// Last day.
  public var sunset: Located<String>?
  /// What takes its place.
  public var replacedBy: Located<String>?
  /// How it is taken out of use.
  @Boxed public var retire: RetireDeclaration?

  /// In use.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<LifecycleDeclaration>(
    "lifecycle", "Where a system stands in its life, and what follows.",
    keys: [
      .defaulted(
        "stage", \.stage, Kind<StageWord>.choice.located,
        "Where it stands: not yet there (`planned`), tried out (`pilot`), in use (`active`), on its way out, so that nothing new may use it (`retiring`), or gone (`retired`).",
        default: "active"),
      .optional("sunset", \.sunset, .date, "Last day on which it works.", example: "2027-03-31"),
      .optional(
        "replaced-by", \.replacedBy, .reference(.systems), "System that takes its place.", example: "service-desk"),
      .optional("retire", \.retire, .nested(), "How it is taken out of use.").checkedOnly,
    ])
}

/// How a system is taken out of use.
public struct RetireDeclaration: Described {
  /// How long what is under way may take, in milliseconds.
  public var drain: Located<Int64>?
  /// Records that are saved before.
  public var export: [Located<String>] = []
  /// Accounts that are taken back.
  public var revoke: [Located<String>] = []
  /// When what is stored of it is deleted, in milliseconds after the end.
  public var purge: Located<Int64>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<RetireDeclaration>(
    "retirement", "How a system is taken out of use: drained, exported, its accounts taken back, its traces purged.",
    keys: [
      .optional(
        "drain", \.drain, Kind<Int64>.anyDuration.located, "How long what is under way may still take.", example: "14d"),
      .defaulted(
        "export", \.export, .list(.reference(.record)), "Kinds of records that are saved before.", otherwise: "none",
        example: "[old-desk.ticket]"),
      .defaulted(
        "revoke", \.revoke, .list(.reference(.accounts)), "Accounts that are taken back.", otherwise: "none",
        example: "[treaty-at-old-desk]"),
      .optional(
        "purge", \.purge, Kind<Int64>.anyDuration.located, "How long after the end what is stored of it is deleted.",
        example: "90d"),
    ])
}

/// Where what is known of a system's integrations is written down.
public struct DocumentedDeclaration: Described {
  /// Kind of record, in a CMDB or wiki.
  public var to = Located.placeholder("")
  /// What tells its record from others.
  public var key = ScalarText(nil)
  /// What is written.
  public var fields: ScalarOrMapping?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<DocumentedDeclaration>(
    "documentation target",
    "Where what is known of a system's integrations is written down, anew with each plan: in a CMDB or a wiki.",
    keys: [
      .required("to", \.to, .reference(.record), "Kind of record that it is written to.", example: "cmdb.item"),
      .required("key", \.key, .template, "What tells the system's record from others.", example: "${ system.name }")
        .scope("system, plan"),
      .optional(
        "fields", \.fields, .fields, "What is written.", example: "{notes: \"${ plan.summary }\"}"
      ).scope("system, plan"),
    ])
}
