import CEL
import Testing

@Suite("What earlier conditions leave for a later one")
struct EarlierConditionTests {
  private static func list(_ sources: [String]) -> EarlierConditions {
    var earlier = EarlierConditions()
    for source in sources { earlier.append(ReasoningTests.condition(source)) }
    return earlier
  }

  @Test(
    "nothing is left",
    arguments: [
      (["item.open"], "item.open && item.count > 3", 0), (["item.count > 3", "item.open"], "item.open", 1),
      (["item.count > 3", "item.count <= 3"], "item.open", nil),
      (["item.severity == 'low'", "item.severity != 'low' && item.open", "!item.open"], "item.name == 'a'", nil),
      (["has(item.note)", "!has(item.note)"], "item.?note.orValue('') == 'a'", 0),
      (["item.count == item.limit", "item.count != item.limit"], "item.open", nil),
      (["item.open"], "item.open && !item.open", 0),
    ] as [([String], String, Int?)])
  func covered(_ earlier: [String], _ later: String, _ one: Int?) {
    var list = EarlierConditionTests.list(earlier)
    #expect(list.cover(ReasoningTests.condition(later)) == .yes)
    #expect(list.firstCovering(ReasoningTests.condition(later)) == one)
    #expect(!list.hasGivenUp)
  }

  @Test(
    "something is left",
    arguments: [
      ([], "item.open"), (["item.open && item.count > 3"], "item.open"),
      (["item.count > 3", "item.count < 3"], "item.open"),
      (["item.severity == 'low'", "item.severity == 'high'"], "item.open"),
      (["has(item.note) && item.note != ''"], "has(item.note)"),
    ] as [([String], String)])
  func left(_ earlier: [String], _ later: String) {
    var list = EarlierConditionTests.list(earlier)
    #expect(list.cover(ReasoningTests.condition(later)) == .no)
    #expect(list.firstCovering(ReasoningTests.condition(later)) == nil)
  }

  @Test("what is not understood leaves it open, and is named")
  func open() {
    let asked = "item.tags.exists(t, t == 'a')"
    var list = EarlierConditionTests.list([asked, "!\(asked)"])
    // Both can fail, which nobody looks into.
    #expect(list.cover(ReasoningTests.condition("item.open")) == .unknown(because: [asked]))
    #expect(!list.hasGivenUp)
    #expect(list.cover(ReasoningTests.condition("\(asked) && item.open")) == .yes)
  }

  @Test("hundreds of conditions are gone through, and the one that is taken is found among them")
  func many() {
    var list = EarlierConditions()
    for number in 0..<400 {
      let condition = ReasoningTests.condition(
        "item.name == 'host-\(number % 97)' && item.count > \(number) && item.severity != 'low' || item.limit == \(number)"
      )
      #expect(list.cover(condition) == .no)
      list.append(condition)
    }
    #expect(list.firstCovering(ReasoningTests.condition("item.limit == 200 && item.open")) == 200)
  }

  @Test("conditions on things of their own neither take for ever, nor is anything said of them that is not so")
  func wide() {
    var list = EarlierConditions()
    var answers: Set<Verdict> = []
    for number in 0..<60 {
      let next = (number + 1) % 60
      let condition = ReasoningTests.condition(
        "item.labels.a\(number) == 'x' && item.labels.a\(next) == 'y' && item.labels.b\(number) != 'z'")
      answers.insert(list.cover(condition))
      list.append(condition)
    }
    #expect(answers == [.no])
  }
}
