import FoundationEssentials
import Synchronization

/// Where elements of a plan were written. Of a large plan they are more than half of its file, and often nobody asks for one: they are read with the
/// first question.
final class PlanOrigins: Sendable {
  private enum State {
    case text([UInt8])
    case read([String: Origin])
  }

  private let state: Mutex<State>

  /// Places that are known.
  init(_ origins: [String: Origin]) { state = Mutex(.read(origins)) }

  /// Places as JSON has them.
  init(json: [UInt8]) { state = Mutex(.text(json)) }

  /// By JSON pointer. A text that cannot be read has none: places are for readers, and a plan is whole without them.
  var all: [String: Origin] {
    state.withLock { state in
      switch state {
      case .read(let origins): return origins
      case .text(let json):
        let origins = (try? JSONDecoder().decode([String: Origin].self, from: Data(json))) ?? [:]
        state = .read(origins)
        return origins
      }
    }
  }
}
