/// An address of the Internet Protocol, of version 4 or 6, without a zone.
///
/// An IPv6 address that only wraps one of IPv4 (`::ffff:192.0.2.1`, RFC 4291 §2.5.5.2) is refused: it would be another value than the
/// address it means, and a filter that names one would let the other pass.
public struct IPAddress: Hashable, Sendable {
  /// Version of the protocol.
  public enum Family: Int, Hashable, Sendable {
    /// IPv4, 32 bits.
    case v4 = 4
    /// IPv6, 128 bits.
    case v6 = 6

    /// How many bits an address has.
    var width: Int { self == .v4 ? 32 : 128 }
  }

  /// The upper 64 bits; none of IPv4.
  let high: UInt64
  /// The lower 64 bits; of IPv4 all 32.
  let low: UInt64
  /// Version of the protocol.
  public let family: Family

  init(high: UInt64, low: UInt64, family: Family) {
    (self.high, self.low, self.family) = (high, low, family)
  }

  /// The upper 16 bits of an IPv6 address.
  private var firstGroup: UInt64 { high >> 48 }

  /// `0.0.0.0` or `::`.
  public var isUnspecified: Bool { high == 0 && low == 0 }

  /// `127.0.0.0/8` or `::1`.
  public var isLoopback: Bool { family == .v4 ? low >> 24 == 127 : high == 0 && low == 1 }

  /// `224.0.0.0/4` or `ff00::/8`.
  var isMulticast: Bool { family == .v4 ? low >> 28 == 0xE : firstGroup >> 8 == 0xFF }

  /// `224.0.0.0/24`, or multicast of IPv6 whose scope is the link (RFC 4291 §2.7).
  public var isLinkLocalMulticast: Bool { family == .v4 ? low >> 8 == 0xE00000 : firstGroup & 0xFF0F == 0xFF02 }

  /// `169.254.0.0/16` or `fe80::/10`.
  public var isLinkLocalUnicast: Bool { family == .v4 ? low >> 16 == 0xA9FE : firstGroup & 0xFFC0 == 0xFE80 }

  /// Whether it is for one receiver beyond the link. Private addresses are, the broadcast address is not.
  public var isGlobalUnicast: Bool {
    let isBroadcast = family == .v4 && low == 0xFFFF_FFFF
    return !isUnspecified && !isBroadcast && !isLoopback && !isMulticast && !isLinkLocalUnicast
  }

  /// This address with all bits behind the first `length` zero.
  func masked(to length: Int) -> IPAddress {
    switch family {
    case .v4: IPAddress(high: 0, low: low & (0xFFFF_FFFF << UInt64(32 - length)), family: .v4)
    case .v6:
      IPAddress(
        high: high & (.max << UInt64(64 - min(length, 64))), low: low & (.max << UInt64(128 - max(length, 64))),
        family: .v6)
    }
  }
}

extension IPAddress: CustomStringConvertible {
  /// The one text of the address that RFC 5952 recommends: lower case, and `::` for the longest run of zeros.
  public var description: String {
    guard family == .v6 else {
      return [24, 16, 8, 0].map { String(low >> $0 & 0xFF) }.joined(separator: ".")
    }
    let groups = [high, low].flatMap { half in [48, 32, 16, 0].map { half >> $0 & 0xFFFF } }
    var longest = 0..<0
    var start = 0
    for (index, group) in groups.enumerated() {
      if group != 0 { start = index + 1 } else if index + 1 - start > longest.count { longest = start..<index + 1 }
    }
    func text(_ groups: some Sequence<UInt64>) -> String {
      groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    // One group of zeros is not shortened (§4.2.2); of two runs that are as long, the first is (§4.2.3).
    guard longest.count > 1 else { return text(groups) }
    return "\(text(groups[..<longest.lowerBound]))::\(text(groups[longest.upperBound...]))"
  }
}
