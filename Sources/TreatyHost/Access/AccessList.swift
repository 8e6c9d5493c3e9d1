import CEL
public import Foundation

/// Who may do what at a host: users and groups of its machine, at the socket, and tokens, at the admin address. It is kept in a file.
public struct AccessList: Hashable, Codable, Sendable {
  /// A token. What is kept is its digest: who reads the file cannot use it.
  public struct Token: Hashable, Codable, Sendable {
    /// Whose it is; the audit trail has this name.
    public var name: String
    /// What they may do.
    public var roles: [Role]
    /// SHA-256 of the token, 64 lower-case hex digits. A token is 256 bits of chance, so a digest without salt gives nothing away.
    public var sha256: String
    /// When it was made.
    public var created: Date
    /// When it ends; `nil` where it does not.
    public var expires: Date?
    /// Blocks of addresses that it may be used from, such as `10.0.0.0/8`; any where there are none.
    public var networks: [String]?

    /// A token.
    public init(
      name: String, roles: [Role], sha256: String, created: Date, expires: Date? = nil, networks: [String]? = nil
    ) {
      self.name = name
      self.roles = roles
      self.sha256 = sha256
      self.created = created
      self.expires = expires
      self.networks = networks
    }
  }

  /// Version of the file's form.
  public var version = 1
  /// Roles of users of the host's machine, by login name.
  public var users: [String: [Role]] = [:]
  /// Roles of groups of the host's machine, by name.
  public var groups: [String: [Role]] = [:]
  /// Tokens.
  public var tokens: [Token] = []

  /// Nobody.
  public init() {}

  /// Reads a list.
  /// - Throws: ``AccessFailure`` where it is none, or says something that cannot be.
  public init(reading data: Data) throws(AccessFailure) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    do { self = try decoder.decode(AccessList.self, from: data) } catch {
      throw AccessFailure("is no list of operators, as `treaty access` writes it")
    }
    guard version == 1 else { throw AccessFailure("has version \(version); this Treaty knows version 1") }
    for name in users.keys { try AccessList.check(name) }
    for name in groups.keys { try AccessList.check(name) }
    for token in tokens {
      try AccessList.check(token.name)
      let isDigest =
        token.sha256.utf8.count == 64
        && token.sha256.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
      guard isDigest else { throw AccessFailure("has something for `\(token.name)` that is no SHA-256") }
      for network in token.networks ?? [] { _ = try AccessList.block(network) }
    }
    guard Set(tokens.map(\.name)).count == tokens.count else { throw AccessFailure("has two tokens of one name") }
  }

  /// The list as a file holds it.
  public func text() throws(AccessFailure) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do { return [UInt8](try encoder.encode(self)) + [0x0A] } catch {
      throw AccessFailure("cannot be written: \(error)")
    }
  }

  /// Holds a name against what one may be: 1 to 64 letters, digits and `. _ - @`.
  public static func check(_ name: String) throws(AccessFailure) {
    let isName =
      (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "@")].contains(byte)
      }
    guard isName else {
      throw AccessFailure("has a name that cannot be one: 1 to 64 letters, digits and `. _ - @`")
    }
  }

  /// Reads a block of addresses; a single address is a block of one.
  static func block(_ text: String) throws(AccessFailure) -> AddressBlock {
    let alone = IPAddress(text).map { "\(text)/\($0.family == .v4 ? 32 : 128)" }
    guard let block = AddressBlock(alone ?? text) else {
      throw AccessFailure("names a network that is none: `\(text.prefix(50))`; write it like `10.0.0.0/8`")
    }
    return block
  }
}

/// Why a list of operators cannot be used, as the end of a sentence about its file.
public struct AccessFailure: Error, Hashable, Sendable {
  /// What is wrong.
  public let message: String

  init(_ message: String) { self.message = message }
}

extension AccessList.Token {
  /// Whether its time is over.
  public func isOver(at now: Date) -> Bool { expires.map { $0 <= now } ?? false }

  /// Whether it may be used from an address.
  func isFor(_ address: IPAddress?) -> Bool {
    guard let networks, !networks.isEmpty else { return true }
    guard let address else { return false }
    // A block that cannot be read was refused with its file.
    return networks.contains { (try? AccessList.block($0))?.contains(address) ?? false }
  }
}
