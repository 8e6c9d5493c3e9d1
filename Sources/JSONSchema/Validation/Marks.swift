/// Which parts of one value, by position, the schemas so far have looked at: for `unevaluatedProperties` and `unevaluatedItems`.
struct Marks {
  /// The first 64.
  private var first: UInt64 = 0
  /// 64 more each.
  private var more: [UInt64] = []
  private var hasAll = false

  /// Whether a part was looked at.
  func contains(_ place: Int) -> Bool {
    if hasAll { return true }
    if place < 64 { return first >> UInt64(truncatingIfNeeded: place) & 1 != 0 }
    let word = place >> 6 - 1
    return word < more.count && more[word] >> UInt64(truncatingIfNeeded: place & 63) & 1 != 0
  }

  /// Notes that a part was looked at.
  mutating func insert(_ place: Int) {
    if hasAll { return }
    if place < 64 {
      first |= 1 << UInt64(truncatingIfNeeded: place)
      return
    }
    let word = place >> 6 - 1
    while more.count <= word { more.append(0) }
    more[word] |= 1 << UInt64(truncatingIfNeeded: place & 63)
  }

  /// Notes that all were looked at.
  mutating func insertAll() { hasAll = true }

  /// Notes what another has.
  mutating func formUnion(_ other: Marks) {
    hasAll = hasAll || other.hasAll
    first |= other.first
    for (word, bits) in other.more.enumerated() {
      if word < more.count { more[word] |= bits } else { more.append(bits) }
    }
  }
}
