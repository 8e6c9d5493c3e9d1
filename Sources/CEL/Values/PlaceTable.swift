/// Finds places by hash: open addressing, at most half full. A byte a slot as long as that is enough, so that the table of a record
/// takes two or three lines of cache. Whoever makes one ends it with ``deallocate()``.
struct PlaceTable {
  private let memory: UnsafeMutableRawPointer
  private let mask: Int
  private let isSmall: Bool

  /// An empty table for so many places.
  init(capacity: Int) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    mask = size - 1
    isSmall = capacity < 0xFF
    let bytes = isSmall ? size : 4 * size
    memory = .allocate(byteCount: bytes, alignment: 8)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  }

  func deallocate() { memory.deallocate() }

  /// The place in a slot; -1 where it is free.
  @inline(__always)
  private func place(in slot: Int) -> Int {
    isSmall
      ? Int(memory.load(fromByteOffset: slot, as: UInt8.self)) &- 1
      : Int(memory.load(fromByteOffset: slot &* 4, as: UInt32.self)) &- 1
  }

  /// The first place of a hash that is the one.
  @inline(__always)
  func first(_ hash: UInt64, where isIt: (Int) -> Bool) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let place = place(in: slot)
      if place < 0 { return nil }
      if isIt(place) { return place }
      slot = (slot &+ 1) & mask
    }
  }

  /// Notes the place of a hash; there has to be room.
  func insert(_ place: Int, _ hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while self.place(in: slot) >= 0 { slot = (slot &+ 1) & mask }
    if isSmall {
      memory.storeBytes(of: UInt8(truncatingIfNeeded: place + 1), toByteOffset: slot, as: UInt8.self)
    } else {
      memory.storeBytes(of: UInt32(truncatingIfNeeded: place + 1), toByteOffset: slot &* 4, as: UInt32.self)
    }
  }
}
