import Testing
import TreatyTrial

@Suite("Lines are what stands between line ends, however the bytes come")
struct LineTests {
  /// All lines, where each read gives so many bytes; `nil` for one that was too long.
  private func lines(_ bytes: [UInt8], reads: Int, mostBytes: Int = 1 << 20) -> [[UInt8]?] {
    var splitter = LineSplitter(blockBytes: 16, mostBytes: mostBytes)
    var rest = bytes[...]
    var lines: [[UInt8]?] = []
    while !splitter.isDone {
      while let line = splitter.next() {
        switch line {
        case .line(let range): lines.append(splitter.withBytes(of: range) { Array($0) })
        case .tooLong: lines.append(nil)
        }
        #expect(splitter.number == lines.count)
      }
      splitter.fill { memory in
        let part = rest.prefix(min(reads, memory.count))
        memory.copyBytes(from: part)
        rest = rest.dropFirst(part.count)
        return part.count
      }
    }
    return lines
  }

  @Test(
    "lines",
    arguments: [
      ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("a\n\n\nb\n", ["a", "", "", "b"]),
      ("a\r\nb\r\n", ["a\r", "b\r"]), ("a\0b\n\0", ["a\0b", "\0"]),
      ("{\"a\": \"日本語のとても長いテキスト\"}\nüber\n", ["{\"a\": \"日本語のとても長いテキスト\"}", "über"]),
      (String(repeating: "x", count: 5000) + "\ny", [String(repeating: "x", count: 5000), "y"]),
    ] as [(String, [String])])
  func split(text: String, expected: [String]) {
    for reads in [1, 2, 7, 8, 16, 4096] {
      #expect(lines(Array(text.utf8), reads: reads) == expected.map { Array($0.utf8) }, "\(reads) bytes a read")
    }
  }

  @Test("all bytes that are no line end stay as they are")
  func anyBytes() {
    let bytes = (0..<4000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 7) }
    let expected = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    #expect(expected.count > 10)
    for reads in [1, 3, 8, 9, 1000] {
      let found = lines(bytes, reads: reads)
      #expect(found == (expected.last == [] ? expected.dropLast() : expected))
    }
  }

  @Test("a line that is too long is told, not kept, and the next is found")
  func tooLong() {
    let text = "a\n" + String(repeating: "x", count: 1000) + "\nb\n" + String(repeating: "y", count: 1000)
    for reads in [1, 8, 50, 4096] {
      #expect(lines(Array(text.utf8), reads: reads, mostBytes: 100) == [Array("a".utf8), nil, Array("b".utf8), nil])
    }
    #expect(lines(Array("abc\nde".utf8), reads: 4, mostBytes: 2) == [nil, Array("de".utf8)])
  }
}
