/// Values that are not yet where they belong.
struct Stack<Element>: ~Copyable {
  private var memory: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 16) {
    self.capacity = capacity
    memory = .allocate(capacity: capacity)
  }

  deinit {
    memory.deinitialize(count: count)
    memory.deallocate()
  }

  mutating func push(_ element: consuming Element) {
    if count == capacity { grow() }
    (memory + count).initialize(to: element)
    count += 1
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: memory, count: count)
    memory.deallocate()
    (memory, capacity) = (larger, capacity * 2)
  }

  /// Takes all from a place on.
  mutating func takeAll(from first: Int) -> [Element] {
    let taken = count - first
    defer { count = first }
    return Array(unsafeUninitializedCapacity: taken) { buffer, initialized in
      buffer.baseAddress?.moveInitialize(from: memory + first, count: taken)
      initialized = taken
    }
  }

  /// Moves all from a place on to memory that has room for them.
  mutating func moveAll(from first: Int, to target: UnsafeMutablePointer<Element>) {
    target.moveInitialize(from: memory + first, count: count - first)
    count = first
  }
}
