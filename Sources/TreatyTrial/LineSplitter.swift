import CEL

/// Takes bytes as they come apart into lines. A line is looked at where it lies: nothing is made of it.
///
/// It holds one block, or the longest line so far if that is longer.
public struct LineSplitter: ~Copyable {
  /// What a line is, in bytes of what was read so far.
  public enum Line: Hashable, Sendable {
    /// A line without its end, `\n`. What else may belong to the end, such as `\r`, is left.
    case line(Range<Int>)
    /// A line of more than ``mostBytes``, of which nothing was kept.
    case tooLong
  }

  /// The most bytes of a line.
  public let mostBytes: Int
  /// Number of the last line, from 1.
  public private(set) var number = 0
  private var buffer: UnsafeMutableRawBufferPointer
  /// Where what was not given out begins, where the search for its end goes on, and where what was read ends.
  private var (start, searched, end) = (0, 0, 0)
  private var isSkipping = false
  private var isAtEnd = false

  /// A splitter that reads in blocks.
  public init(blockBytes: Int = 256 << 10, mostBytes: Int = 64 << 20) {
    self.mostBytes = mostBytes
    buffer = .allocate(byteCount: max(16, blockBytes), alignment: 8)
  }

  deinit { buffer.deallocate() }

  /// The next line of what was read; `nil` when more has to be read, or nothing is left. It is valid until ``fill(_:)``.
  public mutating func next() -> Line? {
    guard let newline = newline() else {
      guard isAtEnd else { return nil }
      guard start < end || isSkipping else { return nil }
      return take(to: end, next: end)
    }
    return take(to: newline, next: newline + 1)
  }

  private mutating func take(to lineEnd: Int, next: Int) -> Line {
    let line = start..<lineEnd
    (start, searched) = (next, next)
    number += 1
    guard isSkipping || line.count > mostBytes else { return .line(line) }
    isSkipping = false
    return .tooLong
  }

  /// Runs `body` over the bytes of a line that ``next()`` gave.
  public func withBytes<Result>(of line: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(UnsafeRawBufferPointer(rebasing: buffer[line.clamped(to: 0..<end)]))
  }

  /// Reads more.
  /// - Parameter read: puts bytes into the memory it is given, and says how many; 0 at the end.
  public mutating func fill<Failure>(
    _ read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    makeRoom()
    let count = try read(UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
    isAtEnd = count <= 0
    end += min(max(0, count), buffer.count - end)
  }

  /// Whether nothing more is to come.
  public var isDone: Bool { isAtEnd && start == end && !isSkipping }

  private mutating func makeRoom() {
    if end - start > mostBytes {
      // Nothing of this line is wanted any more.
      isSkipping = true
      (start, searched, end) = (0, 0, 0)
    } else if start == end {
      (start, searched, end) = (0, 0, 0)
    } else if start > 0 {
      let rest = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
      UnsafeMutableRawBufferPointer(rebasing: buffer[..<rest.count]).copyMemory(from: rest)
      (start, searched, end) = (0, searched - start, end - start)
    }
    guard end == buffer.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 8)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<end]))
    buffer.deallocate()
    buffer = larger
  }

  /// Where the next `\n` lies. What was searched is not searched again.
  private mutating func newline() -> Int? {
    let read = UnsafeRawBufferPointer(rebasing: buffer[..<end])
    if let found = ByteSearch.first(UInt8(ascii: "\n"), in: read, from: searched) { return found }
    searched = end
    return nil
  }
}
