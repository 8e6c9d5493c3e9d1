import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A note for the staff gets to where customers read.
public struct StaffNoteToCustomer: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .staffNoteToCustomer, name: "staff-note-to-customer", severity: .error,
      title: "A note for the staff reaches customers",
      summary: "A text that only the staff may read is written where customers read.",
      why: """
        It is the leak that every sync of tickets has had: what colleagues told each other stands in the customer's mail. Texts with
        `visibility: staff` are followed like data of a class, up to systems whose `audience` is `customer` and fields with
        `visibility: customer`.
        """,
      mend: """
        Write another text for customers, or a field that customers do not see. Where the teams agreed on it, name an agreement that allows
        `staff-notes`.
        """,
      bad: """
        connectors:
          people:
            auth: {token: {}}
            records:
              person:
                id: id
                changed: {field: changed}
                schema: {id: string, mail: {type: email, class: personal}, note: {type: string, visibility: staff}, changed: timestamp}
                get: {GET: "/people/${ id }"}
                list: {GET: /people, query: {since: "${ string(since) }"}, items: body}
        systems:
          portal: {connector: desk, url: "https://portal.example.org", account: us-at-desk, version: "2.4", posture: {audience: customer}}
          staff: {connector: people, url: "https://people.example.org", account: us-at-staff}
        secrets:
          staff-token: {about: Token at the directory of people}
        accounts:
          us-at-staff: {owner: front-desk, auth: {token: "${ secrets.staff-token }"}}
        flows:
          newcomers:
            owner: front-desk
            serves: support
            on: {poll: staff.person, every: 5m}
            identify: item.id
            deliver: [{to: portal.ticket, do: upsert, fields: {title: "New", note: "${ item.note }"}}]
        """,
      good: """
        connectors:
          people:
            auth: {token: {}}
            records:
              person:
                id: id
                changed: {field: changed}
                schema: {id: string, mail: {type: email, class: personal}, note: {type: string, visibility: staff}, changed: timestamp}
                get: {GET: "/people/${ id }"}
                list: {GET: /people, query: {since: "${ string(since) }"}, items: body}
        systems:
          portal: {connector: desk, url: "https://portal.example.org", account: us-at-desk, version: "2.4", posture: {audience: customer}}
          staff: {connector: people, url: "https://people.example.org", account: us-at-staff}
        secrets:
          staff-token: {about: Token at the directory of people}
        accounts:
          us-at-staff: {owner: front-desk, auth: {token: "${ secrets.staff-token }"}}
        flows:
          newcomers:
            owner: front-desk
            serves: support
            on: {poll: staff.person, every: 5m}
            identify: item.id
            deliver: [{to: portal.ticket, do: upsert, fields: {title: "New", note: "${ item.id }"}}]
        """,
      related: [.staffCommentsCross, .unmarkedComments], canBeAllowed: true),
    reason: "what colleagues told each other stands in front of customers, and cannot be taken back")

  /// The rule.
  public init() {}

  /// Looks at where texts for the staff get to.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for crossing in package.staffNotes.value.all where !package.allows(.staffNotes, crossing.activity) {
      guard let (place, label) = audience(of: crossing, package) else { continue }
      report.add(
        Self.about.finding(
          "`\(crossing.taint.field)` is for the staff, and reaches \(place)", at: crossing.span,
          related: crossing.taint.way + [label].compactMap(\.self),
          mend: "write a text that is meant for customers",
          "or, where the teams agreed on it, name an agreement that allows `staff-notes`"))
    }
  }

  /// Where customers read it; `nil` where they do not.
  private func audience(of crossing: Crossing, _ package: RuledPackage) -> (String, Label?)? {
    let cares = package.expressions.knowledge.fieldCares
    switch crossing.sink {
    case .system(let party, let path):
      let care = path.first.flatMap { cares["\(party.acceptedType).\(TypeText.name($0))"] }?.visibility
      if care?.value == .staff { return nil }
      if let care, care.value == .customer {
        return ("`\(party.name.value)`, in a field that customers read", Label(span: care.span, text: "for customers"))
      }
      guard party.system.value.isReadByCustomers else { return nil }
      return (
        "`\(party.systemName)`, where customers read",
        party.system.value.posture.audience.map { Label(span: $0.span, text: "customers read there") }
      )
    case .model(let model, let path):
      guard let care = path.first.flatMap({ cares["\(model).\(TypeText.name($0))"] })?.visibility,
        care.value == .customer
      else { return nil }
      return ("`\(model).\(path.joined(separator: "."))`", Label(span: care.span, text: "for customers"))
    default: return nil
    }
  }
}
