import Foundation
import Synchronization

/// A server on a free port of this machine that does to each connection what a test says, byte by byte.
final class RawServer: Sendable {
  let port: Int
  private let listener: Int32
  private let state = Mutex<(connections: Int, requests: [String], lines: [String])>((0, [], []))

  /// How many connections were made.
  var connections: Int { state.withLock { $0.connections } }
  /// The requests that were read whole, as they came.
  var requests: [String] { state.withLock { $0.requests } }

  /// The lines that were read one by one, as they came.
  var lines: [String] { state.withLock { $0.lines } }

  /// One connection, in the hands of a test.
  struct Connection {
    fileprivate let descriptor: Int32
    fileprivate let server: RawServer

    /// Reads a request with its body; `false` when the other side went away before its end.
    func readRequest() -> Bool {
      var bytes: [UInt8] = []
      var part = [UInt8](repeating: 0, count: 16_384)
      while true {
        let text = String(decoding: bytes, as: UTF8.self)
        if let end = text.range(of: "\r\n\r\n") {
          let length = text.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
            .flatMap { Int($0.dropFirst(16)) }
          if text[end.upperBound...].utf8.count >= length ?? 0 {
            server.state.withLock { $0.requests.append(text) }
            return true
          }
        }
        let count = recv(descriptor, &part, part.count, 0)
        guard count > 0 else { return false }
        bytes += part[..<count]
      }
    }

    /// Reads a line; `nil` when the other side went away before its end.
    func readLine() -> String? {
      var bytes: [UInt8] = []
      var byte: UInt8 = 0
      while recv(descriptor, &byte, 1, 0) == 1 {
        guard byte == 0x0A else {
          bytes.append(byte)
          continue
        }
        if bytes.last == 0x0D { bytes.removeLast() }
        let line = String(decoding: bytes, as: UTF8.self)
        server.state.withLock { $0.lines.append(line) }
        return line
      }
      return nil
    }

    /// Reads what is there, whatever it is. What is left unread makes of the end of a connection a reset.
    func readPart() {
      var part = [UInt8](repeating: 0, count: 16_384)
      _ = recv(descriptor, &part, part.count, 0)
    }

    /// - Returns: whether it went out.
    @discardableResult func write(_ text: String) -> Bool {
      let bytes = Array(text.utf8)
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }

    /// A whole answer.
    func answer(_ status: String, headers: [String] = [], body: String = "{}") {
      write(
        "HTTP/1.1 \(status)\r\n"
          + (headers + ["content-length: \(body.utf8.count)", "", body]).joined(separator: "\r\n"))
    }

    /// Holds the connection until the other side goes away.
    func hold() {
      var part = [UInt8](repeating: 0, count: 1024)
      while recv(descriptor, &part, part.count, 0) > 0 {}
    }

    /// Closes with a reset instead of an orderly end.
    func reset() {
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
  }

  /// A server; `behaviour` has each connection on a thread of its own, and the connection is closed when it returns.
  init(_ behaviour: @escaping @Sendable (Connection) -> Void) throws {
    (listener, port) = try RawServer.listen()
    let listener = listener
    Thread.detachNewThread { [weak self] in
      // Here and nowhere else: once it is closed, the next `accept` would take from whoever got the number.
      defer { close(listener) }
      while true {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else {
          if errno == EINTR || errno == ECONNABORTED { continue }
          return
        }
        guard let self else {
          close(descriptor)
          continue
        }
        self.state.withLock { $0.connections += 1 }
        Thread.detachNewThread {
          behaviour(Connection(descriptor: descriptor, server: self))
          close(descriptor)
        }
      }
    }
  }

  // Ends the thread that accepts.
  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// A port that nobody listens at.
  static func freePort() throws -> Int {
    let (descriptor, port) = try listen()
    close(descriptor)
    return port
  }

  private static func listen() throws -> (Int32, Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var length = socklen_t(MemoryLayout.size(ofValue: address))
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && Glibc.listen(descriptor, 64) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard descriptor >= 0, bound else { throw POSIXError(.EADDRNOTAVAIL) }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }
}
