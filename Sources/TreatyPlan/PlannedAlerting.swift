/// Who hears of what, when, and how: what a host needs to say that something is wrong. Sorted by name; parts refer to each other by position.
///
/// Everything in it also stands in ``Plan/declarations`` as it was written, for people and for comparison; what is here is what is carried
/// out.
public struct PlannedAlerting: Hashable, Sendable, Codable {
  /// Calendars.
  public var calendars: [PlannedCalendar] = []
  /// Teams.
  public var teams: [PlannedTeam] = []
  /// Vendors' support.
  public var contracts: [PlannedContract] = []
  /// Who is called, and who is next.
  public var escalations: [PlannedEscalation] = []
  /// How they are reached.
  public var channels: [PlannedChannel] = []
  /// What flows say of their failures and promises; flows that say nothing are left out.
  public var flows: [PlannedFlowCare] = []
  /// What systems say of their health; systems that say nothing are left out.
  public var systems: [PlannedSystemCare] = []

  /// Nothing.
  public init() {}
}

/// When something is open, allowed or frozen. Times are texts of the language's small grammars.
public struct PlannedCalendar: Hashable, Sendable, Codable {
  /// Name.
  public var name: String
  /// Zone of its times, an IANA name.
  public var zone: String
  /// Weekly hours: `mon-fri 08:00-18:00`.
  public var weekly: [String]
  /// Stretches of time.
  public var windows: [PlannedWindow]
  /// Days on which the weekly hours do not hold: `2026-12-24..2026-12-26`.
  public var except: [String]
  /// Calendars whose times are its own too.
  public var includes: [Position<PlannedCalendar>]
  /// Whether more times are read from elsewhere, which this version does not do: then it is not known when it is closed.
  public var hasSource: Bool

  /// An empty calendar.
  public init(name: String, zone: String) {
    self.name = name
    self.zone = zone
    weekly = []
    windows = []
    except = []
    includes = []
    hasSource = false
  }
}

/// A stretch of time: once (`from` and `to`), or again and again (`schedule` and `lengthMilliseconds`).
public struct PlannedWindow: Hashable, Sendable, Codable {
  /// Local time at which it begins.
  public var from: String?
  /// Local time at which it ends.
  public var to: String?
  /// When it begins again and again.
  public var schedule: String?
  /// How long it is then, in milliseconds.
  public var lengthMilliseconds: Int64?

  /// A stretch.
  public init(from: String?, to: String?, schedule: String?, lengthMilliseconds: Int64?) {
    self.from = from
    self.to = to
    self.schedule = schedule
    self.lengthMilliseconds = lengthMilliseconds
  }
}

/// How somebody is reached.
public struct PlannedContacts: Hashable, Sendable, Codable {
  /// Mail address.
  public var mail: String?
  /// Telephone number.
  public var phone: String?
  /// Channel of a chat.
  public var chat: String?
  /// Page of the web.
  public var page: String?

  /// Contacts.
  public init(mail: String? = nil, phone: String? = nil, chat: String? = nil, page: String? = nil) {
    self.mail = mail
    self.phone = phone
    self.chat = chat
    self.page = page
  }

  /// The contact of a kind.
  public subscript(kind: ContactKind) -> String? {
    switch kind {
    case .mail: mail
    case .phone: phone
    case .chat: chat
    case .page: page
    }
  }
}

/// A kind of contact.
public enum ContactKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// By mail.
  case mail
  /// By telephone.
  case phone
  /// In a chat.
  case chat
  /// On a page.
  case page

  /// Whether it wakes somebody who sleeps.
  public var wakes: Bool { self == .phone || self == .page }

  /// What a contact that is said without its kind is: an address with `@` is mail, `#` a chat, digits a telephone, an address of the web a page.
  public static func of(_ contact: String) -> ContactKind {
    if contact.contains("://") { return .page }
    if contact.contains("@") { return .mail }
    if contact.hasPrefix("+") || contact.first?.isNumber == true { return .phone }
    return .chat
  }
}

/// Who answers for something.
public struct PlannedTeam: Hashable, Sendable, Codable {
  /// Name.
  public var name: String
  /// Its own contacts, and those of the teams above it where it has none of a kind.
  public var contacts: PlannedContacts
  /// When it works.
  public var hours: Position<PlannedCalendar>?
  /// When somebody of it answers.
  public var onCall: [PlannedOnCall]

  /// A team.
  public init(name: String, contacts: PlannedContacts, hours: Position<PlannedCalendar>?, onCall: [PlannedOnCall]) {
    self.name = name
    self.contacts = contacts
    self.hours = hours
    self.onCall = onCall
  }
}

/// When somebody of a team answers.
public struct PlannedOnCall: Hashable, Sendable, Codable {
  /// The hours.
  public var during: Position<PlannedCalendar>
  /// Who, where it is not the team's own contact.
  public var contact: String?
  /// Team that stands in.
  public var team: Position<PlannedTeam>?

  /// A duty.
  public init(during: Position<PlannedCalendar>, contact: String?, team: Position<PlannedTeam>?) {
    self.during = during
    self.contact = contact
    self.team = team
  }
}

/// A vendor's support.
public struct PlannedContract: Hashable, Sendable, Codable {
  /// Name.
  public var name: String
  /// Who gives it.
  public var vendor: String
  /// Number or place of the document.
  public var reference: String?
  /// When somebody answers; `nil` is always.
  public var hours: Position<PlannedCalendar>?
  /// How they are reached.
  public var contacts: PlannedContacts

  /// A contract.
  public init(
    name: String, vendor: String, reference: String?, hours: Position<PlannedCalendar>?, contacts: PlannedContacts
  ) {
    self.name = name
    self.vendor = vendor
    self.reference = reference
    self.hours = hours
    self.contacts = contacts
  }
}

/// Who is called, and who is next.
public struct PlannedEscalation: Hashable, Sendable, Codable {
  /// Name.
  public var name: String
  /// The steps, those that come first first.
  public var steps: [PlannedEscalationStep]
  /// How long after the failure it begins again, in milliseconds; `nil` is never.
  public var againMilliseconds: Int64?
  /// What to do.
  public var runbook: String?

  /// A policy.
  public init(name: String, steps: [PlannedEscalationStep], againMilliseconds: Int64?, runbook: String?) {
    self.name = name
    self.steps = steps
    self.againMilliseconds = againMilliseconds
    self.runbook = runbook
  }
}

/// A step of an escalation: a team or a contract is called.
public struct PlannedEscalationStep: Hashable, Sendable, Codable {
  /// How long after the failure, in milliseconds.
  public var afterMilliseconds: Int64
  /// Team.
  public var team: Position<PlannedTeam>?
  /// Vendor's support.
  public var contract: Position<PlannedContract>?
  /// Over which contacts; empty is over all.
  public var via: [ContactKind]

  /// A step.
  public init(
    afterMilliseconds: Int64, team: Position<PlannedTeam>?, contract: Position<PlannedContract>?, via: [ContactKind]
  ) {
    self.afterMilliseconds = afterMilliseconds
    self.team = team
    self.contract = contract
    self.via = via
  }
}

/// How alerts reach people. Exactly one of the three ways is there.
public struct PlannedChannel: Hashable, Sendable, Codable {
  /// Name.
  public var name: String
  /// Kinds of contacts that it serves.
  public var serves: [ContactKind]
  /// By mail.
  public var mail: PlannedMailChannel?
  /// By a request.
  public var webhook: PlannedWebhookChannel?
  /// By a record of a system; its expressions read `alert` and `inputs`.
  public var operation: PlannedDelivery?

  /// A channel without a way.
  public init(name: String, serves: [ContactKind]) {
    self.name = name
    self.serves = serves
  }
}

/// Alerts by mail.
public struct PlannedMailChannel: Hashable, Sendable, Codable {
  /// How the connection is protected.
  public enum Protection: String, Hashable, Sendable, Codable, CaseIterable {
    /// Turns to TLS before anything is said.
    case starttls
    /// TLS from the first byte.
    case implicit
    /// In the clear.
    case none

    /// The port that such servers have.
    public var usualPort: Int {
      switch self {
      case .starttls: 587
      case .implicit: 465
      case .none: 25
      }
    }
  }

  /// Host; reads `inputs`.
  public var server: PlannedTemplate
  /// Port.
  public var port: Int
  /// How the connection is protected.
  public var protection: Protection
  /// Who sends; reads `inputs`.
  public var from: PlannedTemplate
  /// As whom: basic, or not at all.
  public var authentication: PlannedAuthentication
  /// How long sending may take, in milliseconds.
  public var timeoutMilliseconds: Int64

  /// A way by mail.
  public init(
    server: PlannedTemplate, port: Int, protection: Protection, from: PlannedTemplate,
    authentication: PlannedAuthentication, timeoutMilliseconds: Int64
  ) {
    self.server = server
    self.port = port
    self.protection = protection
    self.from = from
    self.authentication = authentication
    self.timeoutMilliseconds = timeoutMilliseconds
  }
}

/// Alerts by a request.
public struct PlannedWebhookChannel: Hashable, Sendable, Codable {
  /// Where it goes; reads `secrets` and `inputs`.
  public var url: PlannedTemplate
  /// As whom.
  public var authentication: PlannedAuthentication
  /// Body; reads `alert` and `inputs`.
  public var body: Construction
  /// How long an answer may take, in milliseconds.
  public var timeoutMilliseconds: Int64

  /// A way by a request.
  public init(
    url: PlannedTemplate, authentication: PlannedAuthentication, body: Construction, timeoutMilliseconds: Int64
  ) {
    self.url = url
    self.authentication = authentication
    self.body = body
    self.timeoutMilliseconds = timeoutMilliseconds
  }
}

/// What a flow says of its failures and promises.
public struct PlannedFlowCare: Hashable, Sendable, Codable {
  /// The flow.
  public var flow: Position<PlannedFlow>
  /// Name of the alert.
  public var alert: String?
  /// Failures in a row before anybody hears of it; `nil` is 1.
  public var after: Int?
  /// Who sees to it.
  public var route: AlertRoute
  /// By class of failure, where it differs; sorted.
  public var classes: [PlannedClassCare]
  /// What it promises.
  public var levels: PlannedLevels?

  /// A flow that says nothing.
  public init(flow: Position<PlannedFlow>) {
    self.flow = flow
    route = AlertRoute()
    classes = []
  }
}

/// Who sees to a failure, and how.
public struct AlertRoute: Hashable, Sendable, Codable {
  /// Team.
  public var owner: Position<PlannedTeam>?
  /// Escalation policy.
  public var escalation: Position<PlannedEscalation>?
  /// What to do: a file of the package, or a web address.
  public var runbook: String?

  /// A route.
  public init(
    owner: Position<PlannedTeam>? = nil, escalation: Position<PlannedEscalation>? = nil, runbook: String? = nil
  ) {
    self.owner = owner
    self.escalation = escalation
    self.runbook = runbook
  }
}

/// What happens with one class of failure; what is `nil` is as for the others.
public struct PlannedClassCare: Hashable, Sendable, Codable {
  /// The class.
  public var failureClass: FailureClass
  /// Who sees to it.
  public var route: AlertRoute

  /// A class.
  public init(failureClass: FailureClass, route: AlertRoute) {
    self.failureClass = failureClass
    self.route = route
  }

  private enum CodingKeys: String, CodingKey {
    case failureClass = "class"
    case route
  }
}

/// What a flow promises, as far as it is measured.
public struct PlannedLevels: Hashable, Sendable, Codable {
  /// Share of deliveries that end well, from 0 to 1; `nil` is not promised.
  public var success: Double?
  /// Within what time, in milliseconds, deliveries are done.
  public var deliveredWithinMilliseconds: Int64?
  /// Deliveries that may wait.
  public var backlog: Int?
  /// Age that the oldest waiting delivery may reach, in milliseconds.
  public var ageMilliseconds: Int64?
  /// Stretch of time over which shares are taken, in milliseconds.
  public var overMilliseconds: Int64
  /// Times the even speed, over an hour, upon which somebody is alerted.
  public var fastBurn: Double
  /// The same, over six hours.
  public var slowBurn: Double

  /// Levels.
  public init(
    success: Double? = nil, deliveredWithinMilliseconds: Int64? = nil, backlog: Int? = nil,
    ageMilliseconds: Int64? = nil, overMilliseconds: Int64 = 30 * 86_400_000, fastBurn: Double = 14,
    slowBurn: Double = 3
  ) {
    self.success = success
    self.deliveredWithinMilliseconds = deliveredWithinMilliseconds
    self.backlog = backlog
    self.ageMilliseconds = ageMilliseconds
    self.overMilliseconds = overMilliseconds
    self.fastBurn = fastBurn
    self.slowBurn = slowBurn
  }
}

/// What a system says of its health.
public struct PlannedSystemCare: Hashable, Sendable, Codable {
  /// The system.
  public var system: Position<PlannedSystem>
  /// Team that answers for it.
  public var owner: Position<PlannedTeam>?
  /// The vendor's support for it.
  public var contract: Position<PlannedContract>?
  /// When it is worked on.
  public var maintenance: Position<PlannedCalendar>?
  /// How it is seen whether it works.
  public var health: PlannedHealth?

  /// A system that says nothing.
  public init(system: Position<PlannedSystem>) { self.system = system }
}

/// How it is seen whether a system works, apart from the calls that are made anyway.
public struct PlannedHealth: Hashable, Sendable, Codable {
  /// Path that is asked, below the connector's base; reads `system`.
  public var get: PlannedTemplate
  /// How often, in milliseconds.
  public var everyMilliseconds: Int64
  /// What a good answer is like; `nil` is a status below 400. Over `status`, `headers`, `body`, `system`.
  public var expect: PlannedExpression?

  /// A health check.
  public init(get: PlannedTemplate, everyMilliseconds: Int64, expect: PlannedExpression?) {
    self.get = get
    self.everyMilliseconds = everyMilliseconds
    self.expect = expect
  }
}

extension Place {
  /// Where an alert is put into words for a channel: `alert`, `inputs`.
  public static let alert = Place.names([.record("alert", AlertScope.fields), .inputs])
}

/// What `alert` is in expressions of channels. Nothing in it comes of a payload.
public enum AlertScope {
  /// Its fields, in the order of the documentation.
  public static let fields: [ScopedField] = [
    ScopedField(name: "id", type: "int"), ScopedField(name: "key", type: "string"),
    ScopedField(name: "state", type: "string"), ScopedField(name: "title", type: "string"),
    ScopedField(name: "text", type: "string"), ScopedField(name: "package", type: "string"),
    ScopedField(name: "name", type: "string", isOptional: true),
    ScopedField(name: "system", type: "string", isOptional: true), ScopedField(name: "flows", type: "[string]"),
    ScopedField(name: "class", type: "string", isOptional: true), ScopedField(name: "count", type: "int"),
    ScopedField(name: "since", type: "timestamp"), ScopedField(name: "fault", type: "string"),
    ScopedField(name: "evidence", type: "string"), ScopedField(name: "runbook", type: "string", isOptional: true),
    ScopedField(name: "command", type: "string"), ScopedField(name: "acknowledge", type: "string"),
    ScopedField(name: "team", type: "string", isOptional: true), ScopedField(name: "contact", type: "string"),
  ]
}

extension Plan {
  /// The first thing about alerting that refers to nothing.
  var alertingFlaw: String? {
    guard let alerting else { return nil }
    let (calendars, teams) = (alerting.calendars.indices, alerting.teams.indices)
    func has(_ calendar: Position<PlannedCalendar>?) -> Bool { calendar.map { calendars.contains($0.index) } ?? true }
    func has(_ team: Position<PlannedTeam>?) -> Bool { team.map { teams.contains($0.index) } ?? true }
    func has(_ contract: Position<PlannedContract>?) -> Bool {
      contract.map { alerting.contracts.indices.contains($0.index) } ?? true
    }
    func has(_ route: AlertRoute) -> Bool {
      has(route.owner) && (route.escalation.map { alerting.escalations.indices.contains($0.index) } ?? true)
    }
    let isSound =
      alerting.calendars.allSatisfy { $0.includes.allSatisfy { has($0) } }
      && alerting.teams.allSatisfy { has($0.hours) && $0.onCall.allSatisfy { has($0.during) && has($0.team) } }
      && alerting.contracts.allSatisfy { has($0.hours) }
      && alerting.escalations.allSatisfy { $0.steps.allSatisfy { has($0.team) && has($0.contract) } }
      && alerting.flows.allSatisfy {
        flows.indices.contains($0.flow.index) && has($0.route) && $0.classes.allSatisfy { has($0.route) }
      }
      && alerting.systems.allSatisfy {
        systems.indices.contains($0.system.index) && has($0.owner) && has($0.contract) && has($0.maintenance)
      }
      && alerting.channels.allSatisfy { channel in
        guard let delivery = channel.operation else { return channel.mail != nil || channel.webhook != nil }
        return systems.indices.contains(delivery.system.index)
          && systems[delivery.system].records.indices.contains(delivery.record.index)
      }
    return isSound ? nil : "alerting: something that it refers to is missing"
  }
}
