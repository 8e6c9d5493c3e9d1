public import TreatyDiagnostics

/// Where a node is in its document: `flows.page-to-ticket.deliver[0].fields.Priority`.
public struct NodePath: Hashable, Sendable, CustomStringConvertible {
  /// One step down.
  public enum Step: Hashable, Sendable {
    /// To the value of a key.
    case key(String)
    /// To an element, from 0.
    case element(Int)
  }

  /// The steps from the root. None for the root itself.
  public var steps: [Step]

  /// A path of steps from the root.
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// The path of the value of a key.
  public func key(_ key: String) -> NodePath { NodePath(steps + [.key(key)]) }

  /// The path of an element.
  public func element(_ index: Int) -> NodePath { NodePath(steps + [.element(index)]) }

  /// As it is shown. A key that is no name (letters, digits, `-`, `_`, a letter or `_` first) stands in brackets and quotes:
  /// `tables["a b"]`.
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .element(let index): text += "[\(index)]"
      case .key(let key) where NodePath.isName(key): text += text.isEmpty ? key : "." + key
      case .key(let key): text += "[\"" + NodePath.escape(key) + "\"]"
      }
    }
    return text
  }

  private static func isName(_ key: String) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool {
      byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
    }
    guard let first = key.utf8.first, isLetter(first) else { return false }
    return key.utf8.allSatisfy {
      isLetter($0) || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") || $0 == UInt8(ascii: "-")
    }
  }

  private static func escape(_ key: String) -> String {
    var text = ""
    for scalar in key.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension SyntaxTree {
  /// The path of the deepest node that holds an offset. A key leads to its value, as does what stands between the two; of what stands
  /// between entries or elements, the path of their container.
  public func path(at offset: Int) -> NodePath { path(of: Span(file: file, range: offset..<offset)) }

  /// The path of the deepest node that holds a whole span.
  public func path(of span: Span) -> NodePath {
    var path = NodePath()
    guard var node = root, span.file == file else { return path }
    while let (step, child, _) = node.child(holding: span.range) {
      path.steps.append(step)
      node = child
    }
    return path
  }

  /// The path of one of the tree's nodes. Of a key, the path of its value.
  public func path(of node: Node) -> NodePath {
    var path = NodePath()
    guard var found = root else { return path }
    while found.index != node.index, let (step, child, _) = found.child(holding: node.span.range) {
      path.steps.append(step)
      found = child
    }
    return path
  }
}

extension SyntaxTree {
  /// The node at a path; `nil` where none is.
  public func node(at path: NodePath) -> Node? {
    var node = root
    for step in path.steps {
      guard let here = node else { return nil }
      switch step {
      case .key(let key): node = here[key]
      case .element(let index): node = here.elements.indices.contains(index) ? here.elements[index] : nil
      }
    }
    return node
  }
}

extension Node {
  /// The child that holds a range, the step to it, and how far it goes. A key and its value count as one.
  func child(holding range: Range<Int>) -> (step: NodePath.Step, child: Node, extent: Range<Int>)? {
    switch kind {
    case .scalar: return nil
    case .mapping:
      let entries = entries
      let index = Node.last(before: range.lowerBound, entries.count) { entries[$0].key.span.range.lowerBound }
      guard let index else { return nil }
      let (key, value) = entries[index]
      guard range.upperBound <= value.span.range.upperBound else { return nil }
      return (.key(key.text), value, key.span.range.lowerBound..<value.span.range.upperBound)
    case .sequence:
      let elements = elements
      let index = Node.last(before: range.lowerBound, elements.count) { elements[$0].span.range.lowerBound }
      guard let index, range.upperBound <= elements[index].span.range.upperBound else { return nil }
      return (.element(index), elements[index], elements[index].span.range)
    }
  }

  /// The last of so many that begins at or before an offset.
  private static func last(before offset: Int, _ count: Int, _ start: (Int) -> Int) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if start(middle) <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }
}
