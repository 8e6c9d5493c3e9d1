import TreatyPlan

/// Chance, by what it is for: the latency of call 17 is the same whatever else is drawn before, so that a run without one of its faults
/// is otherwise the same run.
struct Draw: Sendable {
  /// What something is drawn for.
  enum Purpose: UInt64 {
    case scenario = 1
    case latency, silence, work, resend, restart, engine, partner, rival
  }

  let seed: UInt64

  /// Chance for one purpose, of the `index`th of its kind.
  func random(_ purpose: Purpose, _ index: Int) -> SplitMix64 {
    var mixer = SplitMix64(
      seed: seed ^ purpose.rawValue &* 0xA24B_AED4_963E_E407 ^ UInt64(bitPattern: Int64(index)) &* 0x9FB2_1C65_1E98_DF25
    )
    return SplitMix64(seed: mixer.next())
  }

  /// A number in a range.
  func number(_ purpose: Purpose, _ index: Int, in range: ClosedRange<Int64>) -> Int64 {
    var random = random(purpose, index)
    return Int64.random(in: range, using: &random)
  }
}
