import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Files of any kind cross to a partner.
public struct UncheckedAttachments: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .uncheckedAttachments, name: "unchecked-attachments", severity: .warning,
      title: "Files of any kind cross to outsiders",
      summary: "A sync with a partner or the public carries attachments of every kind.",
      why: """
        What is in a file nobody follows: exports, screenshots, mails. A list of kinds keeps at least what people do not mean to send.
        """,
      mend: """
        List the kinds that are needed under `types`, such as `[image/png, text/plain]`, or let no files cross.
        """,
      bad: """
        systems:
          inside: {connector: forum, url: "https://inside.example.org", account: us-at-desk}
          outside: {connector: forum, url: "https://outside.example.org", account: us-outside, posture: {audience: customer, party: partner}}
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
            attachments: {max: 5MiB}
            pull: every 5m
        """,
      good: """
        systems:
          inside: {connector: forum, url: "https://inside.example.org", account: us-at-desk}
          outside: {connector: forum, url: "https://outside.example.org", account: us-outside, posture: {audience: customer, party: partner}}
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
            attachments: {max: 5MiB, types: [image/png]}
            pull: every 5m
        """,
      related: [.unclearedSystem, .largeAttachment], canBeAllowed: true),
    reason: "nobody sees what is in a file before it is there")

  /// The rule.
  public init() {}

  /// Looks at syncs that carry files to others.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities where activity.section == .syncs {
      guard let sync = package.declared.syncs[activity.name.value], let attachments = sync.value.attachments,
        attachments.types.isEmpty
      else { continue }
      let outsiders = sync.value.sides.compactMap { package.party($0.value.record) }.filter { party in
        [.partner, .public].contains(party.system.value.posture.party.value)
      }
      guard let outsider = outsiders.first else { continue }
      let key = sync.node.entries.first { $0.key.text == "attachments" }?.key
      report.add(
        Self.about.finding(
          "files of every kind cross to `\(outsider.systemName)`, which is not the organisation's own", at: key?.span,
          related: [Label(span: outsider.system.value.posture.party.span, text: "whose it is")],
          mend: "list the kinds that are needed: `types: [image/png, text/plain]`"))
    }
  }
}
