/// Lines of a file with what is wrong underlined.
///
/// A stretch within a line is underlined. One over several lines has a bracket at the left, from its first to its last line; of many
/// lines the middle is left out.
struct Excerpt {
  private let source: SourceFile
  private let marks: [Mark]
  private let brackets: [Bracket]

  /// A stretch within a line.
  private struct Mark {
    let label: Label
    let isPrimary: Bool
    let line: Int
    let range: Range<Int>
  }

  /// A stretch over several lines.
  private struct Bracket {
    let label: Label
    let isPrimary: Bool
    let lines: ClosedRange<Int>
    let range: Range<Int>
    /// Whether nothing but indentation stands before it, so that the bracket needs no line of its own to begin.
    let beginsLine: Bool
  }

  /// Brackets side by side; a further stretch is underlined in its first line only.
  private static let mostBrackets = 3
  /// Lines of a stretch that are shown in full; of a longer one the first three and the last two.
  private static let mostLines = 7

  /// The places of one file.
  init(_ labels: [(label: Label, isPrimary: Bool)], of source: SourceFile) {
    self.source = source
    var marks: [Mark] = []
    var brackets: [Bracket] = []
    for (label, isPrimary) in labels {
      let range = Excerpt.shown(label.span.range, of: source)
      let first = source.line(at: range.lowerBound)
      let last = source.line(at: max(range.lowerBound, range.upperBound - 1))
      if last > first, brackets.count < Excerpt.mostBrackets {
        let before = source.bytes[source.bytes(ofLine: first).lowerBound..<range.lowerBound]
        brackets.append(
          Bracket(
            label: label, isPrimary: isPrimary, lines: first...last, range: range,
            beginsLine: before.allSatisfy { $0 == 0x20 || $0 == 0x09 }))
      } else {
        marks.append(Mark(label: label, isPrimary: isPrimary, line: first, range: range))
      }
    }
    self.marks = marks.enumerated().sorted {
      ($0.element.line, $0.element.range.lowerBound, $0.offset) < (
        $1.element.line, $1.element.range.lowerBound, $1.offset
      )
    }.map { $0.element }
    // What begins first stands outside.
    self.brackets = brackets.enumerated().sorted {
      ($0.element.range.lowerBound, -$0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, -$1.element.range.upperBound, $1.offset)
    }.map { $0.element }
  }

  /// The number of the last line that is shown, from 1; 0 without places.
  var lastLine: Int { (shownLines.last ?? -1) + 1 }

  /// The excerpt, numbers in so many columns.
  func lines(width: Int, paint: Paint, tone: Paint.Tone) -> [String] {
    let gutter = String(repeating: " ", count: width)
    var rows: [String] = []
    var last: Int?
    for line in shownLines {
      if let last, line > last + 1 {
        rows.append(paint.dim("\(gutter) ·") + gap(from: last, to: line, paint, tone))
      }
      last = line
      let text = ShownLine(source, line: line, focus: focus(of: line))
      let number = String(line + 1)
      let head = columns(paint, tone) {
        isOpen($0, in: line)
      } instead: {
        $0.beginsLine && $0.lines.lowerBound == line ? "╭" : nil
      }
      let padding = String(repeating: " ", count: width - number.count)
      // Nobody wants blanks at the end of a line.
      let isEmpty = head.isEmpty && text.shown.isEmpty
      rows.append(paint.dim("\(padding)\(number) │\(isEmpty ? "" : " ")") + head + text.shown)
      rows += underlines(line, text, paint, tone).map { paint.dim("\(gutter) │ ") + $0 }
    }
    return rows
  }

  private func underlines(_ line: Int, _ text: ShownLine, _ paint: Paint, _ tone: Paint.Tone) -> [String] {
    var rows = marks.filter { $0.line == line }.map { mark in
      let start = text.column(of: mark.range.lowerBound)
      let length = max(1, text.column(of: mark.range.upperBound) - start)
      let stroke = String(repeating: mark.isPrimary ? "^" : "-", count: length)
      return columns(paint, tone) { isOpen($0, in: line) || ($0.beginsLine && $0.lines.lowerBound == line) }
        + String(repeating: " ", count: start)
        + paint.bold(mark.isPrimary ? tone : .related, stroke + Excerpt.words(mark.label))
    }
    var begun = Set(brackets.indices.filter { brackets[$0].lines.lowerBound < line || brackets[$0].beginsLine })
    for (index, bracket) in brackets.enumerated() where bracket.lines.lowerBound == line && !bracket.beginsLine {
      let column = text.column(of: bracket.range.lowerBound)
      rows.append(corner("╭", index, column, "", line, begun, paint, tone))
      begun.insert(index)
    }
    for (index, bracket) in brackets.enumerated().reversed() where bracket.lines.upperBound == line {
      let column = max(0, text.column(of: bracket.range.upperBound) - 1)
      begun.remove(index)
      rows.append(corner("╰", index, column, Excerpt.words(bracket.label), line, begun, paint, tone))
    }
    return rows
  }

  /// A line from a bracket to the place in the text where it begins or ends.
  private func corner(
    _ sign: String, _ index: Int, _ column: Int, _ words: String, _ line: Int, _ open: Set<Int>, _ paint: Paint,
    _ tone: Paint.Tone
  ) -> String {
    let bracket = brackets[index]
    let before = (0..<index).map { outer in
      open.contains(outer) && brackets[outer].lines.contains(line)
        ? paint.bold(brackets[outer].isPrimary ? tone : .related, "│") + " " : "  "
    }.joined()
    let stroke = String(repeating: "─", count: 1 + 2 * (brackets.count - 1 - index) + column)
    return before
      + paint.bold(bracket.isPrimary ? tone : .related, sign + stroke + (bracket.isPrimary ? "^" : "-") + words)
  }

  /// A column for each bracket: `│` where it is open.
  private func columns(
    _ paint: Paint, _ tone: Paint.Tone, _ isOpen: (Bracket) -> Bool, instead: (Bracket) -> String? = { _ in nil }
  ) -> String {
    brackets.map { bracket in
      guard let sign = instead(bracket) ?? (isOpen(bracket) ? "│" : nil) else { return "  " }
      return paint.bold(bracket.isPrimary ? tone : .related, sign) + " "
    }.joined()
  }

  /// The brackets that pass lines which are not shown.
  private func gap(from last: Int, to line: Int, _ paint: Paint, _ tone: Paint.Tone) -> String {
    var columns = columns(paint, tone) { $0.lines.contains(line) && $0.lines.contains(last) }
    while columns.last == " " { columns.removeLast() }
    return columns.isEmpty ? "" : " " + columns
  }

  /// Whether a bracket passes a line that is not its first.
  private func isOpen(_ bracket: Bracket, in line: Int) -> Bool {
    bracket.lines.lowerBound < line && line <= bracket.lines.upperBound
  }

  private var shownLines: [Int] {
    var lines = Set(marks.map { $0.line })
    for bracket in brackets {
      let all = bracket.lines
      if all.count <= Excerpt.mostLines {
        lines.formUnion(all)
      } else {
        lines.formUnion(all.lowerBound...all.lowerBound + 2)
        lines.formUnion(all.upperBound - 1...all.upperBound)
      }
    }
    return lines.sorted()
  }

  /// The byte that must be seen in a line: the first that is marked, of the primary place if that is there.
  private func focus(of line: Int) -> Int? {
    let here =
      marks.filter { $0.line == line }.map { ($0.isPrimary, $0.range.lowerBound) }
      + brackets.filter { $0.lines.lowerBound == line && !$0.beginsLine }.map { ($0.isPrimary, $0.range.lowerBound) }
      + brackets.filter { $0.lines.upperBound == line }.map { ($0.isPrimary, $0.range.upperBound) }
    return here.filter { $0.0 }.map { $0.1 }.min() ?? here.map { $0.1 }.min()
  }

  private static func words(_ label: Label) -> String {
    label.text.map { " " + TerminalText.show($0.utf8) } ?? ""
  }

  /// A stretch within the file, without the blanks and line ends behind the last word of several lines.
  private static func shown(_ range: Range<Int>, of source: SourceFile) -> Range<Int> {
    let range = range.clamped(to: 0..<source.bytes.count)
    var end = range.upperBound
    guard source.line(at: max(range.lowerBound, end - 1)) > source.line(at: range.lowerBound) else { return range }
    while end > range.lowerBound, source.bytes[end - 1] == 0x20 || (0x09...0x0D).contains(source.bytes[end - 1]) {
      end -= 1
    }
    return range.lowerBound..<end
  }
}
