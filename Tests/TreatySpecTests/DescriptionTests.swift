import Testing

@testable import TreatySpec

@Suite("What is said of a key is said well, and is so")
struct DescriptionTests {
  @Test("an example can stand where it is an example of", arguments: AllOutlines.keys.filter { $0.key.example != nil })
  func example(_ key: AllOutlines.Key) {
    #expect(key.problem(with: key.key.example ?? "") == nil)
  }

  @Test("a default can be written", arguments: AllOutlines.keys.filter { $0.key.shown != nil })
  func shown(_ key: AllOutlines.Key) {
    #expect(key.problem(with: key.key.shown ?? "") == nil)
  }

  @Test("who does not know what to write finds an example", arguments: AllOutlines.keys)
  func wantsExample(_ key: AllOutlines.Key) {
    #expect(key.key.example != nil || isPlain(key), "\(key.testDescription) wants an example")
  }

  /// Whether a key says by its form what to write there.
  private func isPlain(_ key: AllOutlines.Key) -> Bool {
    // A sentence, or what has a page with an example of its own.
    if ["about", "spec file", "policies section"].contains(where: { $0 == key.key.name || $0 == key.owner }) {
      return true
    }
    if key.key.shown != nil { return true }
    switch key.key.form() {
    case .flag, .choice, .integer, .number, .declaration: return true
    case .either(let forms):
      if case .list(.choice)? = forms.first { return true }
      return false
    default: return false
    }
  }

  @Test("an expression says what it may use", arguments: AllOutlines.keys)
  func scoped(_ key: AllOutlines.Key) {
    let isEvaluated = key.key.form().parts.contains {
      switch $0 {
      case .expression, .template, .construction: true
      default: false
      }
    }
    #expect((key.key.notes.scope != nil) == isEvaluated, "\(key.testDescription)")
  }

  @Test("what is said is a sentence", arguments: AllOutlines.keys)
  func sentence(_ key: AllOutlines.Key) {
    #expect(DescriptionTests.isSentence(key.key.doc), "\(key.testDescription): \(key.key.doc)")
  }

  @Test("every declaration has a name of its own, and a sentence")
  func declarations() {
    for outline in AllOutlines.all {
      #expect(DescriptionTests.isSentence(outline.doc), "\(outline.name)")
      for other in AllOutlines.all.flatMap({ $0.keys.flatMap { $0.form().declarations } })
      where other.name == outline.name {
        #expect(
          other.keys.map { $0.name } == outline.keys.map { $0.name }, "two kinds of declaration called \(outline.name)")
      }
    }
    #expect(AllOutlines.all.count > 60)
  }

  @Test("keys in rules are keys")
  func rules() {
    for outline in AllOutlines.all {
      let rules = outline.rules
      var named = rules.exactlyOne + rules.atMostOne + rules.atLeastOne
      named += (rules.onlyWith + rules.needs).map { [$0.key] + $0.others }
      for name in named.flatMap({ $0 }) where !outline.keys.contains(where: { $0.name == name }) {
        Issue.record("\(outline.name) has a rule about `\(name)`, which is no key of it")
      }
    }
  }

  private static func isSentence(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    return text.hasSuffix(".") && (first.isUppercase || first == "`") && !text.contains("  ")
  }
}
