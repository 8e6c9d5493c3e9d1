/// Keys that stand twice in a mapping.
///
/// Reads the builder's arrays by index: slices of them would be counted references, which cost more than the comparing.
enum DuplicateKeys {
  /// A key and the first of the same text, as indices of records.
  struct Pair {
    var first: Int
    var later: Int
  }

  /// Up to so many keys each is held against each: sorting costs more.
  private static let few = 12

  /// - Parameters:
  ///   - children: indices of nodes.
  ///   - range: those of a mapping among them, keys and values by turns. A last key may lack its value.
  ///   - source: the file.
  ///   - text: texts that do not stand in the file as they are.
  /// - Returns: pairs in no particular order. Keys that are no texts are in none.
  static func pairs(
    among children: [UInt32], in range: Range<Int>, _ records: [Arena.Record], source: [UInt8], text: [UInt8]
  ) -> [Pair] {
    if range.count > 2 * few { return sorted(children, range, records, source, text) }
    var pairs: [Pair] = []
    var later = range.lowerBound + 2
    while later < range.upperBound {
      let key = records[Int(children[later])]
      let count = key.high &- key.low
      var first = range.lowerBound
      while first < later {
        let other = records[Int(children[first])]
        if other.high &- other.low == count, areSame(other, key, source, text) {
          pairs.append(Pair(first: Int(children[first]), later: Int(children[later])))
          break
        }
        first += 2
      }
      later += 2
    }
    return pairs
  }

  private static func areSame(
    _ left: Arena.Record, _ right: Arena.Record, _ source: [UInt8], _ text: [UInt8]
  ) -> Bool {
    guard left.kind == .scalar, right.kind == .scalar else { return false }
    var offset = Int(left.high) - Int(left.low)
    guard Int(right.high) - Int(right.low) == offset else { return false }
    while offset > 0 {
      offset -= 1
      if byte(left, offset, source, text) != byte(right, offset, source, text) { return false }
    }
    return true
  }

  private static func byte(_ key: Arena.Record, _ offset: Int, _ source: [UInt8], _ text: [UInt8]) -> UInt8 {
    key.isVerbatim ? source[Int(key.low) + offset] : text[Int(key.low) + offset]
  }

  /// Sorted rather than hashed: no file can be written for which it takes long.
  private static func sorted(
    _ children: [UInt32], _ range: Range<Int>, _ records: [Arena.Record], _ source: [UInt8], _ text: [UInt8]
  ) -> [Pair] {
    let keys = stride(from: range.lowerBound, to: range.upperBound, by: 2).map { Int(children[$0]) }
      .filter { records[$0].kind == .scalar }
      .sorted { left, right in
        let (first, second) = (records[left], records[right])
        let (count, other) = (first.content.count, second.content.count)
        if count != other { return count < other }
        for offset in 0..<count {
          let (byte, against) = (byte(first, offset, source, text), byte(second, offset, source, text))
          if byte != against { return byte < against }
        }
        return left < right
      }
    var pairs: [Pair] = []
    var first = 0
    for index in keys.indices.dropFirst() {
      if areSame(records[keys[first]], records[keys[index]], source, text) {
        pairs.append(Pair(first: keys[first], later: keys[index]))
      } else {
        first = index
      }
    }
    return pairs
  }
}
