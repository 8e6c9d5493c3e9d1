import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatyTestSupport

@Suite("What a flow says of its failures reaches the plan, and what cannot be done about one is refused")
struct FailurePlanTests {
  private static func flow(_ failure: String, undo: String = "") -> String {
    """
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver: {to: help.ticket, do: upsert, fields: {title: "${ item.host }"}\(undo)}
        failure: \(failure)

    """
  }

  private static func compile(_ text: String) throws -> CompiledPackage {
    Fixtures.compile(BrokenSpec.added(BrokenSpec.files(in: text), to: try BrokenSpec.base()))
  }

  private static func failures(_ failure: String, undo: String = "") throws -> FailurePolicies? {
    let package = try compile(flow(failure, undo: undo))
    return try #require(package.plan, "\(Fixtures.report(package))").flows.first?.failures
  }

  @Test("all that can be done, and nothing of what is usual")
  func written() throws {
    for failure in FailureClass.allCases {
      for policy in failure.possible {
        let found = try Self.failures(
          "{classes: {\(failure.rawValue): {do: \(policy.rawValue)}}}", undo: #", undo: {fields: {title: gone}}"#)
        // That a person is asked about what nobody knows is a promise: the flow would else look it up.
        let isSaid = policy != failure.usual || failure == .unsure
        #expect(found?.said(of: failure) == (isSaid ? policy : nil), "\(failure) \(policy)")
      }
    }
    #expect(try Self.failures("{lane: block}") == FailurePolicies(lane: .block))
    #expect(try Self.failures("{lane: pass}") == nil)
    #expect(try Self.failures("{classes: {gone: {runbook: \"https://wiki.example.org/gone\"}}}") == nil)
  }

  @Test("what could do a thing twice, or could never come to anything else, is refused where it stands")
  func refused() throws {
    for failure in FailureClass.allCases {
      for policy in FailurePolicy.allCases where !failure.possible.contains(policy) {
        let package = try Self.compile(Self.flow("{classes: {\(failure.rawValue): {do: \(policy.rawValue)}}}"))
        let found = package.findings.all.filter { $0.code == .invalidValue }
        #expect(
          found.map(\.message) == ["what fails as `\(failure.rawValue)` cannot be met with `\(policy.rawValue)`"])
        #expect(package.findings.hasErrors)
      }
    }
  }

  @Test("what is to be undone says how, and can be changed")
  func undone() throws {
    let package = try Self.compile(Self.flow("{classes: {rejected: {do: compensate}}}"))
    #expect(package.findings.all.map(\.message).contains("no delivery of this flow says how it is undone"))
    let typed = try Self.compile(
      Self.flow("{classes: {rejected: {do: compensate}}}", undo: #", undo: {fields: {titel: x}}"#))
    #expect(
      typed.findings.hasErrors && typed.findings.all.contains { $0.message.contains("titel") }, "its fields have types")
  }
}
