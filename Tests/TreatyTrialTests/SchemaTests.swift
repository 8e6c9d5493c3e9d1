import CEL
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyStandard
import TreatyTrial

@Suite("A record type of a package, or one written for the purpose, holds for an expression")
struct SchemaTests {
  private struct StandardOnly: PackageProvider {
    var known: [String] { StandardPackages.names }

    func package(_ reference: String, usedIn location: String) -> PackageSource? {
      let files = StandardPackages.files(of: reference)
      guard !files.isEmpty else { return nil }
      return PackageSource(
        shownAs: reference, location: reference, files: files.map { SourceText(path: $0.path, bytes: $0.bytes) })
    }
  }

  private func record(_ name: String, of package: String) throws -> SchemaReading {
    let source = try #require(StandardOnly().package(package, usedIn: ""))
    return SchemaReader.record(name, of: source, using: StandardOnly())
  }

  private func notation(_ text: String) -> SchemaReading {
    SchemaReader.notation(SourceText(path: "schema.yaml", bytes: Array(text.utf8)), named: "item")
  }

  private func report(_ reading: SchemaReading) -> String {
    TerminalRenderer(sources: reading.sources, colour: false).render(reading.findings)
  }

  @Test(
    "records by name",
    arguments: [
      ("std/itsm", "incident", "incident.state == 'new'"),
      ("std/request-tracker", "ticket", "incident.Status == 'open'"),
      ("std/request-tracker", "request-tracker.ticket", "incident.?Subject.orValue('') == ''"),
      ("std/request-tracker", "ticket.accepts", "incident.?Priority.orValue(0) > 1"),
      ("std/alertmanager", "notification", "incident.alerts.size() > 0"),
    ])
  func records(package: String, name: String, expression: String) throws {
    let reading = try record(name, of: package)
    #expect(report(reading) == "")
    var variables = Variables()
    variables.declare("incident", try #require(reading.schema))
    let trial = Trial(expression, over: variables)
    #expect(trial.compilation.issues == [])
    #expect(trial.unbound == ["incident"])
  }

  @Test("a field or value that does not exist is an issue")
  func issues() throws {
    var variables = Variables()
    variables.declare("incident", try #require(try record("incident", of: "std/itsm").schema))
    let trial = Trial("incident.sumary == '' || incident.state == 'nwe'", over: variables)
    #expect(trial.compilation.issues.map { $0.kind } == [.unknownField, .notInEnum])
    #expect(trial.compilation.issues.map { $0.suggestion } == ["summary", "new"])
  }

  @Test(
    "a record that is not there",
    arguments: [
      ("std/itsm", "incidnt", "did you mean `incident`?"), ("std/itsm", "zzz", "known: `change`, `device`, `incident`"),
      ("std/request-tracker", "tickt", "did you mean `ticket`?"),
      ("std/itsm", "", "known: `change`, `device`, `incident`"),
    ])
  func unknown(package: String, name: String, mend: String) throws {
    let reading = try record(name, of: package)
    #expect(reading.schema == nil)
    #expect(report(reading).contains("error[TR0201]: `\(package)` has no record `\(name)`"))
    #expect(report(reading).contains(mend))
  }

  @Test(
    "notation",
    arguments: [
      ("{id: int, state: {enum: [new, open]}}", nil),
      (#"{"id": "int", "tags": ["string"], "more": {"fields": {"a": "int?"}}}"#, nil),
      ("id: int\nat: timestamp?\n", nil), ("{}", nil), ("{id: itn}", "TR0313"), ("[a]", "TR0313"), ("", "TR0313"),
      ("int", "TR0313"),
      ("{id: int", "TR0001"), ("{id: {enum: [a], type: int}}", "TR0110"), ("{a: incident}", "TR0313"),
      ("{a: '" + String(repeating: "[", count: 5000) + "int" + String(repeating: "]", count: 5000) + "'}", "TR0313"),
    ] as [(String, String?)])
  func notations(text: String, code: String?) {
    let reading = notation(text)
    #expect((reading.schema != nil) == (code == nil))
    #expect(reading.findings.all.first?.code.name == code)
  }

  @Test("two packages may have records of one name")
  func sameNames() throws {
    var variables = Variables()
    let (old, new) = (
      notation("{id: int, who: {fields: {name: string}}}"), notation("{id: string, who: {fields: {mail: string}}}")
    )
    variables.declare("old", try #require(old.schema))
    variables.declare("new", try #require(new.schema))
    #expect(
      Trial("old.id > 1 && new.id > 'a' && old.who.name == new.who.mail", over: variables).compilation.issues == [])
    #expect(Trial("new.who.name == ''", over: variables).compilation.issues.map { $0.kind } == [.unknownField])
    #expect(Trial("old.who.mail == ''", over: variables).compilation.issues.map { $0.kind } == [.unknownField])
  }

  @Test("a value has the form that its schema promises, or is refused with all reasons")
  func admission() throws {
    var variables = Variables()
    variables.declare("item", try #require(notation("{id: int, at: timestamp?, share: number}").schema))
    #expect(try variables.bind("item", to: Value(json: Array(#"{"id":"1","at":3}"#.utf8))).count == 3)
    #expect(!variables.hasValue("item"))
    #expect(
      try variables.bind("item", to: Value(json: Array(#"{"id":1,"at":"2026-01-01T00:00:00Z","share":1}"#.utf8))) == [])
    let trial = Trial("has(item.at) && item.at.getFullYear() == 2026 && item.share == 1.0", over: variables)
    #expect(trial.evaluate().asBool == true)
  }
}
