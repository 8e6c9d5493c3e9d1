import Testing
import TreatyDiagnostics

@Suite("An agreement takes two")
struct AgreementRuleTests {
  @Test(
    "teams of an agreement",
    arguments: [
      ("front-desk, night-watch", nil), ("front-desk, night-watch, front-desk", nil),
      ("front-desk, front-desk", "`shared` is an agreement of `front-desk` with itself"),
      ("front-desk", "`shared` is an agreement of `front-desk` with itself"), ("", "`shared` names no teams"),
    ])
  func lone(_ between: String, _ message: String?) throws {
    let text = "agreements: {shared: {between: [\(between)], on: [systems.help], allows: [duty], agreed: 2026-09-01}}"
    #expect(try AddedToBase(text).findings(of: .loneAgreement).map { $0.message } == [message].compactMap { $0 })
  }
}
