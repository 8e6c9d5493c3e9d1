/// The text of a piece of HTML, for systems that take no markup: `htmlToText`.
///
/// Not what a browser makes of it to the letter, but what is lost is only what is no text: markup that is not closed is text again, and
/// so is a `<` that begins no tag. Every byte is looked at a fixed number of times, whatever stands there.
struct HTMLText {
  private let bytes: [UInt8]
  private var index = 0
  /// Place of the last `>`: behind it no tag ends, and none begins.
  private let lastClose: Int
  /// Whether a quote in a tag was left open to the end. Then quotes are no longer believed, or each further tag would be searched to
  /// the end again.
  private var hasBrokenQuotes = false
  private var writer = HTMLTextWriter()
  private var link: String?

  /// The text of a piece of HTML.
  static func text(of html: Text) -> Text {
    var reader = HTMLText(html.utf8)
    reader.run()
    return reader.writer.finished()
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lastClose = bytes.lastIndex(of: UInt8(ascii: ">")) ?? -1
  }

  private mutating func run() {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "<") where index < lastClose && skipMarkup(): continue
      case UInt8(ascii: "&"):
        if let (scalar, end) = HTMLEntities.reference(bytes[index...]) {
          writer.write(scalar)
          index = end
        } else {
          writer.write(bytes[index])
          index += 1
        }
      case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0:
        writer.write("\u{A0}")
        index += 2
      case let byte:
        writer.write(byte)
        index += 1
      }
    }
    closeLink()
  }

  /// Goes over what begins at a `<`; `false` where that is no markup.
  private mutating func skipMarkup() -> Bool {
    guard index + 1 < bytes.count else { return false }
    switch bytes[index + 1] {
    case UInt8(ascii: "!"): return skipDeclaration()
    case UInt8(ascii: "?"): return skip(to: UInt8(ascii: ">"))
    case UInt8(ascii: "/"):
      guard let (name, end) = name(from: index + 2), skip(to: UInt8(ascii: ">"), from: end) else { return false }
      close(name)
      return true
    default:
      guard let (name, end) = name(from: index + 1), let tagEnd = endOfTag(from: end) else { return false }
      let attributes = bytes[end..<tagEnd]
      index = tagEnd + 1
      open(name, attributes)
      return true
    }
  }

  /// A comment, or `<!doctype …>` and its like.
  private mutating func skipDeclaration() -> Bool {
    let dash = UInt8(ascii: "-")
    guard bytes[index...].starts(with: "<!--".utf8) else { return skip(to: UInt8(ascii: ">")) }
    // `<!-->` is a whole comment.
    var place = index + 4
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: ">"), bytes[place - 1] == dash, bytes[place - 2] == dash {
        index = place + 1
        return true
      }
      place += 1
    }
    index = bytes.count
    return true
  }

  private mutating func skip(to byte: UInt8, from start: Int? = nil) -> Bool {
    guard let place = bytes[(start ?? index)...].firstIndex(of: byte) else { return false }
    index = place + 1
    return true
  }

  /// The name of a tag in lower case, and the place behind it. `<jane@example.org>` and `<https://…>` are no tags but text.
  private func name(from start: Int) -> (name: String, end: Int)? {
    var end = start
    scan: while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): end += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        guard end > start else { return nil }
        end += 1
      case UInt8(ascii: ">"), UInt8(ascii: "/"), 0x20, 0x09, 0x0A, 0x0C, 0x0D: break scan
      default: return nil
      }
    }
    guard end > start, end < bytes.count, bytes[end - 1] != UInt8(ascii: ":") else { return nil }
    return (String(decoding: bytes[start..<end], as: UTF8.self).lowercased(), end)
  }

  /// The place of the `>` that ends a tag, which does not stand in quotes.
  private mutating func endOfTag(from start: Int) -> Int? {
    if !hasBrokenQuotes {
      var quote: UInt8?
      for place in start..<bytes.count {
        let byte = bytes[place]
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          // Only behind `=` is it more than a letter.
          if isBehindEquals(place, start) { quote = byte }
        } else if byte == UInt8(ascii: ">") {
          return place
        }
      }
      hasBrokenQuotes = true
    }
    return bytes[start...].firstIndex(of: UInt8(ascii: ">"))
  }

  private func isBehindEquals(_ place: Int, _ start: Int) -> Bool {
    var before = place - 1
    while before >= start, HTMLTextWriter.isBlank(bytes[before]) { before -= 1 }
    return before >= start && bytes[before] == UInt8(ascii: "=")
  }

  // MARK: Elements

  private static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search", "section",
    "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
  ]

  private mutating func open(_ name: String, _ attributes: ArraySlice<UInt8>) {
    switch name {
    case "br": writer.breakLine()
    case "script", "style": skipContent(of: name)
    case "td", "th": writer.write(UInt8(ascii: " "))
    case "a":
      closeLink()
      link = HTMLAttribute.value(of: "href", in: attributes).flatMap(HTMLAttribute.shownAddress)
      writer.beginLink()
    default:
      guard HTMLText.blocks.contains(name) else { return }
      writer.endBlock()
      if name == "li" { writer.beginItem() }
      if name == "pre" {
        writer.verbatim += 1
        // A line break right behind the tag is none.
        if bytes[index...].starts(with: "\r\n".utf8) { index += 2 } else if bytes[index...].first == 0x0A { index += 1 }
      }
    }
  }

  private mutating func close(_ name: String) {
    switch name {
    case "a": closeLink()
    // A stray `</br>` is a line break and a `</p>` an empty paragraph, as in browsers; nobody misses either.
    default:
      guard HTMLText.blocks.contains(name) else { return }
      if name == "pre" { writer.verbatim = max(0, writer.verbatim - 1) }
      if name == "li" { writer.endItem() }
      writer.endBlock()
    }
  }

  private mutating func closeLink() {
    guard let address = link else { return }
    link = nil
    let text = writer.endLink()
    guard !text.utf8.elementsEqual(address.utf8), !(text + "/").utf8.elementsEqual(address.utf8) else { return }
    if !text.isEmpty { writer.write(UInt8(ascii: " ")) }
    for byte in "(\(address))".utf8 { writer.write(byte) }
  }

  /// Goes over the content of an element that holds no markup, and over its end tag.
  private mutating func skipContent(of name: String) {
    let name = Array(name.utf8)
    while index < bytes.count {
      guard skip(to: UInt8(ascii: "<")) else { break }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "/") else { continue }
      let end = index + 1 + name.count
      guard end <= bytes.count, bytes[(index + 1)..<end].map({ $0 | 0x20 }) == name,
        end == bytes.count || bytes[end] == UInt8(ascii: ">") || bytes[end] == UInt8(ascii: "/")
          || HTMLTextWriter.isBlank(bytes[end])
      else { continue }
      if skip(to: UInt8(ascii: ">")) { return }
      break
    }
    index = bytes.count
  }
}
