import CEL
import Foundation
import Glibc
import Synchronization
import TreatyStore

/// The log in a file that a host keeps by itself: a new one begins each day (UTC) and after 64 MiB, those before it are compressed, and go when
/// their time is over.
///
/// `PATH` is written to; what it was becomes `PATH.2026-11-28.1` and then `PATH.2026-11-28.1.gz`, by the day of its lines and the first number
/// that is free. A line that cannot be written is given back to whoever wrote it.
public final class LogFile: Sendable {
  /// Why there cannot be one.
  public struct Failure: Error, Hashable {
    /// The file, and what the system said.
    public let path, why: String
  }

  private let path: String
  private let state: Mutex<State>

  private struct State {
    var descriptor: Int32
    /// Days since the epoch.
    var day: Int64
    var bytes: Int
  }

  /// A file begins anew behind so many bytes: 64 MiB.
  private static let most = 64 << 20
  private static let day: Int64 = 86_400_000

  /// Goes on with a file, or begins one. It is for its owner alone.
  /// - Throws: ``Failure`` where it cannot be written to.
  public convenience init(_ path: String) throws(Failure) { try self.init(path, at: .now()) }

  /// The same, at a time.
  init(_ path: String, at now: Instant) throws(Failure) {
    self.path = path
    let descriptor = try LogFile.open(path)
    // What cannot be asked for counts as begun just now.
    let found = (try? FileManager.default.attributesOfItem(atPath: path)) ?? [:]
    let bytes = (found[.size] as? NSNumber)?.intValue ?? 0
    let changed = (found[.modificationDate] as? Date).map { Int64($0.timeIntervalSince1970 * 1_000) }
    // One that an earlier process has left is of the day of its last line.
    let last = bytes == 0 ? now.milliseconds : changed ?? now.milliseconds
    state = Mutex(State(descriptor: descriptor, day: last / Self.day, bytes: bytes))
  }

  deinit { state.withLock { _ = close($0.descriptor) } }

  private static func open(_ path: String) throws(Failure) -> Int32 {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(path: path, why: String(cString: strerror(errno)).lowercased()) }
    return descriptor
  }

  /// Writes a line.
  /// - Returns: whether it is in the file.
  public func write(_ line: String) -> Bool { write(line, at: .now()) }

  /// The same, at a time.
  func write(_ line: String, at now: Instant) -> Bool {
    state.withLock { state in
      let today = now.milliseconds / Self.day
      // A clock that was set back does not begin a file: lines of two days in one do no harm.
      if today > state.day || state.bytes >= Self.most { begin(&state, today) }
      let bytes = Array((line + "\n").utf8)
      guard Glibc.write(state.descriptor, bytes, bytes.count) == bytes.count else { return false }
      state.bytes += bytes.count
      return true
    }
  }

  /// Puts the file aside and begins another. Where that cannot be, the one that there is goes on.
  private func begin(_ state: inout State, _ today: Int64) {
    defer { state.day = max(state.day, today) }
    guard state.bytes > 0, let name = free(state.day), rename(path, name) == 0 else { return }
    // What cannot be opened is tried again with the next day; until then lines go where the descriptor leads.
    guard let next = try? LogFile.open(path) else { return }
    close(state.descriptor)
    (state.descriptor, state.bytes) = (next, 0)
  }

  private func free(_ day: Int64) -> String? {
    let date = Timestamp(millisecondsSinceEpoch: day * Self.day).rfc3339.prefix(10)
    for number in 1...10_000 {
      let name = "\(path).\(date).\(number)"
      if access(name, F_OK) != 0, access(name + ".gz", F_OK) != 0 { return name }
    }
    return nil
  }

  // MARK: Those before it

  /// Puts the file aside where its day is over, compresses those that were put aside, and removes those whose time is over.
  /// - Parameter kept: How long files are kept after their day, in milliseconds.
  /// - Returns: names of those that are gone.
  func tend(keeping kept: Int64, at now: Instant) throws(GzipFile.Failure) -> [String] {
    let today = now.milliseconds / Self.day
    state.withLock { state in if today > state.day { begin(&state, today) } }
    var gone: [String] = []
    for old in aside() {
      let end = Instant(milliseconds: (old.day + 1) * Self.day).advanced(milliseconds: kept)
      if end <= now {
        if unlink(old.path) == 0 { gone.append(old.path) }
      } else if !old.path.hasSuffix(".gz") {
        try compress(old.path)
      }
    }
    return gone
  }

  /// Files that were put aside, by name, with their days.
  private func aside() -> [(path: String, day: Int64)] {
    let url = URL(filePath: path)
    let folder = url.deletingLastPathComponent().path
    // A folder that cannot be read has nothing that could be removed; the next pass looks again.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().compactMap { name in
      guard name.hasPrefix(url.lastPathComponent + ".") else { return nil }
      var parts = name.dropFirst(url.lastPathComponent.utf8.count + 1).split(
        separator: ".", omittingEmptySubsequences: false)
      if parts.count == 3, parts[2] == "gz" { parts.removeLast() }
      guard parts.count == 2, Int(parts[1]) != nil, let day = Timestamp(rfc3339: "\(parts[0])T00:00:00Z") else {
        return nil
      }
      return ("\(folder)/\(name)", day.millisecondsSinceEpoch / Self.day)
    }
  }

  private func compress(_ old: String) throws(GzipFile.Failure) {
    guard let reading = FileHandle(forReadingAtPath: old) else { return }
    var file = try GzipFile(draft: old + ".gz.part")
    do {
      while let data = try reading.read(upToCount: 1 << 20), !data.isEmpty { try file.append([UInt8](data)) }
    } catch let failure as GzipFile.Failure { throw failure } catch {
      throw GzipFile.Failure(path: old, why: error.localizedDescription)
    }
    _ = try file.finish { _ in old + ".gz" }
    // It is on disk under its new name by now. One that a process left beside it is compressed again.
    unlink(old)
  }
}
