import CEL
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatyTestSupport

@Suite("How calls are limited, paced, batched and ranked reaches the plan as it is written")
struct DeliveryPlanTests {
  /// The plan of the base package with a text in it.
  private func plan(_ text: String) throws -> Plan {
    let package = Fixtures.compile(BrokenSpec.added(BrokenSpec.files(in: "\(text)\n"), to: try BrokenSpec.base()))
    return try #require(package.plan, "\(Fixtures.report(package))")
  }

  private static func flow(_ keys: String) -> String {
    """
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver: {to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}
        \(keys)
    """
  }

  // MARK: Policies

  @Test("a budget is a share, a breaker has what it does not say from the usual one, jitter is what its word says")
  func policies() throws {
    let plan = try plan(
      """
      policies:
        retry:
          a-plain: {}
          b-full: {jitter: full, budget: 20%, breaker: {failures: 3, pause: 2m}}
          c-decorrelated: {jitter: decorrelated, budget: 0.5%, breaker: {}}
          d-none: {jitter: none, breaker: {pause: 100ms}}
      """)
    let policies = plan.retries.filter { $0.name.dropFirst().first == "-" }
    #expect(policies.map { $0.budget } == [nil, 0.2, 0.005, nil])
    #expect(policies.map { $0.jitter } == [.full, .full, .decorrelated, .none])
    #expect(
      policies.map { $0.breaker } == [
        nil, BreakerPolicy(failures: 3, pauseMilliseconds: 120_000), .standard,
        BreakerPolicy(failures: 5, pauseMilliseconds: 100),
      ])
  }

  @Test("a policy with a budget and a breaker keeps no flow from running")
  func carriedOut() throws {
    let plan = try plan(
      "policies: {retry: {brisk: {budget: 20%, breaker: {}}}}\n"
        + Self.flow("retry: brisk\n    expires: 2d\n    priority: bulk"))
    #expect(plan.flows.map { $0.name } == ["page"])
    #expect(plan.unsupported.isEmpty)
  }

  // MARK: Flows

  @Test("the usual priority is none, the others are what their words say")
  func priority() throws {
    let found = try ["", "priority: normal", "priority: urgent", "priority: bulk"].map {
      try plan(Self.flow($0)).flows.first?.priority
    }
    #expect(found == [nil, nil, .urgent, .bulk])
  }

  @Test("a flow expires as it says, and else says nothing")
  func expires() throws {
    #expect(try plan(Self.flow("expires: 1h30m")).flows.first?.expiresMilliseconds == 5_400_000)
    #expect(try plan(Self.flow("")).flows.first?.expiresMilliseconds == nil)
  }

  @Test("what nobody says leaves no trace in the plan's text")
  func silent() throws {
    let package = Fixtures.compile(
      BrokenSpec.added(BrokenSpec.files(in: Self.flow("priority: normal") + "\n"), to: try BrokenSpec.base()))
    let text = String(decoding: try #require(try package.file()).text(), as: UTF8.self)
    for key in ["priority", "expiresMilliseconds", "budget", "breaker", "throttle", "batch"] {
      #expect(!text.contains("\"\(key)\":"), "\(key)")
    }
  }

  // MARK: Accounts

  @Test("systems have the limits of their account, under its name, where it has any")
  func accounts() throws {
    let plan = try plan(
      """
      accounts:
        us-at-both:
          owner: front-desk
          auth: {token: "${ secrets.desk-token }"}
          review: {every: 90d, by: night-watch}
          limits: {rate: 120/min, concurrency: 3}
      systems:
        archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-both}
        cellar: {connector: desk, url: "${ inputs.desk-url }", account: us-at-both}
      """)
    let limits = AccountLimits(name: "us-at-both", ratePerSecond: 2, concurrency: 3)
    let found = Dictionary(uniqueKeysWithValues: plan.systems.map { ($0.name, $0.account) })
    #expect(found["archive"] == limits && found["cellar"] == limits)
    #expect(found["help"] == .some(nil) && found["watch"] == .some(nil))
  }

  // MARK: Connectors

  private static let shelf = """
    connectors:
      shelf:
        auth: {token: {}}
        quoting: {search: {quote: "'", escape: "\\\\"}}
        throttle: {remaining: "int(headers['x-left'])", reset: RESET}
        records:
          part:
            id: id
            schema: {id: string, name: string, mark: string?}
            accepts: {name: string, mark: string?}
            get: {GET: "/parts/${ id }"}
            find: {GET: /parts, query: {mark: "${ mark }"}, items: body}
            read-back: [{when: record.name != input.name, class: rejected}]
            update: {PUT: "/parts/${ id }", json: "${ input }", safety: idempotent, limits: {concurrency: 1}}
            create:
              POST: /parts
              json: ${ input }
              gives: {id: body.id}
              safety: {mark: {mark: "${ mark }"}}
              limits: {rate: 30/min}
              batch:
                PATCH: /parts/bulk
                query: {atomic: "false"}
                headers: {X-Count: "${ string(size(batch)) }"}
                json: {parts: "${ batch.map(part, {'key': part.mark, 'part': part.input.name}) }"}
                most: 200
                results: body.results
                status: int(result.code)
                failures: [{when: result.code == 'taken', class: conflict, reason: "${ input.name } of ${ id }"}]
                gives: {id: string(result.id)}
    systems: {shelf: {connector: shelf, url: "${ inputs.desk-url }", account: us-at-desk}}
    """

  private func part(reset: String = "int(headers['x-reset'])") throws -> (PlannedSystem, PlannedRecord) {
    let plan = try plan(Self.shelf.replacing("RESET", with: "\"\(reset)\""))
    let system = try #require(plan.systems.first { $0.name == "shelf" })
    return (system, try #require(system.records.first))
  }

  @Test("an operation has the limits that it says")
  func operationLimits() throws {
    let (_, part) = try part()
    #expect(part.create?.limits == OperationLimits(ratePerSecond: 0.5, concurrency: nil))
    #expect(part.update?.limits == OperationLimits(ratePerSecond: nil, concurrency: 1))
    #expect(part.get?.limits == nil)
  }

  @Test("a batch is laid out whole, and its record is as safe as the operation says")
  func batch() throws {
    let (_, part) = try part()
    let batch = try #require(part.create?.batch)
    #expect(batch.method == "PATCH" && batch.path.constantText == "/parts/bulk" && batch.most == 200)
    #expect(batch.query.map { $0.name } == ["atomic"] && batch.headers.map { $0.name } == ["X-Count"])
    #expect(batch.body != nil && batch.results.cel == "body.results")
    #expect(batch.status?.cel == "int(result.code)" && batch.gives?.cel == "string(result.id)")
    #expect(batch.failures.map { $0.failureClass } == [.conflict] && batch.failures.first?.reason != nil)
    guard case .mark? = part.create?.safety else { return #expect(Bool(false), "the safety is the operation's") }
    #expect(part.create?.readBack.count == 1)
    #expect(part.update?.batch == nil)
  }

  @Test("every expression of a batch and of a reading can be linked in the place that the plan says")
  func linked() throws {
    let (system, part) = try part()
    let scope = Scope(
      catalogue: TypeCatalogue([
        PlannedType(
          name: "shelf.part.accepts",
          fields: [
            PlannedField(name: "name", type: "string", isOptional: false),
            PlannedField(name: "mark", type: "string", isOptional: true),
          ], isOpen: false)
      ]), inputs: [], secrets: [], tables: [])
    let batch = try #require(part.create?.batch)
    let throttle = try #require(system.throttle)
    let input = part.accepts
    for (expression, place) in [
      (batch.results, Place.anyAnswer), (throttle.reset, .anyAnswer), (throttle.remaining, .anyAnswer),
      (batch.status, .result(input: input)), (batch.gives, .result(input: input)),
    ] as [(PlannedExpression?, Place)] {
      let cel = try #require(expression?.cel)
      #expect(scope.environment(at: place).compile(cel).program != nil, "\(cel)")
    }
  }

  @Test(
    "a reset is a time, a duration or a number",
    arguments: [
      "timestamp(int(headers['x-reset']))", "timestamp(headers['x-reset'])", "duration(headers['x-reset'])",
      "int(headers['x-reset'])", "double(headers['x-reset'])", "body.reset",
    ])
  func reset(_ cel: String) throws {
    let (system, _) = try part(reset: cel)
    #expect(system.throttle?.reset.cel == cel && system.throttle?.remaining?.cel == "int(headers['x-left'])")
  }

  @Test("what a connector says of what is left is there for every system that speaks it, and for no other")
  func systems() throws {
    let (shelf, _) = try part()
    #expect(shelf.throttle != nil && shelf.account == nil)
    #expect(try plan("").systems.allSatisfy { $0.throttle == nil && $0.account == nil })
  }

  // MARK: In words

  @Test("what is said of it can be read in the plan's words")
  func shown() throws {
    let text =
      Self.shelf.replacing("RESET", with: "\"int(headers['x-reset'])\"") + """

        policies: {retry: {gentle: {jitter: decorrelated, budget: 7%, breaker: {pause: 2m}}}}

        """ + Self.flow("retry: gentle\n    expires: 1d\n    priority: urgent") + "\n"
    let package = Fixtures.compile(BrokenSpec.added(BrokenSpec.files(in: text), to: try BrokenSpec.base()))
    let words = PlanText(try #require(try package.file(), "\(Fixtures.report(package))")).render()
    for line in [
      "  throttle   int(headers['x-left']) calls left until int(headers['x-reset'])",
      "      up to 200 by PATCH /parts/bulk", "; 0.5 a second", "; 1 call at once",
      "  retry      gentle: pauses drawn from 1s to three times the one before, up to 5m, for 1d",
      "  budget     7% of its calls may be tried again",
      "  breaker    left alone after 5 failures in a row, for 2m at most", "  expires    after 1d",
      "  priority   urgent",
    ] {
      #expect(words.contains(line), "\(line)\n\(words)")
    }
  }
}
