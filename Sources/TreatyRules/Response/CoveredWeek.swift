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
    let count = max(0, min(count, CoveredWeek.minutes))
    let first = CoveredWeek.wrapped(start)
    let end = first + count
    fill(first..<min(end, CoveredWeek.minutes))
    if end > CoveredWeek.minutes { fill(0..<end - CoveredWeek.minutes) }
  }

  /// Covers minutes, a word at a time: a large organisation has a thousand calendars.
  private mutating func fill(_ range: Range<Int>) {
    var minute = range.lowerBound
    while minute < range.upperBound {
      let count = min(64 - (minute & 63), range.upperBound - minute)
      let ones = count == 64 ? UInt64.max : (1 << UInt64(count)) - 1
      words[minute >> 6] |= ones << UInt64(minute & 63)
      minute += count
    }
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
    for stretch in stretches { turned.insert(from: stretch.lowerBound + minutes, count: stretch.count) }
    return turned
  }

  // MARK: Looking

  /// Whether a minute is covered.
  package func contains(_ minute: Int) -> Bool { words[minute >> 6] & (1 << UInt64(minute & 63)) != 0 }

  /// How many minutes nobody covers.
  package var uncovered: Int { CoveredWeek.minutes - words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Stretches that nobody covers, in the order of the week.
  package var gaps: [Gap] {
    let covered = stretches
    guard let first = covered.first, let last = covered.last else {
      return [Gap(start: 0, length: CoveredWeek.minutes)]
    }
    var gaps: [Gap] = []
    for (one, next) in zip(covered, covered.dropFirst()) {
      gaps.append(Gap(start: one.upperBound, length: next.lowerBound - one.upperBound))
    }
    // What is open at the end of the week goes on at its beginning, so that no gap is cut in two.
    let around = CoveredWeek.minutes - last.upperBound + first.lowerBound
    if around > 0 { gaps.append(Gap(start: CoveredWeek.wrapped(last.upperBound), length: around)) }
    return gaps.sorted { $0.start < $1.start }
  }

  /// Stretches that are covered, in the order of the week, from its beginning to its end.
  private var stretches: [Range<Int>] {
    var stretches: [Range<Int>] = []
    var minute = 0
    while let start = next(from: minute, isCovered: true) {
      let end = next(from: start, isCovered: false) ?? CoveredWeek.minutes
      stretches.append(start..<end)
      minute = end
    }
    return stretches
  }

  /// The first minute from one on that is covered, or is not.
  private func next(from minute: Int, isCovered: Bool) -> Int? {
    var minute = minute
    while minute < CoveredWeek.minutes {
      let word = isCovered ? words[minute >> 6] : ~words[minute >> 6]
      let rest = word >> UInt64(minute & 63)
      if rest != 0 {
        let found = minute + rest.trailingZeroBitCount
        return found < CoveredWeek.minutes ? found : nil
      }
      minute = (minute | 63) + 1
    }
    return nil
  }

  private static func wrapped(_ minute: Int) -> Int { ((minute % minutes) + minutes) % minutes }

  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  private static func text(_ minute: Int) -> String {
    let minute = wrapped(minute)
    let parts = [minute / 60 % 24, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(days[minute / 1440]) \(parts.joined(separator: ":"))"
  }
}
