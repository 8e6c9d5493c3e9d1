import CEL
import Foundation
import Testing
import TreatySpec
import TreatyTestSupport

/// Each EBNF file in `grammar/` and the parser that it names accept the same texts: made up sentences, and texts that are nearly such. What
/// the comments of the files list under *Besides* is held against ``Sense``, which is written apart from the parsers.
@Suite("Parser and grammar agree")
struct GrammarAgreementTests {
  static let ebnf: Result<EBNF, any Error> = Result {
    let folder = Golden.repository.appending(path: "grammar")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".ebnf") }
    return try EBNF(
      Dictionary(
        uniqueKeysWithValues: names.map {
          ("grammar/\($0)", try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
        }))
  }

  @Test(
    "on thousands of sentences and slips, and patterns for editors let every sentence through", arguments: Subject.all)
  func agree(_ subject: Subject) throws {
    let ebnf = try Self.ebnf.get()
    let expression = try ebnf.whole(subject.symbol, in: subject.file, open: Set(subject.outside.keys))
    var generator = SentenceGenerator(
      expression: expression, outside: subject.outside, literals: ebnf.literals,
      numbers: SeededNumbers(seed: 20_261_223)
    )
    let recogniser = Recogniser(expression: expression, outside: subject.matches)
    var agreement = try Agreement(subject, recogniser)
    var before = generator.sentence()
    while agreement.sentences < subject.sentences {
      let sentence = generator.sentence()
      defer { before = sentence }
      guard sentence.count < Recogniser.mostCharacters else { continue }
      agreement.hold(sentence, isSentence: true)
      for _ in 0..<2 { agreement.hold(generator.slip(sentence, before)) }
      for _ in 0..<8 { agreement.hold(generator.astray()) }
    }
    #expect(agreement.failures.isEmpty, "\(agreement.failures.prefix(10).joined(separator: "\n"))")
    #expect(agreement.accepted >= subject.leastAccepted)
    #expect(agreement.refused >= subject.leastRefused)
    #expect(agreement.refusedByPattern >= subject.leastRefused / 3)
  }

  @Test("on schedules that were made up elsewhere")
  func others() throws {
    let subject = try #require(Subject.all.first { $0.noun == "schedule" })
    let recogniser = Recogniser(expression: try Self.ebnf.get().whole(subject.symbol, in: subject.file))
    var agreement = try Agreement(subject, recogniser)
    for example in OccurrenceTests.cases { agreement.hold(Array(example.schedule.unicodeScalars), isSentence: true) }
    #expect(agreement.failures.isEmpty, "\(agreement.failures.joined(separator: "\n"))")
    #expect(agreement.accepted >= 300)
  }

  @Test("every EBNF file has a test, and every grammar an EBNF file")
  func complete() throws {
    let files = try Self.ebnf.get().files
    #expect(Set(files.keys) == Set(Subject.all.map { $0.file }))
    #expect(
      Set(SmallGrammar.all.map { $0.noun }) == Set(Subject.all.map { $0.noun }).subtracting(["template", "allow"]))
    for grammar in SmallGrammar.all {
      #expect(files[grammar.file]?[grammar.symbol] != nil, "\(grammar.file) has no `\(grammar.symbol)`")
    }
  }

  @Test("every rule of an EBNF file is used")
  func used() throws {
    let ebnf = try Self.ebnf.get()
    for (file, rules) in ebnf.files {
      let text = try String(contentsOf: Golden.repository.appending(path: file), encoding: .utf8)
      for symbol in rules.keys where !Subject.all.contains(where: { $0.symbol == symbol }) {
        let uses = text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).count { $0 == symbol }
        let elsewhere = ebnf.files.keys.contains { other in
          other != file && ebnf.files[other]?[symbol] == nil
            && (try? String(contentsOf: Golden.repository.appending(path: other), encoding: .utf8))?.contains(
              "\(symbol) ") == true
        }
        #expect(uses > 1 || elsewhere, "`\(symbol)` of \(file) is not used")
      }
    }
  }

  @Test("patterns are ones that RE2 takes too, and let the examples through", arguments: SmallGrammar.all)
  func patterns(_ grammar: SmallGrammar) throws {
    var environment = Environment()
    environment.declare("text", .string)
    let source = "text.matches(r'\(grammar.pattern)')"
    #expect(environment.check(source).issues.map { $0.message } == [])
    let pattern = try Regex(grammar.pattern)
    for example in grammar.examples { #expect(try pattern.wholeMatch(in: example) != nil, "\(example)") }
  }
}

/// Counts on what recogniser, parser and pattern agree.
private struct Agreement {
  private let subject: Subject
  private let recogniser: Recogniser
  private let pattern: Regex<AnyRegexOutput>?
  var sentences = 0
  var accepted = 0
  var refused = 0
  var refusedByPattern = 0
  var failures: [String] = []

  init(_ subject: Subject, _ recogniser: Recogniser) throws {
    self.subject = subject
    self.recogniser = recogniser
    pattern = try subject.pattern.map { try Regex($0) }
  }

  mutating func hold(_ characters: [Unicode.Scalar], isSentence: Bool = false) {
    guard characters.count <= Recogniser.mostCharacters else { return }
    let text = String(String.UnicodeScalarView(characters))
    let isRecognised = recogniser.accepts(characters)
    if isSentence {
      sentences += 1
      if !isRecognised {
        failures.append("the recogniser refuses a sentence of the generator: \(text.debugDescription)")
      }
    }
    let reading = subject.read(text)
    guard isRecognised, subject.makesSense(text) else {
      if !isRecognised { refused += 1 }
      if !isRecognised, !isMatched(text) { refusedByPattern += 1 }
      if reading != .refused { failures.append("accepted, and no sentence: \(text.debugDescription)") }
      return
    }
    switch reading {
    case .refused: failures.append("refused: \(text.debugDescription)")
    case .changed(let description):
      failures.append("\(text.debugDescription) prints \(description.debugDescription), which reads to something else")
    case .same:
      if isSentence { accepted += 1 }
      if !isMatched(text) { failures.append("the pattern refuses \(text.debugDescription)") }
    }
  }

  private func isMatched(_ text: String) -> Bool {
    guard let pattern else { return reading(text) }
    return (try? pattern.wholeMatch(in: text)) != nil
  }

  /// A grammar without a pattern is matched by its parser.
  private func reading(_ text: String) -> Bool { subject.read(text) != .refused }
}
