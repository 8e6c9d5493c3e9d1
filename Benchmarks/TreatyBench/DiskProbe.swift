import Foundation
import Glibc
import NIOCore
import Synchronization

/// What the disk does while something is measured: how long a flush of 4 KiB takes that has nothing to do with the store, and how large the
/// store's files become.
final class DiskProbe: Sendable {
  private let file: String
  private let store: String
  private let state = Mutex(State())

  private struct State {
    var flushes: [(at: UInt64, milliseconds: Double)] = []
    var mostWAL = 0
  }

  /// A probe beside a store.
  init(beside store: String) {
    (file, self.store) = (store + ".probe", store)
  }

  /// Forty flushes a second, until it is cancelled: often enough that none of the disk's own pauses that matter is missed.
  func run() async throws {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { throw BenchFailure("\(file) cannot be written") }
    defer {
      close(descriptor)
      unlink(file)
    }
    let block = [UInt8](repeating: 1, count: 4_096)
    while !Task.isCancelled {
      let began = NIODeadline.now().uptimeNanoseconds
      guard write(descriptor, block, block.count) == block.count, fdatasync(descriptor) == 0 else {
        throw BenchFailure("\(file) cannot be flushed")
      }
      let ended = NIODeadline.now().uptimeNanoseconds
      let wal = DiskProbe.bytes(of: store + "-wal")
      state.withLock { state in
        state.flushes.append((began, Double(ended - began) / 1e6))
        state.mostWAL = max(state.mostWAL, wal)
      }
      do { try await Task.sleep(for: .milliseconds(25)) } catch { return }
    }
  }

  /// How long the flushes of a time took.
  func flushes(_ time: Range<UInt64>) -> Latencies {
    Latencies(milliseconds: state.withLock { $0.flushes.filter { time.contains($0.at) }.map(\.milliseconds) })
  }

  /// How much of a time the disk did not answer the probe either, in milliseconds: flushes that took longer than ``short``.
  func silence(in time: Range<UInt64>) -> Double {
    let flushes = state.withLock { $0.flushes }
    // They are in the order of their beginnings, and none begins before the one before it has ended.
    var index = flushes.partitioningIndex { $0.at + UInt64($0.milliseconds * 1e6) > time.lowerBound }
    var silent = 0.0
    while index < flushes.count, flushes[index].at < time.upperBound {
      let flush = flushes[index]
      if flush.milliseconds > DiskProbe.short {
        let ended = min(time.upperBound, flush.at + UInt64(flush.milliseconds * 1e6))
        silent += Double(ended - max(time.lowerBound, flush.at)) / 1e6
      }
      index += 1
    }
    return silent
  }

  /// A flush that takes no longer is none of the disk's pauses, in milliseconds.
  private static let short = 5.0

  /// The most bytes that the WAL had.
  var mostWAL: Int { state.withLock { $0.mostWAL } }

  static func bytes(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}

extension Array {
  /// The first position from which on a condition holds, in an array in which it holds for none before that.
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
