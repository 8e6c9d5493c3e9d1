import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// Scalars, and what stands in brackets.
extension Layout {
  /// Writes a leaf where the line has got to, and the comment behind it.
  ///
  /// - Parameters:
  ///   - column: where the keys or dashes of its block are written.
  ///   - block: the block; `nil` for the root.
  mutating func leaf(_ node: Node, _ form: Form, column: Int, in block: Node?) {
    if node.style == .literal || node.style == .folded { return blockScalar(node, column: column) }
    let bytes = node.style == .flow ? flow(node, form) : Array(source[node.span.range])
    put(bytes, from: node, column: column, in: block)
    if let comment = notes.behind(node) { behind(comment) }
  }

  /// Writes bytes whose further lines move as far as what they belong to: those that stood below where they begin with that, others with
  /// the block. All begin to the right of the block (YAML 1.2 §7.3.1, §7.4).
  private mutating func put(_ bytes: [UInt8], from node: Node, column: Int, in block: Node?) {
    let old = lines.column(node.span.range.lowerBound)
    let new = SourceLines(source: out).column(out.count)
    let oldColumn = block.map { lines.column($0.span.range.lowerBound) } ?? 0
    let parts = splitLines(bytes[...])
    for (number, part) in parts.enumerated() {
      let line = number + 1 < parts.count ? trimmed(part) : part
      if number == 0 {
        out += line
        continue
      }
      out.append(newline)
      let text = line.drop(while: isBlank)
      guard !text.isEmpty else { continue }
      let indent = text.startIndex - line.startIndex
      let moved = indent >= old && old > oldColumn ? indent + new - old : indent + column - oldColumn
      out.append(contentsOf: repeatElement(space, count: block == nil ? indent : max(moved, column + 2)))
      out += text
    }
  }

  /// A scalar behind `|` or `>`: its lines move, as they are.
  private mutating func blockScalar(_ node: Node, column: Int) {
    let start = node.span.range.lowerBound
    let text = node.utf8
    let ends = text.reversed().prefix { $0 == newline }.count
    var head = Array(source[start...].prefix { !isBlank($0) && !isBreak($0) && $0 != UInt8(ascii: "#") })
    // Where the file ends without a line break the text has none either (L24T/01 of the YAML test suite). There is one now.
    if ends == 0, !text.isEmpty {
      head.removeAll { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
      head.append(UInt8(ascii: "-"))
    }
    out += head
    if let comment = notes.behind(node) { behind(comment) }
    // A digit in the head counts from the block (§8.1.1.1).
    let digit = head.first { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") }
    let indent = column + (digit.map { Int($0 - UInt8(ascii: "0")) } ?? 2)
    let body = node.blockLines
    for line in body {
      out.append(newline)
      if line.isEmpty { continue }
      out.append(contentsOf: repeatElement(space, count: indent))
      out += source[line]
    }
    guard head.contains(UInt8(ascii: "+")) else { return }
    // Its empty lines are text, so none may be added; the last of its line breaks comes with the next line.
    out.append(contentsOf: repeatElement(newline, count: body.isEmpty ? ends : max(0, ends - 1)))
    gap = .mustNot
  }

  // MARK: Brackets

  /// What stands in brackets, as it is, but for the order of keys where all of a mapping stands on one line.
  private func flow(_ node: Node, _ form: Form) -> [UInt8] {
    let shape = Shape(node, form)
    var parts: [(range: Range<Int>, bytes: [UInt8])] = []
    switch node.kind {
    case .scalar: return Array(source[node.span.range])
    case .sequence:
      for element in node.elements { parts.append((element.span.range, flow(element, shape.element))) }
    case .mapping:
      for (key, value) in node.entries {
        let start = key.span.range.lowerBound
        let range = start..<max(key.span.range.upperBound, value.span.range.upperBound)
        let between = value.isNothing ? source[start..<range.upperBound] : source[start..<value.span.range.lowerBound]
        parts.append((range, between + (value.isNothing ? [] : flow(value, shape.value(of: key)))))
      }
    }
    let order = canBeTurned(node, parts.map { $0.range }) ? shape.order(of: node.entries) : Array(parts.indices)
    var (bytes, place) = ([UInt8](), node.span.range.lowerBound)
    for (index, part) in parts.enumerated() {
      bytes += source[place..<part.range.lowerBound]
      bytes += parts[order[index]].bytes
      place = part.range.upperBound
    }
    return bytes + source[place..<node.span.range.upperBound]
  }

  /// Whether entries can change places: all on one line, and nothing but commas and blanks between them.
  private func canBeTurned(_ node: Node, _ parts: [Range<Int>]) -> Bool {
    // `[a: 1]` is a mapping without brackets of its own.
    guard node.kind == .mapping, source[node.span.range].first == UInt8(ascii: "{"), !lines.hasBreak(node.span.range)
    else { return false }
    // libyaml wants a blank behind a colon in brackets, also where nothing follows.
    if parts.contains(where: { source[$0].last == UInt8(ascii: ":") }) { return false }
    var place = node.span.range.lowerBound + 1
    for part in parts {
      guard place <= part.lowerBound,
        source[place..<part.lowerBound].allSatisfy({ isBlank($0) || $0 == UInt8(ascii: ",") })
      else { return false }
      place = part.upperBound
    }
    return true
  }
}
