import FoundationEssentials

/// The spec packages that ship inside the binary, used as `std/…`: models and connectors, written in the language like a user's own.
public enum StandardPackages {
  /// One file of a package.
  public struct File: Hashable, Sendable {
    /// Path within the package.
    public var path: String
    /// Content.
    public var bytes: [UInt8]
  }

  /// Names of all packages, sorted.
  public static let names: [String] = Array(Set(embeddedPackages.map { $0.package })).sorted()

  /// Files of a package; none for a name that is no package.
  public static func files(of package: String) -> [File] {
    embeddedPackages.filter { $0.package == package }.map { file in
      File(path: file.path, bytes: Data(base64Encoded: file.base64).map { [UInt8]($0) } ?? [])
    }
  }
}
