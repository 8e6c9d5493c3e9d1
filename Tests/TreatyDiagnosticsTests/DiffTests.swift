import Testing
import TreatyDiagnostics
import TreatyTestSupport

@Suite("A diff says exactly what becomes of a file")
struct DiffTests {
  private func diff(_ before: String, _ after: String, path: String = "a.yaml") -> String {
    UnifiedDiff.render([EditedFile(path: path, before: Array(before.utf8), after: Array(after.utf8))])
  }

  private static let ten = (1...10).map { "\($0)\n" }.joined()

  /// Names, texts before and after.
  static let cases: [(name: String, before: String, after: String)] = [
    ("a line changes", "a\nb\nc\n", "a\nB\nc\n"),
    ("a line comes at the beginning", ten, "0\n" + ten),
    ("a line goes at the end", ten, String(ten.dropLast(3))),
    ("two changes that are near", ten, ten.replacing("2\n", with: "two\n").replacing("9\n", with: "nine\n")),
    ("two changes that are far", ten + ten, "x\n" + ten + ten + "y\n"),
    ("the last line loses its end", "a\nb\n", "a\nb"),
    ("the last line gets its end", "a\nb", "a\nb\n"),
    ("no line has an end", "a", "b"),
    ("a file becomes empty", "a\nb\n", ""),
    ("an empty file gets lines", "", "a\nb\n"),
    ("lines of Windows", "a\r\nb\r\n", "a\r\nc\r\n"),
    ("letters", "日本\n🚀\n", "日本\nü\n"),
  ]

  @Test("as it is printed")
  func golden() throws {
    try Golden.expect(
      Self.cases.map { "\($0.name)\n\(diff($0.before, $0.after))\n" }.joined(),
      is: "Tests/TreatyDiagnosticsTests/Fixtures/diffs.txt")
  }

  @Test("no change, no diff")
  func same() {
    #expect(diff("a\n", "a\n").isEmpty)
    #expect(UnifiedDiff.render([]).isEmpty)
  }

  @Test(
    "odd paths",
    arguments: [
      ("a b.yaml", "--- a/a b.yaml\t\n"), ("é.yaml", "--- a/é.yaml\n"), ("a\"\\.yaml", "--- \"a/a\\\"\\\\.yaml\"\n"),
      ("a\nb", "--- \"a/a\\nb\"\n"), ("a\u{1}", "--- \"a/a\\001\"\n"), ("/tmp/a", "--- /tmp/a\n"),
    ])
  func paths(_ path: String, _ line: String) { #expect(diff("a\n", "b\n", path: path).hasPrefix(line)) }

  @Test("applied, it gives what it was made of", arguments: 0..<20 as Range<UInt64>)
  func applied(_ seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    for _ in 0..<20 {
      var lines = (0..<random.below(40)).map { _ in "\(random.below(6))" }
      let before = lines.map { $0 + "\n" }.joined() + (random.below(3) == 0 ? "end" : "")
      for _ in 0..<random.below(8) {
        let at = random.below(lines.count + 1)
        switch random.below(3) {
        case 0: lines.insert("\(random.below(6))", at: at)
        case 1: if at < lines.count { lines.remove(at: at) }
        default: if at < lines.count { lines[at] = "new" }
        }
      }
      let after = lines.map { $0 + "\n" }.joined() + (random.below(3) == 0 ? "end" : "")
      let patched = try #require(Patch.apply(diff(before, after), to: before), "\(before)\n\(after)")
      #expect(patched == after)
    }
  }

  @Test("of texts that have nothing in common all is replaced, without searching for long")
  func unlike() {
    let before = (0..<1_500).map { "a\($0)\n" }.joined()
    let after = (0..<1_500).map { "b\($0)\n" }.joined()
    let text = diff(before, after)
    #expect(text.hasPrefix("--- a/a.yaml\n+++ b/a.yaml\n@@ -1,1500 +1,1500 @@\n"))
    #expect(Patch.apply(text, to: before) == after)
  }
}

/// Applies a diff as `patch` does, without searching: a line that is not where it should be is refused.
private enum Patch {
  static func apply(_ diff: String, to text: String) -> String? {
    // What follows the last line's end is no line; a last line without an end has none.
    var old = lines(text).map { $0 + "\n" }
    let last = old.removeLast()
    if last != "\n" { old.append(String(last.unicodeScalars.dropLast())) }
    var new: [String] = []
    var at = 0
    let rows = lines(diff).dropLast()
    for (index, row) in rows.enumerated() where !row.hasPrefix("---") && !row.hasPrefix("+++") && !row.hasPrefix("\\") {
      if let header = row.firstMatch(of: /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@$/) {
        guard let start = Int(header.1), let count = header.2.map({ Int($0) }) ?? 1 else { return nil }
        let line = count == 0 ? start : start - 1
        guard line >= at, line <= old.count else { return nil }
        new += old[at..<line]
        at = line
        guard let newStart = Int(header.3), let newCount = header.4.map({ Int($0) }) ?? 1,
          new.count == (newCount == 0 ? newStart : newStart - 1)
        else { return nil }
        continue
      }
      let isCut = rows.dropFirst(index + 1).first?.hasPrefix("\\") == true
      let line = String(row.unicodeScalars.dropFirst()) + (isCut ? "" : "\n")
      if row.hasPrefix("+") {
        new.append(line)
      } else {
        guard at < old.count, old[at] == line else { return nil }
        if row.hasPrefix(" ") { new.append(line) }
        at += 1
      }
    }
    return (new + old[at...]).joined()
  }

  /// By scalars: a line's end of Windows is one letter to Swift.
  private static func lines(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }
}
