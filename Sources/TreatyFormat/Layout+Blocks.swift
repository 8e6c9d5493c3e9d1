import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// Mappings and sequences by indentation.
extension Layout {
  /// Writes a mapping, its keys in their order.
  ///
  /// - Parameters:
  ///   - column: where its keys stand.
  ///   - isInline: whether the first key goes on the line that was begun, behind a dash.
  mutating func mapping(_ node: Node, _ shape: Shape, column: Int, isInline: Bool) {
    let entries = node.entries
    let order = shape.order(of: entries)
    for (position, index) in order.enumerated() {
      let (key, value) = entries[index]
      let above = notes.above(key)
      let isParted = position > 0 && isParted(index, behind: order[position - 1], in: node)
      for (number, comment) in above.enumerated() {
        if number == 0 { startLine(column, isParted: isParted) }
        if number == 0 { out += source[comment.span.range] } else { alone(comment, column: column) }
      }
      if position > 0 || !isInline || !above.isEmpty {
        startLine(column, isParted: above.isEmpty ? isParted : lines.hasEmptyLine(before: lead(index, in: node)))
      }
      entry(key, value, shape.value(of: key), column: column, in: node)
    }
    for comment in notes.below(node) { alone(comment, column: column) }
  }

  /// Whether an empty line stands before an entry: between sections in any case, otherwise as it was. Behind another entry than before,
  /// only where it parts a block, or most entries are parted.
  private func isParted(_ index: Int, behind previous: Int, in node: Node) -> Bool {
    let entries = node.entries
    let isBlock = entries[index].value.style == .block
    if areRootEntriesParted, node.ordinal == tree.root?.ordinal, isBlock || entries[previous].value.style == .block {
      return true
    }
    func wasParted(_ index: Int) -> Bool {
      let first = notes.above(entries[index].key).first?.span.range.lowerBound ?? lead(index, in: node)
      return index > 0 && lines.hasEmptyLine(before: first)
    }
    if previous == index - 1 || isBlock && wasParted(index) { return wasParted(index) }
    return 2 * (1..<entries.count).count(where: wasParted) > entries.count - 1
  }

  /// Where an entry or element begins: at its key, or its `?` or `-`.
  private func lead(_ index: Int, in node: Node) -> Int {
    let start = node.kind == .mapping ? node.entries[index].key.span.range : node.elements[index].span.range
    guard index > 0 else { return node.span.range.lowerBound }
    let end =
      node.kind == .mapping
      ? max(node.entries[index - 1].key.span.range.upperBound, node.entries[index - 1].value.span.range.upperBound)
      : node.elements[index - 1].span.range.upperBound
    return lines.token(from: end, before: start.lowerBound)
  }

  /// A key and its value.
  private mutating func entry(_ key: Node, _ value: Node, _ form: Form, column: Int, in block: Node) {
    // YAML 1.2 §7.4.2: a key without `? ` stands on one line and has at most 1024 characters.
    let isPlain = key.style != .literal && key.style != .folded
    if isPlain, !lines.hasBreak(key.span.range), key.span.range.count < 1000 {
      out += source[key.span.range]
      out.append(UInt8(ascii: ":"))
      self.value(value, form, behind: key, column: column, in: block)
    } else {
      out += "? ".utf8
      leaf(key, .construction, column: column, in: block)
      startLine(column)
      out.append(UInt8(ascii: ":"))
      self.value(value, form, behind: nil, column: column, in: block)
    }
  }

  /// What stands behind a colon.
  ///
  /// - Parameter key: the key, where its comment is not written yet.
  private mutating func value(_ node: Node, _ form: Form, behind key: Node?, column: Int, in block: Node) {
    var isBelow = key.map { lines.hasBreak($0.span.range.upperBound..<node.span.range.lowerBound) } ?? false
    if let comment = key.flatMap({ notes.behind($0) }) {
      behind(comment)
      isBelow = true
    }
    switch node.kind {
    case _ where node.isNothing: nothing(node, column: column)
    case .mapping where node.style == .block: mapping(node, Shape(node, form), column: column + 2, isInline: false)
    case .sequence where node.style == .block: sequence(node, Shape(node, form), column: column + 2, isInline: false)
    default:
      let above = notes.above(node)
      for (number, comment) in above.enumerated() { alone(comment, column: column + 2, isFirst: number == 0) }
      if isBelow || !above.isEmpty { startLine(column + 2) } else { out.append(space) }
      leaf(node, form, column: column, in: block)
    }
  }

  /// The comments of a value that is not written.
  private mutating func nothing(_ node: Node, column: Int) {
    if let comment = notes.behind(node) { behind(comment) }
    for comment in notes.below(node) { alone(comment, column: column + 2) }
  }

  /// Writes a sequence.
  ///
  /// - Parameters:
  ///   - column: where its dashes stand.
  ///   - isInline: whether the first goes on the line that was begun, behind another dash.
  mutating func sequence(_ node: Node, _ shape: Shape, column: Int, isInline: Bool) {
    for (index, element) in node.elements.enumerated() {
      let above = notes.above(element)
      for (number, comment) in above.enumerated() {
        alone(comment, column: column, isFirst: index == 0 && number == 0)
      }
      if index > 0 || !isInline || !above.isEmpty {
        let isFirst = index == 0 && above.isEmpty
        startLine(column, isParted: !isFirst && lines.hasEmptyLine(before: lead(index, in: node)))
      }
      out.append(UInt8(ascii: "-"))
      self.element(element, shape.element, column: column, in: node)
    }
    for comment in notes.below(node) { alone(comment, column: column) }
  }

  /// What stands behind a dash: on its line, unless a comment stands between.
  private mutating func element(_ node: Node, _ form: Form, column: Int, in block: Node) {
    let dash = notes.dash(node)
    for (number, comment) in dash.enumerated() {
      if number == 0, !comment.standsAlone {
        behind(comment)
      } else {
        alone(comment, column: column + 2, isFirst: number == 0)
      }
    }
    if node.isNothing { return nothing(node, column: column) }
    let shape = Shape(node, form)
    let isInline = dash.isEmpty && !startsWithComment(node, shape)
    if isInline { out.append(space) }
    switch (node.kind, node.style) {
    case (.mapping, .block): mapping(node, shape, column: column + 2, isInline: isInline)
    case (.sequence, .block): sequence(node, shape, column: column + 2, isInline: isInline)
    default:
      if !isInline { startLine(column + 2) }
      leaf(node, form, column: column, in: block)
    }
  }

  private func startsWithComment(_ node: Node, _ shape: Shape) -> Bool {
    guard node.style == .block else { return false }
    if let first = node.elements.first { return !notes.above(first).isEmpty }
    return shape.order(of: node.entries).first.map { !notes.above(node.entries[$0].key).isEmpty } ?? false
  }
}
