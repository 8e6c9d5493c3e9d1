/// Finds out which node each comment belongs to.
///
/// Takes time for each comment that grows with the depth of the tree and the logarithm of its width. What has to be counted along a line
/// is counted once for each node.
struct CommentPlaces {
  private let source: [UInt8]
  private let records: [Arena.Record]
  private let children: [UInt32]

  /// Columns of blocks, and places at which entries begin, that were asked for.
  private var columns: [Int: Int] = [:]
  private var leads: [Int: Int] = [:]
  /// The last node that has a comment behind it: a second one is treated as if it stood alone.
  private var taken: Int?

  init(source: [UInt8], records: [Arena.Record], children: [UInt32]) {
    self.source = source
    self.records = records
    self.children = children
  }

  /// Gives each comment its place and its node.
  mutating func give(_ comments: inout [Arena.CommentRecord]) {
    guard let root = records.indices.last else {
      for index in comments.indices { comments[index].place = .head }
      return
    }
    for index in comments.indices {
      let start = Int(comments[index].start)
      let spot = spot(of: start, root: root)
      var found = comments[index].standsAlone ? nil : behind(spot, start)
      if let node = found, node.place == .behind {
        if taken == node.node { found = nil } else { taken = node.node }
      }
      let (place, node) = found ?? alone(spot, start, root: root)
      comments[index].place = place
      comments[index].node = UInt32(node)
    }
    markHead(&comments, root: root)
  }

  /// Comments above everything that an empty line, or anything else, parts from the rest.
  private func markHead(_ comments: inout [Arena.CommentRecord], root: Int) {
    let start = Int(records[root].start)
    let count = comments.prefix { $0.start < start }.count
    var isHead = false
    for index in (0..<count).reversed() {
      let next = index + 1 < count ? Int(comments[index + 1].start) : start
      let gap = source[Int(comments[index].end)..<next]
      isHead = isHead || parts(gap)
      guard isHead else { continue }
      comments[index].place = .head
      comments[index].node = UInt32(root)
    }
  }

  /// Whether there is an empty line in a gap, or a line with something on it.
  private func parts(_ gap: ArraySlice<UInt8>) -> Bool {
    var breaks = 0
    var index = gap.startIndex
    while index < gap.endIndex {
      let byte = gap[index]
      if byte == newline || byte == carriageReturn {
        breaks += 1
        if byte == carriageReturn, index + 1 < gap.endIndex, gap[index + 1] == newline { index += 1 }
      } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "%") || byte == UInt8(ascii: ".") {
        return true
      }
      index += 1
    }
    return breaks > 1
  }
}

// MARK: The neighbourhood of a comment

extension CommentPlaces {
  /// What is around an offset: the innermost container, and its children before and behind.
  fileprivate struct Spot {
    var container: Int?
    var previous: Int?
    var next: Int?
    /// Whether `next` is the value of a key that stands before.
    var nextIsValue = false
  }

  private func spot(of offset: Int, root: Int) -> Spot {
    if offset < records[root].start { return Spot(next: root) }
    if offset >= records[root].end { return Spot(previous: root) }
    guard records[root].kind != .scalar else { return Spot(previous: root) }
    var container = root
    while true {
      let slots = records[container].content
      let count = slots.count
      let behind = partition(slots, offset)
      if behind > 0 {
        let last = Int(children[slots.lowerBound + behind - 1])
        if records[last].kind != .scalar, offset < records[last].end {
          container = last
          continue
        }
      }
      var spot = Spot(container: container)
      if behind > 0 { spot.previous = Int(children[slots.lowerBound + behind - 1]) }
      // A value that is not written is nothing that a comment could stand above. An element has its dash.
      var next = behind
      let hasDashes = records[container].kind == .sequence && records[container].style == .block
      while !hasDashes, next < count, records[Int(children[slots.lowerBound + next])].isNothing { next += 1 }
      if next < count {
        spot.next = Int(children[slots.lowerBound + next])
        spot.nextIsValue = records[container].kind == .mapping && !next.isMultiple(of: 2)
      }
      return spot
    }
  }

  /// How many children in these slots begin at or before an offset.
  private func partition(_ slots: Range<Int>, _ offset: Int) -> Int {
    var (low, high) = (slots.lowerBound, slots.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if records[Int(children[middle])].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low - slots.lowerBound
  }

  /// The scalar or flow collection that ends a node.
  private func lastLeaf(of node: Int) -> Int {
    var node = node
    while records[node].style == .block, let last = children[records[node].content].last { node = Int(last) }
    return node
  }
}

// MARK: Comments on a line with something else

extension CommentPlaces {
  /// What a comment stands behind; `nil` where that is no node, such as `---` or `?`.
  private func behind(_ spot: Spot, _ offset: Int) -> (place: Comment.Place, node: Int)? {
    var end = offset
    while end > 0, source[end - 1] == space || source[end - 1] == tab { end -= 1 }
    guard end > 0 else { return nil }
    let mark = source[end - 1]
    if let previous = spot.previous {
      let leaf = lastLeaf(of: previous)
      let record = records[leaf]
      // The head of a block scalar is part of it.
      if offset < record.end || Int(record.end) == end { return (.behind, leaf) }
      if mark == UInt8(ascii: ":") || mark == UInt8(ascii: ","), spot.container != nil { return (.behind, leaf) }
    }
    guard let container = spot.container else { return nil }
    if spot.previous == nil, records[container].style == .flow, Int(records[container].start) == end - 1 {
      return (.inside, container)
    }
    if mark == UInt8(ascii: "-"), records[container].kind == .sequence, let next = spot.next { return (.dash, next) }
    return nil
  }
}

// MARK: Comments on a line of their own

extension CommentPlaces {
  private mutating func alone(_ spot: Spot, _ offset: Int, root: Int) -> (place: Comment.Place, node: Int) {
    guard let container = spot.container else {
      if spot.previous != nil { return closing(root, offset, above: -1, in: nil) ?? (.below, root) }
      return above(root, in: nil, offset)
    }
    guard let next = spot.next else { return (.below, container) }
    if records[container].style == .block, !spot.nextIsValue, let previous = spot.previous,
      lead(of: next, in: container) > offset
    {
      let column = column(of: container)
      if let block = closing(previous, offset, above: column, in: container) { return block }
    }
    return above(next, in: container, offset)
  }

  /// What stands below a comment and begins there: of a block its first key or element.
  private mutating func above(_ node: Int, in container: Int?, _ offset: Int) -> (place: Comment.Place, node: Int) {
    if let container, records[container].kind == .sequence, records[container].style == .block {
      if lead(of: node, in: container) > offset { return (.above, node) }
      if records[node].style != .block { return (.dash, node) }
    }
    guard records[node].style == .block, let first = children[records[node].content].first else {
      return (.above, node)
    }
    return (.above, Int(first))
  }

  /// The block that a comment closes: the innermost of those that end before it and are no further to the right.
  ///
  /// - Parameter column: the column of what goes on below: a comment no further to the right belongs there.
  private mutating func closing(_ last: Int, _ offset: Int, above column: Int, in container: Int?) -> (
    place: Comment.Place, node: Int
  )? {
    let own = self.column(at: offset)
    guard own > column else { return nil }
    var chain: [(node: Int, column: Int)] = []
    var (node, outer) = (last, container)
    while true {
      if records[node].isNothing, let outer {
        chain.append((node, self.column(of: outer) + 1))
        break
      }
      guard records[node].style == .block, let child = children[records[node].content].last else { break }
      chain.append((node, self.column(of: node)))
      (node, outer) = (Int(child), node)
    }
    return chain.last { $0.column <= own }.map { (.below, $0.node) }
  }

  /// Where an entry of a block begins: at its `-` or `?`, or at the key itself.
  private mutating func lead(of node: Int, in block: Int) -> Int {
    if let known = leads[node] { return known }
    let slots = records[block].content
    let end = Int(records[node].start)
    // Nodes of one block that begin at the same place are a key and a value that is not written: neither is asked for.
    let position = partition(slots, end) - 1
    var offset = Int(records[block].start)
    if position > 0 { offset = token(from: Int(records[Int(children[slots.lowerBound + position - 1])].end), to: end) }
    leads[node] = offset
    return offset
  }

  /// What comes next that is neither white space nor a comment.
  private func token(from start: Int, to end: Int) -> Int {
    var offset = start
    while offset < end {
      if source[offset] == UInt8(ascii: "#") {
        while offset < end, source[offset] != newline, source[offset] != carriageReturn { offset += 1 }
      } else if isBlankOrBreak(source[offset]) {
        offset += 1
      } else {
        break
      }
    }
    return offset
  }

  /// The column of a block's first key or dash, from 0.
  private mutating func column(of block: Int) -> Int {
    if let known = columns[block] { return known }
    let column = column(at: Int(records[block].start))
    columns[block] = column
    return column
  }

  /// Characters of a line before an offset.
  private func column(at offset: Int) -> Int {
    var (offset, count) = (offset, 0)
    while offset > 0, source[offset - 1] != newline, source[offset - 1] != carriageReturn {
      offset -= 1
      if source[offset] & 0xC0 != 0x80 { count += 1 }
    }
    let startsWithMark = offset == 0 && source.starts(with: [0xEF, 0xBB, 0xBF])
    return startsWithMark && count > 0 ? count - 1 : count
  }
}
