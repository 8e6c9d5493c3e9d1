import NIOSSL
import TreatyDiagnostics

/// Where a host serves operators who are not on its machine.
public struct AdminAddress: Sendable {
  /// Address to listen at.
  public var address: String
  /// Port to listen at; 0 takes a free one.
  public var port: Int
  /// Certificate and key; `nil` on the same machine alone.
  var tls: TLSConfiguration?

  /// An address.
  /// - Parameter tls: files (PEM) with the certificate and those that lead to an authority, and with its key.
  /// - Throws: what is wrong, where others could listen in, or the files cannot be used.
  public init(address: String, port: Int, tls: (certificate: String, key: String)?) throws(HostProcess.Failure) {
    // As a URL writes an address of IPv6.
    let isBracketed = address.hasPrefix("[") && address.hasSuffix("]")
    self.address = isBracketed ? String(address.dropFirst().dropLast()) : address
    self.port = port
    guard let tls else {
      guard LoopbackAddress.isOne(address) else {
        throw .refused([
          Diagnostic(
            code: .adminExposed, severity: .error,
            message: "`\(address)` is not on this machine alone, and there is no TLS",
            primary: nil, reason: "tokens would cross the network for everybody to read",
            fixes: [
              Fix(title: "give a certificate and its key with `--admin-tls CERT,KEY`"),
              Fix(title: "or listen at `127.0.0.1:\(port)`"),
            ])
        ])
      }
      return
    }
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(tls.certificate)
      let key = try NIOSSLPrivateKey(file: tls.key, format: .pem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      // RFC 9325 §3.1.1: nothing older.
      configuration.minimumTLSVersion = .tlsv12
      self.tls = configuration
    } catch {
      throw .refused([
        Diagnostic(
          code: .adminExposed, severity: .error,
          message: "the certificate `\(tls.certificate)` or its key `\(tls.key)` cannot be used: \(error)",
          primary: nil,
          fixes: [Fix(title: "both are PEM files; the key has no passphrase, and belongs to the first certificate")])
      ])
    }
  }
}
