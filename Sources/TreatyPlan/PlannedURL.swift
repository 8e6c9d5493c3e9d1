/// An absolute http or https address (RFC 3986) that calls can go to, as far as Treaty has to know it. No user, no query, no fragment.
public struct PlannedURL: Hashable, Sendable, CustomStringConvertible {
  /// `http` or `https`.
  public let scheme: String
  /// Host, lower case; an IPv6 address in its brackets.
  public let host: String
  /// Port, said or by scheme.
  public let port: Int
  /// Path, without a slash at its end; empty for the root.
  public let path: String

  /// Reads an address; `nil` when it is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    scheme = parts[0].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let rest = parts[1]
    guard rest.utf8.allSatisfy({ $0 > 32 && $0 < 127 && !"?#@\\\"<>^`{|}".utf8.contains($0) }) else { return nil }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    var authority = rest[..<slash]
    var path = String(rest[slash...])
    while path.hasSuffix("/") { path.removeLast() }
    self.path = path
    var port = scheme == "https" ? 443 : 80
    if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
      guard let number = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(number) else {
        return nil
      }
      port = number
      authority = authority[..<colon]
    }
    self.port = port
    host = authority.lowercased()
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]") && host.count > 2
    guard !host.isEmpty, isBracketed || !host.contains("[") && !host.contains(":") else { return nil }
  }

  /// Reads an address of any kind: what of it is one that calls can go to, and what it has besides.
  /// - Returns: `nil` where it is no http or https address.
  public static func reading(_ text: String) -> (address: PlannedURL, surplus: Surplus)? {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts[1].utf8.allSatisfy({ $0 > 32 && $0 < 127 && !"\\\"<>^`{|}".utf8.contains($0) })
    else { return nil }
    let rest = parts[1].prefix { $0 != "#" }
    let address = rest.prefix { $0 != "?" }
    let authority = address.prefix { $0 != "/" }
    let at = authority.lastIndex(of: "@")
    let host = at.map { address[address.index(after: $0)...] } ?? address
    guard let plain = PlannedURL("\(parts[0])://\(host)") else { return nil }
    let query = rest[address.endIndex...]
    let surplus = Surplus(
      hasUser: at != nil, query: query.isEmpty ? nil : String(query.dropFirst()),
      hasFragment: rest.endIndex != parts[1].endIndex)
    return (plain, surplus)
  }

  /// What an address has that none has which calls go to.
  public struct Surplus: Hashable, Sendable {
    /// Whether a user, with a password or without, stands before the host.
    public var hasUser: Bool
    /// What stands behind the question mark.
    public var query: String?
    /// Whether something stands behind a `#`.
    public var hasFragment: Bool
  }

  /// Scheme, host and port: what a call may be sent to.
  public var origin: String { "\(scheme)://\(host):\(port)" }

  /// Whether the host is this machine.
  public var isLoopback: Bool {
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    let isIPv4 = octets.count == 4 && octets.allSatisfy { UInt8($0) != nil }
    return host == "localhost" || host == "[::1]" || (isIPv4 && octets[0] == "127")
  }

  /// The address as text, with its port only where the scheme does not say it.
  public var description: String {
    let isUsual = port == (scheme == "https" ? 443 : 80)
    return "\(scheme)://\(host)\(isUsual ? "" : ":\(port)")\(path)"
  }
}
