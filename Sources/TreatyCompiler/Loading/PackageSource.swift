import TreatySyntax

/// The text of one file of a package.
public struct SourceText: Hashable, Sendable {
  /// Path within the package.
  public var path: String
  /// Content. Of a file with more than a spec can have, as much as shows that.
  public var bytes: [UInt8]
  /// Why the content is not known; `nil` where it is.
  public var failure: String?

  /// A file's text.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Bytes that a file of a package can have at most. Nobody has to read more than one beyond them.
  public static let mostBytes = SyntaxLimits.spec.bytes

  /// A file that cannot be read, and why.
  public init(path: String, failure: String) {
    self.init(path: path, bytes: [])
    self.failure = failure
  }
}

/// The files of a package, as somebody read them. The compiler itself reads no disk.
public struct PackageSource: Hashable, Sendable {
  /// What stands before the paths when they are shown; empty for the package at hand, `std/itsm` for one that ships with Treaty.
  public var shownAs: String
  /// What tells the package from others, such as its folder: what `uses` in it is relative to.
  public var location: String
  /// `treaty.yaml` and all `*.treaty.yaml`.
  public var files: [SourceText]

  /// A package's files.
  public init(shownAs: String, location: String, files: [SourceText]) {
    self.shownAs = shownAs
    self.location = location
    self.files = files
  }
}

/// Finds the packages that a package uses.
public protocol PackageProvider: Sendable {
  /// The package that `reference` means in a package at `location`; `nil` when there is none.
  func package(_ reference: String, usedIn location: String) -> PackageSource?
  /// References that are always there (`std/…`), for near names.
  var known: [String] { get }
  /// A file that a spec of the package at `location` names, such as a JSON Schema; `nil` where there is none.
  /// - Parameter path: Within the package's folder, without `.` and `..`. What lies elsewhere, such as behind a link, is not given.
  func document(_ path: String, of location: String) -> SourceText?
  /// Whether the package at `location` has a file that a spec of it names, such as a runbook; `nil` where nobody knows.
  /// - Parameter path: Within the package's folder, without `.` and `..`.
  func hasFile(_ path: String, of location: String) -> Bool?
}

extension PackageProvider {
  /// None: who has only specs.
  public func document(_ path: String, of location: String) -> SourceText? { nil }
  /// Nobody knows: who has only specs cannot tell what lies beside them.
  public func hasFile(_ path: String, of location: String) -> Bool? { nil }
}

/// Packages that somebody holds in memory, found by the names that they are used by, from wherever they are used.
public struct PackagesInMemory: PackageProvider, Sendable {
  private let packages: [String: [SourceText]]

  /// Packages by name, such as `std/itsm`.
  public init(_ packages: [String: [SourceText]]) { self.packages = packages }

  /// Their names, sorted.
  public var known: [String] { packages.keys.sorted() }

  /// The package of a name.
  public func package(_ reference: String, usedIn location: String) -> PackageSource? {
    packages[reference].map { PackageSource(shownAs: reference, location: reference, files: $0) }
  }
}
