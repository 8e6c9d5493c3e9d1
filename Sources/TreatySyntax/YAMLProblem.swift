import CLibYAML
import TreatyDiagnostics

/// What libyaml found wrong, in words for the person who wrote it: what, where to mend it, why, and how.
///
/// libyaml says where it noticed, which may be lines below the place to mend, and says it in words of its own. What was meant shows in
/// the text around.
struct YAMLProblem {
  /// libyaml's words: `did not find expected key`.
  let problem: String
  /// What it was at: `while parsing a block mapping`; empty where it does not say.
  let context: String
  /// Where it noticed.
  let place: Int
  /// Where that began at which it was; `nil` where it does not say.
  let contextPlace: Int?
  let surroundings: Surroundings

  /// - Parameter skipped: bytes of the file that libyaml was not shown.
  init(_ parser: yaml_parser_t, offsets: inout CharacterOffsets, skipped: Int, source: [UInt8]) {
    problem = parser.problem.map { String(cString: $0) } ?? "unknown problem"
    context = parser.context.map { String(cString: $0) } ?? ""
    let isReader = parser.error == YAML_READER_ERROR
    place = min(isReader ? skipped + parser.problem_offset : offsets.byte(at: parser.problem_mark.index), source.count)
    contextPlace =
      parser.context == nil || isReader ? nil : min(offsets.byte(at: parser.context_mark.index), source.count)
    surroundings = Surroundings(source: source)
  }

  /// What is said of a problem.
  struct Words {
    var code = DiagnosticCode.invalidYAML
    var message: String
    var why: String?
    var mend: String
    /// What is said of the place at which it began; without it, nothing is.
    var note: String?
    /// The place to mend, where that is not where libyaml noticed.
    var place: Int?
  }

  func diagnostic(file: FileID) -> Diagnostic {
    let words = words
    let start = words.place ?? place
    var related: [Label] = []
    if let contextPlace, contextPlace != start, let note = words.note {
      related = [Label(span: Span(file: file, range: surroundings.character(at: contextPlace)), text: note)]
    }
    return Diagnostic(
      code: words.code, severity: .error, message: words.message,
      primary: Label(span: Span(file: file, range: surroundings.character(at: start))), related: related,
      reason: words.why, fixes: [Fix(title: words.mend)])
  }

  private var words: Words {
    if context.contains("directive") || problem.contains("directive") || problem == "found incompatible YAML document" {
      return Words(
        message: "a line that begins with `%` is a directive, and YAML does not know this one",
        mend: "remove it; a text that begins with `%` needs quotes", place: contextPlace)
    }
    return property ?? quoted ?? token ?? inFlow ?? inBlock
      ?? Words(
        message: "this is no YAML: \(problem)\(context.isEmpty ? "" : " (\(context))")",
        mend: "look at this place and the line above; a text in quotes can have anything in it",
        note: contextPlace == nil ? nil : "it began here")
  }
}

/// The text around a place, as far as it shows what was meant.
struct Surroundings {
  let source: [UInt8]

  /// The bytes of the character at a place; none at the end of the file.
  func character(at place: Int) -> Range<Int> {
    guard place < source.count else { return source.count..<source.count }
    var end = place + 1
    while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
    return place..<end
  }

  /// The character at a place; empty at the end of the file.
  func text(at place: Int) -> String { String(decoding: source[character(at: place)], as: UTF8.self) }

  /// Where the line of a place begins.
  func lineStart(_ place: Int) -> Int {
    var start = place
    while start > 0, source[start - 1] != newline, source[start - 1] != carriageReturn { start -= 1 }
    return start
  }

  /// Where the line of a place ends, before its line break.
  func lineEnd(_ place: Int) -> Int {
    source[place...].firstIndex { $0 == newline || $0 == carriageReturn } ?? source.count
  }

  /// What stands on the line before a place, without white space around it and without the dashes of a list.
  func before(_ place: Int) -> ArraySlice<UInt8> {
    var line = source[lineStart(place)..<place]
    while let first = line.first {
      let isDash = first == UInt8(ascii: "-") && (line.count == 1 || isBlankOrBreak(line[line.startIndex + 1]))
      guard isDash || isBlankOrBreak(first) else { break }
      line = line.dropFirst()
    }
    while let last = line.last, isBlankOrBreak(last) { line = line.dropLast() }
    return line
  }

  /// Whether a key with its colon stands on the line before a place.
  func hasKey(before place: Int) -> Bool {
    let line = source[lineStart(place)..<place]
    return zip(line, line.dropFirst()).contains { $0 == UInt8(ascii: ":") && isBlankOrBreak($1) }
  }

  /// The first character of the line of a place that is no white space.
  func firstOnLine(_ place: Int) -> Int {
    var start = lineStart(place)
    while start < place, isBlankOrBreak(source[start]) { start += 1 }
    return start
  }

  /// Whether what stands further up in the column of a place is an element of a list.
  func isInList(_ place: Int) -> Bool {
    let column = place - lineStart(place)
    var line = lineStart(place)
    while line > 0 {
      line = lineStart(line - 1)
      let indent = source[line...].prefix { $0 == space }.count
      guard line + indent < source.count, !isBlankOrBreak(source[line + indent]) else { continue }
      if indent <= column { return indent == column && source[line + indent] == UInt8(ascii: "-") }
    }
    return false
  }

  /// The last line before that of a place with anything on it; `nil` where there is none.
  func lineAbove(_ place: Int) -> ArraySlice<UInt8>? {
    var line = lineStart(place)
    while line > 0 {
      let end = line - 1
      line = lineStart(end)
      if source[line..<end].contains(where: { !isBlankOrBreak($0) }) { return source[line..<end] }
    }
    return nil
  }
}
