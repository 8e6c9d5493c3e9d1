import Foundation
import Testing
import TreatyTestSupport

@Suite("treaty diff says of the example organisation what an edit means")
struct DiffCommandTests {
  /// An edit: a file of the organisation, what stands there and what is written in its place.
  struct Edit: Sendable, CustomTestStringConvertible {
    let name, file, old, new: String

    var testDescription: String { name }
  }

  private static let edits: [Edit] = [
    Edit(
      name: "key", file: "monitoring/paging.treaty.yaml",
      old: "identify: item.fingerprint + ' ' + string(item.startsAt)", new: "identify: item.fingerprint"),
    Edit(name: "path", file: "monitoring/paging.treaty.yaml", old: "/hooks/alertmanager", new: "/hooks/alerts"),
    Edit(name: "promise", file: "monitoring/paging.treaty.yaml", old: "success: 99.9%", new: "success: 99%"),
    Edit(
      name: "window", file: "monitoring/paging.treaty.yaml",
      old: "flapping: {changes: 4",
      new: "flapping: {changes: 8"),
    Edit(
      name: "only-written-otherwise", file: "monitoring/paging.treaty.yaml", old: "where: item.state != 'resolved'",
      new: "where: \"'resolved' != item.state\""),
    Edit(name: "deadline", file: "people/policies.treaty.yaml", old: "deadline: 10m", new: "deadline: 5m"),
    Edit(
      name: "kept-shorter", file: "people/policies.treaty.yaml", old: "done: 30d, dead: 90d", new: "done: 7d, dead: 90d"
    ),
    Edit(
      name: "archive", file: "people/policies.treaty.yaml",
      old: "      archive: {to: \"${ inputs.archive-folder }\", keep: 3650d}\n", new: ""),
    Edit(
      name: "escalated-later", file: "people/policies.treaty.yaml", old: "after: 15m, call: it-operations",
      new: "after: 45m, call: it-operations"),
    Edit(
      name: "redaction", file: "people/policies.treaty.yaml",
      old: "keys: 30d, redact",
      new: "keys: 60d, redact"),
    Edit(
      name: "on-call", file: "people/teams.treaty.yaml",
      old: "contacts: {mail: monitoring@example.org, page: https://page.example.org/monitoring}",
      new: "contacts: {mail: monitoring@example.org, page: https://page.example.org/watch}"),
    Edit(
      name: "owner-of-a-field", file: "vendor/incidents.treaty.yaml",
      old: "summary: {ask: service-desk}",
      new: "summary: {owner: desk}"),
    Edit(
      name: "scope", file: "vendor/incidents.treaty.yaml", old: "scope: \"Queue = 'Shop'\"",
      new: "scope: \"Queue = 'Shop' AND Owner = 'Nobody'\""),
    Edit(
      name: "row", file: "vendor/incidents.treaty.yaml",
      old: "rows: {critical: \"90\", high: \"70\"",
      new: "rows: {critical: \"95\", high: \"70\""),
    Edit(name: "gate", file: "delivery/gate.treaty.yaml", old: "    unknown: wait\n", new: "    unknown: allow\n"),
    Edit(name: "workflow", file: "desk/problems.treaty.yaml", old: "within: 2d", new: "within: 5d"),
    Edit(name: "pauses", file: "people/policies.treaty.yaml", old: "factor: 2\n", new: "factor: 4\n"),
    Edit(name: "profile", file: "treaty.yaml", old: "profiles: [iso27001, gdpr]", new: "profiles: [iso27001]"),
    Edit(
      name: "rule", file: "treaty.yaml", old: "profiles:",
      new: "rules: {TR1604: {severity: note, reason: The old warehouse has its own authority}}\nprofiles:"),
    Edit(
      name: "allow", file: "systems/systems.treaty.yaml", old: "  service-desk:\n",
      new: "  # treaty: allow TR1604 — the desk stands in the same room, until 2027-06-30\n  service-desk:\n"),
    Edit(name: "rotation", file: "treaty.yaml", old: "rotate: 180d", new: "rotate: 400d"),
    Edit(name: "input", file: "treaty.yaml", old: ", default: \"https://desk.example.org\"", new: ""),
    Edit(
      name: "way-back", file: "vendor/incidents.treaty.yaml", old: "back: {rejected: resolved}",
      new: "back: {rejected: closed}"),
    Edit(
      name: "key-of-a-call", file: "systems/warehouse.treaty.yaml", old: "safety: {key: Idempotency-Key}",
      new: "safety: {key: Request-Key}"),
    Edit(
      name: "permission", file: "systems/warehouse.treaty.yaml", old: "item.list: [items.read]",
      new: "item.list: [items.read, items.write]"),
    Edit(
      name: "decision", file: "security/decisions.treaty.yaml", old: "requires: {pace: real-time}", new: "requires: {}"),
    Edit(name: "finding", file: "security/decisions.treaty.yaml", old: "due: 2027-01-31", new: "due: 2028-01-31"),
    Edit(name: "version", file: "treaty.yaml", old: "version: 2.3.0", new: "version: 2.3.1"),
    Edit(name: "comment", file: "treaty.yaml", old: "treaty: 1\n", new: "# Looked at again.\n\ntreaty: 1\n"),
  ]

  private static let organisation = "specs/examples"

  /// The plan of the organisation as it stands.
  private static func plan(in folder: URL) async throws -> String {
    let file = folder.appending(path: "plan.json").path
    let outcome = try await TreatyProcess.run(["compile", "\(organisation)/organisation", "-o", file])
    try #require(outcome.code == 0, "\(outcome.errors)")
    return file
  }

  private static func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-diff-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // What is left is in the temporary folder.
    try await body(folder)
  }

  @Test("each kind of edit, with its level, its place and what comes of it")
  func matrix() async throws {
    try await Self.withFolder { folder in
      let plan = try await Self.plan(in: folder)
      var page = ""
      for edit in Self.edits {
        let copy = folder.appending(path: edit.name)
        try FileManager.default.copyItem(at: Golden.repository.appending(path: Self.organisation), to: copy)
        let file = copy.appending(path: "organisation/\(edit.file)")
        let text = try String(contentsOf: file, encoding: .utf8)
        try #require(text.contains(edit.old), "\(edit.name): what is to be replaced is not there")
        try text.replacing(edit.old, with: edit.new, maxReplacements: 1).write(
          to: file, atomically: true, encoding: .utf8)
        let outcome = try await TreatyProcess.run([
          "diff", plan, copy.appending(path: "organisation").path, "--fail-on", "never",
        ])
        #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(edit.name): \(outcome.errors)")
        page += "== \(edit.name)\n\(outcome.text)\n"
      }
      try Golden.expect(page, is: "Tests/treatyTests/Fixtures/diff/organisation.txt")
    }
  }

  @Test("as JSON, as a comment, for code scanning and as annotations")
  func forms() async throws {
    let script = """
      set -e; work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
      cp -r \(Self.organisation)/alert-to-ticket "$work/specs"; cd "$work"; git init -q -b main .
      git config user.email a@example.org; git config user.name A; git add .; git commit -qm before
      sed -i "s/identify: item.fingerprint .*/identify: item.fingerprint/; s/deadline: 12h/deadline: 6h/" specs/paging.treaty.yaml
      """
    for (form, ending) in [
      ("json", "json"), ("markdown", "md"), ("sarif", "sarif.json"), ("github", "github.txt"),
      ("gitlab", "gitlab.json"), ("brief", "brief.txt"),
    ] {
      let outcome = try await TreatyProcess.shell(
        "\(script); code=0; $treaty diff git:main specs --format \(form) || code=$?; exit $code")
      #expect(outcome.code == 1 && outcome.errors.isEmpty, "\(form): \(outcome.errors)")
      try Golden.expect(outcome.text, is: "Tests/treatyTests/Fixtures/diff/report.\(ending)")
    }
  }

  /// The example with another subject and no alerts of warnings, and its notifications as samples.
  private static let samples = """
    work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
    cp -r \(organisation)/alert-to-ticket "$work/specs"; cd "$work"; git init -q -b main .
    git config user.email a@example.org; git config user.name A; git add .; git commit -qm before
    mkdir recorded; cp -r specs/notifications recorded/page-to-ticket
    sed -i "s/Subject: \\${ item.?summary }/Subject: \\${ item.?summary.optMap(text, text + '!') }/" specs/paging.treaty.yaml
    sed -i "s/where: .*severity.*/where: item.labels[?'severity'].orValue('warning') != 'warning'/" specs/paging.treaty.yaml
    """

  @Test("what samples show, in each form")
  func samples() async throws {
    for (form, ending) in [("text", "txt"), ("json", "json"), ("markdown", "md")] {
      let outcome = try await TreatyProcess.shell(
        "\(Self.samples)\n$treaty diff git:main specs --samples recorded --format \(form) --fail-on never")
      #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(form): \(outcome.errors)")
      try Golden.expect(outcome.text, is: "Tests/treatyTests/Fixtures/diff/samples.\(ending)")
    }
  }

  @Test("samples that are none are named, and where there are none that is an error")
  func noSamples() async throws {
    let script = """
      \(Self.samples)
      many() { $treaty diff git:main specs "$@" >out 2>&1; echo "= $?"; sed -n '/sample/,$p' out; }
      mkdir empty other; echo '{}' >other/page-to-tikcet.json; printf '{}\\n{"a":\\n' >other/page-to-ticket.ndjson; echo text >other/README.md
      many --samples nowhere
      many --samples empty
      mkdir wrong; cp other/page-to-tikcet.json wrong; many --samples wrong
      many --samples other --fail-on never
      many --input desk-url=http://desk.example
      many --samples recorded --input desk-ulr=http://desk.example
      many --samples recorded --input desk-url=nowhere
      git stash -q; many --samples recorded --input desk-url=http://desk.example
      """
    let outcome = try await TreatyProcess.shell(script)
    try Golden.expect(outcome.text + outcome.errors, is: "Tests/treatyTests/Fixtures/diff/no-samples.txt")
  }

  @Test("an approval counts for its change and version, and a wrong file of them is named")
  func approvals() async throws {
    let script = """
      work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
      cp -r \(Self.organisation)/alert-to-ticket "$work/specs"; cd "$work"; git init -q -b main .
      git config user.email a@example.org; git config user.name A; git add .; git commit -qm before
      sed -i "s/identify: item.fingerprint .*/identify: item.fingerprint/" specs/paging.treaty.yaml
      say() { "$@" >out 2>err; echo "$? $(grep -c 'agreed to by' out) $(head -n 1 err)"; }
      say $treaty diff git:main specs
      say $treaty diff git:main specs --approve 12
      say $treaty diff git:main specs --approve ffffffffffff --reason x
      say $treaty diff git:main specs --approve all --reason 'no more tickets' --by anna
      say $treaty diff git:main specs
      sed -i 's/^version: .*/version: 2.0.0/' specs/treaty.yaml
      say $treaty diff git:main specs
      say $treaty diff specs git:main --approve all --reason x
      echo '{}' > specs/treaty.approvals.json
      say $treaty diff git:main specs
      say $treaty diff git:nowhere specs
      say $treaty diff git:main//nothing specs
      """
    let outcome = try await TreatyProcess.shell(script)
    try Golden.expect(
      outcome.text.replacing(/\/tmp\/[^ `]*/, with: "/tmp/…"), is: "Tests/treatyTests/Fixtures/diff/approvals.txt")
  }
}
