import NIOSSL
public import TreatyPlan

/// How connections to one party are protected: the least version of TLS, and whose signature a certificate needs. There is none that is not checked.
public struct ConnectionTrust: Sendable {
  /// Certificates of the plan that cannot be read.
  public struct Damage: Error, Sendable {}

  let configuration: TLSConfiguration

  /// TLS 1.2 or later, and an authority that the machine trusts.
  public static let usual = ConnectionTrust(minimum: .v12)

  private init(minimum: PlannedTLS.Version) {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion =
      switch minimum {
      case .v12: .tlsv12
      case .v13: .tlsv13
      }
    self.configuration = configuration
  }

  /// What a plan says, and what is usual beside it.
  /// - Throws: ``Damage`` where its certificates cannot be read.
  public init(_ planned: PlannedTLS) throws(Damage) {
    var trust = ConnectionTrust(minimum: planned.minimum).configuration
    if let authorities = planned.authorities {
      do {
        let certificates = try NIOSSLCertificate.fromPEMBytes(Array(authorities.utf8))
        guard !certificates.isEmpty else { throw Damage() }
        // These and no others: who names an authority of the house does not want one of the whole world's to do as well.
        trust.trustRoots = .certificates(certificates)
      } catch { throw Damage() }
    }
    configuration = trust
  }

  func context() throws -> NIOSSLContext { try NIOSSLContext(configuration: configuration) }
}
