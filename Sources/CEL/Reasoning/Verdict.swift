/// Yes, no, or what kept it from being decided. Yes and no are right in every state.
public enum Verdict: Hashable, Sendable {
  /// It is so.
  case yes
  /// It is not so.
  case no
  /// Nobody knows. What could not be reasoned about, as it is written, sorted, each once.
  case unknown(because: [String])

  /// The answer to the opposite question.
  var opposite: Verdict {
    switch self {
    case .yes: .no
    case .no: .yes
    case .unknown: self
    }
  }
}
