/// How alerts reach people.
public struct ChannelDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.channel
  /// What every declaration can say.
  public var common = Common()
  /// Kinds of contacts that it reaches.
  public var serves: [Located<ChannelWord>] = []
  /// By mail.
  @Boxed public var mail: MailChannelDeclaration?
  /// By a request.
  @Boxed public var webhook: WebhookChannelDeclaration?
  /// By a record of a system.
  @Boxed public var operation: OperationChannelDeclaration?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ChannelDeclaration>(
    "channel", "How alerts reach those who are called: which contacts of theirs it serves, and by what.",
    rules: KeyRules(exactlyOne: [["mail", "webhook", "operation"]]),
    keys: KeyDescription.common(
      "What it is meant for.",
      [
        .required(
          "serves", \.serves, .list(Kind<ChannelWord>.choice.located),
          "Kinds of contacts that are reached by it. Of several channels that serve one kind the first by name is taken, and the next where that fails.",
          example: "[mail]"),
        .optional("mail", \.mail, .nested(), "By mail, over SMTP (RFC 5321)."),
        .optional("webhook", \.webhook, .nested(), "By an HTTP request with a body of JSON."),
        .optional(
          "operation", \.operation, .nested(), "By a record of one of the systems: a ticket, a message, a page."),
      ]))
}

/// How a connection to a mail server is protected.
public enum MailTLSWord: String, Hashable, Sendable, CaseIterable {
  /// Begins in the clear and turns to TLS (RFC 3207); without that nothing is sent.
  case starttls
  /// TLS from the first byte (RFC 8314).
  case implicit
  /// In the clear.
  case none
}

/// Alerts by mail.
public struct MailChannelDeclaration: Described {
  /// Host.
  public var server = ScalarText(nil)
  /// Port.
  public var port: Int?
  /// How the connection is protected.
  public var tls = Located.placeholder(MailTLSWord.starttls)
  /// Authority that signs its certificate, where the machine trusts none that does.
  public var authority: Located<String>?
  /// Who sends.
  public var from = ScalarText(nil)
  /// As whom.
  public var account: Located<String>?
  /// How long it may take, in milliseconds.
  public var timeout: Int64 = 30_000

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<MailChannelDeclaration>(
    "mail channel",
    "Alerts by mail. Each has a `Message-ID` that says which step of which incident it is: one that is sent twice is known as the same.",
    keys: [
      .required("server", \.server, .template, "Name of the mail server.", example: "mail.example.org")
        .scope("inputs"),
      .optional(
        "port", \.port, .integer(1...65_535), "Its port.",
        otherwise: "587 for `starttls`, 465 for `implicit`, 25 for `none`", example: "587"),
      .defaulted(
        "tls", \.tls, Kind<MailTLSWord>.choice.located,
        "How the connection is protected: it turns to TLS before anything is said (`starttls`), is TLS from the first byte (`implicit`), or goes without (`none`), which is for a server on the same machine. Certificates are always checked.",
        default: "starttls"),
      .optional(
        "authority", \.authority, .located,
        "File (PEM) with the certificate of the authority that signs the server's, as in a system's `tls`.",
        example: "authorities/house.pem"),
      .required("from", \.from, .template, "Address that alerts come from.", example: "treaty@example.org")
        .scope("inputs"),
      .optional(
        "account", \.account, .reference(.accounts), "Account at the server, with `basic`.",
        otherwise: "none is shown", example: "treaty-at-mail"),
      .defaulted(
        "timeout", \.timeout, .duration(100...600_000), "How long sending may take as a whole.", default: "30s"),
    ])
}

/// Alerts by a request.
public struct WebhookChannelDeclaration: Described {
  /// Where it goes.
  public var url = ScalarText(nil)
  /// As whom.
  public var account: Located<String>?
  /// Authority that signs its certificate, where the machine trusts none that does.
  public var authority: Located<String>?
  /// Body.
  public var json = ScalarOrMapping(nil)
  /// How long an answer may take, in milliseconds.
  public var timeout: Int64 = 10_000

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<WebhookChannelDeclaration>(
    "webhook channel",
    "Alerts by an HTTP POST. `Idempotency-Key` says which step of which incident it is; redirects are not followed, and an answer of 2xx is a good one.",
    keys: [
      .required(
        "url", \.url, .template, "Where it is sent. Where the address itself is the secret, one of `secrets`.",
        example: "${ inputs.chat-hook }"
      ).scope("secrets, inputs"),
      .optional(
        "account", \.account, .reference(.accounts), "Account, with `basic`, or with `token`, which goes as `Bearer`.",
        otherwise: "none is shown", example: "treaty-at-chat"),
      .optional(
        "authority", \.authority, .located,
        "File (PEM) with the certificate of the authority that signs the server's, as in a system's `tls`.",
        example: "authorities/house.pem"),
      .required(
        "json", \.json, .fields, "Body.", example: "{text: \"${ alert.title }\", channel: \"${ alert.contact }\"}"
      ).scope("alert, inputs"),
      .defaulted(
        "timeout", \.timeout, .duration(100...600_000), "How long an answer may take.", default: "10s"),
    ])
}

/// What is done with the record of an incident.
public enum AlertVerbWord: String, Hashable, Sendable, CaseIterable {
  /// One for each message.
  case create
  /// One for each incident, which is changed after that.
  case upsert
}

/// Alerts by a record of a system.
public struct OperationChannelDeclaration: Described {
  /// `system.record`.
  public var to = Located.placeholder("")
  /// What is done.
  public var verb = Located.placeholder(AlertVerbWord.upsert)
  /// What is written whenever something is written.
  public var fields: ScalarOrMapping?
  /// What is written besides, when it is made.
  public var create: ScalarOrMapping?
  /// What is written besides, when it is changed.
  public var update: ScalarOrMapping?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<OperationChannelDeclaration>(
    "operation channel",
    "Alerts by a record of one of the systems, made and changed as deliveries are: with its account, and with a mark where the record has one, so that it is found instead of made twice.",
    keys: [
      .required("to", \.to, .reference(.record), "Kind of record.", example: "service-desk.ticket"),
      .defaulted(
        "do", \.verb, Kind<AlertVerbWord>.choice.located,
        "One record for each incident, which is changed when more is known and when it is over (`upsert`), or one for each message (`create`).",
        default: "upsert"),
      .optional(
        "fields", \.fields, .fields, "What is written, made or changed.", example: "{Subject: \"${ alert.title }\"}"
      ).scope("alert, inputs"),
      .optional(
        "create", \.create, .fields, "What is written besides when it is made.", example: "{Queue: Alerts}"
      ).scope("alert, inputs"),
      .optional(
        "update", \.update, .fields, "What is written besides when it is changed.",
        example: "{Status: \"${ alert.state == 'resolved' ? 'resolved' : 'open' }\"}"
      ).scope("alert, inputs"),
    ])
}
