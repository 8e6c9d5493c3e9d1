import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// Writes a tree anew, block by block. How deep it recurses, the tree's limit of depth bounds.
struct Layout {
  let tree: SyntaxTree
  let source: [UInt8]
  let lines: SourceLines
  let notes: Notes
  let root: Range<Int>
  let areRootEntriesParted: Bool
  /// What was written so far: up to within its last line.
  var out: [UInt8] = []
  /// Whether an empty line must stand before the next, or must not because it would be text.
  var gap = Gap.free

  enum Gap { case free, must, mustNot }

  /// - Parameter areRootEntriesParted: whether an empty line stands between sections.
  init(_ tree: SyntaxTree, areRootEntriesParted: Bool) {
    self.tree = tree
    self.areRootEntriesParted = areRootEntriesParted
    source = tree.source
    lines = SourceLines(source: source)
    let frame = Frame(source: source, content: tree.root?.span.range)
    root = frame.content
    notes = Notes(tree, in: root)
  }

  /// The whole file.
  mutating func file(_ form: Form) -> [UInt8] {
    verbatim(source[..<root.lowerBound])
    if let node = tree.root {
      head()
      let column = column(ofRoot: node)
      switch node.kind {
      case .mapping where node.style == .block: mapping(node, Shape(node, form), column: column, isInline: false)
      case .sequence where node.style == .block: sequence(node, Shape(node, form), column: column, isInline: false)
      default:
        for comment in notes.above(node) { alone(comment, column: 0) }
        // What stands on the line of `---` can be text that would be another mark on a line of its own.
        if !out.isEmpty, !lines.hasBreak(root.lowerBound..<node.span.range.lowerBound) {
          out.append(space)
        } else {
          startLine(column)
        }
        leaf(node, form, column: 0, in: nil)
        for comment in notes.below(node) { alone(comment, column: 0) }
      }
    }
    verbatim(source[root.upperBound...])
    if !out.isEmpty { out.append(newline) }
    return out
  }

  /// Where the document stands: in the first column, unless a text in it would be a mark there (YAML 1.2 §9.1.2).
  private func column(ofRoot node: Node) -> Int {
    func isMark(_ node: Node) -> Bool {
      let text = source[node.span.range.lowerBound...]
      let end = text.dropFirst(3).first ?? newline
      return (text.starts(with: "---".utf8) || text.starts(with: "...".utf8))
        && (isBlank(end) || isBreak(end) || end == UInt8(ascii: ":"))
    }
    return isMark(node) || node.entries.contains { isMark($0.key) } ? 2 : 0
  }

  /// Comments of the file, with an empty line behind them.
  private mutating func head() {
    if !out.isEmpty, let node = tree.root {
      let first = notes.head.first ?? notes.first(in: node)
      if lines.hasEmptyLine(before: (first?.span ?? node.span).range.lowerBound) { gap = .must }
    }
    for comment in notes.head { alone(comment, column: 0) }
    if !notes.head.isEmpty { gap = .must }
  }

  /// Lines before and behind what is in the document: directives and `---`, or `...` and comments behind it.
  private mutating func verbatim(_ bytes: ArraySlice<UInt8>) {
    var isParted = false
    for line in splitLines(bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes) {
      let text = trimmed(line)
      if text.isEmpty {
        isParted = !out.isEmpty
      } else {
        startLine(0, isParted: isParted)
        out += text
        isParted = false
      }
    }
  }
}

// MARK: Lines

extension Layout {
  /// Begins a line. Nothing stands before the first.
  mutating func startLine(_ column: Int, isParted: Bool = false) {
    if !out.isEmpty {
      out.append(newline)
      if gap != .mustNot, isParted || gap == .must { out.append(newline) }
    }
    gap = .free
    out.append(contentsOf: repeatElement(space, count: column))
  }

  /// Writes a comment on a line of its own, with an empty line before it where one stood there.
  mutating func alone(_ comment: Comment, column: Int, isFirst: Bool = false) {
    startLine(column, isParted: !isFirst && lines.hasEmptyLine(before: comment.span.range.lowerBound))
    out += source[comment.span.range]
  }

  /// Writes a comment behind what stands on the line, as far from it as it was: such comments may stand in a column.
  mutating func behind(_ comment: Comment) {
    let start = comment.span.range.lowerBound
    let blanks = source[..<start].reversed().prefix(while: isBlank)
    out.append(contentsOf: repeatElement(space, count: blanks.allSatisfy { $0 == space } ? max(1, blanks.count) : 2))
    out += source[comment.span.range]
  }
}

/// What of a file is laid out: all that is not the frame of the document.
struct Frame {
  /// Everything but lines up to `---` and from `...` on. Nothing in a file without content.
  let content: Range<Int>

  init(source: [UInt8], content: Range<Int>?) {
    guard let content else {
      self.content = source.count..<source.count
      return
    }
    var start = 0
    if let mark = Frame.line("---", in: source, from: 0, to: content.lowerBound) {
      // A comment may stand behind it; so may the content.
      let end = source[mark...].firstIndex(where: isBreak) ?? source.count
      start = min(end, content.lowerBound)
    }
    self.content = start..<(Frame.line("...", in: source, from: content.upperBound, to: source.count) ?? source.count)
  }

  /// Where the last line before the content, or the first behind it, begins with a mark.
  private static func line(_ mark: String, in source: [UInt8], from start: Int, to end: Int) -> Int? {
    var place = start == 0 && source.starts(with: byteOrderMark) ? 3 : start
    while place < end {
      if place == 0 || place == 3 || isBreak(source[place - 1]), source[place..<end].starts(with: mark.utf8) {
        return place
      }
      place = (source[place..<end].firstIndex(where: isBreak) ?? end - 1) + 1
    }
    return nil
  }
}
