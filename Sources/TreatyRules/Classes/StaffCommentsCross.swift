import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Comments for the staff cross to where customers read.
public struct StaffCommentsCross: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .staffCommentsCross, name: "staff-comments-cross", severity: .error,
      title: "Comments of the staff cross to customers",
      summary: "A sync carries all comments to a side where customers read.",
      why: """
        With `cross: all` notes that colleagues leave for each other become comments on the other side. Where customers read there, they read those
        too.
        """,
      mend: """
        Write `cross: customer`. Where the teams agreed that notes cross, name the agreement: it must allow `staff-notes`.
        """,
      bad: """
        systems:
          inside: {connector: forum, url: "https://inside.example.org", account: us-at-desk}
          outside: {connector: forum, url: "https://outside.example.org", account: us-outside, posture: {audience: customer}}
        accounts:
          us-outside: {owner: front-desk, auth: {token: "${ secrets.outside-token }"}}
        secrets:
          outside-token: {about: Token outside}
        models:
          thread: {key: [title], fields: {title: string}}
        connectors:
          forum:
            auth: {token: {}}
            records:
              thread:
                id: id
                changed: {field: changed}
                schema: {id: string, title: string, changed: timestamp}
                accepts: {title: string}
                list: {GET: /threads, query: {since: "${ string(since) }"}, items: body}
                create: {POST: /threads, json: "${ input }", gives: {id: body.id}, safety: {key: Idempotency-Key}}
                update: {PATCH: "/threads/${ id }", json: "${ input }", safety: idempotent}
              post:
                id: id
                changed: {field: changed}
                schema: {id: string, text: string, hidden: bool, changed: timestamp}
                accepts: {thread: string, text: string}
                list: {GET: /posts, query: {since: "${ string(since) }"}, items: body}
                create: {POST: /posts, json: "${ input }", gives: {id: body.id}, safety: {key: Idempotency-Key}}
        syncs:
          threads:
            owner: front-desk
            serves: support
            model: thread
            sides:
              in: {record: inside.thread, fields: {title: title}}
              out: {record: outside.thread, fields: {title: title}}
            rules: {title: {owner: in}}
            create: [in -> out]
            comments:
              cross: all
              sides:
                in: {record: inside.post, text: item.text, internal: item.hidden}
                out: {record: outside.post, text: item.text, write: {thread: "${ parent }", text: "${ text }"}}
            pull: every 5m
        """,
      good: """
        systems:
          inside: {connector: forum, url: "https://inside.example.org", account: us-at-desk}
          outside: {connector: forum, url: "https://outside.example.org", account: us-outside, posture: {audience: customer}}
        accounts:
          us-outside: {owner: front-desk, auth: {token: "${ secrets.outside-token }"}}
        secrets:
          outside-token: {about: Token outside}
        models:
          thread: {key: [title], fields: {title: string}}
        connectors:
          forum:
            auth: {token: {}}
            records:
              thread:
                id: id
                changed: {field: changed}
                schema: {id: string, title: string, changed: timestamp}
                accepts: {title: string}
                list: {GET: /threads, query: {since: "${ string(since) }"}, items: body}
                create: {POST: /threads, json: "${ input }", gives: {id: body.id}, safety: {key: Idempotency-Key}}
                update: {PATCH: "/threads/${ id }", json: "${ input }", safety: idempotent}
              post:
                id: id
                changed: {field: changed}
                schema: {id: string, text: string, hidden: bool, changed: timestamp}
                accepts: {thread: string, text: string}
                list: {GET: /posts, query: {since: "${ string(since) }"}, items: body}
                create: {POST: /posts, json: "${ input }", gives: {id: body.id}, safety: {key: Idempotency-Key}}
        syncs:
          threads:
            owner: front-desk
            serves: support
            model: thread
            sides:
              in: {record: inside.thread, fields: {title: title}}
              out: {record: outside.thread, fields: {title: title}}
            rules: {title: {owner: in}}
            create: [in -> out]
            comments:
              cross: customer
              sides:
                in: {record: inside.post, text: item.text, internal: item.hidden}
                out: {record: outside.post, text: item.text, write: {thread: "${ parent }", text: "${ text }"}}
            pull: every 5m
        """,
      related: [.staffNoteToCustomer, .unmarkedComments], canBeAllowed: true),
    reason: "what colleagues told each other stands in front of customers, and cannot be taken back")

  /// The rule.
  public init() {}

  /// Looks at what crosses with each sync.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities where activity.section == .syncs && !package.allows(.staffNotes, activity) {
      guard let comments = package.declared.syncs[activity.name.value]?.value.comments, comments.cross.value == .all
      else { continue }
      if let agreement = package.find(comments.agreement, in: \.agreements),
        agreement.value.allows(.staffNotes), !package.hasPassed(agreement.value.until)
      {
        continue
      }
      for side in comments.sides where side.value.write != nil {
        guard let party = package.party(side.value.record), party.system.value.isReadByCustomers else { continue }
        report.add(
          Self.about.finding(
            "all comments cross to `\(party.name.value)`, where customers read", at: comments.cross.span,
            related: [party.system.value.posture.audience.map { Label(span: $0.span, text: "customers read there") }],
            mend: "write `cross: customer`", "or name an agreement that allows `staff-notes`"))
      }
    }
  }
}
