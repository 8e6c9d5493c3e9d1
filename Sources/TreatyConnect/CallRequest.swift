import AsyncHTTPClient
import NIOHTTP1
import TreatyPlan

/// Makes the request of a call, and refuses what would not go out as it was meant.
enum CallRequest {
  /// Fields that frame a message or belong to the connection (RFC 9110 §7.6.1, RFC 9112 §6): the client's, never a spec's.
  private static let framing: Set<String> = [
    "connection", "content-length", "expect", "host", "keep-alive", "proxy-connection", "te", "trailer",
    "transfer-encoding", "upgrade",
  ]

  static func build(_ call: Call, agent: String) throws(TransportFailure) -> HTTPClientRequest {
    let target = call.base.path + call.target
    guard isSound(target) else {
      throw TransportFailure(
        reach: .notSent, cause: "`\(target)` would not go out as it is: it must be percent-encoded")
    }
    var request = HTTPClientRequest(url: call.base.origin + target)
    request.method = HTTPMethod(rawValue: call.method)
    request.headers = try headers(of: call, agent: agent)
    // Connections are kept apart by it.
    request.tlsConfiguration = call.trust?.configuration
    if let body = call.body { request.body = .bytes(body, length: .known(Int64(body.count))) }
    return request
  }

  private static func headers(of call: Call, agent: String) throws(TransportFailure) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for (name, value) in call.headers {
      try check(name, value)
      headers.add(name: name, value: value)
    }
    if headers["accept"].isEmpty { headers.add(name: "accept", value: "application/json") }
    var ours = [("user-agent", agent)]
    if let trace = call.trace {
      ours.append(("traceparent", "00-\(trace.trace)-\(trace.span)-0\(call.isSampled ? 1 : 0)"))
      if let state = call.traceState { ours.append(("tracestate", state)) }
    }
    if case .header(let name, let value) = call.credential { ours.append((name, value.reveal())) }
    for (name, value) in ours {
      try check(name, value)
      headers.replaceOrAdd(name: name, value: value)
    }
    return headers
  }

  /// Before a header is added, not after: NIO stops the process over a name that is not ASCII.
  private static func check(_ name: String, _ value: String) throws(TransportFailure) {
    guard isToken(name) else {
      throw TransportFailure(reach: .notSent, cause: "a header has a name that HTTP does not allow")
    }
    guard !framing.contains(name.lowercased()) else {
      throw TransportFailure(reach: .notSent, cause: "the header `\(name)` cannot be set: it belongs to the connection")
    }
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
      throw TransportFailure(reach: .notSent, cause: "the header `\(name)` would hold a control character")
    }
  }

  /// Whether a target is what URL parsers leave alone: RFC 3986 §3.3 and §3.4, from a slash on, without `.` and `..` as segments.
  static func isSound(_ target: String) -> Bool {
    let bytes = Array(target.utf8)
    guard bytes.first == UInt8(ascii: "/") else { return false }
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "%") {
        guard index + 2 < bytes.count, isHex(bytes[index + 1]), isHex(bytes[index + 2]) else { return false }
      } else if !allowed[Int(byte)] {
        return false
      }
    }
    let path = target.prefix { $0 != "?" }
    return path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { $0 != "." && $0 != ".." }
  }

  /// A name of a field (RFC 9110 §5.6.2).
  private static func isToken(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-.^_`|~".utf8.contains($0) }
  }

  /// By byte.
  private static let allowed: [Bool] = {
    let bytes = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?".utf8)
    return (0...UInt8.max).map(bytes.contains)
  }()

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
