/// Whether and when a request to a collector is sent again (OTLP/HTTP, "Failures").
public enum ExportRetry {
  /// What an answer means for what was sent.
  public enum Verdict: Hashable, Sendable {
    /// It was taken.
    case done
    /// Again, after so many milliseconds where the collector says; else after a pause that grows.
    case again(afterMilliseconds: Int?)
    /// It will never be taken.
    case givenUp
  }

  /// - Parameters:
  ///   - status: of the answer; `nil` where none came.
  ///   - retryAfter: the header `retry-after`, in seconds.
  public static func judge(status: Int?, retryAfter: String?) -> Verdict {
    guard let status else { return .again(afterMilliseconds: nil) }
    switch status {
    case 200..<300: return .done
    case 429, 502, 503, 504:
      let seconds = retryAfter.flatMap { Int($0.filter { $0 != " " }) }.map { min(max(0, $0), 3_600) }
      return .again(afterMilliseconds: seconds.map { $0 * 1_000 })
    default: return .givenUp
    }
  }

  /// How often a request is sent in all.
  public static let mostAttempts = 6

  /// The pause before an attempt after the first, in milliseconds: a second at first, twice as long each time, half of it at random.
  public static func pause(before attempt: Int, using random: inout some RandomNumberGenerator) -> Int {
    let longest = min(30_000, 1_000 << min(max(0, attempt - 2), 5))
    return longest / 2 + Int.random(in: 0...(longest / 2), using: &random)
  }
}
