/// Bytes that several texts share.
final class SharedBytes: ManagedBuffer<Int, UInt8> {
  /// Bytes that `fill` appends, as many as are announced.
  static func make(_ count: Int, _ fill: (inout OutputBytes) -> Void) -> SharedBytes {
    let made = SharedBytes.create(minimumCapacity: count) { _ in count }
    made.withUnsafeMutablePointerToElements { pointer in
      var output = OutputBytes(UnsafeMutableBufferPointer(start: pointer, count: count))
      fill(&output)
      output.finish()
    }
    return unsafeDowncast(made, to: SharedBytes.self)
  }

  /// A copy of some bytes.
  static func copy(of bytes: UnsafeBufferPointer<UInt8>) -> SharedBytes { make(bytes.count) { $0.append(bytes) } }

  /// The bytes.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    withUnsafeMutablePointers { body(UnsafeBufferPointer(start: $1, count: $0.pointee)) }
  }
}

/// Where bytes are written once, from the beginning, never past the end.
struct OutputBytes {
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private var count = 0

  init(_ buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

  /// Writes bytes behind those that are there; what has no room is left out.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    let room = min(bytes.count, buffer.count - count)
    guard room > 0, let source = bytes.baseAddress, let target = buffer.baseAddress else { return }
    (target + count).initialize(from: source, count: room)
    count += room
  }

  /// Writes one byte, where there is room.
  mutating func append(_ byte: UInt8) {
    guard count < buffer.count else { return }
    buffer[count] = byte
    count += 1
  }

  /// Writes eight bytes as they lie in memory, where there is room.
  mutating func append(word: UInt64) {
    guard count + 8 <= buffer.count else { return }
    UnsafeMutableRawBufferPointer(buffer).storeBytes(of: word, toByteOffset: count, as: UInt64.self)
    count += 8
  }

  /// Fills what was not written.
  func finish() {
    for index in count..<buffer.count { buffer[index] = 0 }
  }
}
