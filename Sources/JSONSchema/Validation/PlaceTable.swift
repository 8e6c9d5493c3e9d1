/// Positions of values that differ, found by hash: open addressing, at most half full.
struct PlaceTable: Sendable {
  /// Positions, or -1; a power of two of them.
  private var slots: ContiguousArray<Int32>
  private var hashes: ContiguousArray<UInt64>

  /// An empty table for so many.
  init(capacity: Int) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    slots = ContiguousArray(repeating: -1, count: size)
    hashes = ContiguousArray(repeating: 0, count: size)
  }

  /// The position of an equal value; `nil` where there is none.
  func find(_ hash: UInt64, _ isEqual: (Int) -> Bool) -> Int? {
    let (place, _) = search(hash, isEqual)
    return place
  }

  /// Puts a position in, for which there has to be room.
  /// - Returns: the position of an equal value, where there is one: then nothing is put in.
  mutating func insert(_ place: Int, _ hash: UInt64, _ isEqual: (Int) -> Bool) -> Int? {
    let (found, slot) = search(hash, isEqual)
    if let found { return found }
    slots[slot] = Int32(truncatingIfNeeded: place)
    hashes[slot] = hash
    return nil
  }

  @inline(__always)
  private func search(_ hash: UInt64, _ isEqual: (Int) -> Bool) -> (place: Int?, slot: Int) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      if hashes[slot] == hash, isEqual(Int(slots[slot])) { return (Int(slots[slot]), slot) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return (nil, slot)
  }
}
