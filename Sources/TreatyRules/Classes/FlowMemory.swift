import CEL
import Synchronization

/// The ways of fields through expressions that were looked at, so that each is looked at once in each kind of place.
final class FlowMemory: Sendable {
  private struct Known {
    var flows: [ExpressionAnalysis.PlaceNumber: [String: [DataFlow]]] = [:]
    var surroundings: [ExpressionAnalysis.PlaceNumber: Surroundings] = [:]
  }

  /// What stands around the expressions of a kind of place.
  final class Surroundings: Sendable {
    /// Types of the names.
    let names: [String: CELType]
    /// What expressions are typed in.
    let environment: Environment

    init(_ names: [String: CELType], _ environment: Environment) {
      self.names = names
      self.environment = environment
    }
  }

  private let known = Mutex(Known())

  /// The ways through an expression in a kind of place.
  /// - Parameter find: Finds them.
  func flows(
    in source: String, at place: ExpressionAnalysis.PlaceNumber, layOut: () -> Surroundings,
    find: (Surroundings) -> [DataFlow]
  ) -> [DataFlow] {
    known.withLock { known in
      if let flows = known.flows[place]?[source] { return flows }
      let surroundings = known.surroundings[place] ?? layOut()
      known.surroundings[place] = surroundings
      let flows = find(surroundings)
      known.flows[place, default: [:]][source] = flows
      return flows
    }
  }
}
