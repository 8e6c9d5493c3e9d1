package import TreatySpec

extension CriticalityWord {
  /// From hardly anything, 0, to all that hangs on it, 3.
  package var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    case .critical: 3
    }
  }
}
