import Testing
import TreatyCompiler
import TreatyPlan
import TreatyTestSupport

@Suite("What a spec says of traces and logs reaches the plan, typed")
struct TelemetryPlanTests {
  private static func spec(
    _ trace: String, flow: String = "", accepts: String = "{title: string?, ref: string?, count: int?}"
  )
    -> String
  {
    """
    connectors:
      tracker:
        auth: {token: {}}
        trace: \(trace)
        records:
          case:
            id: id
            schema: {id: string, title: string, ref: string?, count: int?}
            accepts: \(accepts)
            get: {GET: "/cases/${ id }"}
            create: {POST: /cases, json: "${ input }", gives: {id: body.id}, safety: unsafe}
          note:
            id: id
            schema: {id: string, text: string}
            create: {POST: /notes, json: "${ input }", gives: {id: body.id}, safety: unsafe}
    systems:
      track: {connector: tracker, url: "https://track.example.org", account: us-at-track}
    secrets:
      track-token: {about: Token at the tracker}
    accounts:
      us-at-track: {owner: front-desk, auth: {token: "${ secrets.track-token }"}}
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver: {to: track.case, do: create, fields: {title: "${ item.host }"}}
        unsure: ask
        \(flow)
    """
  }

  private func compile(_ spec: String) throws -> CompiledPackage {
    Fixtures.compile(BrokenSpec.added(BrokenSpec.files(in: spec + "\n"), to: try BrokenSpec.base()))
  }

  @Test("header and field of a trace are carried out, the field by the records that have it")
  func stamp() throws {
    let package = try compile(Self.spec("{header: X-Request-Trace, field: ref}"))
    let plan = try #require(package.plan, "\(Fixtures.report(package))")
    let system = try #require(plan.systems.first { $0.name == "track" })
    #expect(system.traceHeader == "X-Request-Trace")
    #expect(system.records.map { $0.traceField } == ["ref", nil])
    #expect(plan.unsupported.isEmpty && plan.flows.map { $0.name } == ["page"])
    let short = try #require(try compile(Self.spec("X-Trace")).plan?.systems.first { $0.name == "track" })
    #expect(short.traceHeader == "X-Trace" && short.records.allSatisfy { $0.traceField == nil })
  }

  @Test("a field that is not there, or holds no text, is found", arguments: [("other", "TR0303"), ("count", "TR0401")])
  func wrong(field: String, code: String) throws {
    let report = Fixtures.report(try compile(Self.spec("{field: \(field)}")))
    #expect(report.contains("`\(field)`"), "\(report)")
    #expect(report.contains("error[TR"), "\(report)")
  }

  @Test("a log is carried out; its values are checked as all others are")
  func log() throws {
    let package = try compile(Self.spec("traceparent", flow: "log: {host: \"${ item.host }\"}"))
    let plan = try #require(package.plan, "\(Fixtures.report(package))")
    #expect(plan.unsupported.isEmpty)
    guard case .object(let fields)? = plan.flows.first?.log else { return #expect(Bool(false), "no log") }
    #expect(fields.map { $0.name } == ["host"])
    #expect(
      Fixtures.report(try compile(Self.spec("traceparent", flow: "log: {x: \"${ item.hots }\"}"))).contains("hots"))
  }
}
