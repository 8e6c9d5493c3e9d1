import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An account is granted something that its systems' connectors never mention.
public struct UnknownPermission: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unknownPermission, name: "unknown-permission", severity: .warning,
      title: "A permission that no operation needs",
      summary: """
        An account is granted something that the connectors of its systems mention nowhere under `permissions`.
        """,
      why: """
        Permissions are the vendor's words, and a word with a letter wrong grants nothing. Where the word is \
        right, no operation of the connector needs it: either the account has more than anything here can use, \
        or the connector does not say all.
        """,
      mend: """
        Write the permission as the connector does. Where the vendor does have it and an operation needs it, add \
        it to the connector's `permissions`; where nothing needs it, have it taken back.
        """,
      bad: """
        connectors:
          library:
            auth: {token: {}}
            permissions: {book.create: [AddBook], book.update: [EditBook]}
            records:
              book:
                id: id
                schema: {id: string, title: string}
                accepts: {title: string}
                create: {POST: /books, json: "${ input }", gives: {id: body.id}, safety: {key: Idempotency-Key}}
                update: {PATCH: "/books/${ id }", json: "${ input }", safety: idempotent}
        systems:
          library: {connector: library, url: https://library.example.org, account: us-at-library}
        secrets:
          library-token: {about: Token of the account at the library}
        accounts:
          us-at-library: {owner: front-desk, auth: {token: "${ secrets.library-token }"}, granted: [AddBook, EditBok]}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: library.book, do: create, fields: {title: "${ item.host }"}}]
        """,
      good: """
        connectors:
          library:
            auth: {token: {}}
            permissions: {book.create: [AddBook], book.update: [EditBook]}
            records:
              book:
                id: id
                schema: {id: string, title: string}
                accepts: {title: string}
                create: {POST: /books, json: "${ input }", gives: {id: body.id}, safety: {key: Idempotency-Key}}
                update: {PATCH: "/books/${ id }", json: "${ input }", safety: idempotent}
        systems:
          library: {connector: library, url: https://library.example.org, account: us-at-library}
        secrets:
          library-token: {about: Token of the account at the library}
        accounts:
          us-at-library: {owner: front-desk, auth: {token: "${ secrets.library-token }"}, granted: [AddBook]}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: library.book, do: create, fields: {title: "${ item.host }"}}]
        """,
      related: [.missingPermission, .excessPermission], canBeAllowed: true),
    reason: "a misspelt permission grants nothing, and one that nothing needs is a risk without use")

  /// The rule.
  public init() {}

  /// Looks each permission up among those that the connectors of an account's systems mention.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for account in package.own(\.accounts) {
      guard let granted = account.value.granted, let mentions = PermissionMentions(of: account, in: package) else {
        continue
      }
      let held = Set(granted.map { $0.value })
      for permission in granted where mentions.first(of: permission.value) == nil {
        var fixes: [Fix] = []
        let others = mentions.names.filter { !held.contains($0) }
        if let near = NearName.suggest(for: permission.value, among: others) {
          fixes.append(
            Fix(title: "did you mean `\(near)`?", edits: [Edit(span: permission.span, replacement: near)]))
        }
        fixes.append(Fix(title: "have it taken back, and remove it from `granted`"))
        fixes.append(Fix(title: "or add it to `permissions` of \(mentions.connectors), at the operation that needs it"))
        report.add(
          Self.about.finding(
            "`\(permission.value)` is no permission that \(mentions.connectors) mentions", at: permission.span,
            "known: \(mentions.names.map { "`\($0)`" }.joined(separator: ", "))",
            related: [Label(span: mentions.place, text: "permissions are said here")], fixes: fixes))
      }
    }
  }
}
