import CEL
import Testing

@testable import TreatyRules

/// What is left out of a comparison must be what it would have found to exclude each other anyway.
@Suite("Conditions that plainly exclude each other")
struct PinnedValuesTests {
  private static let conditions: [Condition] = {
    let host = ["item", "host"]
    let count = ["item", "count"]
    let atoms: [Condition] =
      ["", "a", "ab", "b", "\u{e9}", "e\u{301}"].flatMap {
        [Condition.field(host, .equal, .string($0)), .field(host, .hasPrefix, .string($0))]
      } + [.field(count, .equal, .int(1)), .field(count, .greater, .int(1)), .present(host)]
    return atoms + atoms.flatMap { one in atoms.flatMap { [one.and($0), one.or($0), one.and($0.negated)] } }
  }()

  @Test("what is said to exclude each other has no state in common")
  func sound() {
    let conditions = Self.conditions.enumerated().filter { $0.offset % 7 == 0 }.map { $0.element }
    let pinned = conditions.map { PinnedValues($0) }
    var excluded = 0
    for (one, here) in zip(conditions, pinned) {
      for (other, there) in zip(conditions, pinned) where here.exclude(there) {
        excluded += 1
        #expect(one.overlaps(other) != .yes, "\(one) and \(other)")
      }
    }
    // Of some ten thousand pairs.
    #expect(excluded > 500)
  }

  @Test(
    "values and beginnings exclude each other",
    arguments: [
      (Condition.Relation.hasPrefix, "web-", Condition.Relation.hasPrefix, "db-", true),
      (.hasPrefix, "web-", .hasPrefix, "web-1", false), (.equal, "db-1", .hasPrefix, "web-", true),
      (.equal, "web-1", .hasPrefix, "web-", false), (.equal, "a", .equal, "b", true),
    ] as [(Condition.Relation, String, Condition.Relation, String, Bool)])
  func pairs(_ one: Condition.Relation, _ text: String, _ two: Condition.Relation, _ other: String, _ excluded: Bool) {
    let here = PinnedValues(.field(["item", "host"], one, .string(text)))
    let there = PinnedValues(.field(["item", "host"], two, .string(other)))
    #expect(here.exclude(there) == excluded)
    #expect(there.exclude(here) == excluded)
  }
}
