import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatySyntax

@Suite("Who may do what with which account is held against what is done")
struct AccessRuleTests {
  /// A library whose connector says what each operation needs.
  private static func library(
    _ granted: String, _ deliver: String, safety: String = "{key: Idempotency-Key}",
    permissions: String = "{book.create: [Add], book.update: [Edit], book.find: [See], lend: [Lend]}",
    flow: String = "", extra: String = ""
  ) -> String {
    """
    connectors:
      library:
        auth: {token: {}}
        permissions: \(permissions)
        records:
          book:
            id: id
            schema: {id: string, title: string}
            accepts: {title: string, mark: string?}
            find: {GET: /books, query: {mark: "${ mark }"}}
            create: {POST: /books, json: "${ input }", gives: {id: body.id}, safety: \(safety)}
            update: {PATCH: "/books/${ id }", json: "${ input }", safety: idempotent}
        operations:
          lend: {input: {id: string}, POST: "/books/${ input.id }/lend", safety: idempotent}
    systems:
      library: {connector: library, url: https://library.example.org, account: us-at-library}
    secrets:
      library-token: {about: Token of the account at the library}
    accounts:
      us-at-library: {owner: front-desk, auth: {token: "${ secrets.library-token }"}, granted: \(granted)}
    \(extra)
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver: [\(deliver)]
        \(flow)
    """
  }

  private static let make = #"{to: library.book, do: create, fields: {title: "${ item.host }"}}"#
  private static let upsert = #"{to: library.book, do: upsert, fields: {title: "${ item.host }"}}"#
  private static let lend = #"{call: library.lend, with: {id: "${ item.id }"}}"#
  private static let mark = #"{mark: {mark: "${ mark }"}}"#

  @Test(
    "grants are what is needed, no more and no less",
    arguments: [
      ("[Add]", make, "{key: K}", "", []),
      ("[]", make, "{key: K}", "", [.missingPermission]),
      ("[Add]", upsert, "{key: K}", "", [.missingPermission]),
      ("[Add, Edit]", upsert, "{key: K}", "", []),
      ("[Add, Edit, Lend]", upsert, "{key: K}", "", [.excessPermission]),
      ("[Add, See]", make, "{key: K}", "", [.excessPermission]),
      // A mark is searched for when an answer was lost, unless a person then looks.
      ("[Add]", make, mark, "", [.missingPermission]),
      ("[Add]", make, mark, "unsure: ask", []),
      ("[Add, See]", make, mark, "unsure: ask", []),
      ("[Lend]", lend, "{key: K}", "", []),
      ("[Add]", lend, "{key: K}", "", [.missingPermission, .excessPermission]),
      // One that nobody mentions is unknown, and not in excess as well.
      ("[Add, Shelve]", make, "{key: K}", "", [.unknownPermission]),
    ] as [(String, String, String, String, [DiagnosticCode])])
  func grants(_ granted: String, _ deliver: String, _ safety: String, _ flow: String, _ codes: [DiagnosticCode]) throws
  {
    let found = try RuleCheck.codes(Self.library(granted, deliver, safety: safety, flow: flow))
    #expect(found == codes)
  }

  @Test("nothing is said of grants where the connector says nothing of permissions, or of the operation")
  func unsaid() throws {
    #expect(try RuleCheck.codes(Self.library("[Add]", Self.make, permissions: "{}")) == [])
    // What updating a book needs may be any of what books need.
    let some = "{book.create: [Add], lend: [Lend]}"
    #expect(try RuleCheck.codes(Self.library("[Add]", Self.upsert, permissions: some)) == [])
    #expect(try RuleCheck.codes(Self.library("[Add, Lend]", Self.upsert, permissions: some)) == [.excessPermission])
  }

  @Test("a permission is taken out with its comma", arguments: [("[Lend, Add]", "[Add]"), ("[Add, Lend]", "[Add]")])
  func takenOut(_ granted: String, _ left: String) throws {
    let text = Self.library(granted, Self.make)
    let fix = try #require(try RuleCheck.findings(text).first?.fixes.first)
    let edit = try #require(fix.edits.first)
    var bytes = Array("\(text)\n".utf8)
    bytes.replaceSubrange(edit.span.range, with: edit.replacement.utf8)
    #expect(String(decoding: bytes, as: UTF8.self).contains("granted: \(left)}"))
    #expect(fix.applicability == .unsafe)
  }

  private static func account(_ more: String, system: String = "", profile: String = "") -> String {
    """
    accounts:
      us-at-archive: {auth: {token: "${ secrets.archive-token }"}, \(more)}
    secrets:
      archive-token: {about: Token of the account at the archive}
    systems:
      archive: {connector: desk, url: https://archive.example.org, account: us-at-archive\(system)}
    """
  }

  @Test(
    "days are reckoned to the day; today is 2026-11-01",
    arguments: [
      ("owner: front-desk, expires: 2026-11-01", []),
      ("owner: front-desk, expires: 2026-10-31", [.expiredAccount]),
      ("owner: front-desk, review: {every: 31d, last: 2026-10-01}", []),
      ("owner: front-desk, review: {every: 30d, last: 2026-10-01}", [.overdueReview]),
      ("owner: front-desk, review: {every: 30d}", []),
      ("owner: front-desk, review: {every: 1s, last: 9999-12-31}", []),
      ("review: {every: 30d}", [.unownedAccount]),
    ] as [(String, [DiagnosticCode])])
  func days(_ more: String, _ codes: [DiagnosticCode]) throws {
    #expect(try RuleCheck.codes(Self.account(more)) == codes)
  }

  @Test(
    "an account that nothing uses is not found to have ended, and one of a library is not found at all")
  func unusedAccounts() throws {
    let text = """
      accounts:
        spare: {owner: front-desk, auth: {token: "${ secrets.spare-token }"}, expires: 2020-01-01}
      secrets: {spare-token: {about: Token}, other-token: {about: Token}}
      """
    #expect(try RuleCheck.codes(text) == [])
  }

  @Test(
    "the proof is held against the posture",
    arguments: [
      (", posture: {requires: [token]}", []),
      (", posture: {requires: [hmac, none]}", []),
      (", posture: {requires: [mutual-tls]}", [.weakAuthentication]),
    ] as [(String, [DiagnosticCode])])
  func posture(_ posture: String, _ codes: [DiagnosticCode]) throws {
    #expect(try RuleCheck.codes(Self.account("owner: front-desk", system: posture)) == codes)
  }

  @Test(
    "one product at one address may be two systems with one account",
    arguments: [
      ("{connector: desk, url: https://archive.example.org, account: us-at-archive}", []),
      ("{connector: desk, url: https://annex.example.org, account: us-at-archive}", [.sharedAccount]),
    ] as [(String, [DiagnosticCode])])
  func sharing(_ system: String, _ codes: [DiagnosticCode]) throws {
    let text = "\(Self.account("owner: front-desk"))\n  annex: \(system)"
    #expect(try RuleCheck.codes(text) == codes)
  }

  @Test("an account is Treaty's own or a sender's, and one sender's")
  func senders() throws {
    func flow(_ name: String, _ event: String, _ account: String) -> String {
      """
        \(name):
          on: {event: \(event), path: /\(name), account: \(account)}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]

      """
    }
    let own = "flows:\n" + flow("page", "watch.alarm", "us-at-desk")
    #expect(try RuleCheck.codes(own) == [.sharedAccount])
    let one = "flows:\n" + flow("page", "watch.alarm", "monitor-here") + flow("more", "watch.alarm", "monitor-here")
    #expect(try RuleCheck.codes(one) == [])
    let two = "flows:\n" + flow("page", "watch.alarm", "monitor-here") + flow("more", "help.changed", "monitor-here")
    #expect(try RuleCheck.codes(two) == [.sharedAccount])
  }

  @Test("only what is called needs an account, and a signature is for senders")
  func called() throws {
    func text(_ auth: String) -> String {
      """
      connectors:
        shelf:
          auth: \(auth)
          records:
            book:
              id: id
              schema: {id: string}
              accepts: {title: string}
              create: {POST: /books, json: "${ input }", gives: {id: body.id}, safety: {key: Idempotency-Key}}
      systems: {shelf: {connector: shelf, url: https://shelf.example.org}, idle: {connector: desk, url: https://idle.example.org}}
      flows:
        page:
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: shelf.book, do: create, fields: {title: "${ item.host }"}}]
      """
    }
    #expect(try RuleCheck.codes(text("{token: {}}")) == [.systemWithoutAccount])
    #expect(try RuleCheck.codes(text("{hmac: {}}")) == [])
    #expect(try RuleCheck.codes(text("{}")) == [])
  }

  @Test("approvals are found in branches and at the same time, and a reconcile's owner is one as well")
  func approvals() throws {
    let text = """
      workflows:
        order:
          owner: front-desk
          on: {event: watch.alarm, path: /order, account: monitor-here}
          identify: item.id
          steps:
            - choose:
                - when: item.count > 1
                  steps:
                    - parallel:
                        one: [{approve: {by: night-watch, within: 1d, else: accept}}]
                        two: [{approve: {by: front-desk, within: 1d}}]
      """
    #expect(try RuleCheck.codes(text) == [.silenceAsConsent])
    let demand = "{clause: \"1\", demand: Others agree., check: TR1416}"
    #expect(try RuleCheck.codes(text, demand: demand) == [.approvedByItself, .silenceAsConsent])
  }

  @Test(
    "demands of profiles are held with their limits",
    arguments: [
      ("TR1407, at-most: 90d", "review: {every: 91d}", .unreviewedAccount),
      ("TR1407, at-most: 90d", "review: {every: 90d}", nil),
      ("TR1407", "review: {every: 9999d}", nil),
      ("TR1407", "expires: 2099-01-01", .unreviewedAccount),
      ("TR1412", "review: {every: 90d}", .reviewedByItself),
      ("TR1412", "review: {every: 90d, by: front-desk}", .reviewedByItself),
      ("TR1412", "review: {every: 90d, by: night-watch}", nil),
      ("TR1413", "review: {every: 90d}", .unrotatedSecret),
    ] as [(String, String, DiagnosticCode?)])
  func demands(_ check: String, _ more: String, _ code: DiagnosticCode?) throws {
    let demand = "{clause: \"4.2\", demand: As it is written., check: \(check)}"
    let found = try RuleCheck.findings(Self.account("owner: front-desk, \(more)"), demand: demand)
    #expect(Set(found.map { $0.code }) == Set([code].compactMap(\.self)))
    #expect(found.allSatisfy { $0.reason?.contains("house, 4.2: As it is written.") == true })
  }

  @Test("a secret that one account reads twice is not shared, a name is none, and any text of an account uses it")
  func secrets() throws {
    let text = """
      accounts:
        one: {owner: front-desk, auth: {hmac: {secret: "${ secrets.hook }", previous: "${ secrets.hook }"}}}
        two: {owner: front-desk, auth: {basic: {user: "${ secrets.name }", password: "${ secrets.first }"}}}
        three: {owner: front-desk, auth: {basic: {user: "${ secrets.name }", password: "${ secrets.second }"}}}
      secrets: {hook: {about: a}, name: {about: a}, first: {about: a}, second: {about: a}}
      flows:
        page:
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """
    #expect(try RuleCheck.codes(text) == [])
    #expect(
      try RuleCheck.codes(text.replacing("${ secrets.second }", with: "${ secrets.first }")) == [
        .sharedSecret, .unusedSecret,
      ])
  }

  /// An account of another package, seen by an alias, at a system of this one.
  private func aliased(_ account: String, _ more: String = "") throws -> [Diagnostic] {
    let kit = [
      "treaty.yaml": "treaty: 1\npackage: test/kit\nversion: 1.0.0\n",
      "kit.treaty.yaml": """
      accounts:
        spare: {auth: {token: "${ secrets.spare }"}}
        library: {auth: {token: "${ secrets.kit }"}, \(account)}
      secrets: {spare: {about: Token}, kit: {about: Token}}

      """,
    ]
    let root = [
      "treaty.yaml": """
      treaty: 1
      package: test/root
      version: 1.0.0
      uses: [{package: ../kit, as: kit}]

      """,
      "root.treaty.yaml": """
      connectors:
        library:
          auth: {token: {}}
          permissions: {book.create: [Add]}
          events: {lent: {schema: {id: string}}}
          records:
            book:
              id: id
              schema: {id: string}
              accepts: {title: string}
              create: {POST: /books, json: "${ input }", gives: {id: body.id}, safety: {key: Idempotency-Key}}
      systems:
        library: {connector: library, url: https://library.example.org, account: kit/library}
      accounts:
        library-here: {auth: {token: "${ secrets.here }"}}
      secrets: {here: {about: Token}}
      flows:
        page:
          on: {event: library.lent, path: /lent, account: library-here}
          identify: item.id
          deliver: [{to: library.book, do: create, fields: {title: "${ item.id }"}}]
      \(more)

      """,
    ]
    func files(_ texts: [String: String]) -> [SourceText] {
      texts.sorted { $0.key < $1.key }.map { SourceText(path: $0.key, bytes: Array($0.value.utf8)) }
    }
    var packages = PackagesBeside()
    packages.beside["/fixture/kit"] = files(kit)
    let package = Fixtures.compile(files(root), beside: packages)
    let found = package.findings.listed(in: package.sources).map { $0.diagnostic }
    // Whatever is found is found where this package can mend it.
    #expect(found.allSatisfy { $0.primary.map { package.sources[$0.span.file].path } == "root.treaty.yaml" })
    return found.filter { $0.code.family == .access }
  }

  @Test("accounts of another package are found where this one uses them, and left alone where it does not")
  func aliases() throws {
    #expect(try aliased("granted: [Add], expires: 2026-11-01").map { $0.code } == [])
    #expect(try aliased("granted: []").map { $0.code } == [.missingPermission])
    #expect(try aliased("granted: [Add, Edit, Shelve]").map { $0.code } == [])
    #expect(try aliased("expires: 2020-01-01").map { $0.code } == [.expiredAccount])
    let second = "  more: {on: {event: library.lent, path: /more, account: kit/library}, identify: item.id, deliver: ["
    let deliver = "{to: library.book, do: create, fields: {title: a}}]}"
    #expect(try aliased("granted: [Add]", "\(second)\(deliver)").map { $0.code } == [.sharedAccount])
  }
}
