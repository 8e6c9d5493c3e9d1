import Foundation
import NIOSSL

/// The admin address of a host, as commands are given it: `https://treaty.example.com:8443`, or `http://127.0.0.1:8081` on the same machine.
public struct HostAddress: Sendable {
  /// Why an address is none.
  public enum Failure: Error, Sendable {
    /// It is not written like one: how it is written.
    case malformed(String)
    /// A token would cross a network that others can read.
    case unencrypted(String)
    /// The file of authorities cannot be used: why.
    case authorities(String)
  }

  /// Scheme, host and port.
  let base: String
  let client: OwnedClient

  /// Reads an address.
  /// - Parameters:
  ///   - text: what was given.
  ///   - authorities: a file of certificates (PEM) that are trusted instead of the system's.
  public init(_ text: String, authorities: String? = nil) throws(Failure) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme, ["http", "https"].contains(scheme),
      let host = parts.host, !host.isEmpty, ["", "/"].contains(parts.path), parts.query == nil, parts.user == nil,
      (1...65_535).contains(parts.port ?? 1)
    else {
      // What stands before an `@` is a password, perhaps.
      let shown = text.contains("@") ? "what was given" : "`\(text)`"
      throw .malformed("\(shown) is no address of a host: write it like `https://treaty.example.com:8443`")
    }
    guard scheme == "https" || LoopbackAddress.isOne(host) else {
      throw .unencrypted(
        "`\(text)` would show the token to the network: use https, as the host does with `--admin-tls`")
    }
    base = "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")"
    guard let authorities else {
      client = HostClient.plain
      return
    }
    var trust = TLSConfiguration.makeClientConfiguration()
    do {
      trust.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorities))
    } catch { throw .authorities("`\(authorities)` holds no certificates that can be read") }
    client = OwnedClient(trust)
  }
}
