/// The minutes of a week that somebody covers: a bit for each of 10,080, the first of Monday the first.
package struct CoveredWeek: Hashable, Sendable {
  /// Minutes of a week.
  package static let minutes = 7 * 24 * 60

  /// A stretch of time that nobody covers. It may go over the end of the week.
  package struct Gap: Hashable, Sendable, CustomStringConvertible {
    /// Its first minute.
    package let start: Int
    /// How many minutes it has.
    package let length: Int

    /// "fri 18:00 to mon 08:00".
    package var description: String { "\(CoveredWeek.text(start)) to \(CoveredWeek.text(start + length))" }
  }

  private var words = [UInt64](repeating: 0, count: (CoveredWeek.minutes + 63) / 64)

  /// A week that nobody covers.
  package init() {}

  /// A week that is covered as a whole.
  package static let whole: CoveredWeek = {
    var week = CoveredWeek()
    week.insert(from: 0, count: minutes)
    return week
  }()

  // MARK: Filling

  /// Covers so many minutes from one on; what goes over the end of the week is at its beginning.
  package mutating func insert(from start: Int, count: Int) {
    for offset in 0..<max(0, min(count, CoveredWeek.minutes)) { set(CoveredWeek.wrapped(start + offset)) }
  }

  /// Covers what another covers as well.
  package mutating func formUnion(_ other: CoveredWeek) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// Keeps only what another covers as well.
  package mutating func formIntersection(_ other: CoveredWeek) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  /// The same by clocks that are ahead by so many minutes.
  package func turned(by minutes: Int) -> CoveredWeek {
    guard minutes != 0 else { return self }
    var turned = CoveredWeek()
    for minute in 0..<CoveredWeek.minutes where contains(minute) { turned.set(CoveredWeek.wrapped(minute + minutes)) }
    return turned
  }

  // MARK: Looking

  /// Whether a minute is covered.
  package func contains(_ minute: Int) -> Bool { words[minute >> 6] & (1 << UInt64(minute & 63)) != 0 }

  /// Stretches that nobody covers, in the order of the week.
  package var gaps: [Gap] {
    guard let begin = (0..<CoveredWeek.minutes).first(where: contains) else {
      return [Gap(start: 0, length: CoveredWeek.minutes)]
    }
    var gaps: [Gap] = []
    var length = 0
    // From a covered minute round to it again, so that no gap is cut in two.
    for offset in 0...CoveredWeek.minutes {
      let minute = CoveredWeek.wrapped(begin + offset)
      if !contains(minute) {
        length += 1
      } else if length > 0 {
        gaps.append(Gap(start: CoveredWeek.wrapped(minute - length), length: length))
        length = 0
      }
    }
    return gaps.sorted { $0.start < $1.start }
  }

  private mutating func set(_ minute: Int) { words[minute >> 6] |= 1 << UInt64(minute & 63) }

  private static func wrapped(_ minute: Int) -> Int { ((minute % minutes) + minutes) % minutes }

  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  private static func text(_ minute: Int) -> String {
    let minute = wrapped(minute)
    let parts = [minute / 60 % 24, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(days[minute / 1440]) \(parts.joined(separator: ":"))"
  }
}
