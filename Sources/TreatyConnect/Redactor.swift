import TreatyPlan

/// Takes secrets out of texts of others: a partner's error that repeats a token, a cause that has one in it.
public struct Redactor: Sendable {
  private let secrets: HiddenTexts

  /// A redactor of these secrets.
  public init(_ secrets: [Secret]) { self.secrets = HiddenTexts(secrets.map { Array($0.reveal().utf8) }) }

  /// The bytes with stars in place of every secret.
  public func redact(_ bytes: [UInt8]) -> [UInt8] { secrets.hide(in: bytes) }

  /// The text with stars in place of every secret.
  public func redact(_ text: String) -> String { secrets.hide(in: text) }
}

extension Redactor: CustomReflectable {
  /// Nothing: the secrets are in here.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
