/// Which lines of a text are others in another text (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
enum LineDifference {
  /// Lines that are replaced by others; either may be none.
  struct Change: Equatable {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// Differences beyond which the search is given up, and all between the first and the last of them counts as replaced. Its
  /// memory grows with the square: this is 8 MB.
  private static let most = 1_000

  /// The fewest changes, in order; none of them touch.
  static func changes(from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]) -> [Change] {
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    let (left, right) = (old.map(number), new.map(number))
    let start = zip(left, right).prefix { $0 == $1 }.count
    let end = min(
      zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.count, min(left.count, right.count) - start)
    let (first, second) = (left[start..<left.count - end], right[start..<right.count - end])
    guard !first.isEmpty || !second.isEmpty else { return [] }
    guard let kept = common(Array(first), Array(second)) else {
      return [Change(old: first.indices, new: second.indices)]
    }
    var changes: [Change] = []
    var (oldAt, newAt) = (start, start)
    for (oldIndex, newIndex) in kept.map({ ($0 + start, $1 + start) }) + [(first.endIndex, second.endIndex)] {
      if oldAt < oldIndex || newAt < newIndex { changes.append(Change(old: oldAt..<oldIndex, new: newAt..<newIndex)) }
      (oldAt, newAt) = (oldIndex + 1, newIndex + 1)
    }
    return changes
  }

  /// Positions that are alike in both, as many as can be; `nil` where they differ too much.
  private static func common(_ left: [Int], _ right: [Int]) -> [(Int, Int)]? {
    let limit = min(most, left.count + right.count)
    // Of each diagonal the furthest position on the left; diagonal 0 stands in the middle.
    let middle = limit + 1
    var reach = Array(repeating: 0, count: 2 * limit + 3)
    // How that was before each difference, from diagonal -n to n.
    var history: [[Int]] = []
    for differences in 0...limit {
      history.append(Array(reach[middle - differences...middle + differences]))
      for diagonal in stride(from: -differences, through: differences, by: 2) {
        let isDown = goesDown(diagonal, differences) { reach[middle + $0] }
        var x = isDown ? reach[middle + diagonal + 1] : reach[middle + diagonal - 1] + 1
        var y = x - diagonal
        while x < left.count, y < right.count, left[x] == right[y] { (x, y) = (x + 1, y + 1) }
        reach[middle + diagonal] = x
        if x >= left.count, y >= right.count { return path(history, left.count, right.count) }
      }
    }
    return nil
  }

  /// Whether a diagonal is best reached by taking in a line of the right, and not by leaving out one of the left.
  private static func goesDown(_ diagonal: Int, _ differences: Int, _ reach: (Int) -> Int) -> Bool {
    diagonal == -differences || (diagonal != differences && reach(diagonal - 1) < reach(diagonal + 1))
  }

  /// The way back from the end.
  private static func path(_ history: [[Int]], _ left: Int, _ right: Int) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    var (x, y) = (left, right)
    for differences in stride(from: history.count - 1, through: 0, by: -1) {
      let reach = history[differences]
      let diagonal = x - y
      let isDown = goesDown(diagonal, differences) { reach[$0 + differences] }
      let before = differences == 0 ? 0 : isDown ? diagonal + 1 : diagonal - 1
      let oldX = differences == 0 ? 0 : reach[before + differences]
      // Behind the difference all was alike.
      let start = differences == 0 || isDown ? oldX : oldX + 1
      while x > start {
        (x, y) = (x - 1, y - 1)
        pairs.append((x, y))
      }
      (x, y) = (oldX, oldX - before)
    }
    return pairs.reversed()
  }
}
