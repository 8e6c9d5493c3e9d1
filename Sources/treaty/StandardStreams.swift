import Foundation
import TreatyDiagnostics

/// Standard input, read in blocks.
struct StandardInput {
  /// Whether a read would not wait: there are bytes, or it is at its end.
  var isReady: Bool {
    var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) != 0
  }

  /// Reads what is there, at least a byte.
  /// - Returns: how many; 0 at the end.
  func read(into memory: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = Foundation.read(STDIN_FILENO, memory.baseAddress, memory.count)
      if count >= 0 { return count }
      let code = errno
      if code == EINTR { continue }
      if code == EAGAIN {
        var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        _ = poll(&entry, 1, -1)
        continue
      }
      Terminal.complain([
        Diagnostic(
          code: .unreadableFile, severity: .error,
          message: "standard input cannot be read: \(String(cString: strerror(code)))",
          primary: nil)
      ])
      throw Exit.load
    }
  }

  /// Everything to the end.
  func readAll() throws -> [UInt8] {
    var bytes: [UInt8] = []
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
    defer { block.deallocate() }
    while case let count = try read(into: block), count > 0 { bytes += block.prefix(count) }
    return bytes
  }
}

/// Standard output, written in blocks.
struct StandardOutput {
  /// What is to be written.
  var bytes: [UInt8] = []

  /// Writes everything once there is enough of it.
  mutating func flushIfLarge() throws { if bytes.count >= 1 << 16 { try flush() } }

  /// Writes everything.
  mutating func flush() throws {
    guard !bytes.isEmpty else { return }
    let failure = StandardOutput.write(bytes, to: STDOUT_FILENO)
    bytes.removeAll(keepingCapacity: true)
    switch failure {
    case nil: return
    // The reader went away, such as `head`, which is no fault; where SIGPIPE was not ignored we do not get here.
    case EPIPE?: throw Exit.done
    case let code?:
      Terminal.complain("error: standard output cannot be written: \(String(cString: strerror(code)))")
      throw Exit.load
    }
  }

  /// Writes what is left.
  mutating func end() throws { try flush() }

  /// Writes everything to a descriptor.
  /// - Returns: the error that ended it, which is in `errno` too; `nil` when all was written.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { write($0, to: descriptor) }
  }

  private static func write(_ all: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var rest = all
    while !rest.isEmpty {
      let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if count > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&entry, 1, -1)
      case let code: return code
      }
    }
    return nil
  }
}
