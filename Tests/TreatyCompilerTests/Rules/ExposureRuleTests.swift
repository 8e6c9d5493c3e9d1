import Testing
import TreatyCompiler
import TreatyDiagnostics

@Suite("What lies open is found, and what only looks like it is not")
struct ExposureRuleTests {
  private static func calendar(_ url: String) -> String {
    "calendars:\n  closures: {kind: freeze, source: {url: \"\(url)\"}}"
  }

  @Test(
    "addresses",
    arguments: [
      ("https://example.org/a.ics", []),
      ("http://example.org/a.ics?page=2", [.plainHTTP]),
      ("http://127.0.0.1:8080/a.ics?page=2", []),
      ("https://treaty:pw@example.org/a.ics", [.credentialInURL]),
      ("https://treaty@example.org/a.ics", [.credentialInURL]),
      ("https://example.org/@treaty/a.ics", []),
      ("https://example.org/a.ics#u@b", []),
      ("https://example.org/?api_key=abc", [.credentialInURL]),
      ("https://example.org/?Access-Token=abc", [.credentialInURL]),
      ("https://example.org/?password=true", []),
      // Words that other things have as well count only where the value looks drawn by chance.
      ("https://example.org/?key=name", []),
      ("https://example.org/?token=4f6c90ab77d1e0", [.credentialInURL]),
      ("https://example.org/?monkey=4f6c90ab77d1e0", []),
      ("https://example.org/#?password=abc", []),
    ] as [(String, [DiagnosticCode])])
  func addresses(_ url: String, _ codes: [DiagnosticCode]) throws {
    #expect(try RuleCheck.codes(Self.calendar(url)) == codes)
  }

  @Test(
    "parameters of requests",
    arguments: [
      (#"{GET: /a, query: {key: "${ input.key }"}}"#, []),
      (#"{GET: /a, query: {token: "${ input.key }"}}"#, []),
      (#"{GET: /a, query: {password: "${ input.key }"}}"#, [.credentialInURL]),
      (#"{GET: "/a?client_secret=${ input.key }"}"#, [.credentialInURL]),
      (#"{GET: "/a?page=${ input.key }"}"#, []),
    ] as [(String, [DiagnosticCode])])
  func requests(_ operation: String, _ codes: [DiagnosticCode]) throws {
    let text = "connectors:\n  shelf: {operations: {look: {input: {key: string}, \(operation.dropFirst())}}"
    #expect(try RuleCheck.codes(text) == codes)
  }

  @Test("a key in the address is a choice only where the connector takes something else", arguments: [true, false])
  func keys(_ takesMore: Bool) throws {
    let text = """
      connectors:
        shelf: {auth: {api-key: {query: key}\(takesMore ? ", token: {}" : "")}}
      systems:
        shelf: {connector: shelf, account: us-at-shelf}
      accounts:
        us-at-shelf: {owner: front-desk, auth: {api-key: "${ secrets.shelf-key }"}}
      secrets: {shelf-key: {about: Key}}
      """
    let found = try RuleCheck.findings(text)
    #expect(found.map { $0.code } == [.credentialInURL])
    #expect(found.first?.severity == (takesMore ? .warning : .note))
  }

  @Test(
    "what may go without encryption, and must not",
    arguments: [
      ("\"${ inputs.archive-url }\"", "", []),
      ("\"${ inputs.archive-url }\"", ", posture: {party: hosted}", [.insecureConnection]),
      ("\"${ inputs.archive-url }\"", ", account: us-at-archive", [.insecureConnection]),
      ("http://archive.example.org", "", []),
      ("http://archive.example.org", ", account: us-at-archive", [.insecureConnection]),
      ("http://localhost:80", ", account: us-at-archive", []),
      ("https://archive.example.org", ", account: us-at-archive", []),
    ] as [(String, String, [DiagnosticCode])])
  func insecure(_ url: String, _ more: String, _ codes: [DiagnosticCode]) throws {
    let text = """
      inputs: {archive-url: {type: url, about: Address}}
      secrets: {archive-token: {about: Token}}
      accounts:
        us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
      systems:
        archive: {connector: desk, url: \(url), tls: {insecure: In the same rack}\(more)}
      """
    #expect(try RuleCheck.codes(text) == codes)
  }

  @Test(
    "how old a signed message may be counts where the time is signed",
    arguments: [
      ("form: standard-webhooks, tolerance: 15m", []), ("form: standard-webhooks, tolerance: 16m", [.replayWindow]),
      ("form: hex, tolerance: 1h", []),
    ] as [(String, [DiagnosticCode])])
  func replay(_ hmac: String, _ codes: [DiagnosticCode]) throws {
    let text = """
      accounts:
        forge-here: {owner: front-desk, auth: {hmac: {secret: "${ secrets.forge-secret }", \(hmac)}}}
      secrets: {forge-secret: {about: Secret}}
      """
    #expect(try RuleCheck.codes(text) == codes)
  }

  @Test(
    "findings of reviews; today is 2026-11-01",
    arguments: [
      ("paths: [/alarm], severity: critical, owner: front-desk", [.openFinding]),
      ("paths: [/nowhere], severity: critical, owner: front-desk", []),
      ("paths: [/alarm], owner: front-desk", []),
      ("on: [systems.help], severity: high, owner: front-desk", [.openFinding]),
      ("on: [systems.vans], severity: high, owner: front-desk", []),
      ("on: [connectors.desk], severity: high, owner: front-desk", [.openFinding]),
      ("on: [accounts.monitor-here], severity: high, owner: front-desk", [.openFinding]),
      ("on: [accounts.desk-here], severity: high, owner: front-desk", []),
      ("on: [flows.page], severity: high, owner: front-desk", [.openFinding]),
      // One that is late is found once.
      ("paths: [/alarm], severity: high, owner: front-desk, due: 2026-10-31", [.overdueFinding]),
      ("paths: [/alarm], owner: front-desk, due: 2026-11-01", []),
      ("paths: [/alarm], owner: front-desk, due: 2026-10-31, status: mended", []),
      ("paths: [/alarm]", [.unownedFinding]),
      ("paths: [/alarm], status: accepted", [.acceptedWithoutReason]),
      ("paths: [/alarm], status: accepted, reason: \" \"", [.acceptedWithoutReason]),
    ] as [(String, [DiagnosticCode])])
  func findings(_ finding: String, _ codes: [DiagnosticCode]) throws {
    let text = """
      findings:
        hole: {\(finding)}
      flows:
        page:
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """
    #expect(try RuleCheck.codes(text) == codes)
  }

  @Test(
    "the least of the versions that a profile lists is demanded",
    arguments: [
      ("[\"1.3\"]", "", [.oldTLS]), ("[\"1.2\", \"1.3\"]", "", []), ("[\"1.3\"]", ", tls: {minimum: \"1.3\"}", []),
      ("[newest]", "", []),
    ] as [(String, String, [DiagnosticCode])])
  func versions(_ list: String, _ tls: String, _ codes: [DiagnosticCode]) throws {
    let text = """
      secrets: {archive-token: {about: Token}}
      accounts:
        us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
      systems:
        archive: {connector: desk, url: https://archive.example.org, account: us-at-archive\(tls)}
      flows:
        page:
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: archive.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """
    #expect(try RuleCheck.codes(text, demand: "{clause: a, demand: b., check: TR0513, one-of: \(list)}") == codes)
  }
}
