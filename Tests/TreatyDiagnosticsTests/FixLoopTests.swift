import Testing
import TreatyDiagnostics

@Suite("Mending in passes never leaves new errors behind")
struct FixLoopTests {
  /// A check of one file: of each word that `rules` name there is a finding, with what it is replaced by.
  private struct Check {
    var rules: [(word: String, code: DiagnosticCode, severity: Severity, replacement: String?)]

    func state(_ text: String) -> FixLoop.State {
      var sources = Sources()
      let bytes = Array(text.utf8)
      let file = sources.add(path: "a.yaml", bytes: bytes)
      var findings = Findings()
      for (word, code, severity, replacement) in rules {
        for start in bytes.indices where bytes[start...].starts(with: word.utf8) {
          let span = Span(file: file, range: start..<start + word.utf8.count)
          let edits = replacement.map { [Edit(span: span, replacement: $0)] } ?? []
          findings.add(
            Diagnostic(
              code: code, severity: severity, message: word, primary: Label(span: span),
              fixes: [Fix(title: "t", edits: edits, applicability: .safe)]))
        }
      }
      return FixLoop.State(sources: sources, findings: findings)
    }

    func mend(_ text: String, passes: Int = 10) -> (text: String, outcome: FixLoop.Outcome) {
      let outcome = FixLoop(passes: passes).apply(to: state(text)) { files in
        state(files.first.map { String(decoding: $0.after, as: UTF8.self) } ?? text)
      }
      return (outcome.files.first.map { String(decoding: $0.after, as: UTF8.self) } ?? text, outcome)
    }
  }

  @Test("what the first pass cannot do the next ones do")
  func passes() {
    let check = Check(rules: [("ab", .keyOrder, .warning, "b"), ("bc", .keyOrder, .warning, "c")])
    let (text, outcome) = check.mend("abc ab")
    #expect(text == "c b")
    #expect(outcome.end == .finished)
    #expect((outcome.passes, outcome.applied) == (2, 3))
    #expect(outcome.state.findings.isEmpty)
    #expect(outcome.files.map { String(decoding: $0.before, as: UTF8.self) } == ["abc ab"])
  }

  @Test("with nothing to mend nothing is checked")
  func nothing() {
    let state = Check(rules: []).state("abc")
    let outcome = FixLoop().apply(to: state) { _ in
      Issue.record("there is nothing to check")
      return state
    }
    #expect(outcome.files.isEmpty && outcome.end == .finished && outcome.passes == 0)
  }

  @Test("a pass that leads to a new error is undone, those before it stay")
  func undone() {
    let check = Check(rules: [
      ("one", .keyOrder, .warning, "two"), ("two", .keyOrder, .warning, "bad"), ("bad", .typeMismatch, .error, nil),
    ])
    let (text, outcome) = check.mend("one")
    #expect(text == "two")
    guard case .undone(let errors) = outcome.end else { return #expect(Bool(false), "\(outcome.end)") }
    #expect(errors.map { $0.message } == ["bad"])
    #expect(outcome.passes == 1)
    #expect(outcome.state.findings.all.map { $0.message } == ["two"])
  }

  @Test("an error that was there before may stay, also if its text changes; one more of it may not")
  func known() {
    let check = Check(rules: [("x", .keyOrder, .warning, "y"), ("bad", .typeMismatch, .error, nil)])
    #expect(check.mend("x bad").text == "y bad")
    let worse = Check(rules: [("x", .keyOrder, .warning, "bad"), ("bad", .typeMismatch, .error, nil)])
    #expect(worse.mend("x bad").text == "x bad")
  }

  @Test("errors that were hidden behind a mended one do not undo it; without one they do")
  func hidden() {
    let unread = Check(rules: [("kye", .unknownKey, .error, "key"), ("key", .retriedUnsafeCreate, .error, nil)])
    #expect(unread.mend("kye").text == "key")
    let read = Check(rules: [("kye", .unknownKey, .warning, "key"), ("key", .retriedUnsafeCreate, .error, nil)])
    #expect(read.mend("kye").text == "kye")
    let earlier = Check(rules: [("kye", .unknownKey, .error, "key"), ("key", .invalidYAML, .error, nil)])
    #expect(earlier.mend("kye").text == "kye")
  }

  @Test("fixes that undo each other come to an end")
  func circle() {
    let check = Check(rules: [("a", .keyOrder, .warning, "b"), ("b", .keyOrder, .warning, "a")])
    let (text, outcome) = check.mend("a", passes: 3)
    #expect(outcome.end == .passesUsedUp)
    #expect(["a", "b"].contains(text))
    #expect(Check(rules: [("a", .keyOrder, .warning, "aa")]).mend("a", passes: 3).text == "aaaaaaaa")
  }

  @Test("what the check throws comes out")
  func throwing() {
    struct Lost: Error {}
    let state = Check(rules: [("a", .keyOrder, .warning, "b")]).state("a")
    #expect(throws: Lost.self) {
      try FixLoop().apply(to: state) { _ throws(Lost) in throw Lost() }
    }
  }
}
