import CEL
import Synchronization
import TreatyPlan

/// The ways of fields through expressions that were looked at, so that each is looked at once in each kind of place.
final class FlowMemory: Sendable {
  private struct Known {
    /// By place; `nil` where nothing that has a class can be read.
    var environments: [Place: Environment?] = [:]
    var flows: [Place: [String: [DataFlow]]] = [:]
  }

  private let known = Mutex(Known())

  /// The ways through an expression in a place.
  /// - Parameter find: Finds them, with the place's environment where that is known; `nil` where nothing has a class.
  func flows(in source: String, at place: Place, find: (Environment?) -> (Environment, [DataFlow])?) -> [DataFlow] {
    known.withLock { known in
      if let flows = known.flows[place]?[source] { return flows }
      let environment = known.environments[place]
      if case .some(.none) = environment { return [] }
      guard let found = find(environment ?? nil) else {
        known.environments[place] = .some(.none)
        return []
      }
      known.environments[place] = found.0
      known.flows[place, default: [:]][source] = found.1
      return found.1
    }
  }
}
