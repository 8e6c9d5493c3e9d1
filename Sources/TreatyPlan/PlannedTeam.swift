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
