public import Testing
import TreatyDiagnostics
public import TreatyDiff

@Suite("Every kind of change is found in its example, and the other way round it is not")
struct ChangeRuleTests {
  private static let descriptions = ChangeRules.all.map { $0.about }

  @Test("in the example", arguments: descriptions)
  func example(_ rule: ChangeDescription) throws {
    let (before, after) = (try DiffExample.plan(rule.before), try DiffExample.plan(rule.after))
    let found = Comparison(before, after).changes
    #expect(found.contains { $0.code == rule.code }, "found: \(found.map(\.code.name))")
    #expect(Comparison(before, before).changes.isEmpty)
    #expect(Comparison(after, after).changes.isEmpty)
    let change = try #require(found.first { $0.code == rule.code })
    #expect(change.before != change.after)
    #expect(!change.message.isEmpty && !change.consequence.isEmpty && !change.advice.isEmpty)
  }

  @Test("codes and names are told apart, in the order of the list")
  func codes() {
    let codes = Self.descriptions.map(\.code)
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
    #expect(Set(Self.descriptions.map(\.name)).count == codes.count)
  }
}

extension ChangeDescription: CustomTestStringConvertible {
  /// As a test is named for it.
  public var testDescription: String { "\(code.name) \(name)" }
}
