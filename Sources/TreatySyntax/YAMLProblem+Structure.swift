import TreatyDiagnostics

/// Problems of how keys, values, elements and lines fit together.
extension YAMLProblem {
  /// Within brackets.
  var inFlow: Words? {
    let found = surroundings.text(at: place)
    switch problem {
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      let bracket = problem.hasSuffix("]'") ? "[" : "{"
      if place == surroundings.source.count || isMarker {
        return Words(message: "this `\(bracket)` is not closed", mend: "close it", place: contextPlace)
      }
      if found == ":" { return colonInFlow }
      if let words = bareExpression { return words }
      return Words(
        message: "inside `\(bracket)` a comma or the closing bracket is missing before this",
        why: bracket == "{" ? "a value that begins with `{`, such as a CEL map, needs quotes" : nil,
        mend: "add it, or put the value in quotes", note: "opened here")
    case "found unexpected ':'":
      return Words(
        message: "a blank is missing behind this colon", mend: "write it, or put a text with a colon in it in quotes")
    case "did not find expected node content" where isMarker:
      return Words(
        message: found == "." ? "`...` ends a document that has not begun" : "`---` cannot stand here",
        mend: found == "." ? "remove it" : "remove it, or close the brackets before it")
    case "did not find expected node content":
      return missingValue(found)
    default: return nil
    }
  }

  /// `{title: ${ item.title }}`, the most frequent slip of all.
  private var bareExpression: Words? {
    guard place > 0, surroundings.text(at: place) == "{", surroundings.source[place - 1] == UInt8(ascii: "$") else {
      return nil
    }
    return Words(
      message: "`${ … }` needs quotes here", why: "between brackets YAML takes its `{` for the beginning of a mapping",
      mend: "write `\"${ … }\"`", place: place - 1)
  }

  private var colonInFlow: Words {
    if surroundings.before(place).isEmpty {
      return Words(
        message: "the colon stands on another line than its key", mend: "write the key with its colon on one line")
    }
    if !surroundings.hasKey(before: place) {
      return Words(
        message: "the brackets above are not closed, or a comma is missing before this line",
        why: "in brackets a text goes on over lines until a comma",
        mend: "close them, write a comma at the end of the line above, or the whole key on one line",
        note: "opened here", place: surroundings.firstOnLine(place))
    }
    return Words(
      message: "a second `:` without a comma between", why: "`: ` ends a key, also in the middle of a text",
      mend: "write a comma before the key that this belongs to, or put the value in quotes")
  }

  private func missingValue(_ found: String) -> Words {
    let next = place + 1 < surroundings.source.count ? surroundings.source[place + 1] : newline
    switch found {
    case ":" where isBlankOrBreak(next) || ",]}".utf8.contains(next):
      return Words(code: .keyNotText, message: "a key is missing before this", mend: "write the key")
    case ",": return Words(message: "a value is missing before this comma", mend: "write it, or remove the comma")
    case "-":
      return Words(message: "a list in brackets has no dashes", mend: "part its elements by commas, without `- `")
    case "":
      return Words(message: "the file ends where a value must be", mend: "write the value", note: "it began here")
    case "]", "}":
      return Words(message: "`\(found)` closes nothing that is open here", mend: "remove it, or put a text in quotes")
    default: return Words(message: "a plain text cannot begin with `\(found)` here", mend: "put it in quotes")
    }
  }

  /// Whether a line that parts documents begins at the place.
  private var isMarker: Bool {
    let text = surroundings.source[place...].prefix(3)
    return place == surroundings.lineStart(place) && (text.elementsEqual("---".utf8) || text.elementsEqual("...".utf8))
  }

  /// Lines.
  var inBlock: Words? {
    switch problem {
    case "mapping values are not allowed in this context": return surplusColon
    case "could not find expected ':'": return missingColon
    case "mapping keys are not allowed in this context":
      return Words(message: "`? ` cannot stand here", mend: "put a text that begins with `? ` in quotes")
    case "block sequence entries are not allowed in this context":
      return surroundings.hasKey(before: place) || surroundings.before(place).isEmpty
        ? Words(message: "a list cannot begin on this line", mend: "put `- ` on a line of its own below the key")
        : trailing
    case "did not find expected key", "did not find expected '-' indicator", "did not find expected <document start>":
      return misfit
    default: return nil
    }
  }

  /// Something behind a value that has ended.
  private var trailing: Words {
    let before = Array(surroundings.before(place))
    // The text that ended just now, and an expression in it that did not.
    if before.last == UInt8(ascii: "\""), let start = before.dropLast().lastIndex(of: UInt8(ascii: "\"")),
      let open = before[start...].firstIndex(of: UInt8(ascii: "$")), open + 1 < before.count,
      before[open + 1] == UInt8(ascii: "{"), !before[open...].contains(UInt8(ascii: "}"))
    {
      return Words(
        message: "this quote ends the text, and the expression in it has not ended",
        why: "a text of an expression cannot have the quotes that stand around it", mend: "write `'…'` inside",
        place: place - 1)
    }
    return Words(
      message: "this stands behind a value that has ended",
      why: "with the closing quote or bracket a value is complete; a quoted text must be the whole value",
      mend: "put all of it in one pair of quotes, or begin a new line")
  }

  private var surplusColon: Words {
    let line = surroundings.before(place)
    if line.starts(with: "---".utf8) {
      return Words(message: "a mapping cannot begin on the line of `---`", mend: "begin it on the next line")
    }
    if surroundings.hasKey(before: place) {
      return Words(
        message: "a second `: ` in one line", why: "`: ` ends a key, also in the middle of a text",
        mend: "put the whole value in quotes: `key: \"… : …\"`")
    }
    if line.count > 1024 { return tooLong }
    if line.last == UInt8(ascii: "\"") || line.last == UInt8(ascii: "'") {
      return Words(message: "a key that goes over several lines", mend: "write the key on one line")
    }
    let hasKeyAbove = surroundings.hasKey(before: max(0, surroundings.lineStart(place) - 1))
    return Words(
      message: "this line goes on with the text above, in which no `: ` can be",
      why: "a line that is indented further than a key is part of its value",
      mend: hasKeyAbove
        ? "indent it like the key above, or put the whole text in quotes"
        : "write a colon at the end of the line above, if that is a key, or put the whole text in quotes",
      place: surroundings.firstOnLine(place))
  }

  private var missingColon: Words {
    guard let contextPlace else { return Words(message: "a colon is missing", mend: "write `key: value`") }
    let line = surroundings.source[contextPlace..<surroundings.lineEnd(contextPlace)]
    if line.count > 1024 { return tooLong }
    if surroundings.isInList(contextPlace) {
      return Words(
        message: "this line does not belong to the list above",
        mend: "begin it with `- `, or indent it as part of the element before", place: contextPlace)
    }
    if let quote = line.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      !line.dropFirst().contains(quote)
    {
      return Words(
        message: "a key that goes over several lines", mend: "write the key on one line", place: contextPlace)
    }
    let hidesColon = String(decoding: line, as: UTF8.self).contains(" #")
    return Words(
      message: "this line is no `key: value`",
      why: hidesColon ? "what stands behind ` #` is a comment" : "a key ends in a colon and a space",
      mend: hidesColon
        ? "put a text with ` #` in it in quotes" : "write a space after the colon, or quote a text of several lines",
      place: contextPlace)
  }

  private var tooLong: Words {
    Words(
      message: "a key has at most 1024 characters", why: "or else a colon and a space are missing behind it",
      mend: "shorten it, or put a text of several lines in quotes",
      place: surroundings.firstOnLine(contextPlace ?? place))
  }

  /// A line that does not go on with what is open.
  private var misfit: Words {
    let before = surroundings.before(place)
    if surroundings.text(at: place) == ":", before.isEmpty || before.elementsEqual("?".utf8) {
      return Words(code: .keyNotText, message: "a key is missing before this", mend: "write the key")
    }
    if !before.isEmpty { return trailing }
    if problem.hasSuffix("<document start>") { return behindTheEnd }
    if let line = overIndentedBlank { return line }
    if let above = surroundings.lineAbove(place), String(decoding: above, as: UTF8.self).contains(" #") {
      return Words(
        message: "this line does not fit the lines above",
        why: "keys that belong together begin in the same column, and a comment ends a text",
        mend: "indent it like its neighbours; move the comment away from the middle of a text",
        note: "the block begins here")
    }
    return problem.contains("'-'")
      ? Words(
        message: "this line does not belong to the list above",
        mend: "begin it with `- `, or indent it as part of the element before", note: "the list begins here")
      : Words(
        message: "this line does not fit the lines above", why: "keys that belong together begin in the same column",
        mend: "indent it like its neighbours", note: "the block begins here")
  }

  private var behindTheEnd: Words {
    if surroundings.lineAbove(place)?.starts(with: "...".utf8) == true, place < surroundings.source.count {
      return Words(
        code: .severalDocuments, message: "a spec is one document; a second begins here",
        mend: "put it into a file of its own")
    }
    if surroundings.text(at: place).isEmpty || isMarker {
      return Words(
        message: "a directive needs `---` behind it", mend: "remove the line that begins with `%`",
        place: surroundings.source.firstIndex(of: UInt8(ascii: "%")))
    }
    if let head = surroundings.lineAbove(place)?.split(separator: space).last, "|>".utf8.contains(head.first ?? 0) {
      return Words(
        message: "the text below `\(String(decoding: head.prefix(1), as: UTF8.self))` must be indented",
        mend: "indent it by two spaces")
    }
    return Words(
      message: "this stands behind the end of the document",
      why: "what belongs together begins in the same column as the first line, or further to the right",
      mend: "indent it like the first line, or as part of what is above")
  }

  /// A text below `|` or `>` whose indentation was taken from an empty line above it.
  private var overIndentedBlank: Words? {
    let indent = place - surroundings.lineStart(place)
    var line = surroundings.lineStart(place)
    var found: Int?
    while line > 0 {
      let end = line - 1
      line = surroundings.lineStart(end)
      let text = surroundings.source[line..<end]
      let spaces = text.prefix { $0 == space }.count
      if text.dropFirst(spaces).allSatisfy(isBlankOrBreak) {
        if spaces > indent { found = line + indent }
        continue
      }
      let words = text.split(separator: space)
      guard let head = words.last, head.first == UInt8(ascii: "|") || head.first == UInt8(ascii: ">") else {
        return nil
      }
      return found.map {
        Words(
          message: "this empty line has more spaces than the text below it",
          why: "the first line says by how much the text is indented", mend: "remove its spaces", place: $0)
      }
    }
    return nil
  }
}
