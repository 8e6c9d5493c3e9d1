extension Function {
  /// What a call costs, in steps beside the one for the call itself.
  public enum Cost: Hashable, Sendable {
    /// Nothing, however large the arguments are; the result is one of them, or small.
    case constant
    /// A step for every sixteen bytes of text.
    case texts
    /// A step for every sixteen bytes of text and every other element of a list or map: it reads its arguments once.
    case all
    /// A step for every sixteen bytes of text and every value, those inside of lists and maps too.
    case deep
    /// The same, as often as an element is compared when a list is sorted.
    case sorting
    /// A step for every other byte of text: what is made of it can be thirty times as large, and nobody counts it.
    case parsing

    /// The most steps that are counted in an argument: more than an evaluation has, and soon counted. A list that holds one list many
    /// times, and so on inward, is small and has more values in it than anybody can count.
    private static let mostSteps = 1 << 21

    /// Steps for one argument.
    @inline(__always)
    func steps(_ value: Value) -> Int {
      switch value {
      case .text(let text): bytes(text.byteCount)
      case .bytes(let bytes): self.bytes(bytes.count)
      case .list(let list): self == .all ? list.count >> 1 : isDeep ? within(value) : 0
      case .map(let map): self == .all ? map.count >> 1 : isDeep ? within(value) : 0
      case .optional: isDeep ? within(value) : 0
      default: 0
      }
    }

    private var isDeep: Bool { self == .deep || self == .sorting }

    @inline(__always)
    private func bytes(_ count: Int) -> Int { self == .constant ? 0 : self == .parsing ? count >> 1 : count >> 4 }

    private func within(_ value: Value) -> Int {
      var left = Cost.mostSteps
      _ = value.count(&left)
      let steps = Cost.mostSteps - max(left, 0)
      guard self == .sorting, case .list(let list) = value else { return steps }
      return steps * (Int.bitWidth - list.count.leadingZeroBitCount)
    }
  }
}

extension Value {
  /// Takes a step for each value and each sixteen bytes of text; `false` as soon as none is left.
  fileprivate func count(_ left: inout Int) -> Bool {
    left -= 1
    switch self {
    case .text(let text): left -= text.byteCount >> 4
    case .bytes(let bytes): left -= bytes.count >> 4
    case .list(let list): for element in list where !element.count(&left) { return false }
    case .map(let map):
      for entry in map.entries { guard entry.key.count(&left), entry.value.count(&left) else { return false } }
    case .optional(let wrapped?): return wrapped.count(&left)
    default: break
    }
    return left > 0
  }
}
