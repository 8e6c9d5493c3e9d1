/// A file that is made for somebody to go on from.
public struct ScaffoldFile: Hashable, Sendable {
  /// Path within the package.
  public var path: String
  /// Content.
  public var text: String

  /// A file.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}
