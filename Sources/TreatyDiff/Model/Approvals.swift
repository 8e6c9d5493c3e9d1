import FoundationEssentials
import TreatyDiagnostics

/// Changes that somebody has agreed to: a file beside the manifest, so that it is read and agreed to in the same pull request.
///
/// An approval is for one change on the way to one version. It holds on to the change by its fingerprint, which is made of what is different and
/// not of words or lines: the next push does not void it, and another change at the same place does. With the next version it ends.
public struct Approvals: Hashable, Sendable {
  /// The file, in the folder of the manifest.
  public static let file = "treaty.approvals.json"
  /// The format that is written.
  public static let format = "treaty-approvals/1"

  /// An approval.
  public struct Entry: Hashable, Sendable, Codable {
    /// Fingerprint of the change.
    public var change: String
    /// The version that it is for.
    public var version: String
    /// Why it is right.
    public var reason: String
    /// Who says so.
    public var by: String?
    /// What is different, for whoever reads the file.
    public var message: String

    /// An approval.
    public init(change: String, version: String, reason: String, by: String?, message: String) {
      self.change = change
      self.version = version
      self.reason = reason
      self.by = by
      self.message = message
    }
  }

  /// Why a file holds none.
  public struct Failure: Error, Hashable {
    /// What is wrong with it.
    public let words: String
  }

  /// The approvals, in the order in which they were given.
  public private(set) var entries: [Entry] = []

  /// None.
  public init() {}

  /// The approvals of a file. Unknown members are left alone: a later Treaty may have written them.
  public init(_ bytes: [UInt8]) throws(Failure) {
    let file: File
    do { file = try JSONDecoder().decode(File.self, from: Data(bytes)) } catch {
      throw Failure(
        words: "it is no JSON object with `format` and `approvals`, each with `change`, `version`, `reason`, `message`")
    }
    guard file.format == Approvals.format else {
      throw Failure(words: "it has the format `\(file.format)`, and this Treaty knows `\(Approvals.format)`")
    }
    if let entry = file.approvals.first(where: { Fingerprint(hex: $0.change) == nil }) {
      throw Failure(words: "`\(entry.change)` is no fingerprint: it has 16 hex digits")
    }
    if let entry = file.approvals.first(where: { $0.reason.allSatisfy(\.isWhitespace) }) {
      throw Failure(words: "the approval of `\(entry.change)` gives no reason")
    }
    entries = file.approvals
  }

  /// Adds an approval, in the place of an older one of the same change for the same version.
  public mutating func add(_ entry: Entry) {
    entries.removeAll { $0.change == entry.change && $0.version == entry.version }
    entries.append(entry)
  }

  /// The file: one approval a line, so that two people's seldom meet.
  public var bytes: [UInt8] {
    let lines = entries.map { "    " + JSONText.line($0) }
    let list = lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n  ]"
    return Array("{\n  \"format\": \"\(Approvals.format)\",\n  \"approvals\": \(list)\n}\n".utf8)
  }

  private struct File: Decodable {
    var format: String
    var approvals: [Entry]
  }
}
