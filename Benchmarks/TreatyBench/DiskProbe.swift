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

  /// Ten flushes a second, until it is cancelled.
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
      do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
    }
  }

  /// How long the flushes of a time took.
  func flushes(_ time: Range<UInt64>) -> Latencies {
    Latencies(milliseconds: state.withLock { $0.flushes.filter { time.contains($0.at) }.map(\.milliseconds) })
  }

  /// The most bytes that the WAL had.
  var mostWAL: Int { state.withLock { $0.mostWAL } }

  static func bytes(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
