import CEL
import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("The trace goes along: into what is made, into headers, into the log")
struct TraceStampTests {
  private static func house(
    _ change: (inout Plan) -> Void
  ) throws -> House<ReferenceStore> {
    var plan = SamplePlan().plan
    change(&plan)
    return House(try LinkedPlan(plan: plan, digest: "digest", bindings: Bindings()), ReferenceStore())
  }

  private static let trace = "0af7651916cd43dd8448eb211c80319c"

  /// Takes an alert and gives back the calls that follow.
  private static func calls(_ house: inout House<ReferenceStore>, title: String = "t") async throws -> [OutgoingCall] {
    let intake = Intake(
      flow: "page", trace: trace, parentSpan: "00f067aa0ba902b7",
      sender: SenderTrace(isSampled: false, span: "00f067aa0ba902b9", state: "v=1"), headers: [],
      body: Array(#"{"alerts":[{"key":"k","title":"\#(title)","state":"new"}]}"#.utf8))
    _ = try await house.turn([.intake(intake, token: 1)])
    return try await house.turn().calls
  }

  private static func body(_ call: OutgoingCall) throws -> Value { try Value(json: call.body ?? []) }

  @Test("a record that is made gets the trace id in the field that its connector names")
  func field() async throws {
    var house = try Self.house { $0.systems[0].records[0].traceField = "level" }
    let call = try #require(try await Self.calls(&house).first)
    #expect(try Self.body(call)["level"]?.asString == Self.trace)
    #expect(call.sender == SenderTrace(isSampled: false, span: "00f067aa0ba902b9", state: "v=1"))
    #expect(call.parent != 0 && call.flow == "page")
  }

  @Test("what the flow writes there itself stays")
  func own() async throws {
    var house = try Self.house { $0.systems[0].records[0].traceField = "title" }
    let call = try #require(try await Self.calls(&house).first)
    #expect(try Self.body(call)["title"]?.asString == "t")
  }

  @Test("a change does not write it, and what was made with it is known as it was: the same again costs no call")
  func unchanged() async throws {
    var house = try Self.house {
      $0.systems[0].records[0].traceField = "level"
      $0.flows[0].deliveries[0].create = DeliveryCase()
    }
    let made = try await Self.calls(&house)
    #expect(made.map(\.operation) == ["create"])
    let id = try #require(made.first?.id)
    _ = try await house.turn([.answer(id, .reply(status: 201, headers: [], body: Array(#"{"id":"7"}"#.utf8)))])
    #expect(try await Self.calls(&house).isEmpty)
    let changed = try #require(try await Self.calls(&house, title: "other").first)
    #expect(changed.operation == "update")
    #expect(try Self.body(changed)["level"] == nil)
  }

  @Test("every call carries it in the header that the connector names")
  func header() async throws {
    var house = try Self.house { $0.systems[0].traceHeader = "x-request-trace" }
    let call = try #require(try await Self.calls(&house).first)
    #expect(call.headers.contains { $0.0 == "x-request-trace" && $0.1 == Self.trace })
  }

  private func logged(_ log: Construction) async throws -> [LogField] {
    var house = try Self.house { $0.flows[0].log = log }
    _ = try await Self.calls(&house, title: String(repeating: "x", count: 600))
    return house.notices.flatMap { notice -> [LogField] in
      guard case .logged("page", Self.trace, let fields) = notice else { return [] }
      return fields
    }
  }

  @Test("a flow says what is logged of an item; what is long is cut, what fails is said and stops nothing")
  func log() async throws {
    let fields = try await logged(
      .object([
        ConstructionField(name: "state", value: .expression(SamplePlan.cel("item.state"))),
        ConstructionField(name: "title", value: .expression(SamplePlan.cel("item.title"))),
        ConstructionField(name: "many", value: .expression(SamplePlan.cel("[1, 2]"))),
      ]))
    #expect(fields.first { $0.name == "state" }?.value == "new")
    #expect(fields.first { $0.name == "many" }?.value == "[1,2]")
    #expect(fields.first { $0.name == "title" }?.value.count == 501)
    let failed = try await logged(
      .object([ConstructionField(name: "n", value: .expression(SamplePlan.cel("1 / size(item.state.substring(3))")))]))
    #expect(failed.map(\.name) == ["failure"])
  }

  @Test("what has ended is told as a step of its trace, below the span of the intake")
  func steps() async throws {
    var house = try Self.house { _ in }
    let call = try #require(try await Self.calls(&house).first)
    let result = try await house.turn([
      .answer(call.id, .reply(status: 201, headers: [], body: Array(#"{"id":"7"}"#.utf8)))
    ])
    let step = try #require(result.steps.first)
    #expect(step.kind == .delivered(outcome: "created"))
    #expect(step.span == call.parent && step.sender?.span == "00f067aa0ba902b9")
    #expect(step.target == "desk.ticket" && step.attempts == 1)
  }

  @Test(
    "calls that are repeated hang below the same span, also after a restart; one that is retried by a person begins a new one"
  )
  func repeated() async throws {
    var house = try Self.house { _ in }
    let first = try #require(try await Self.calls(&house).first)
    _ = try await house.turn([.answer(first.id, .reply(status: 503, headers: [], body: []))])
    try await house.crash()
    house.now += 600_000
    let second = try #require(try await house.turn().calls.first)
    #expect(second.parent == first.parent && second.span != first.span && second.sender == first.sender)
    _ = try await house.turn([.answer(second.id, .reply(status: 422, headers: [], body: []))])
    house.now += 1_000
    _ = try await house.turn([.act(.retry(second.id.delivery), by: .host, token: 1)])
    let third = try await house.turn().calls.first
    #expect(third == nil || third?.parent != first.parent)
  }
}
