import Foundation
import Glibc
import TreatyStore

/// A key ring as it lies on disk: JSON, every key wrapped by a master key. Without one of those it says nothing but when keys were made.
struct KeyRingDocument: Codable, Equatable, Sendable {
  struct Entry: Codable, Equatable, Sendable {
    var number: UInt32
    var purpose: KeyPurpose
    /// Milliseconds since the epoch.
    var opened: Int64
    /// When the next one of its purpose begins; `nil` for one that stays.
    var closes: Int64?
    /// When it was forgotten: then there is no key here any more.
    var forgotten: Int64?
    /// The key, by the id of the master key that it is wrapped by: two while they change.
    var wrapped: [String: Data]
  }

  /// Says what the file is.
  var treaty = "key ring"
  var version = 1
  /// Tells one store's ring from another's.
  var ring: String
  var keys: [Entry]

  static let version = 1

  /// The master keys that all keys are wrapped by.
  var masters: Set<String> {
    let living = keys.filter { $0.forgotten == nil }.map { Set($0.wrapped.keys) }
    return living.dropFirst().reduce(living.first ?? []) { $0.intersection($1) }
  }
}

/// Reads and writes a ring's file.
enum KeyRingFile {
  private static let mostBytes = 16 << 20

  /// The ring; `nil` where there is none.
  static func read(_ path: String, of store: String) throws(StoreError) -> KeyRingDocument? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno != ENOENT else { return nil }
      throw .keys(path: store, why: "its key ring `\(path)` cannot be read: \(PrivateFile.errorText())")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var facts = stat()
    // Who copies the ring keeps what is forgotten in it later.
    guard fstat(descriptor, &facts) == 0, facts.st_mode & 0o007 == 0 else {
      throw .keys(path: store, why: "anybody can read its key ring `\(path)`: `chmod 600` it")
    }
    let data: Data
    do { data = try handle.read(upToCount: mostBytes) ?? Data() } catch {
      throw .keys(path: store, why: "its key ring `\(path)` cannot be read: \(error.localizedDescription)")
    }
    let document: KeyRingDocument
    do { document = try JSONDecoder().decode(KeyRingDocument.self, from: data) } catch {
      throw .keys(
        path: store,
        why: "`\(path)` is no key ring, or is damaged: put back a copy of it, such as `treaty keys export` makes")
    }
    guard document.treaty == "key ring" else { throw .keys(path: store, why: "`\(path)` is no key ring") }
    guard document.version <= KeyRingDocument.version else {
      throw .keys(path: store, why: "its key ring `\(path)` was written by a newer Treaty: use that one")
    }
    return document
  }

  /// Replaces the ring, and returns when it is on disk.
  static func write(_ document: KeyRingDocument, to path: String, of store: String) throws(StoreError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let data: Data
    do { data = try encoder.encode(document) } catch {
      throw .keys(path: store, why: "its key ring cannot be written: \(error)")
    }
    try PrivateFile.write(Array(data), to: path, of: store)
  }
}
