/// Byte offsets of characters: libyaml's marks count characters.
///
/// Marks come almost in order, so the last one is remembered and the next is counted from there. Where every character is one byte
/// there is nothing to count.
struct CharacterOffsets {
  private let bytes: [UInt8]
  private let start: Int
  private let isASCII: Bool
  /// A character, and the offset of its first byte.
  private var known: (character: Int, byte: Int)

  /// - Parameter start: Offset of the character that counts as the first.
  init(_ bytes: [UInt8], from start: Int, isASCII: Bool) {
    self.bytes = bytes
    self.start = start
    self.isASCII = isASCII
    known = (0, start)
  }

  /// The offset at which a character begins; the file's end for one behind the last.
  @inline(__always)
  mutating func byte(at character: Int) -> Int {
    isASCII ? min(start &+ character, bytes.count) : counted(to: character)
  }

  private mutating func counted(to character: Int) -> Int {
    while known.character < character, known.byte < bytes.count { step(by: 1) }
    while known.character > character { step(by: -1) }
    return known.byte
  }

  private mutating func step(by direction: Int) {
    repeat { known.byte += direction } while known.byte < bytes.count && bytes[known.byte] & 0xC0 == 0x80
    known.character += direction
  }
}
