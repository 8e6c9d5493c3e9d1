import CZlib
import Crypto
import Foundation
import Glibc

/// A file of gzip (RFC 1952) that is written once, from its beginning to its end: under another name until it is whole and on disk.
struct GzipFile: ~Copyable {
  /// Why it could not be written.
  struct Failure: Error, Hashable {
    /// The file, and what the system said.
    let path, why: String
  }

  private let path: String
  private let descriptor: Int32
  /// Where it is it stays: what zlib keeps of a stream points back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var digest = SHA256()
  private(set) var bytes = 0
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  /// Begins a file that is not there yet.
  init(_ path: String) throws(Failure) {
    self.path = path
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    unlink(path + ".part")
    descriptor = open(path + ".part", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(path: path, why: String(cString: strerror(errno)).lowercased()) }
    guard treaty_gzip_begin(stream) == Z_OK else { throw Failure(path: path, why: "no memory to compress it") }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    close(descriptor)
    // Where it is whole it has its own name by now.
    unlink(path + ".part")
  }

  /// Appends bytes.
  mutating func append(_ bytes: [UInt8]) throws(Failure) { try deflate(bytes, Z_NO_FLUSH) }

  /// Ends it, and returns when it is on disk under its name.
  /// - Returns: SHA-256 of the file as hex digits.
  mutating func finish() throws(Failure) -> String {
    try deflate([], Z_FINISH)
    guard fsync(descriptor) == 0, rename(path + ".part", path) == 0 else { throw failure }
    let folder = open(path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".", O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { throw failure }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw failure }
    return digest.finalize().map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }

  private var failure: Failure { Failure(path: path, why: String(cString: strerror(errno)).lowercased()) }

  private mutating func deflate(_ input: [UInt8], _ mode: Int32) throws(Failure) {
    var input = input
    var offset = 0
    while true {
      let (code, made): (Int32, Int) = input.withUnsafeMutableBytes { source in
        buffer.withUnsafeMutableBytes { target in
          stream.pointee.next_in = source.baseAddress.map { ($0 + offset).assumingMemoryBound(to: UInt8.self) }
          stream.pointee.avail_in = UInt32(source.count - offset)
          stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
          stream.pointee.avail_out = UInt32(target.count)
          let code = CZlib.deflate(stream, mode)
          offset = source.count - Int(stream.pointee.avail_in)
          return (code, target.count - Int(stream.pointee.avail_out))
        }
      }
      try write(made)
      if code == Z_STREAM_END { return }
      guard code == Z_OK || code == Z_BUF_ERROR else {
        throw Failure(path: path, why: "it cannot be compressed (\(code))")
      }
      if mode == Z_NO_FLUSH, offset == input.count, made < buffer.count { return }
    }
  }

  private mutating func write(_ count: Int) throws(Failure) {
    guard count > 0 else { return }
    digest.update(data: buffer[..<count])
    bytes += count
    var start = 0
    while start < count {
      let written = buffer.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, count - start) }
      guard written > 0 || errno == EINTR else { throw failure }
      start += max(0, written)
    }
  }
}
