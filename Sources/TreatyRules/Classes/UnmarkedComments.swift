import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A side of a sync does not say which comments are for the staff.
public struct UnmarkedComments: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unmarkedComments, name: "unmarked-comments", severity: .warning,
      title: "Nobody knows which comments are internal",
      summary: "Comments cross to customers from a side that does not say which are for the staff.",
      why: """
        Only what is not internal crosses. A side without `internal` says that none of its comments is: all of them cross, those too that
        colleagues meant for each other.
        """,
      mend: """
        Say under `internal` how one sees that a comment is for the staff, such as `item.Type == 'Comment'`. Where there are no such, write
        `internal: "false"`.
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
              cross: customer
              sides:
                in: {record: inside.post, text: item.text}
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
      related: [.staffCommentsCross, .staffNoteToCustomer], canBeAllowed: true),
    reason: "all of its comments cross, those too that are meant for colleagues")

  /// The rule.
  public init() {}

  /// Looks at both sides of what crosses.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities where activity.section == .syncs {
      guard let comments = package.declared.syncs[activity.name.value]?.value.comments,
        comments.cross.value == .customer
      else { continue }
      for target in comments.sides where target.value.write != nil {
        guard let to = package.party(target.value.record), to.system.value.isReadByCustomers else { continue }
        for source in comments.sides where source.name.value != target.name.value && source.value.isInternal == nil {
          guard let from = package.party(source.value.record), !from.system.value.isReadByCustomers else { continue }
          report.add(
            Self.about.finding(
              "`\(source.name.value)` does not say which comments are for the staff, and all cross to `\(to.systemName)`",
              at: source.name.span,
              related: [to.system.value.posture.audience.map { Label(span: $0.span, text: "customers read there") }],
              mend: "add `internal:` with how one sees that a comment is for the staff"))
        }
      }
    }
  }
}
