extension Node {
  /// Keys and values of a mapping, in the order of the file; none for anything else.
  public var entries: Entries {
    let record = record
    return Entries(arena: arena, range: record.kind == .mapping ? record.content : 0..<0)
  }

  /// Elements of a sequence; none for anything else.
  public var elements: Elements {
    let record = record
    return Elements(arena: arena, range: record.kind == .sequence ? record.content : 0..<0)
  }

  /// The value of a key of a mapping. Looks at one key after the other.
  public subscript(key: String) -> Node? {
    entries.first { $0.key.hasText(utf8: key.utf8) }?.value
  }

  /// The value of a key of a mapping, for a key that the program knows. Looks at one key after the other, without an allocation.
  public subscript(name key: StaticString) -> Node? {
    entries.first { $0.key.hasText(key) }?.value
  }

  /// Keys and values of a mapping. They are looked up in the tree: nothing is allocated.
  public struct Entries: RandomAccessCollection, Sendable {
    let arena: Arena
    let range: Range<Int>

    /// The position of the first entry: 0.
    public var startIndex: Int { 0 }
    /// How many entries there are.
    public var endIndex: Int { range.count / 2 }

    /// The key and value at a position.
    public subscript(position: Int) -> (key: Node, value: Node) {
      precondition(position >= 0 && position < endIndex, "no entry of the mapping")
      let index = range.lowerBound + 2 * position
      return (
        Node(arena: arena, index: Int(arena.children[index])), Node(arena: arena, index: Int(arena.children[index + 1]))
      )
    }
  }

  /// Elements of a sequence. They are looked up in the tree: nothing is allocated.
  public struct Elements: RandomAccessCollection, Sendable {
    let arena: Arena
    let range: Range<Int>

    /// The position of the first element: 0.
    public var startIndex: Int { 0 }
    /// How many elements there are.
    public var endIndex: Int { range.count }

    /// The element at a position.
    public subscript(position: Int) -> Node {
      precondition(position >= 0 && position < endIndex, "no element of the sequence")
      return Node(arena: arena, index: Int(arena.children[range.lowerBound + position]))
    }
  }
}
