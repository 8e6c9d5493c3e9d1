import CEL
import TreatyPlan

/// Expressions that were found sound, with the environments that they were checked in.
struct CheckedExpressions {
  /// What came of a check.
  enum Outcome {
    /// What it is in its place, and the type of its result.
    case sound(Compilation, TypeText)
    /// What is wrong.
    case wrong([Issue])

    /// Whether nothing is wrong.
    var isSound: Bool {
      if case .sound = self { return true }
      return false
    }
  }

  /// An expression that was sound in an environment.
  private struct Sound {
    var environment: Int
    var expected: CELType?
    var compilation: Compilation
    var type: TypeText
  }

  private var positions: [Place: Int] = [:]
  private var environments: [Environment] = []
  /// By the source: mostly there is one environment for each.
  private var sound: [String: [Sound]] = [:]

  /// Checks an expression, unless it is known to be sound.
  mutating func check(_ source: String, at place: Place, of scope: Scope, expecting expected: CELType?) -> Outcome {
    let position = position(of: place, scope)
    if let known = sound[source]?.first(where: { $0.environment == position && $0.expected == expected }) {
      return .sound(known.compilation, known.type)
    }
    let compilation = environments[position].check(source, expecting: expected)
    guard compilation.issues.isEmpty else { return .wrong(compilation.issues) }
    let type = TypeText(compilation.type)
    sound[source, default: []].append(
      Sound(environment: position, expected: expected, compilation: compilation, type: type))
    return .sound(compilation, type)
  }

  /// Position of a place's environment; it is laid out once for each.
  private mutating func position(of place: Place, _ scope: Scope) -> Int {
    if let known = positions[place] { return known }
    positions[place] = environments.count
    environments.append(scope.environment(at: place))
    return environments.count - 1
  }
}
