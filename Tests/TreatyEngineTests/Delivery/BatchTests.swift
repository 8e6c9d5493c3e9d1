import CEL
import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("Several records in one call are settled one by one")
struct BatchTests {
  private func plan(safety: Safety = SamplePlan.mark, most: Int = 4, hasStatus: Bool = true) -> Plan {
    Exchange(
      limits: [CallLimits(ratePerSecond: nil, concurrency: 1, timeoutMilliseconds: 10_000)], safety: safety
    ).plan {
      var batch = PlannedBatch(
        method: "POST", path: PlannedTemplate(text: "/tickets/many"), most: most,
        results: SamplePlan.cel("body.results", "list(dyn)"))
      batch.body = .object([
        ConstructionField(name: "records", value: .expression(SamplePlan.cel("batch.map(record, record.input)")))
      ])
      batch.status = hasStatus ? SamplePlan.cel("int(result.status)", "int") : nil
      batch.failures = [SamplePlan.rule("result.?error.orValue('') == 'full'", .throttled, reason: "result.error")]
      batch.gives = SamplePlan.cel("string(result.id)", "string")
      $0.systems[0].records[0].create?.batch = batch
    }
  }

  /// Answers with one result for each record, as a test wants it.
  private func partner(_ result: @escaping (_ title: String, _ number: Int) -> String?) -> Switchboard.Partner {
    { call, _, number in
      let body = call.body.flatMap { try? Value(json: $0) } ?? .null  // `nil`: a call without a body
      guard let records = body["records"]?.asList else { return (50, Switchboard.good(call, number)) }
      let results = records.enumerated().compactMap { index, record in
        result(record["title"]?.asString ?? "", number * 100 + index)
      }
      return (50, Switchboard.status(200, [], "{\"results\":[\(results.joined(separator: ","))]}"))
    }
  }

  private static func good(_ title: String, _ number: Int) -> String? { "{\"status\":201,\"id\":\(number)}" }

  @Test("as many go in one call as it can carry, each with its own link")
  func together() async throws {
    var board = try Switchboard(plan())
    board.partner = partner(Self.good)
    board.tell((0..<10).map { "k\($0)" })
    try await board.run()
    #expect(board.calls.map(\.keys.count) == [4, 4, 2])
    let deliveries = try await board.deliveries()
    #expect(deliveries.allSatisfy { $0.state == .done && $0.attempts == 1 })
    #expect(Set(deliveries.compactMap(\.recordID)).count == 10)
    #expect(Set(board.calls.flatMap(\.keys)).count == 10)
  }

  @Test("one alone goes as one")
  func alone() async throws {
    var board = try Switchboard(plan())
    board.partner = partner(Self.good)
    board.tell(["a"])
    try await board.run()
    #expect(board.calls.map { $0.body["records"] == nil } == [true])
    #expect(try await board.deliveries().map(\.state) == [.done])
  }

  @Test("one that is refused holds none of the others up, and one that may come again does")
  func partial() async throws {
    var board = try Switchboard(plan())
    var refusals = 2
    board.partner = partner { title, number in
      switch title {
      case "bad": return "{\"status\":422}"
      case "full" where refusals > 0:
        refusals -= 1
        return "{\"status\":200,\"error\":\"full\"}"
      default: return Self.good(title, number)
      }
    }
    board.tell(["a", "bad", "full", "b"])
    try await board.run()
    let deliveries = try await board.deliveries()
    #expect(deliveries.map(\.state) == [.done, .dead, .done, .done])
    #expect(deliveries.map(\.failure) == [nil, "rejected", nil, nil])
    let attempts = try await board.store.transaction { tx throws(StoreError) in
      try tx.attempts(of: deliveries[2].id)
    }
    #expect(attempts.compactMap(\.detail).first == "full")
    #expect(board.calls.count { $0.keys.contains("a") } == 1)
  }

  @Test("a result that is missing is unsure: its record is searched for by its mark, and only that one")
  func short() async throws {
    var board = try Switchboard(plan())
    var isShort = true
    board.partner = { [partner] call, now, number in
      guard isShort, call.body != nil else { return partner(Self.good)(call, now, number) }
      isShort = false
      return (50, Switchboard.status(200, [], "{\"results\":[{\"status\":201,\"id\":1},{\"status\":201,\"id\":2}]}"))
    }
    board.tell(["a", "b", "c"])
    try await board.run()
    #expect(board.calls.map(\.operation) == ["create", "find", "create"])
    #expect(board.calls.last?.keys == ["c"])
    #expect(try await board.deliveries().allSatisfy { $0.state == .done })
  }

  @Test("more results than records are of nobody: all are unsure")
  func long() async throws {
    var board = try Switchboard(plan())
    board.partner = { [partner] call, now, number in
      guard number == 1 else { return partner(Self.good)(call, now, number) }
      let results = (1...3).map { "{\"status\":201,\"id\":\($0)}" }.joined(separator: ",")
      return (50, Switchboard.status(200, [], "{\"results\":[\(results)]}"))
    }
    board.tell(["a", "b"])
    try await board.run()
    #expect(board.calls.prefix(3).map(\.operation) == ["create", "find", "find"])
    #expect(board.calls.dropFirst(3).flatMap(\.keys).sorted() == ["a", "b"])
  }

  @Test(
    "an answer that holds no results is unsure for each",
    arguments: ["{}", "[]", "{\"results\":7}", "not JSON", "{\"results\":[7,null]}"])
  func nonsense(body: String) async throws {
    var board = try Switchboard(plan())
    board.partner = { [partner] call, now, number in
      number == 1 ? (50, Switchboard.status(200, [], body)) : partner(Self.good)(call, now, number)
    }
    board.tell(["a", "b"])
    try await board.run()
    #expect(board.calls.map(\.operation).filter { $0 == "find" }.count == 2)
    #expect(try await board.deliveries().allSatisfy { $0.state == .done })
  }

  @Test("where the whole is refused for now, each comes again; what is unsafe asks for each")
  func whole() async throws {
    for (safety, status) in [(SamplePlan.mark, 503), (SamplePlan.mark, 429), (.unsafe, 503)] {
      var board = try Switchboard(plan(safety: safety))
      board.partner = { [partner] call, now, number in
        number == 1 ? (50, Switchboard.status(status)) : partner(Self.good)(call, now, number)
      }
      board.tell(["a", "b", "c"])
      try await board.run()
      #expect(try await board.deliveries().allSatisfy { $0.state == .done && $0.attempts == 2 })
    }
    var board = try Switchboard(plan(safety: .unsafe))
    board.partner = { _, _, _ in (10_000, .noReply(reach: .mayHaveArrived, cause: "no answer")) }
    board.tell(["a", "b", "c"])
    try await board.run()
    #expect(try await board.deliveries().map(\.state) == [.asking, .asking, .asking])
    #expect(board.calls.count == 1)
  }

  @Test("a process that ends while a call for several is out leaves each unsure by itself")
  func crash() async throws {
    var board = try Switchboard(plan())
    board.partner = partner(Self.good)
    board.tell(["a", "b", "c"])
    try await board.run(until: board.now + 20)
    #expect(board.calls.count == 1)
    try await board.crash()
    try await board.run()
    #expect(board.calls.prefix(4).map(\.operation) == ["create", "find", "find", "find"])
    #expect(board.calls.dropFirst(4).flatMap(\.keys).sorted() == ["a", "b", "c"])
    #expect(try await board.deliveries().allSatisfy { $0.state == .done })
  }

  @Test("order within a key holds: the next of a lane is in a later call")
  func order() async throws {
    var board = try Switchboard(plan())
    board.partner = partner(Self.good)
    board.tell(["a", "b"])
    board.tell(["a", "b"], state: "resolved")
    try await board.run()
    #expect(board.calls.map(\.operation) == ["create", "update", "update"])
    #expect(try await board.deliveries().allSatisfy { $0.state == .done })
  }

  @Test("where a batch was hoped for and each needs a call of its own, no more leave than the system allows")
  func separately() async throws {
    var board = try Switchboard(plan(most: 8))
    board.partner = partner(Self.good)
    board.tell((0..<8).map { "k\($0)" })
    try await board.run(until: board.now + 20)
    try await board.crash()
    try await board.run()
    #expect(board.calls.count { $0.operation == "find" } == 8)
    #expect(board.mostAtOnce { $0.operation == "find" } == 1)
    #expect(try await board.deliveries().allSatisfy { $0.state == .done })
  }
}
