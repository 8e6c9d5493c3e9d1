/// What somebody may have meant to write.
enum Spelling {
  /// The name that is nearest to a word; `nil` where none is near. Of several the first.
  static func nearest(to word: String, among names: some Sequence<String>) -> String? {
    let letters = Array(word.utf8)
    guard (2...64).contains(letters.count) else { return nil }
    var best: (name: String, distance: Int)?
    for name in names where abs(name.utf8.count - letters.count) <= 3 && name != word {
      let distance = distance(letters, Array(name.utf8))
      if distance < best?.distance ?? .max { best = (name, distance) }
    }
    guard let best, best.distance <= max(1, letters.count / 3) else { return nil }
    return best.name
  }

  /// Letters that have to be put in, left out, exchanged with another or with their neighbour.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var next = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(last[column + 1] + 1, next[column] + 1, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, before[column - 1] + 1)
        }
        next.append(cost)
      }
      (before, last) = (last, next)
    }
    return last[right.count]
  }
}
