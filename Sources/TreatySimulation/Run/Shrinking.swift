/// Makes a scenario that fails smaller: leaves out faults and messages for as long as it still fails, so that a person has little to read.
package enum Shrinking {
  /// The smallest scenario that was found to fail.
  /// - Parameter fails: Whether a scenario still breaks a promise.
  package static func smallest(
    _ scenario: Scenario, fails: (Scenario) async throws -> Bool
  ) async rethrows -> Scenario {
    var smallest = scenario
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for candidate in smallest.smaller {
        guard try await fails(candidate) else { continue }
        smallest = candidate
        isSmaller = true
        break
      }
    }
    return smallest
  }
}

extension Scenario {
  /// The same with one thing less, half of the faults first.
  fileprivate var smaller: [Scenario] {
    var smaller: [Scenario] = []
    func without(_ change: (inout Scenario) -> Void) {
      var scenario = self
      change(&scenario)
      smaller.append(scenario)
    }
    if faults.count > 3 {
      without { $0.faults = Array($0.faults.prefix(faults.count / 2)) }
      without { $0.faults = Array($0.faults.suffix(faults.count / 2)) }
    }
    for index in faults.indices { without { $0.faults.remove(at: index) } }
    // What a message leaves out, the faults come earlier by.
    for index in tellings.indices {
      for steps in 0...4 {
        without {
          $0.tellings.remove(at: index)
          $0.faults = $0.faults.map { $0.earlier(by: steps) }
        }
      }
    }
    for index in tellings.indices where tellings[index].entries.count > 1 {
      for entry in tellings[index].entries.indices { without { $0.tellings[index].entries.remove(at: entry) } }
    }
    return smaller
  }
}
