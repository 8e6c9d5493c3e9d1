extension Text {
  /// The text with the letters of a range of ASCII in the other case, eight bytes at a time.
  func withOtherCase(of letters: ClosedRange<UInt8>) -> Text {
    if isInline {
      return Text(
        low: Text.withOtherCase(low, letters),
        high: Text.withOtherCase(high & 0x00FF_FFFF_FFFF_FFFF, letters) | high & 0xFF << 56)
    }
    return withBytes { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      let made = SharedBytes.make(bytes.count) { output in
        var index = 0
        while index + 8 <= raw.count {
          output.append(word: Text.withOtherCase(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self), letters))
          index += 8
        }
        while index < raw.count {
          output.append(letters.contains(raw[index]) ? raw[index] ^ 0x20 : raw[index])
          index += 1
        }
      }
      return Text(sharing: made, 0..<bytes.count)
    }
  }

  /// The same of eight bytes in a word: adding to each byte carries into its top bit when it is not below a bound.
  private static func withOtherCase(_ word: UInt64, _ letters: ClosedRange<UInt8>) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops = ones << 7
    let low = word & ~tops
    let fromFirst = low &+ ones &* UInt64(0x80 - letters.lowerBound)
    let beyondLast = low &+ ones &* UInt64(0x7F - letters.upperBound)
    let isLetter = (fromFirst ^ beyondLast) & ~word & tops
    return word ^ (isLetter >> 2)
  }
}
