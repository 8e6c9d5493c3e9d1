/// What a kind of finding is about: the first two digits of its code.
public enum CodeFamily: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// 00xx: bytes and YAML.
  case syntax = 0
  /// 01xx: shape of declarations.
  case shape = 1
  /// 02xx: names and packages.
  case names = 2
  /// 03xx: expressions and types.
  case types = 3
  /// 04xx: what happens after a timeout or a crash.
  case safety = 4
  /// 05xx: access and exposure.
  case access = 5
  /// 06xx: plans and binding.
  case plans = 6
  /// 07xx: host and store.
  case host = 7
  /// 09xx: suppression and baseline.
  case suppression = 9
  /// A range that nothing is said of yet.
  case other = 99

  /// In words, as pages and reports name it.
  public var name: String {
    switch self {
    case .syntax: "syntax"
    case .shape: "shape"
    case .names: "names"
    case .types: "types"
    case .safety: "safety"
    case .access: "access"
    case .plans: "plans"
    case .host: "host"
    case .suppression: "suppression"
    case .other: "other"
    }
  }

  /// Whether an error of this family leaves nothing that could be compiled, so that no comment can allow it.
  public var errorsAreFinal: Bool { self <= .names }

  /// By number.
  public static func < (left: CodeFamily, right: CodeFamily) -> Bool { left.rawValue < right.rawValue }
}
