/// A value of the network library: an address, or a block of them.
public enum NetworkValue: Hashable, Sendable {
  /// An address, `net.IP`.
  case address(IPAddress)
  /// A block of addresses, `net.CIDR`.
  case block(AddressBlock)

  /// Name of its type.
  var typeName: String {
    switch self {
    case .address: "net.IP"
    case .block: "net.CIDR"
    }
  }
}

extension NetworkValue: CustomStringConvertible {
  /// The canonical text: `2001:db8::1`, `192.0.2.0/24`.
  public var description: String {
    switch self {
    case .address(let address): address.description
    case .block(let block): block.description
    }
  }
}

extension CELType {
  /// Addresses of the Internet Protocol.
  public static let ipAddress = CELType.abstract("net.IP", [])
  /// Blocks of addresses, in CIDR's notation.
  public static let addressBlock = CELType.abstract("net.CIDR", [])
}

/// Addresses that share their first bits (RFC 4632): an address, and how many of its bits they share.
///
/// The bits behind are kept as written: `192.0.2.7/24` is another value than `192.0.2.0/24`, and has the same addresses in it.
public struct AddressBlock: Hashable, Sendable {
  /// The address as written.
  public let address: IPAddress
  private let length: UInt8

  /// How many bits are shared, 0 to 32 or 128.
  public var prefixLength: Int { Int(length) }

  private init(address: IPAddress, length: UInt8) { (self.address, self.length) = (address, length) }

  /// Reads `192.0.2.0/24`. The length has no sign and no leading zero.
  init(parsing bytes: [UInt8]) throws(AddressFailure) {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else {
      throw AddressFailure(message: "it has no `/` with the length of its prefix, as `192.0.2.0/24` has")
    }
    let address = try IPAddress(parsing: bytes[..<slash])
    let width = address.family.width
    guard let length = IPAddress.decimal(bytes[(slash + 1)...], atMost: width) else {
      throw AddressFailure(message: "the length of its prefix is no number from 0 to \(width)")
    }
    self.init(address: address, length: UInt8(length))
  }

  /// The block with all bits zero that its addresses do not share.
  public var masked: AddressBlock { AddressBlock(address: address.masked(to: prefixLength), length: length) }

  /// Whether an address lies in it; one of the other version never does.
  public func contains(_ other: IPAddress) -> Bool {
    address.family == other.family && other.masked(to: prefixLength) == address.masked(to: prefixLength)
  }

  /// Whether all addresses of another block lie in it.
  public func contains(_ other: AddressBlock) -> Bool { length <= other.length && contains(other.address) }
}

extension AddressBlock: CustomStringConvertible {
  /// The canonical text of the address, `/`, and the length.
  public var description: String { "\(address)/\(prefixLength)" }
}
