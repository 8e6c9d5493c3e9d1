/// How careful one has to be with a value, from free to guarded. A field of a record has one, and ``Compilation/flows`` says which of
/// them reach a result.
public enum DataClass: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  /// Anybody may see it.
  case `public`
  /// Stays in the organisation.
  case `internal`
  /// Says something about a person.
  case personal
  /// Opens something.
  case secret

  /// The more careful class is greater.
  public static func < (left: DataClass, right: DataClass) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .public: 0
    case .internal: 1
    case .personal: 2
    case .secret: 3
    }
  }
}
