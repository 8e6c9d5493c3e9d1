import Foundation
public import TreatyKeys
public import TreatyStore

/// Where a store's master key is: a file, a variable of the environment, or a credential of systemd.
public struct KeySource: Hashable, Sendable {
  /// Kinds of places.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A file: `file:/etc/treaty/master.key`.
    case file
    /// A variable of the environment: `env:TREATY_MASTER_KEY`.
    case environment = "env"
    /// A credential that systemd has put into the folder `$CREDENTIALS_DIRECTORY` (systemd.exec(5)): `credential:master-key`.
    case credential
  }

  /// What kind of place.
  public let kind: Kind
  /// Path or name.
  public let name: String

  /// A place, as it is written: `KIND:NAME`.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])), !parts[1].isEmpty else { return nil }
    self.kind = kind
    name = String(parts[1])
    // The folder is systemd's, and a name in it has no way out.
    guard kind != .credential || !name.contains("/") else { return nil }
  }

  /// As it is written.
  public var text: String { "\(kind.rawValue):\(name)" }

  /// The key.
  /// - Parameter store: path of the store, for messages.
  public func read(of store: String) throws(StoreError) -> MasterKey {
    try read(of: store, environment: ProcessInfo.processInfo.environment)
  }

  func read(of store: String, environment: [String: String]) throws(StoreError) -> MasterKey {
    switch kind {
    case .file:
      guard let key = try KeyFile.read(name, of: store) else {
        throw .keys(path: store, why: "there is no key file `\(name)`")
      }
      return key
    case .environment:
      guard let text = environment[name] else {
        throw .keys(
          path: store, why: "the variable `\(name)` of the environment, which should hold its master key, is not set")
      }
      return try KeySource.key(Array(text.utf8), "the variable `\(name)` of the environment", store)
    case .credential:
      guard let folder = environment["CREDENTIALS_DIRECTORY"] else {
        throw .keys(
          path: store,
          why:
            "systemd has given no credentials ($CREDENTIALS_DIRECTORY is not set): add `LoadCredential=\(name):PATH` to the unit"
        )
      }
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
        throw .keys(
          path: store, why: "systemd has given no credential `\(name)`: add `LoadCredential=\(name):PATH` to the unit")
      }
      return try KeySource.key(Array(bytes), "the credential `\(name)`", store)
    }
  }

  private static func key(_ bytes: [UInt8], _ place: String, _ store: String) throws(StoreError) -> MasterKey {
    guard let key = MasterKey(written: bytes) else {
      throw .keys(path: store, why: "\(place) holds no key: 32 bytes, or the text of them in base64 or hex")
    }
    return key
  }
}
