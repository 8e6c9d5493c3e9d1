/// Number of a file in ``Sources``.
public struct FileID: Hashable, Sendable, Comparable, Codable {
  /// Position in the registry.
  public let index: UInt32
  /// The file at a position.
  public init(_ index: UInt32) { self.index = index }
  /// Order of registration.
  public static func < (left: FileID, right: FileID) -> Bool { left.index < right.index }
}

/// A stretch of a file, in bytes. Lines and columns are worked out when it is printed.
public struct Span: Hashable, Sendable {
  /// The file.
  public var file: FileID
  /// The bytes; may be empty, and then marks a place between two.
  public var range: Range<Int>

  /// A stretch of a file.
  public init(file: FileID, range: Range<Int>) {
    self.file = file
    self.range = range
  }
}
