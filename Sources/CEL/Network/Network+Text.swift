extension IPAddress {
  /// Reads an address, such as `192.0.2.1` or `2001:db8::1`; `nil` for any other text.
  public init?(_ text: some StringProtocol) {
    do throws(AddressFailure) { try self.init(parsing: Array(text.utf8)) } catch { return nil }
  }
}

extension AddressBlock {
  /// Reads a block, such as `192.0.2.0/24`; `nil` for any other text.
  public init?(_ text: some StringProtocol) {
    do throws(AddressFailure) { try self.init(parsing: Array(text.utf8)) } catch { return nil }
  }
}
