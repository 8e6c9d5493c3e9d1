public import Testing
public import Foundation

/// Text that must stay as it is: held against a file, which a person has read and accepted.
///
/// `TREATY_UPDATE_GOLDENS=1 swift test` (or `make update-goldens`) writes the files anew; read the difference before it is committed.
public enum Golden {
  /// Whether this run accepts what is printed now.
  public static var isUpdating: Bool { ProcessInfo.processInfo.environment["TREATY_UPDATE_GOLDENS"] == "1" }

  /// The folder of the repository.
  public static let repository: URL = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Holds `text` against a file of the repository, and shows the first line that differs.
  public static func expect(_ text: String, is path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = repository.appending(path: path)
    if isUpdating {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      return try text.write(to: file, atomically: true, encoding: .utf8)
    }
    // A file that is not there differs from everything.
    let accepted = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    guard accepted != text else { return }
    let (old, new) = (
      accepted.split(separator: "\n", omittingEmptySubsequences: false),
      text.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let line = zip(old, new).prefix { $0 == $1 }.count
    Issue.record(
      """
      \(path) differs at line \(line + 1):
        accepted: \(line < old.count ? String(old[line]) : "(the end)")
        now:      \(line < new.count ? String(new[line]) : "(the end)")
      Accept with `make update-goldens`, after reading it.
      """, sourceLocation: sourceLocation)
  }
}
