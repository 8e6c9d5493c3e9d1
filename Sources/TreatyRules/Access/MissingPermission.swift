import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Something is done at a system for which the account there has no permission.
public struct MissingPermission: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .missingPermission, name: "missing-permission", severity: .error,
      title: "An account may not do what is asked of it",
      summary: """
        Something is done with an account at a system, and needs a permission that the account is not granted.
        """,
      why: """
        The system refuses the call each time, and no retry helps. That shows when the first such call is made, \
        which for an update or a deletion may be weeks after all was set up. An upsert needs what making a \
        record needs and what changing one needs; a record that is made with a mark must be found by it when an \
        answer is lost.
        """,
      mend: """
        Have the permission granted at the system, and add it to `granted`; or leave out what needs it. Which \
        operation needs what is said by the connector, under `permissions`.
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
          us-at-library: {owner: front-desk, auth: {token: "${ secrets.library-token }"}, granted: [AddBook]}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: library.book, do: upsert, fields: {title: "${ item.host }"}}]
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
          us-at-library: {owner: front-desk, auth: {token: "${ secrets.library-token }"}, granted: [AddBook, EditBook]}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: library.book, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.excessPermission, .unknownPermission], canBeAllowed: true),
    reason: "the system refuses the call each time, and no retry helps")

  /// The rule.
  public init() {}

  /// Holds what is done with each account against what it is granted, wherever that is said.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for account in package.declared.accounts.sorted {
      guard let granted = account.value.granted else { continue }
      let known = Set(granted.map { $0.value })
      var reported: Set<String> = []
      for done in package.operations(as: account) where done.isCertain {
        let missing = (done.permissions ?? []).filter { !known.contains($0.value) }
        guard !missing.isEmpty, reported.insert("\(done.party.connector.name.value) \(done.name)").inserted else {
          continue
        }
        report.add(finding(account, done, missing, package))
      }
    }
  }

  private func finding(
    _ account: Named<AccountDeclaration>, _ done: OperationDone, _ missing: [Located<String>], _ package: RuledPackage
  ) -> Diagnostic {
    let names = missing.map { "`\($0.value)`" }.joined(separator: " and ")
    let granted = account.node["granted"]?.span ?? account.name.span
    let isOwn = package.isOwn(account.name.span)
    let doing = Label(span: done.span, text: "\(done.doer) does `\(done.name)` at `\(done.party.systemName)`")
    return Self.about.finding(
      "account `\(account.name.value)` lacks \(names), which `\(done.name)` needs", at: isOwn ? granted : done.span,
      isOwn ? "\(names) not granted" : "done as `\(account.name.value)`",
      related: [
        isOwn ? doing : Label(span: granted, text: "\(names) not granted"),
        missing.first.map { Label(span: $0.span, text: "needed by `\(done.name)`") },
      ],
      mend: "have \(names) granted at `\(done.party.systemName)`, and add it to `granted`",
      "or leave out what needs it: \(done.doer)")
  }
}
