import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An account is granted more than is done with it.
public struct ExcessPermission: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .excessPermission, name: "excess-permission", severity: .warning,
      title: "An account may do more than it does",
      summary: "An account is granted a permission that nothing needs which is done with it.",
      why: """
        Whoever gets hold of the account's credential, or of the host, can do all that is granted. What nothing \
        needs helps nobody but them. Such grants stay behind when a flow is removed, or are given in advance and \
        forgotten.
        """,
      mend: "Have the permission taken back at the system, and remove it from `granted`.",
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
          us-at-library: {owner: front-desk, auth: {token: "${ secrets.library-token }"}, granted: [AddBook, EditBook]}
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
      related: [.missingPermission, .unknownPermission], canBeAllowed: true),
    reason: "whoever gets hold of the credential can do that as well")

  /// The rule.
  public init() {}

  /// Holds what each account is granted against what is done with it at all of its systems.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for account in package.own(\.accounts) {
      guard let granted = account.value.granted, !granted.isEmpty else { continue }
      let done = package.operations(as: account)
      // Of an account with which nothing is done, another package may know more.
      guard !done.isEmpty, let mentions = PermissionMentions(of: account, in: package) else { continue }
      let needed = Set(done.flatMap { mentions.possible(for: $0) })
      for (position, permission) in granted.enumerated() where !needed.contains(permission.value) {
        guard let mention = mentions.first(of: permission.value) else { continue }
        report.add(
          Self.about.finding(
            "account `\(account.name.value)` is granted `\(permission.value)`, and nothing needs it that is done here",
            at: permission.span, "more than is needed",
            related: [
              Label(span: mention.span, text: "needed by `\(mention.operation)`, which nothing does"),
              done.first.map { Label(span: $0.span, text: "\($0.doer) does `\($0.name)`") },
            ], fixes: [fix(account, position)]))
      }
    }
  }

  private func fix(_ account: Named<AccountDeclaration>, _ position: Int) -> Fix {
    let title = "have it taken back at the system, and remove it from `granted`"
    guard let list = account.node["granted"], list.style == .flow, list.elements.indices.contains(position) else {
      return Fix(title: title)
    }
    let elements = list.elements
    var span = elements[position].span
    if position > 0 {
      span.range = elements[position - 1].span.range.upperBound..<span.range.upperBound
    } else if elements.count > 1 {
      span.range = span.range.lowerBound..<elements[1].span.range.lowerBound
    }
    return Fix(title: title, edits: [Edit(span: span, replacement: "")])
  }
}
