import Foundation
import Synchronization

/// The disk under a folder, as a test wants it: it goes wrong at a moment that is chosen, and remembers every write and every flush, so
/// that what a power cut at any point would have left can be made afterwards (``PowerCut``).
///
/// It stands between SQLite and its own access to files (sqlite.org/vfs.html) for the files of one folder; all other files are left
/// alone. Everything that is written does reach the real file, so whoever reads meanwhile sees what SQLite would see.
public final class FaultyDisk: Sendable {
  /// What can go wrong.
  public enum Fault: Hashable, Sendable, CaseIterable {
    /// There is no room for what is written; a sector of it may get there (ENOSPC).
    case full
    /// Reading fails (EIO).
    case read
    /// Writing fails (EIO).
    case write
    /// Writing succeeds, and flushing fails (EIO).
    case flush
    /// Another has the write lock.
    case busy
  }

  /// What happened to a file, by its name in the folder.
  public enum Event: Hashable, Sendable {
    /// It was opened for the first time, and held this.
    case open(String, [UInt8])
    case write(String, offset: Int, [UInt8])
    case truncate(String, to: Int)
    /// Everything that was written to it before is on disk.
    case flush(String)
    /// It was removed; where the folder was not flushed it may come back.
    case delete(String, isFlushed: Bool)
    /// A test's own mark: what is acknowledged from here on.
    case mark(Int)
  }

  private struct Plan {
    var fault: Fault
    var passing: Int
    var times: Int
  }

  private struct State {
    var plan: Plan?
    var struck = 0
    var events: [Event] = []
    var opened: Set<String> = []
  }

  private let state = Mutex(State())

  /// The folder whose files go wrong.
  public let folder: String

  /// A disk that is well, for the files of a folder.
  public init(folder: String) {
    self.folder = folder
    FaultyFiles.add(self)
  }

  deinit { FaultyFiles.remove(folder: folder) }

  // MARK: Going wrong

  /// Lets something go wrong from now on.
  /// - Parameters:
  ///   - passing: how many operations of the kind go well before.
  ///   - times: how often it goes wrong; after that the disk is well again.
  public func fail(_ fault: Fault, after passing: Int = 0, times: Int = .max) {
    state.withLock {
      $0.plan = Plan(fault: fault, passing: passing, times: times)
      $0.struck = 0
    }
  }

  /// All goes well again.
  public func mend() { state.withLock { $0.plan = nil } }

  /// How often something has gone wrong since ``fail(_:after:times:)``.
  public var struck: Int { state.withLock { $0.struck } }

  /// Whether an operation goes wrong now.
  func strikes(_ fault: Fault) -> Bool {
    state.withLock { state in
      guard let plan = state.plan, plan.fault == fault, plan.times > 0 else { return false }
      guard plan.passing == 0 else {
        state.plan?.passing -= 1
        return false
      }
      if plan.times != .max { state.plan?.times -= 1 }
      state.struck += 1
      return true
    }
  }

  // MARK: Remembering

  /// Everything that happened, in order.
  public var events: [Event] { state.withLock { $0.events } }

  /// Notes that a test has been told something.
  public func mark(_ number: Int) { note(.mark(number)) }

  func note(_ event: Event) { state.withLock { $0.events.append(event) } }

  func opened(_ name: String) {
    let contents = FileManager.default.contents(atPath: folder + "/" + name).map { [UInt8]($0) } ?? []
    state.withLock { state in
      if state.opened.insert(name).inserted { state.events.append(.open(name, contents)) }
    }
  }
}
