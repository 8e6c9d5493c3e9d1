import Foundation
import NIOSSL
import TreatyConnect
import TreatyPlan

/// A key and a certificate for 127.0.0.1, signed by an authority that is made with it, or by nobody.
struct TestCertificate {
  let key: NIOSSLPrivateKey
  let chain: [NIOSSLCertificateSource]
  /// Who signed it (PEM); nobody where it is its own.
  let authority: String?

  private static let openssl = "/usr/bin/openssl"
  static var canBeMade: Bool { FileManager.default.isExecutableFile(atPath: openssl) }

  /// - Parameter hasAuthority: whether an authority signs it.
  init(hasAuthority: Bool = false) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // what is left is in the temporary folder
    func path(_ name: String) -> String { folder.appending(path: name).path }
    func make(_ name: String, _ more: [String]) throws {
      let process = Process()
      process.executableURL = URL(filePath: TestCertificate.openssl)
      process.arguments =
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
          "-keyout", path(name + ".key"), "-out", path(name + ".pem"), "-subj", "/CN=\(name)",
        ] + more
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
    }
    var signed: [String] = []
    if hasAuthority {
      try make("authority", ["-addext", "keyUsage=critical,keyCertSign"])
      signed = ["-CA", path("authority.pem"), "-CAkey", path("authority.key"), "-addext", "basicConstraints=CA:FALSE"]
    }
    try make("127.0.0.1", ["-addext", "subjectAltName=IP:127.0.0.1"] + signed)
    key = try NIOSSLPrivateKey(file: path("127.0.0.1.key"), format: .pem)
    chain = try NIOSSLCertificate.fromPEMFile(path("127.0.0.1.pem")).map { .certificate($0) }
    authority = hasAuthority ? try String(contentsOfFile: path("authority.pem"), encoding: .utf8) : nil
  }

  /// Trusts whoever signed it, and nobody else.
  func trust(minimum: PlannedTLS.Version = .v12) throws -> ConnectionTrust {
    try ConnectionTrust(PlannedTLS(minimum: minimum, authorities: authority))
  }
}
