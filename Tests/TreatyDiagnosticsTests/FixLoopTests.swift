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

  @Test("a file whose fix leads to a new error stays as it was, and others are mended without it")
  func others() {
    func state(_ texts: [String: String]) -> FixLoop.State {
      var sources = Sources()
      var findings = Findings()
      for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
        let file = sources.add(path: path, bytes: Array(text.utf8))
        let span = Span(file: file, range: 0..<text.utf8.count)
        let edits = [Edit(span: span, replacement: path == "a.yaml" ? "worse" : "good")]
        switch text {
        case "bad":
          findings.add(
            Diagnostic(
              code: .keyOrder, severity: .warning, message: text, primary: Label(span: span),
              fixes: [Fix(title: "t", edits: edits, applicability: .safe)]))
        case "worse":
          findings.add(
            Diagnostic(code: .typeMismatch, severity: .error, message: text, primary: Label(span: span)))
        default: break
        }
      }
      return FixLoop.State(sources: sources, findings: findings)
    }
    let start = ["a.yaml": "bad", "b.yaml": "bad"]
    let outcome = FixLoop().apply(to: state(start)) { files in
      state(start.merging(files.map { ($0.path, String(decoding: $0.after, as: UTF8.self)) }) { $1 })
    }
    #expect(outcome.files.map { $0.path } == ["b.yaml"])
    guard case .undone(let errors) = outcome.end else { return #expect(Bool(false), "\(outcome.end)") }
    #expect(errors.map { $0.message } == ["worse"])
    #expect(outcome.state.findings.all.map { $0.message } == ["bad"])
  }

  @Test("an error elsewhere in a declaration that could not be read comes to light; one in what was mended is new")
  func declaration() {
    func state(_ findings: [(code: DiagnosticCode, path: String, isMended: Bool)]) -> FixLoop.State {
      var sources = Sources()
      let file = sources.add(path: "a.yaml", bytes: Array("0123456789".utf8))
      var all = Findings()
      for (index, finding) in findings.enumerated() {
        let span = Span(file: file, range: index..<index + 1)
        let fix = Fix(title: "t", edits: [Edit(span: span, replacement: "x")], applicability: .safe)
        var diagnostic = Diagnostic(
          code: finding.code, severity: .error, message: finding.path, primary: Label(span: span),
          fixes: finding.isMended ? [fix] : [])
        diagnostic.path = finding.path
        all.add(diagnostic)
      }
      return FixLoop.State(sources: sources, findings: all)
    }
    let start = state([(.expressionAsTemplate, "flows.page.identify", true)])
    let elsewhere = state([(.wrongType, "flows.page.on.input.title", false)])
    #expect(FixLoop(passes: 1).apply(to: start) { _ in elsewhere }.applied == 1)
    let same = state([(.wrongType, "flows.page.identify", false)])
    #expect(FixLoop(passes: 1).apply(to: start) { _ in same }.applied == 0)
    let other = state([(.wrongType, "flows.other.where", false)])
    #expect(FixLoop(passes: 1).apply(to: start) { _ in other }.applied == 0)
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
