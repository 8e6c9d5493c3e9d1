import CEL
import Testing
import TreatyAudit
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("Every effect and every act is in the audit trail, with what it changed, and nothing that is not to be seen")
struct AuditTests {
  private static func fields(_ record: AuditRecord?) -> [String] {
    (record?.fields ?? []).map { field -> String in
      func text(_ value: Value) -> String { String(decoding: value.json(), as: UTF8.self) }
      return "\(field.name): \(field.before.map(text) ?? "-") -> \(text(field.after))"
    }.sorted()
  }

  @Test("a record that is made and changed: each field before and after, by which plan, for which message")
  func effects() async throws {
    var house = try House()
    try await house.crash()
    try await house.take(Alert("a"))
    try await house.settle()
    try await house.take(Alert("a", state: "resolved"))
    try await house.settle()
    let trail = try await house.trail()
    #expect(trail.map(\.act) == [.started, .planned, .created, .updated])
    let (created, updated) = (trail[2], trail[3])
    #expect(created.by == "treaty" && created.plan == "sha256:0" && created.record == "1")
    #expect(created.target == "desk.ticket" && created.flow == "page" && created.message == 1)
    #expect(Self.fields(created).contains { $0.hasPrefix("queue: - -> ") })
    #expect(Self.fields(updated) == [#"state: "firing" -> "resolved""#])
    #expect(try await house.read { (tx) throws(StoreError) in try tx.audit(about: "1", after: 0, limit: 9).count } == 2)
  }

  @Test("a repetition that changes nothing leaves nothing there; one whose answer was lost is there once")
  func once() async throws {
    var house = try House()
    house.fault = { call in call.operation == "create" ? .lost(isDone: true) : .none }
    try await house.take(Alert("a"))
    try await house.settle()
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.trail().map(\.act) == [.found, .updated])
    #expect(house.desk.tickets.count == 1)
  }

  @Test("who did what to a dead letter, and why")
  func acts() async throws {
    var house = try House()
    house.fault = { _ in .status(422, isDone: false) }
    try await house.take(Alert("a"))
    try await house.settle()
    house.fault = { _ in .none }
    let id = try await house.delivery().id
    let mended = Array(#"{"title":"mended","state":"new"}"#.utf8)
    #expect(try await house.act(.edit(id, payload: mended)) == .done("will be tried again with what it holds now"))
    try await house.settle()
    let trail = try await house.trail()
    #expect(trail.map(\.act) == [.dead, .edited, .created])
    #expect(trail[1].by == "duty" && trail[1].words["entry"] == "socket")
    #expect(Self.fields(trail[1]).contains { $0.hasPrefix("title: ") && $0.hasSuffix(#"-> "mended""#) })
    #expect(house.desk.tickets.map(\.title) == ["mended"])
  }

  @Test("a field that an operator takes out is in the trail, and stars are no value")
  func takenOut() async throws {
    var house = try House()
    house.fault = { _ in .status(422, isDone: false) }
    try await house.take(Alert("a", level: 3))
    try await house.settle()
    let id = try await house.delivery().id
    let stars = try await house.act(.edit(id, payload: Array(#"{"title":"***","state":"new"}"#.utf8)))
    guard case .refused(let why) = stars else {
      Issue.record("stars were taken")
      return
    }
    #expect(why.contains("`title` is `***`"))
    _ = try await house.act(.edit(id, payload: Array(#"{"title":"About a","state":"firing"}"#.utf8)))
    #expect(Self.fields(try await house.trail().last { $0.act == .edited }) == ["level: 3 -> null"])
  }

  @Test("what does not fit the flow's model is refused, and nothing is changed")
  func refusedEdit() async throws {
    var house = try House()
    house.fault = { _ in .status(422, isDone: false) }
    try await house.take(Alert("a"))
    try await house.settle()
    let before = try await house.delivery()
    for payload in ["{", #"{"title":1}"#, #"{"state":"new"}"#, #"{"title":"t","state":"new","more":1}"#] {
      guard case .refused(let why) = try await house.act(.edit(before.id, payload: Array(payload.utf8))) else {
        Issue.record("\(payload) was taken")
        continue
      }
      #expect(!why.isEmpty)
    }
    #expect(try await house.delivery() == before)
  }

  @Test("personal data stands as keyed hashes, also where an expression has made something else of it")
  func classified() async throws {
    var sample = SamplePlan()
    sample.fields["state"] = "'about ' + item.title.upperAscii()"
    var plan = sample.plan
    for type in plan.types.indices where ["alert", "incident"].contains(plan.types[type].name) {
      let index = plan.types[type].fields?.firstIndex { $0.name == "title" }
      if let index { plan.types[type].fields?[index].dataClass = .personal }
    }
    let linked = try LinkedPlan(plan: plan, digest: "sha256:0", bindings: Bindings(), valueKey: [1])
    var house = House(linked, ReferenceStore())
    try await house.take(Alert("a"))
    try await house.settle()
    let fields = Self.fields(try await house.trail().first { $0.act == .created })
    for name in ["title", "state"] {
      #expect(fields.contains { $0.hasPrefix("\(name): - -> \"hmac:") }, "\(fields)")
    }
    #expect(fields.contains { $0.hasPrefix("queue: - -> \"Incidents\"") })
  }
}
