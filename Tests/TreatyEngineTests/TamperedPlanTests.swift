import CEL
import Foundation
import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("A plan that was tampered with does not crash")
struct TamperedPlanTests {
  struct Change: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var words: [String]
    var change: @Sendable (inout Plan) -> Void

    init(_ name: String, _ words: [String], _ change: @escaping @Sendable (inout Plan) -> Void) {
      (testDescription, self.words, self.change) = (name, words, change)
    }
  }

  static let changes: [Change] = [
    Change("an expression that does not parse", ["/flows/0/identify", "item."]) { $0.flows[0].identify.cel = "item." },
    Change("a name that is not in scope", ["/flows/0/where", "secrets"]) {
      $0.flows[0].condition = SamplePlan.cel("secrets.token == ''")
    },
    Change("a condition that is none", ["/flows/0/where", "bool"]) { $0.flows[0].condition = SamplePlan.cel("'text'") },
    Change("an input without a value", ["/inputs/0", "desk-url"]) { $0.inputs[0].fallback = nil },
    Change("an input that is no address", ["/inputs/0", "desk-url"]) { $0.inputs[0].fallback = "file:///etc/passwd" },
    Change("a base that is no address", ["/systems/0", "address"]) {
      $0.systems[0].base = PlannedTemplate(text: "gopher://x")
    },
    Change("a base with a user", ["/systems/0", "address"]) {
      $0.systems[0].base = PlannedTemplate(text: "https://user@host/")
    },
    Change("no calls at once", ["/systems/0/limits/concurrency"]) { $0.systems[0].limits.concurrency = 0 },
    Change("fewer than no calls", ["/systems/0/limits/concurrency"]) { $0.systems[0].limits.concurrency = .min },
    Change("a rate of nothing", ["/systems/0/limits/ratePerSecond"]) { $0.systems[0].limits.ratePerSecond = 0 },
    Change("a rate beyond all", ["/systems/0/limits/ratePerSecond"]) { $0.systems[0].limits.ratePerSecond = 1e300 },
    Change("a timeout beyond all", ["/create/timeoutMilliseconds"]) {
      $0.systems[0].records[0].create?.timeoutMilliseconds = .max
    },
    Change("a search delay beyond all", ["searchDelay"]) { $0.systems[0].searchDelayMilliseconds = .max },
    Change("a factor beyond all", ["/retries/0/factor"]) { $0.retries[0].factor = 1e300 },
    Change("a deadline before the start", ["/retries/0/deadline"]) { $0.retries[0].deadlineMilliseconds = -1 },
    Change("a retention beyond all", ["/retentions/0/dead"]) { $0.retentions[0].deadMilliseconds = .max },
  ]

  @Test("what the compiler never writes is refused when the plan is linked", arguments: changes)
  func refused(_ change: Change) {
    var plan = SamplePlan().plan
    change.change(&plan)
    #expect {
      _ = try LinkedPlan(plan: plan, digest: "", bindings: Bindings())
    } throws: { error in
      change.words.allSatisfy { "\(error)".contains($0) }
    }
  }

  @Test("whatever is changed in a plan's file, it is refused or it runs", arguments: 0..<20)
  func anything(block: UInt64) async throws {
    let sample = try Value(json: try PlanFile(plan: SamplePlan(verb: .upsert).plan, origins: [:]).text())
    let plan = try #require(sample["plan"])
    var (refused, run) = (0, 0)
    for seed in block * 20..<(block + 1) * 20 {
      var random = SplitMix64(seed: seed)
      var changed = plan
      for _ in 0..<Int.random(in: 1...3, using: &random) { changed = changed.tampered(using: &random) }
      guard let linked = try? link(changed) else {  // refused: that is one of the two good ends
        refused += 1
        continue
      }
      run += 1
      var house = House(linked, MemoryStore(), seed: seed)
      guard !linked.plan.flows.isEmpty else { continue }
      let faults: [Desk.Fault] = [.none, .lost(isDone: true), .status(429, isDone: false, retryAfter: "7")]
      house.fault = { _ in faults[Int.random(in: 0..<3, using: &random)] }
      _ = try await house.take(Alert("a"), Alert("b", level: 7))
      _ = try await house.take(Alert("a", state: "resolved"))
      for _ in 0..<40 {
        house.perform(try await house.turn(house.answers()).calls)
        house.now += 3_000
      }
      try await house.crash()
    }
    #expect(refused + run == 20)
  }

  @Test("what a flow's condition asks for is read plainly behind it, and nothing else is")
  func presence() throws {
    var sample = SamplePlan()
    sample.map["level"] = "item.level"
    #expect(throws: LinkFailure.self) { _ = try sample.linked() }
    sample.condition = "has(item.level)"
    _ = try sample.linked()
    // The record that a mapping made is another one.
    sample.fields["level"] = "item.level"
    #expect(throws: LinkFailure.self) { _ = try sample.linked() }
    sample.fields["level"] = nil
    sample.create = DeliveryCase(
      condition: SamplePlan.cel("has(item.level)", "bool"),
      fields: .object([ConstructionField(name: "level", value: .expression(SamplePlan.cel("item.level")))]))
    _ = try sample.linked()
  }

  /// Reads a plan's file as a host does, its digest made to fit.
  private func link(_ plan: Value) throws -> LinkedPlan {
    let decoded = try JSONDecoder().decode(Plan.self, from: Data(plan.json()))
    let file = try PlanFile.read(try PlanFile(plan: decoded, origins: [:]).text())
    return try LinkedPlan(plan: file.plan, digest: file.digest, bindings: Bindings())
  }
}

extension Value {
  /// The value with one part of it changed.
  fileprivate func tampered(using random: inout SplitMix64) -> Value {
    switch self {
    case .map(let map) where map.count > 0:
      var map = map
      let entry = map.entries[Int.random(in: 0..<map.count, using: &random)]
      let isRemoved = Int.random(in: 0..<60, using: &random) == 0
      map[entry.key] = isRemoved ? nil : entry.value.tampered(using: &random)
      return .map(map)
    case .list(var list) where !list.isEmpty:
      let index = Int.random(in: 0..<list.count, using: &random)
      switch Int.random(in: 0..<24, using: &random) {
      case 0: list.remove(at: index)
      case 1: list.append(list[index])
      case 2: list.shuffle(using: &random)
      default: list[index] = list[index].tampered(using: &random)
      }
      return .list(list)
    case .text(let text): return Value.texts(text.string).randomElement(using: &random) ?? self
    case .int, .double, .bool: return Value.scalars.randomElement(using: &random) ?? self
    default: return Value.scalars.randomElement(using: &random) ?? self
    }
  }

  private static let scalars: [Value] = [
    .int(0), .int(-1), .int(1), .int(3), .int(86_400_001), .int(.max), .int(.min), .double(1e300), .double(-0.5),
    .bool(true), .bool(false), .null, .list([]), .map(MapValue()),
  ]

  private static func texts(_ text: String) -> [Value] {
    [
      "", text + " ", String(text.dropLast()), "item", "body", "input", "id", "1 / 0", "[1][2]", "dyn(item)", "now",
      "optional.none()",
      "'\\r\\n'", "null", "string", "dyn", "@alert", "list(@batch)", "idempotent", "unsafe", "mark", "key", "ask",
      "desk",
      "range(1, 2)", "duration('9999999h')", "item.alerts", "status == 201", "body.items", "\u{0}",
    ].map { .string($0) }
  }
}
