import Testing

@testable import CEL

@Suite("A text is its bytes, however they are kept")
struct TextTests {
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  /// Texts of all lengths around those at which they are kept in another way.
  private static func texts(_ seed: UInt64) -> [String] {
    var random = Seeded(state: seed)
    let letters = Array("abcABZz09 ,é日😀\u{0}\n".unicodeScalars)
    return (0..<40).map { length in
      String((0..<length).compactMap { _ in letters.randomElement(using: &random) })
    }
  }

  @Test("joining, cutting, searching and comparing give what arrays of bytes give", arguments: 0..<6)
  func operations(_ seed: UInt64) {
    let strings = TextTests.texts(seed &+ 11)
    for one in strings {
      let text = Text(one)
      #expect(text.string == one)
      #expect(text.byteCount == one.utf8.count)
      #expect(text.count == one.unicodeScalars.count)
      #expect(text.isASCII == one.utf8.allSatisfy { $0 < 0x80 })
      for other in strings {
        let second = Text(other)
        #expect((text + second).string == one + other)
        #expect((text == second) == one.utf8.elementsEqual(other.utf8))
        #expect((text < second) == one.utf8.lexicographicallyPrecedes(other.utf8))
        #expect(text.hasPrefix(second) == one.utf8.starts(with: other.utf8))
        #expect(text.hasSuffix(second) == one.utf8.reversed().starts(with: other.utf8.reversed()))
        if text == second { #expect(text.quickHash == second.quickHash) }
        let joined = text + second + text
        #expect(joined.part(text.byteCount..<text.byteCount + second.byteCount) == second)
        #expect(joined.part(text.byteCount..<joined.byteCount) == second + text)
        if !second.isEmpty {
          let found = joined.firstByteOffset(of: second)
          let bytes = joined.utf8
          let wanted = (0...(bytes.count - second.byteCount)).first { bytes[$0...].starts(with: second.utf8) }
          #expect(found == wanted)
        }
      }
    }
  }

  @Test("letters of ASCII change their case, and nothing else does")
  func letterCase() {
    let all = String((0..<0x180).compactMap { Unicode.Scalar($0) }.map { Character($0) })
    for length in 0..<60 {
      let string = String(all.unicodeScalars.dropFirst(length * 5).prefix(length).map { Character($0) })
      let lower = String(
        string.unicodeScalars.map {
          ("A"..."Z").contains($0) ? Character(Unicode.Scalar($0.value + 32) ?? $0) : Character($0)
        })
      let upper = String(
        string.unicodeScalars.map {
          ("a"..."z").contains($0) ? Character(Unicode.Scalar($0.value - 32) ?? $0) : Character($0)
        })
      let text = Text(string)
      #expect(text.withOtherCase(of: UInt8(ascii: "A")...UInt8(ascii: "Z")) == Text(lower))
      #expect(text.withOtherCase(of: UInt8(ascii: "a")...UInt8(ascii: "z")) == Text(upper))
    }
  }

  @Test("a byte sequence is UTF-8 for us when it is for Swift", arguments: 0..<4)
  func utf8(_ seed: UInt64) {
    var random = Seeded(state: seed &+ 5)
    let pieces: [[UInt8]] = [
      [0x61], [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0x98, 0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
      [0x80], [0xFF], [0xE2, 0x82], [0xF0, 0x9F], Array("abcdefghij".utf8),
    ]
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0..<8, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? []
      }
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      #expect(bytes.withUnsafeBufferPointer { UTF8Check.isValid($0) } == isValid, "\(bytes)")
      #expect((Text(validating: bytes) != nil) == isValid)
    }
  }

  @Test(
    "a map finds what was put in, and nothing else, whatever its size",
    arguments: [0, 1, 7, 8, 9, 20, 254, 255, 256, 300, 70_000])
  func maps(_ count: Int) {
    var map = MapValue()
    for index in 0..<count { map[.string("key number \(index)")] = .int(Int64(index)) }
    #expect(map.count == count)
    for index in stride(from: 0, to: count, by: max(1, count / 300)) {
      #expect(map[Text("key number \(index)")]?.asInt == Int64(index))
      #expect(map[.string("key number \(index)")]?.asInt == Int64(index))
    }
    #expect(map[Text("key number \(count)")] == nil)
    #expect(map[.int(0)] == nil)
    var copy = map
    copy[.string("other")] = .bool(true)
    #expect(map[Text("other")] == nil)
    if count > 0 {
      copy[.string("key number 0")] = nil
      #expect(copy.count == count)
      #expect(copy[Text("key number 0")] == nil)
      #expect(map[Text("key number 0")]?.asInt == 0)
      #expect(copy[Text("key number \(count - 1)")]?.asInt == (count == 1 ? nil : Int64(count - 1)))
    }
  }
}
