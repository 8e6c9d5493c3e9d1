import CEL

/// Addresses that lead nowhere but to the same machine.
enum LoopbackAddress {
  /// Whether a host's name or address is one: `localhost` (RFC 6761 §6.3), 127.0.0.0/8, `::1`, with or without brackets.
  static func isOne(_ host: String) -> Bool {
    let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    if bare.lowercased() == "localhost" { return true }
    guard let address = IPAddress(bare) else { return false }
    return address.isLoopback
  }
}
