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
  /// 05xx: what is open to others.
  case exposure = 5
  /// 06xx: plans and binding.
  case plans = 6
  /// 07xx: host and store.
  case host = 7
  /// 09xx: suppression and baseline.
  case suppression = 9
  /// 10xx: who has the last word on what.
  case ownership = 10
  /// 11xx: how soon, and how much.
  case time = 11
  /// 12xx: what is lost on the way.
  case data = 12
  /// 13xx: where personal and secret data get to.
  case classes = 13
  /// 14xx: who may do what.
  case access = 14
  /// 15xx: how long what is kept, and what is written down.
  case retention = 15
  /// 16xx: who answers when something fails.
  case response = 16
  /// 17xx: what comes and goes.
  case lifecycle = 17
  /// 18xx: what was decided.
  case decisions = 18
  /// 19xx: what hangs on what.
  case services = 19
  /// 20xx: how much at once.
  case bounds = 20
  /// A range that nothing is said of yet.
  case other = 99
  /// TD: what is different between two plans.
  case changes = 100

  /// In words, as pages and reports name it.
  public var name: String {
    switch self {
    case .syntax: "syntax"
    case .shape: "shape"
    case .names: "names"
    case .types: "types"
    case .safety: "safety"
    case .exposure: "exposure"
    case .plans: "plans"
    case .host: "host"
    case .suppression: "suppression"
    case .ownership: "ownership"
    case .time: "time and load"
    case .data: "data"
    case .classes: "data classes"
    case .access: "access"
    case .retention: "retention and logging"
    case .response: "response"
    case .lifecycle: "lifecycle"
    case .decisions: "decisions"
    case .services: "service map"
    case .bounds: "bounds"
    case .other: "other"
    case .changes: "changes"
    }
  }

  /// Whether an error of this family leaves nothing that could be compiled, so that no comment can allow it.
  public var errorsAreFinal: Bool { self <= .names }

  /// By number.
  public static func < (left: CodeFamily, right: CodeFamily) -> Bool { left.rawValue < right.rawValue }
}
