extension Text {
  /// Calls `visit` with the byte offset of each place where another text stands, overlapping ones too, until it answers `false`.
  /// UTF-8 is such that bytes are found where code points are. Takes time in proportion to both texts, whatever they are.
  func eachOffset(of other: Text, from start: Int = 0, _ visit: (Int) -> Bool) {
    withBytes { bytes in
      other.withBytes { wanted in
        guard start >= 0, start <= bytes.count - wanted.count else { return }
        // A short one is looked for place by place: that is at most so many times slower, and mostly faster.
        if wanted.count <= 16 {
          Text.tryEachPlace(wanted, bytes, start, visit)
        } else {
          Text.runThrough(wanted, bytes, start, visit)
        }
      }
    }
  }

  private static func tryEachPlace(
    _ wanted: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ visit: (Int) -> Bool
  ) {
    let count = wanted.count
    var offset = start
    while offset <= bytes.count - count {
      var matched = 0
      while matched < count, bytes[offset + matched] == wanted[matched] { matched += 1 }
      if matched == count, !visit(offset) { return }
      offset += 1
    }
  }

  /// Knuth, Morris and Pratt's search: after a mismatch it goes on with the longest beginning that still fits.
  private static func runThrough(
    _ wanted: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ visit: (Int) -> Bool
  ) {
    var fallback = [0]
    fallback.reserveCapacity(wanted.count)
    var length = 0
    for index in 1..<wanted.count {
      while length > 0, wanted[index] != wanted[length] { length = fallback[length - 1] }
      if wanted[index] == wanted[length] { length += 1 }
      fallback.append(length)
    }
    var matched = 0
    for index in start..<bytes.count {
      while matched > 0, bytes[index] != wanted[matched] { matched = fallback[matched - 1] }
      if bytes[index] == wanted[matched] { matched += 1 }
      guard matched == wanted.count else { continue }
      if !visit(index + 1 - matched) { return }
      matched = fallback[matched - 1]
    }
  }

  /// Offset of the first place at or after `start` where the bytes of another text stand.
  func firstByteOffset(of other: Text, from start: Int = 0) -> Int? {
    if other.byteCount == 1 {
      return withBytes {
        ByteSearch.first(UInt8(truncatingIfNeeded: other.low), in: UnsafeRawBufferPointer($0), from: start)
      }
    }
    var found: Int?
    eachOffset(of: other, from: start) { offset in
      found = offset
      return false
    }
    return found
  }

  /// Byte offset of a code point, by its index; that of the end for the number of code points, `nil` beyond.
  func byteOffset(ofScalar index: Int64) -> Int? {
    guard index >= 0, index <= byteCount else { return nil }
    return withBytes { bytes in
      var left = index
      for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
        if left == 0 { return offset }
        left -= 1
      }
      return left == 0 ? bytes.count : nil
    }
  }

  /// Index of the code point at a byte offset.
  func scalarIndex(ofByte offset: Int) -> Int64 {
    withBytes { bytes in bytes[..<offset].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
  }

  /// The text between two byte offsets that are those of code points.
  func slice(_ range: Range<Int>) -> Text { part(range) }
}
