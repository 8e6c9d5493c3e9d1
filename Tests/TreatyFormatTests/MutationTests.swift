import FormatProperties
import Testing

/// Numbers that are the same in every run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Whatever is made of a spec, formatted it means the same")
struct MutationTests {
  /// What is put between lines, and within them.
  private static let lines = [
    "", "   ", "# note", "  # note", "        # note", "- a", "    - b: 1", "extra: 1", "    ? c", "    : d", "---",
    "...",
    "  text: |+", "      more", "  fold: >2-",
  ]
  private static let pieces = [
    " ", "  ", "\t", "\r", "\n", " # note", "\"", "'", "{", "}", "[", "]", ",", ": ", "- ", "\\", "|", ">", "é", "? ",
    "+",
  ]

  @Test("lines moved, indented, doubled, removed, and pieces put between", arguments: 0..<8)
  func mutated(_ seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    let samples = SpecSample.specs + SpecSample.fixtures.filter { $0.bytes.count < 4000 }
    var formatted = 0
    for _ in 0..<400 {
      let sample = samples[Int.random(in: 0..<samples.count, using: &random)]
      var lines = String(decoding: sample.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .map { String($0) }
      for _ in 0...Int.random(in: 0...2, using: &random) { MutationTests.change(&lines, &random) }
      let bytes = Array(lines.joined(separator: "\n").utf8)
      if FormatProperties.isFormatted(bytes) { formatted += 1 }
      let violations = FormatProperties.violations(by: bytes, sample.kind)
      #expect(violations == [], "\(lines.joined(separator: "\n").debugDescription)")
    }
    // Otherwise nothing but refusals was looked at.
    #expect(formatted > 100)
  }

  private static func change(_ lines: inout [String], _ random: inout SeededGenerator) {
    let at = Int.random(in: 0..<lines.count, using: &random)
    let other = Int.random(in: 0..<lines.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: lines.insert(Self.lines[Int.random(in: 0..<Self.lines.count, using: &random)], at: at)
    case 1: lines.remove(at: at)
    case 2: lines[at] = "  " + lines[at]
    case 3: if lines[at].hasPrefix(" ") { lines[at].removeFirst() }
    case 4: lines.swapAt(at, other)
    case 5:
      // Everything from a line on, further to the right.
      for index in lines.indices[at...] where !lines[index].isEmpty { lines[index] = " " + lines[index] }
    case 6: lines[at] += " # note"
    default:
      let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
      let offset = Int.random(in: 0...lines[at].count, using: &random)
      lines[at].insert(contentsOf: piece, at: lines[at].index(lines[at].startIndex, offsetBy: offset))
    }
    if lines.isEmpty { lines = [""] }
  }
}
