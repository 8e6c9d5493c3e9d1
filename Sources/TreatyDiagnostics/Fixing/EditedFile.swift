/// A file and what becomes of it.
public struct EditedFile: Hashable, Sendable {
  /// Path as it is shown.
  public let path: String
  /// Its bytes.
  public let before: [UInt8]
  /// Its bytes afterwards.
  public let after: [UInt8]

  /// A file and what becomes of it.
  public init(path: String, before: [UInt8], after: [UInt8]) {
    self.path = path
    self.before = before
    self.after = after
  }
}
