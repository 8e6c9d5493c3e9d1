import Foundation
import Glibc
import TreatyEngine
import TreatyKeys
import TreatyStore

/// A folder of archived messages: files of compressed lines of JSON, and a manifest that says of each what is in it, signed.
struct ArchiveFolder {
  let path: String

  /// A line of the manifest.
  struct Entry: Codable, Hashable {
    /// Name of the file in the folder.
    var file: String
    /// SHA-256 of the file, in hex.
    var sha256: String
    /// Bytes of the file.
    var bytes: Int
    /// How many messages are in it.
    var messages: Int
    /// Numbers of the first and the last of them.
    var first, last: Int64
    /// When it was written.
    var written: Instant
    /// Until when it must stay; `nil` is for ever.
    var keepUntil: Instant?
    /// Id of the store's key ring, which tells stores apart.
    var store: String
    /// Ed25519 signature over the line without it, by the key that signs the audit trail, in base64.
    var signature: String?
  }

  private static let manifest = "manifest.ndjson"

  /// Writes messages into a file and notes it in the manifest: both are on disk when this returns. Messages that are written again, since a
  /// process died before it had removed them, make the same file again. No other ever takes its place, since its name says what is in it:
  /// stores may share a folder, and one that was restored gives its numbers out a second time.
  func write(_ messages: [ArchivedMessage], keeping: Int64?, at now: Instant, keys: KeyRing) throws(GzipFile.Failure)
    -> Entry
  {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw GzipFile.Failure(path: path, why: error.localizedDescription) }
    // In one order, whenever they are named.
    let messages = messages.sorted { $0.id.number < $1.id.number }
    let (first, last) = (messages.first?.id.number ?? 0, messages.last?.id.number ?? 0)
    func name(_ digest: String) -> String { "messages-\(first)-\(last)-\(digest.prefix(16)).ndjson.gz" }
    var file = try GzipFile(draft: "\(path)/\(keys.id).part")
    for message in messages { try file.append(message.line + [UInt8(ascii: "\n")]) }
    let digest = try file.finish { "\(path)/\(name($0))" }
    var entry = Entry(
      file: name(digest), sha256: digest, bytes: file.bytes, messages: messages.count, first: first, last: last,
      written: now,
      keepUntil: keeping.map { now.advanced(milliseconds: $0) }, store: keys.id)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      entry.signature = Data(keys.sign(Array(try encoder.encode(entry)))).base64EncodedString()
      try append(Array(try encoder.encode(entry)) + [UInt8(ascii: "\n")])
    } catch let error as GzipFile.Failure { throw error } catch {
      throw GzipFile.Failure(path: path, why: "\(error)")
    }
    return entry
  }

  private func append(_ line: [UInt8]) throws(GzipFile.Failure) {
    let file = "\(path)/\(Self.manifest)"
    let descriptor = open(file, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    func failure() -> GzipFile.Failure {
      GzipFile.Failure(path: file, why: String(cString: strerror(errno)).lowercased())
    }
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    // A line that was cut by a power failure must not take this one with it.
    var last = UInt8(ascii: "\n")
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0, end == 0 || pread(descriptor, &last, 1, end - 1) == 1 else { throw failure() }
    let line = last == UInt8(ascii: "\n") ? line : [UInt8(ascii: "\n")] + line
    let count = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard count == line.count, fsync(descriptor) == 0 else { throw failure() }
  }

  /// Removes files whose time is over.
  /// - Returns: their names.
  func removeOld(at now: Instant) -> [String] {
    guard let data = FileManager.default.contents(atPath: "\(path)/\(Self.manifest)") else { return [] }
    var removed: [String] = []
    for line in data.split(separator: UInt8(ascii: "\n")) {
      // A line that was cut by a power failure says of no file that it may go.
      guard let entry = try? JSONDecoder().decode(Entry.self, from: line), let end = entry.keepUntil, end <= now,
        !entry.file.contains("/"), unlink("\(path)/\(entry.file)") == 0
      else { continue }
      removed.append(entry.file)
    }
    return removed
  }
}
