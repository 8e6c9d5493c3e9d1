import Foundation
import Testing
import TreatyCompiler
import TreatyTestSupport

/// Mistakes that people make, one in each file or folder of `Fixtures/broken/…`, sorted by what they are made in; see ``BrokenSpec``.
@Suite("Every mistake is said with what, where, why and how to mend")
struct BrokenSpecTests {
  @Test("the base package is sound")
  func base() throws {
    #expect(Fixtures.report(Fixtures.compile(try BrokenSpec.base())) == "")
    #expect(BrokenSpec.all.count >= 60)
  }

  @Test("mistake", arguments: BrokenSpec.all)
  func mistake(_ spec: BrokenSpec) throws {
    let report = Fixtures.report(try spec.compile())
    #expect(report.contains("TR0"), "nothing is found in \(spec.path)")
    try Golden.expect(report, is: "\(BrokenSpec.folder)/\(spec.path).txt")
  }
}
