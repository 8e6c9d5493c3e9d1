/// Changes of files in the form that `patch -p1` and `git apply` read.
public enum UnifiedDiff {
  /// Lines that are shown around a change.
  private static let context = 3

  /// The changes of files, in their order; empty where nothing changes.
  public static func render(_ files: [EditedFile]) -> String { files.map { render($0) }.joined() }

  private static func render(_ file: EditedFile) -> String {
    let (old, new) = (lines(file.before), lines(file.after))
    let changes = LineDifference.changes(from: old, to: new)
    guard !changes.isEmpty else { return "" }
    var text = "--- \(name(file.path, "a"))\n+++ \(name(file.path, "b"))\n"
    for hunk in hunks(changes) {
      let (first, last) = (hunk[0], hunk[hunk.count - 1])
      let start = max(0, first.old.lowerBound - context)
      let end = min(old.count, last.old.upperBound + context)
      let newStart = first.new.lowerBound - (first.old.lowerBound - start)
      let newEnd = last.new.upperBound + (end - last.old.upperBound)
      text += "@@ -\(range(start..<end)) +\(range(newStart..<newEnd)) @@\n"
      var at = start
      for change in hunk {
        text += old[at..<change.old.lowerBound].map { row(" ", $0) }.joined()
        text += old[change.old].map { row("-", $0) }.joined() + new[change.new].map { row("+", $0) }.joined()
        at = change.old.upperBound
      }
      text += old[at..<end].map { row(" ", $0) }.joined()
    }
    return text
  }

  /// Changes whose surroundings meet stand together.
  private static func hunks(_ changes: [LineDifference.Change]) -> [[LineDifference.Change]] {
    var hunks: [[LineDifference.Change]] = []
    for change in changes {
      if let last = hunks.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * context {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  /// Lines with their ends.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (offset, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append(bytes[start...offset])
      start = offset + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  private static func row(_ sign: String, _ line: ArraySlice<UInt8>) -> String {
    let text = sign + String(decoding: line, as: UTF8.self)
    return line.last == 0x0A ? text : text + "\n\\ No newline at end of file\n"
  }

  /// Lines from 1 and how many; of none, the line before them.
  private static func range(_ lines: Range<Int>) -> String {
    switch lines.count {
    case 0: "\(lines.lowerBound),0"
    case 1: "\(lines.lowerBound + 1)"
    default: "\(lines.lowerBound + 1),\(lines.count)"
    }
  }

  /// A path as Git writes it: quoted where a byte would end it early.
  private static func name(_ path: String, _ side: String) -> String {
    if path.hasPrefix("/") { return quoted(path) }
    return quoted("\(side)/\(path)")
  }

  private static func quoted(_ path: String) -> String {
    let needsQuotes = path.utf8.contains {
      $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
    }
    // A tab ends a name in which there are blanks.
    guard needsQuotes else { return path.utf8.contains(0x20) ? path + "\t" : path }
    var quoted = "\""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 8)
        quoted += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
