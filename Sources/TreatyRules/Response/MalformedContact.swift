import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A contact that leads to nobody.
public struct MalformedContact: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .malformedContact, name: "malformed-contact", severity: .error,
      title: "A contact that is no address",
      summary: "What stands under `mail` is no mail address, or what stands under `phone` has no number.",
      why: """
        Somebody is to be reached over it when something fails. The message comes back, or is never sent, and that is noticed when it is needed.
        """,
      mend: """
        Write a mail address as `desk@example.org`, and a telephone number with its digits: `+49 30 1234567`. What is a channel of a chat stands \
        under `chat`, and a page of the web under `page`.
        """,
      bad: """
        teams:
          hall: {contacts: {mail: hall.example.org}}
        """,
      good: """
        teams:
          hall: {contacts: {mail: hall@example.org}}
        """,
      related: [.unreachableTeam, .callsNobody], canBeAllowed: true),
    reason: "nobody is reached over it, which is noticed when it is needed")

  /// The rule.
  public init() {}

  /// Looks at the contacts of the package's own teams and contracts.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for team in package.own(\.teams) {
      check(team.value.contacts, of: "team `\(team.name.value)`", &report)
      // A role may stand there as well.
      if let lead = team.value.lead, lead.value.contains("@") { check(mail: lead, &report) }
    }
    for contract in package.own(\.contracts) {
      check(contract.value.contacts, of: "contract `\(contract.name.value)`", &report)
    }
  }

  private func check(_ contacts: ContactsDeclaration, of title: String, _ report: inout Findings) {
    if let mail = contacts.mail { check(mail: mail, &report) }
    guard let phone = contacts.phone, let what = PhoneMistake(phone.value) else { return }
    report.add(
      Self.about.finding(
        "\(title) is called at `\(phone.value)`, which is no telephone number", at: phone.span, what.text,
        mend: what.mend, "or take `phone` away"))
  }

  private func check(mail: Located<String>, _ report: inout Findings) {
    guard let text = MailAddress.mistake(in: mail.value) else { return }
    report.add(
      Self.about.finding(
        "`\(mail.value)` is no mail address", at: mail.span, text, mend: "write it as `desk@example.org`"))
  }
}

/// What is wrong with a telephone number. Numbers are written in many ways: only what cannot be one is found.
private enum PhoneMistake {
  case mail, page, noDigits

  init?(_ text: String) {
    if text.contains("@") {
      self = .mail
    } else if text.contains("://") {
      self = .page
    } else if !text.contains(where: { $0.isNumber }) {
      self = .noDigits
    } else {
      return nil
    }
  }

  var text: String {
    switch self {
    case .mail: "this is a mail address"
    case .page: "this is a page of the web"
    case .noDigits: "there is no digit in it"
    }
  }

  var mend: String {
    switch self {
    case .mail: "write it under `mail`"
    case .page: "write it under `page`"
    case .noDigits: "write the number: `+49 30 1234567`"
    }
  }
}

/// Addresses of mail, as far as anybody writes them: `name@host`, or with a name before it in words (RFC 5322 §3.4).
private enum MailAddress {
  /// What is wrong with a text; `nil` for an address.
  static func mistake(in text: String) -> String? {
    var address = text[...]
    if text.hasSuffix(">"), let start = text.lastIndex(of: "<") {
      address = text[text.index(after: start)...].dropLast()
    }
    // What stands in quotes before the sign may hold anything.
    guard !address.hasPrefix("\"") else { return nil }
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count == 1 { return "there is no `@` in it" }
    if parts.count > 2 { return "there is more than one `@` in it" }
    if address.contains(where: { $0.isWhitespace }) { return "there is white space in it" }
    if address.hasPrefix("mailto:") { return "`mailto:` is no part of it" }
    if parts[0].isEmpty { return "no name stands before `@`" }
    if parts[1].isEmpty { return "no host stands behind `@`" }
    let host = parts[1]
    // An address of the network in brackets is one as well.
    if host.hasPrefix("["), host.hasSuffix("]") { return nil }
    if host.hasPrefix(".") || host.hasSuffix(".") || host.contains("..") { return "a part of the host is empty" }
    if let wrong = host.first(where: { $0.isASCII && !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "." }) {
      return "`\(wrong)` stands in no name of a host"
    }
    return nil
  }
}
