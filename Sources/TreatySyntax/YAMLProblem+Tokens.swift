import TreatyDiagnostics

/// Problems within a word of YAML: properties, quoted texts, heads of block scalars, characters.
extension YAMLProblem {
  /// A text that begins like an anchor, an alias or a tag.
  var property: Words? {
    let words: [(context: String, sign: String, code: DiagnosticCode)] = [
      ("an anchor", "&", .anchor), ("an alias", "*", .alias), ("a tag", "!", .tag), ("a node", "!", .tag),
    ]
    guard let (_, sign, code) = words.first(where: { context.hasSuffix($0.context) }) else { return nil }
    let name = code == .anchor ? "an anchor" : code == .alias ? "an alias" : "a tag"
    return Words(
      code: code, message: "`\(sign)` begins \(name); specs have none",
      mend: "put a text that begins with `\(sign)` in quotes", place: contextPlace)
  }

  /// Texts in quotes.
  var quoted: Words? {
    switch problem {
    case "found unexpected end of stream":
      return Words(
        message: "these quotes are not closed", why: "the text goes on to the end of the file", mend: "close them",
        place: contextPlace)
    case "found unexpected document indicator":
      return Words(
        message:
          "`\(surroundings.text(at: place) == "." ? "..." : "---")` at the beginning of a line ends the document",
        why: "within quotes as well", mend: "indent the line, or close the quotes before it", note: "opened here")
    case "found unknown escape character":
      return Words(
        message: "`\\\(surroundings.text(at: place + 1))` is no escape of YAML",
        mend: "write `\\\\` for a backslash, or use single quotes, in which nothing is escaped")
    case "did not find expected hexdecimal number":
      let letter = surroundings.text(at: place - 1)
      let count = letter == "x" ? 2 : letter == "u" ? 4 : 8
      return Words(
        message: "`\\\(letter)` needs \(count) hexadecimal digits behind it",
        mend: "write all of them, or `\\\\` for a backslash", place: place - 2)
    case "found invalid Unicode character escape code":
      return Words(
        message: "this escape stands for no character", why: "halves of a pair and numbers above 10FFFF are none",
        mend: "write the character itself, or its number behind `\\U`", place: place - 2)
    default: return nil
    }
  }

  /// Characters that cannot stand where they do.
  var token: Words? {
    let found = surroundings.text(at: place)
    switch problem {
    case "found character that cannot start any token" where found == "\t", _ where problem.contains("tab character"):
      let isIndent = surroundings.before(place).isEmpty
      return Words(
        message: "a tab stands where spaces must", mend: isIndent ? "indent with spaces" : "write a space instead")
    case "found character that cannot start any token":
      return Words(message: "a plain text cannot begin with `\(found)`", mend: "put it in quotes")
    case "control characters are not allowed":
      let code = String(surroundings.text(at: place).unicodeScalars.first?.value ?? 0, radix: 16, uppercase: true)
      return Words(
        message: "the character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code) stands in the file",
        why: "it cannot be seen, and YAML has no control characters",
        mend: "remove it; in double quotes it can be written as an escape")
    case "found an indentation indicator equal to 0":
      return Words(
        message: "the number behind `\(contextPlace.map { surroundings.text(at: $0) } ?? "|")` cannot be 0",
        why: "it says by how many spaces the text below is indented further than its key",
        mend: "leave it out, or write 1 to 9")
    case "did not find expected comment or line break":
      let sign = contextPlace.map { surroundings.text(at: $0) } ?? "|"
      return Words(
        message: "this cannot stand on the line of `\(sign)`",
        why: "behind it come at most `+` or `-`, one digit and a comment; the text begins on the next line",
        mend: "begin the text on the next line, or put a text that begins with `\(sign)` in quotes")
    default: return nil
    }
  }
}
