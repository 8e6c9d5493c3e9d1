import Testing
import TreatyDiagnostics
import TreatyDiff
import TreatyPlan

/// A rename that is declared is followed through everything that speaks of the name; one that is only likely is offered.
struct RenameTests {
  private static let flow = """
    flows:
      page:
        owner: front-desk
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
    """

  private func changes(_ before: String, _ after: String) throws -> [Change] {
    Comparison(try DiffExample.plan(before), try DiffExample.plan(after)).changes
  }

  @Test("A flow that says how it was called is the same flow: what else it says is compared with what the old one said")
  func flow() throws {
    let after = Self.flow.replacing("  page:", with: "  alarm-to-ticket:\n    was: page")
      .replacing("identify: item.id", with: "identify: item.host")
    let changes = try changes(Self.flow, after)
    #expect(changes.map(\.code) == [.identityChanged, .renamed])
    #expect(changes.first?.path == "flows.alarm-to-ticket.identify")
  }

  @Test("Without it the one is gone and the other new, and the new name is offered")
  func likely() throws {
    let changes = try changes(Self.flow, Self.flow.replacing("  page:", with: "  alarm-to-ticket:"))
    #expect(Set(changes.map(\.code)) == [.flowRemoved, .flowAdded])
    let removed = try #require(changes.first { $0.code == .flowRemoved })
    #expect(removed.advice.hasPrefix("If `alarm-to-ticket` is `page` under another name, write `was: page` into it."))
  }

  @Test("What is nothing like it is not offered")
  func unlike() throws {
    let other = """
      flows:
        jobs:
          owner: front-desk
          on: {event: watch.alarm, path: /jobs, account: monitor-here}
          where: item.count > 3
          identify: item.host
          deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.host }"}}]
      """
    let removed = try #require(try changes(Self.flow, other).first { $0.code == .flowRemoved })
    #expect(!removed.advice.contains("under another name"))
  }

  @Test("A table keeps its name in expressions, but not in texts")
  func table() throws {
    func spec(_ name: String, _ was: String) -> String {
      """
      tables:
        \(name):
      \(was)    from: string
          to: string
          rows: {a: b}
          else: c
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ tables.\(name)[item.host] + 'tables.old' }"}}]
      """
    }
    #expect(try changes(spec("old", ""), spec("new", "    was: old\n")).map(\.code) == [.renamed])
  }

  @Test("An input has to be bound under its new name: that breaks")
  func input() throws {
    func spec(_ name: String, _ was: String) -> String {
      """
      inputs: {\(name): {\(was)type: string}}
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host + inputs.\(name) }"}}]
      """
    }
    let changes = try changes(spec("suffix", ""), spec("ending", "was: suffix, "))
    #expect(changes.map(\.code) == [.renamed])
    #expect(changes.map(\.level) == [.breaks])
  }

  @Test("A team keeps its name in all that it owns and is told")
  func team() throws {
    func spec(_ name: String, _ was: String) -> String {
      """
      teams: {\(name): {\(was)about: Whoever carries boxes}}
      services: {boxes: {about: Boxes are carried, owner: \(name)}}
      """ + "\n" + Self.flow.replacing("owner: front-desk", with: "owner: \(name)")
    }
    #expect(try changes(spec("movers", ""), spec("carriers", "was: movers, ")).map(\.code) == [.renamed])
  }

  @Test("A system keeps its records, its links and its place in declarations")
  func system() throws {
    func spec(_ name: String, _ was: String) -> String {
      """
      systems: {\(name): {\(was)connector: crew, url: 'https://a.example', account: us-at-crew}}
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: \(name).job, do: upsert, fields: {what: "${ item.host }"}}]
      """
    }
    #expect(try changes(spec("trucks", ""), spec("lorries", "was: trucks, ")).map(\.code) == [.renamed])
  }
}
