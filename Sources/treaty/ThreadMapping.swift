import Dispatch
import Foundation
import Synchronization
import TreatyCompiler

/// Work spread over the machine's processors.
struct ThreadMapping: WorkMapping {
  let width = max(1, ProcessInfo.processInfo.activeProcessorCount)

  func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
    guard width > 1, count > 1 else { return (0..<count).map(work) }
    // Batches, since a piece may be too small to be handed over by itself.
    let batches = min(count, width * 8)
    let results = Mutex([[Result]](repeating: [], count: batches))
    DispatchQueue.concurrentPerform(iterations: batches) { batch in
      let done = (count * batch / batches..<count * (batch + 1) / batches).map(work)
      results.withLock { $0[batch] = done }
    }
    return results.withLock { $0.flatMap(\.self) }
  }
}
