import CEL
import Testing
import TreatyPlan
import TreatySimulation

@Suite("A stand-in behaves as its connector says")
struct StandInTests {
  private static func plan() -> (Plan, PlannedSystem) {
    var plan = Plan(package: "test/desk", version: "1.0.0")
    plan.types = [
      PlannedType(name: "ticket", fields: [PlannedField(name: "id", type: "string", isOptional: false)], isOpen: true),
      PlannedType(
        name: "ticket.accepts",
        fields: [
          PlannedField(name: "title", type: "string", isOptional: true),
          PlannedField(name: "extra", type: "map(string, dyn)", isOptional: true),
        ],
        isOpen: false),
    ]
    func hole(_ cel: String) -> PlannedTemplate.Piece { .expression(PlannedExpression(cel: cel, type: "string")) }
    var system = PlannedSystem(
      name: "desk", connector: "desk", version: nil, url: PlannedTemplate(text: "http://127.0.0.1:1"),
      base: PlannedTemplate([hole("system.url"), .text("/api")]),
      authentication: .token(header: "Authorization", prefix: "token ", token: PlannedTemplate(text: "")),
      limits: CallLimits(ratePerSecond: nil, concurrency: 1, timeoutMilliseconds: 1000),
      searchDelayMilliseconds: 2000)
    system.quotings = [Quoting(name: "sql", quote: "'", escape: "\\")]
    var ticket = PlannedRecord(name: "ticket", reads: "@ticket", accepts: "@ticket.accepts", idField: "id")
    ticket.changed = ChangeStamp(field: "changed", zone: "UTC", grainMilliseconds: 1000)
    func operation(_ method: String, _ path: [PlannedTemplate.Piece], _ safety: Safety = .idempotent)
      -> PlannedOperation
    {
      PlannedOperation(method: method, path: PlannedTemplate(path), safety: safety, timeoutMilliseconds: 1000)
    }
    ticket.get = operation("GET", [.text("/ticket/"), hole("id")])
    ticket.get?.gives = PlannedExpression(cel: "body", type: "dyn")
    ticket.update = operation("PUT", [.text("/ticket/"), hole("id")])
    ticket.create = operation(
      "POST", [.text("/ticket")],
      .mark(
        .object([
          ConstructionField(
            name: "extra",
            value: .object([
              ConstructionField(name: "mark", value: .expression(PlannedExpression(cel: "mark", type: "string")))
            ]))
        ])))
    ticket.create?.gives = PlannedExpression(cel: "string(body.data.id)", type: "string")
    ticket.find = operation("GET", [.text("/tickets")])
    ticket.find?.query = [
      QueryParameter(name: "q", value: PlannedTemplate([.text("mark = "), hole("mark")]), quoting: Position(0))
    ]
    ticket.find?.gives = PlannedExpression(cel: "body.items", type: "dyn")
    ticket.list = operation("GET", [.text("/tickets")])
    ticket.list?.query = [
      QueryParameter(
        name: "q", value: PlannedTemplate([.text("changed >= "), hole("string(since)")]), quoting: Position(0))
    ]
    ticket.list?.gives = PlannedExpression(cel: "body.items", type: "dyn")
    system.records = [ticket]
    plan.systems = [system]
    return (plan, system)
  }

  private static func standIn(_ faults: FaultPlan = FaultPlan(), seed: UInt64 = 1) throws -> StandIn {
    let (plan, system) = plan()
    return try StandIn(plan: plan, system: system, token: "t", faults: faults, seed: seed)
  }

  private static func request(
    _ method: String, _ path: String, _ query: [(name: String, value: String)] = [], body: String = "",
    token: String = "t"
  ) -> StandInRequest {
    StandInRequest(
      method: method, path: "/api" + path, query: query,
      headers: ["authorization": "token \(token)", "host": "127.0.0.1:9"], body: Array(body.utf8))
  }

  private static func create(_ mark: String) -> StandInRequest {
    request("POST", "/ticket", body: #"{"title":"a","extra":{"mark":"\#(mark)"}}"#)
  }

  private func ids(_ reply: StandInReply) throws -> [String] {
    try Value(json: reply.body)["items"]?.asList?.compactMap { $0["id"]?.asString } ?? []
  }

  @Test("a record is made, read, changed and removed")
  func verbs() throws {
    var desk = try Self.standIn()
    let made = desk.handle(Self.create("m1"), at: 0)
    #expect(made.status == 201)
    #expect(try Value(json: made.body)["data"]?["id"]?.asString == "1")
    #expect(
      desk.handle(Self.request("PUT", "/ticket/1", body: #"{"title":"b","extra":{"more":1}}"#), at: 5).status == 200)
    let read = try Value(json: desk.handle(Self.request("GET", "/ticket/1"), at: 6).body)
    #expect(read["title"]?.asString == "b")
    #expect(read["extra"]?["mark"]?.asString == "m1")
    #expect(desk.handle(Self.request("GET", "/ticket/2"), at: 6).status == 404)
    #expect(desk.handle(Self.request("GET", "/nothing"), at: 6).status == 404)
  }

  @Test("a search misses what is younger than the search delay")
  func searchDelay() throws {
    var desk = try Self.standIn()
    _ = desk.handle(Self.create("it's"), at: 10_000)
    let search = Self.request("GET", "/tickets", [("q", #"mark = 'it\'s'"#)])
    #expect(try ids(desk.handle(search, at: 11_999)) == [])
    #expect(try ids(desk.handle(search, at: 12_000)) == ["1"])
    #expect(try ids(desk.handle(Self.request("GET", "/tickets", [("q", "mark = 'other'")]), at: 12_000)) == [])
  }

  @Test("pages hold every record once, in order")
  func pages() throws {
    var desk = try Self.standIn()
    for index in 0..<25 { _ = desk.handle(Self.create("m\(index)"), at: Int64(index) * 300) }
    var found: [String] = []
    for page in 1...3 {
      let reply = desk.handle(
        Self.request(
          "GET", "/tickets", [("q", "changed >= '1970-01-01T00:00:00Z'"), ("per_page", "10"), ("page", "\(page)")]),
        at: 99_999)
      found += try ids(reply)
    }
    #expect(found == (1...25).map(String.init))
  }

  @Test("what the record does not have is refused, and so is a wrong token or query")
  func strict() throws {
    var desk = try Self.standIn()
    #expect(desk.handle(Self.request("POST", "/ticket", body: #"{"titel":"a"}"#), at: 0).status == 422)
    #expect(desk.handle(Self.request("POST", "/ticket", body: "nonsense"), at: 0).status == 400)
    #expect(desk.handle(Self.request("GET", "/ticket/1", token: "wrong"), at: 0).status == 401)
    #expect(desk.handle(Self.request("GET", "/tickets", [("q", "drop everything")]), at: 0).status == 400)
  }

  @Test("dropping after the work does the work; dropping before does not")
  func drops() throws {
    var faults = FaultPlan()
    faults.dropAfterAccept = 1
    var desk = try Self.standIn(faults)
    #expect(desk.handle(Self.create("m"), at: 0).status == nil)
    desk.faults = FaultPlan()
    #expect(desk.handle(Self.request("GET", "/ticket/1"), at: 1).status == 200)
    desk.faults.dropBefore = 1
    #expect(desk.handle(Self.create("n"), at: 2).status == nil)
    desk.faults = FaultPlan()
    #expect(desk.handle(Self.request("GET", "/ticket/2"), at: 3).status == 404)
  }

  @Test("faults follow from the seed, in the share that was asked for")
  func seeded() throws {
    var faults = FaultPlan()
    faults.failures = [try FaultPlan.failure("503:20%")]
    func run(_ seed: UInt64) throws -> [Int?] {
      var desk = try Self.standIn(faults, seed: seed)
      return (0..<1000).map { _ in desk.handle(Self.request("GET", "/ticket/1"), at: 0).status }
    }
    #expect(try run(7) == run(7))
    #expect(try run(7) != run(8))
    #expect((150...250).contains(try run(7).count { $0 == 503 }))
  }

  @Test("an outage answers nothing until it is over")
  func outage() throws {
    var desk = try Self.standIn()
    desk.outageUntil = 1000
    #expect(desk.handle(Self.create("m"), at: 999).status == nil)
    #expect(desk.handle(Self.create("m"), at: 1000).status == 201)
  }

  @Test(
    "faults that cannot be read are refused with the right form",
    arguments: ["", "abc", "200:10%", "503:x", "503:20", "503:200%"])
  func unreadable(_ text: String) { #expect(throws: FaultPlan.Unreadable.self) { try FaultPlan.failure(text) } }
}
