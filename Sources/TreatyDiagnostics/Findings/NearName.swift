/// The name that somebody may have meant.
public enum NearName {
  /// The nearest of `names`, if one is near enough: at most a third of the letters differ, two neighbours swapped counting as one
  /// difference (optimal string alignment). Of equally near names the first in order.
  public static func suggest(for name: String, among names: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().utf8)
    guard !wanted.isEmpty, wanted.count <= 80 else { return nil }
    let most = max(1, wanted.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in names {
      let letters = Array(candidate.lowercased().utf8)
      guard letters.count <= 120, abs(letters.count - wanted.count) <= most else { continue }
      let distance = distance(wanted, letters)
      guard distance <= most, distance < max(wanted.count, letters.count) else { continue }
      if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.name
  }

  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
