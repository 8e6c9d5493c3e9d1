import Testing
import TreatyDiagnostics
import TreatyTestSupport

@Suite("Fixes are made whole, apart from one another, and only if they are trusted")
struct FixTests {
  /// Findings about `text`, each with one fix: ranges and what they are replaced by.
  private func plan(
    _ text: String, _ fixes: [(edits: [(Range<Int>, String)], grade: Applicability)],
    applying trust: Applicability = .safe,
    path: String = "a.yaml"
  ) -> FixPlan {
    var sources = Sources()
    let file = sources.add(path: path, bytes: Array(text.utf8))
    var findings = Findings()
    for (index, fix) in fixes.enumerated() {
      let edits = fix.edits.map { Edit(span: Span(file: file, range: $0.0), replacement: $0.1) }
      findings.add(
        Diagnostic(
          code: .keyOrder, severity: .warning, message: "\(index)",
          primary: Label(span: Span(file: file, range: index..<index)),
          fixes: [Fix(title: "t", edits: edits, applicability: fix.grade)]))
    }
    return FixPlan(findings, in: sources, applying: trust)
  }

  private func text(_ plan: FixPlan) -> String? { plan.files.first.map { String(decoding: $0.after, as: UTF8.self) } }

  @Test("safe ones alone, or unsafe ones too; manual ones never")
  func trust() {
    let fixes = [([(0..<1, "A")], Applicability.safe), ([(1..<2, "B")], .unsafe), ([(2..<3, "C")], .manual)]
    #expect(text(plan("abc", fixes)) == "Abc")
    #expect(text(plan("abc", fixes, applying: .unsafe)) == "ABc")
    #expect(text(plan("abc", fixes, applying: .manual)) == "ABc")
  }

  @Test(
    "edits beside one another",
    arguments: [
      ([[(0..<2, "x")], [(2..<4, "y")]], "xyef", 0), ([[(0..<3, "x")], [(2..<4, "y")]], "xdef", 1),
      ([[(2..<2, "x")], [(2..<4, "y")]], "abxyef", 0), ([[(2..<4, "y")], [(4..<4, "x")]], "abyxef", 0),
      ([[(2..<2, "x")], [(2..<2, "y")]], "abxcdef", 1), ([[(2..<2, "x")], [(2..<2, "x")]], "abxcdef", 0),
      ([[(1..<5, "x")], [(3..<3, "y")]], "axf", 1), ([[(3..<3, "y")], [(1..<5, "x")]], "abcydef", 1),
      ([[(0..<1, "x"), (5..<6, "y")], [(5..<6, "z")], [(2..<3, "w")]], "xbwdey", 1),
      ([[(0..<6, "")]], "", 0), ([[(6..<6, "g")]], "abcdefg", 0),
    ] as [([[(Range<Int>, String)]], String, Int)])
  func beside(_ fixes: [[(Range<Int>, String)]], _ after: String, _ left: Int) {
    let plan = plan("abcdef", fixes.map { (edits: $0, grade: .safe) })
    #expect(text(plan) == after)
    #expect(plan.left == left)
    #expect(plan.applied == fixes.count - left)
  }

  @Test("edits that cannot be made are refused, and do not stop others")
  func refused() {
    let wrong: [[(Range<Int>, String)]] = [
      [(0..<99, "x")], [(-1..<1, "x")], [(0..<2, "x"), (1..<3, "y")], [(4..<5, "x")], [(0..<1, ""), (77..<78, "")],
    ]
    // The fifth byte is the second one of `é`.
    let plan = plan("abcé", ([[(0..<1, "A")]] + wrong).map { (edits: $0, grade: .safe) })
    #expect(text(plan) == "Abcé")
    #expect(plan.refused == wrong.count)
    #expect(self.plan("abc", [([(0..<1, "A")], .safe)], path: "std/a.yaml").refused == 1)
  }

  @Test("what is allowed or known is not mended, and an edit that changes nothing is no change")
  func quiet() {
    let (sources, findings) = SharedFindings.sample()
    let plan = FixPlan(findings, in: sources)
    #expect(plan.files.map { $0.path } == ["flows/paging.treaty.yaml", "tables/a: b, c%.treaty.yaml"])
    #expect(self.plan("abc", [([(0..<1, "a")], .safe)]).files.isEmpty)
  }

  @Test("bytes that are no text are left alone")
  func noText() {
    var sources = Sources()
    let file = sources.add(path: "a", bytes: [0xFF, 0x61])
    var findings = Findings()
    let span = Span(file: file, range: 1..<2)
    findings.add(
      Diagnostic(
        code: .keyOrder, severity: .warning, message: "m", primary: Label(span: span),
        fixes: [Fix(title: "t", edits: [Edit(span: span, replacement: "b")], applicability: .safe)]))
    #expect(FixPlan(findings, in: sources).refused == 1)
  }

  @Test(
    "random edits that do not touch are made as if one by one, from the last to the first",
    arguments: 0..<20 as Range<UInt64>)
  func random(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<100 {
      let text = (0..<random.below(60)).map { _ in String(["a", "b", "é", "🚀", "\n"][random.below(5)]) }.joined()
      let starts = text.unicodeScalars.indices.map { $0.utf16Offset(in: text) }.count
      let bytes = Array(text.utf8)
      let places = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
      #expect(places.count == starts + 1)
      var edits: [(Range<Int>, String)] = []
      var at = 0
      while at < places.count {
        let end = min(at + random.below(4), places.count - 1)
        if random.below(3) > 0 { edits.append((places[at]..<places[end], ["", "x", "日\n"][random.below(3)])) }
        at = end + 1
      }
      var naive = bytes
      for (range, replacement) in edits.reversed() { naive.replaceSubrange(range, with: Array(replacement.utf8)) }
      // Some fixes have several edits, and fixes come in any order.
      var fixes: [[(Range<Int>, String)]] = []
      for edit in edits {
        if random.below(3) == 0, !fixes.isEmpty {
          fixes[random.below(fixes.count)].append(edit)
        } else {
          fixes.append([edit])
        }
      }
      fixes.shuffle(using: &random)
      let plan = plan(text, fixes.map { (edits: $0, grade: .safe) })
      #expect(plan.files.first?.after ?? bytes == naive)
      #expect(plan.left == 0 && plan.refused == 0)
    }
  }
}
