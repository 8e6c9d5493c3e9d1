/// A value that is never printed: not by interpolation, not by `dump`, not by a debugger's summary.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let value: String

  /// A secret of a value.
  public init(_ value: String) { self.value = value }

  /// Stars.
  public var description: String { "***" }
  /// Stars.
  public var debugDescription: String { "***" }
  /// Nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// The value, for whoever sends it to where it belongs.
  public func reveal() -> String { value }

  /// Whether the secret is this text. Takes the same time wherever they differ, so that nobody can feel a way along it.
  /// An empty secret matches nothing.
  public func matches(_ other: String) -> Bool {
    let (own, given) = (Array(value.utf8), Array(other.utf8))
    var difference = own.count ^ given.count
    for index in 0..<max(own.count, 1) {
      let left = index < own.count ? own[index] : 0
      let right = index < given.count ? given[index] : 1
      difference |= Int(left ^ right)
    }
    return difference == 0
  }
}

/// How one side proves to the other who it is, with its secrets.
public enum Credential: Sendable {
  /// Not at all.
  case none
  /// A header that carries a token.
  case header(name: String, value: Secret)

  /// HTTP basic authentication (RFC 7617).
  public static func basic(user: String, password: String) -> Credential {
    .header(name: "Authorization", value: Secret("Basic " + Base64Text.encode(Array("\(user):\(password)".utf8))))
  }
}
