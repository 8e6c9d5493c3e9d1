/// Why a text is no address.
struct AddressFailure: Error, Hashable {
  /// What is wrong, as the end of a sentence: `it has a zone`.
  let message: String
}

/// Reads the texts of RFC 4291 §2.2, and dotted IPv4 without leading zeros, which some read as octal.
extension IPAddress {
  /// The longest text of an address: an IPv6 address that ends in a dotted one.
  private static let longestText = 45

  /// Reads an address.
  init(parsing bytes: some Collection<UInt8>) throws(AddressFailure) {
    if bytes.contains(UInt8(ascii: "%")) { throw AddressFailure(message: "it has a zone") }
    guard bytes.count <= IPAddress.longestText else { throw AddressFailure(message: "it is too long") }
    let bytes = Array(bytes)
    if let low = IPAddress.dotted(bytes[...]) {
      self.init(high: 0, low: low, family: .v4)
    } else if let groups = IPAddress.groups(bytes[...]) {
      let halves = [groups[..<4], groups[4...]].map { $0.reduce(UInt64(0)) { $0 << 16 | $1 } }
      guard halves[0] != 0 || halves[1] >> 32 != 0xFFFF else {
        throw AddressFailure(message: "it is an IPv4 address in an IPv6 one")
      }
      self.init(high: halves[0], low: halves[1], family: .v6)
    } else {
      throw AddressFailure(message: "it is neither IPv4, like `192.0.2.1`, nor IPv6, like `2001:db8::1`")
    }
  }

  /// The 32 bits of four decimal numbers.
  private static func dotted(_ bytes: ArraySlice<UInt8>) -> UInt64? {
    let fields = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard fields.count == 4 else { return nil }
    var address: UInt64 = 0
    for field in fields {
      guard let number = decimal(field, atMost: 255) else { return nil }
      address = address << 8 | UInt64(number)
    }
    return address
  }

  /// A number of decimal digits without a needless zero.
  static func decimal(_ digits: ArraySlice<UInt8>, atMost most: Int) -> Int? {
    guard (1...3).contains(digits.count), digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
    var number = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number <= most ? number : nil
  }

  /// The eight groups of 16 bits of an IPv6 address.
  private static func groups(_ bytes: ArraySlice<UInt8>) -> [UInt64]? {
    let colon = UInt8(ascii: ":")
    var groups: [UInt64] = []
    /// How many groups stand before `::`.
    var gap: Int?
    var rest = bytes
    if rest.starts(with: [colon, colon]) { (gap, rest) = (0, rest.dropFirst(2)) }
    while !rest.isEmpty {
      let part = rest.prefix { $0 != colon }
      rest = rest.dropFirst(part.count)
      if rest.isEmpty, let last = dotted(part) {
        groups += [last >> 16, last & 0xFFFF]
        break
      }
      guard let group = hex(part) else { return nil }
      groups.append(group)
      if rest.isEmpty { break }
      rest = rest.dropFirst()
      if rest.first == colon, gap == nil {
        (gap, rest) = (groups.count, rest.dropFirst())
      } else if rest.isEmpty {
        return nil
      }
    }
    guard let gap else { return groups.count == 8 ? groups : nil }
    // `::` stands for one group at least.
    guard groups.count < 8 else { return nil }
    groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
    return groups
  }

  private static func hex(_ digits: ArraySlice<UInt8>) -> UInt64? {
    guard (1...4).contains(digits.count) else { return nil }
    var group: UInt64 = 0
    for digit in digits {
      guard let value = HexDigit.value(digit) else { return nil }
      group = group << 4 | UInt64(value)
    }
    return group
  }
}
