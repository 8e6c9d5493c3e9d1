/// How connections to one party are protected. What stands here goes beyond what is so for all: TLS 1.2 or later, a certificate that is checked, and
/// signed by an authority that the machine trusts.
public struct PlannedTLS: Hashable, Sendable, Codable {
  /// Versions of TLS.
  public enum Version: String, Hashable, Sendable, Codable, CaseIterable {
    /// RFC 5246.
    case v12 = "1.2"
    /// RFC 8446.
    case v13 = "1.3"
  }

  /// Least version.
  public var minimum: Version
  /// Certificates of the authorities that are trusted, and no others (PEM, RFC 7468); `nil` trusts those that the machine does.
  public var authorities: String?

  /// A way to protect connections.
  public init(minimum: Version = .v12, authorities: String? = nil) {
    self.minimum = minimum
    self.authorities = authorities
  }

  /// Whether it says nothing that would not be so without it.
  public var isUsual: Bool { minimum == .v12 && authorities == nil }
}
