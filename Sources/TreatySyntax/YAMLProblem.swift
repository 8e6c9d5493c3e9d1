import CLibYAML
import TreatyDiagnostics

/// What libyaml found wrong, in words for the person who wrote it.
struct YAMLProblem {
  private let problem: String
  private let context: String
  private let place: Int
  private let contextPlace: Int?

  /// - Parameter skipped: bytes of the file that libyaml was not shown.
  init(_ parser: yaml_parser_t, offsets: inout CharacterOffsets, skipped: Int) {
    problem = parser.problem.map { String(cString: $0) } ?? "unknown problem"
    context = parser.context.map { String(cString: $0) } ?? ""
    let isReader = parser.error == YAML_READER_ERROR
    place = isReader ? skipped + parser.problem_offset : offsets.byte(at: parser.problem_mark.index)
    contextPlace = parser.context == nil || isReader ? nil : offsets.byte(at: parser.context_mark.index)
  }

  func diagnostic(file: FileID, source: [UInt8]) -> Diagnostic {
    let words = words(source)
    let start = min(words.place ?? place, source.count)
    let range = start..<min(start + 1, max(start, source.count))
    var diagnostic = Diagnostic(
      code: .invalidYAML, severity: .error, message: words.message, primary: Label(span: Span(file: file, range: range))
    )
    if let contextPlace, contextPlace < start, let note = words.note {
      diagnostic.related = [Label(span: Span(file: file, range: contextPlace..<contextPlace + 1), text: note)]
    }
    diagnostic.reason = words.why
    if let mend = words.mend { diagnostic.fixes = [Fix(title: mend)] }
    return diagnostic
  }

  private struct Words {
    var message: String
    var why: String?
    var mend: String?
    var note: String?
    var place: Int?
  }

  private func words(_ source: [UInt8]) -> Words {
    let found =
      place < source.count
      ? String(decoding: source[place...].prefix { $0 & 0xC0 == 0x80 || $0 == source[place] }.prefix(4), as: UTF8.self)
        .prefix(1) : ""
    switch problem {
    case "mapping values are not allowed in this context":
      return Words(
        message: "a second `: ` in one line", why: "`: ` ends a key, also in the middle of a text",
        mend: "put the whole value in quotes: `key: \"… : …\"`")
    case "could not find expected ':'":
      return Words(
        message: "this line is no `key: value`", why: "a key ends in a colon and a space",
        mend: "write a space after the colon, or quote a text of several lines", place: contextPlace)
    case "found character that cannot start any token":
      return found == "\t"
        ? Words(message: "a tab stands where spaces must", mend: "indent with spaces")
        : Words(message: "a plain text cannot begin with `\(found)`", mend: "put it in quotes")
    case "found unexpected end of stream":
      return Words(message: "the file ends within quotes", mend: "close them", note: "they were opened here")
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      let bracket = problem.hasSuffix("]'") ? "[" : "{"
      return Words(
        message: "inside `\(bracket)` a comma or the closing bracket is missing before this",
        why: bracket == "{" ? "a value that begins with `{`, such as a CEL map, needs quotes" : nil,
        mend: "add it, or put the value in quotes",
        note: "opened here")
    case "did not find expected key":
      return Words(
        message: "this line does not fit the lines above", why: "keys that belong together begin in the same column",
        mend: "indent it like its neighbours; a quoted text must be the whole value", note: "the block begins here")
    case "did not find expected '-' indicator":
      return Words(
        message: "this line does not belong to the list above",
        mend: "begin it with `- `, or indent it as part of the element before",
        note: "the list begins here")
    case "block sequence entries are not allowed in this context":
      return Words(message: "a list cannot begin on this line", mend: "put `- ` on a line of its own below the key")
    case "found unknown escape character":
      return Words(
        message:
          "`\\\(String(decoding: source[min(place + 1, source.count)...].prefix(1), as: UTF8.self))` is no escape of YAML",
        mend: "write `\\\\` for a backslash, or use single quotes, in which nothing is escaped")
    case "did not find expected <document start>":
      return Words(
        message: "something stands behind the end of the document", mend: "indent it as part of what is above")
    case "control characters are not allowed":
      return Words(
        message: "a control character stands in the file",
        mend: "remove it; in double quotes it can be written as an escape")
    case let tab where tab.contains("tab"):
      return Words(message: "a tab stands where spaces must", mend: "indent with spaces")
    default:
      return Words(
        message: context.isEmpty ? problem : "\(problem) (\(context))",
        note: contextPlace == nil ? nil : "it began here")
    }
  }
}
