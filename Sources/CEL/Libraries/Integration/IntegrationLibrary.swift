extension Library {
  /// What carrying records from one system to another needs, and CEL does not have: other forms of texts, times and values. Ours; no other
  /// CEL has it.
  public static let integration = Library(
    name: "integration",
    doc:
      "What carrying records from one system to another needs: other forms of texts, times and values. No other CEL has it.",
    functions: formats + texts + TimeTextFunctions.all + [fallback])

  private static let formats: [Function] = [
    Function(
      "parseJson", "The value of a JSON text.", example: "parseJson('{\"a\": [1]}').a",
      errors: "the text is no JSON, has a key twice, or is nested more than 100 deep", cost: .parsing,
      [.global([.string], .dyn), .global([.bytes], .dyn)],
      .one { value in
        let bytes: [UInt8]
        switch value {
        case .text(let text): bytes = text.utf8
        case .bytes(let given): bytes = given
        default: return .noOverload("parseJson", [value])
        }
        do throws(JSONFailure) { return try Value(json: bytes) } catch {
          return .failure(.conversion, "this is no JSON: \(error)")
        }
      }),
    Function(
      "toJson", "The canonical JSON of a value (RFC 8785): keys sorted, no white space.",
      example: "toJson({'b': 1, 'a': 2})",
      errors: "a number in it is infinite or NaN", cost: .deep, [.global([.dyn], .string)],
      .one { value in
        var left = Text.mostBytes
        guard value.fits(&left) else { return Frame.tooManyBytes }
        do throws(JSONFailure) { return .text(Text(utf8: try value.canonicalJSON())) } catch {
          return .failure(.conversion, error.message)
        }
      }),
    Function(
      "hex.encode", "Bytes as hex digits, in lower case.", example: "hex.encode(b'hi')", [.global([.bytes], .string)],
      .one { value in
        guard case .bytes(let bytes) = value else { return .noOverload("hex.encode", [value]) }
        return .text(HexDigit.text(of: bytes))
      }),
    Function(
      "hex.decode", "The bytes of hex digits, of which each has two.", example: "hex.decode('6869')",
      errors: "the text is not hex",
      [.global([.string], .bytes)],
      .one { value in
        guard case .text(let text) = value else { return .noOverload("hex.decode", [value]) }
        return HexDigit.bytes(text).map { .bytes($0) } ?? .failure(.conversion, "this is not hex")
      }),
  ]

  private static let texts: [Function] = [
    Function(
      "slug",
      "The words of a text in lower-case ASCII with hyphens between, cut behind a word to a number of letters.",
      example: "slug('Über Größe & Maß')", errors: "the length is negative",
      [.global([.string], .string), .global([.string, .int], .string)],
      .many { arguments in
        guard case .text(let text) = arguments.first else { return .noOverload("slug", arguments) }
        guard arguments.count > 1 else { return .text(Slug.make(text)) }
        guard case .int(let most) = arguments[1] else { return .noOverload("slug", arguments) }
        guard most >= 0 else { return .failure(.badArgument, negativeLength) }
        return .text(Slug.make(text, most: Int(most)))
      }),
    Function(
      "truncate",
      "The text, cut to a number of code points with a mark at its end, which is `…`. What looks like one character may be cut.",
      example: "'Printer on fire'.truncate(10)", errors: "the length is negative, or the mark is longer",
      [.member(.string, [.int], .string), .member(.string, [.int, .string], .string)],
      .many { arguments in
        guard arguments.count >= 2, case .text(let text) = arguments[0], case .int(let most) = arguments[1] else {
          return .noOverload("truncate", arguments)
        }
        var mark = Text("…")
        if arguments.count == 3 {
          guard case .text(let given) = arguments[2] else { return .noOverload("truncate", arguments) }
          mark = given
        }
        guard most >= 0 else { return .failure(.badArgument, negativeLength) }
        return text.truncated(to: most, mark: mark).map { .text($0) }
          ?? .failure(.badArgument, "the mark is longer than the text may be")
      }),
    change("htmlToText", "The text of HTML, without markup; links keep their address.", "htmlToText('<p>a<br>b</p>')") {
      .text(HTMLText.text(of: $0))
    },
    change(
      "textToHtml", "The text as HTML, in which nothing of it is markup.", "textToHtml('a < b')"
    ) { .text(HTMLEscaping.html(of: $0)) },
    change("urlEncode", "The text for a segment of an address, or a value in its query.", "urlEncode('a b')") {
      .text(PercentEncoding.encode($0))
    },
    change(
      "urlDecode", "The text of a part of an address; `+` stays.", "urlDecode('a%20b')",
      errors: "two hex digits do not follow a `%`, or what is encoded is not UTF-8", PercentEncoding.decode),
  ]

  static let negativeLength = "no text has a negative length"

  private static func change(
    _ name: String, _ doc: String, _ example: String, errors: String = "",
    _ change: @escaping @Sendable (Text) -> Value
  ) -> Function {
    Function(
      name, doc, example: example, errors: errors, [.global([.string], .string)],
      .one { value in
        guard case .text(let text) = value else { return .noOverload(name, [value]) }
        let result = change(text)
        if case .text(let text) = result, text.byteCount > Text.mostBytes { return Frame.tooManyBytes }
        return result
      })
  }

  /// A function: its arguments are evaluated before, so that a field that may be missing is asked for as `item.?field`.
  private static let fallback = Function(
    "default",
    "The value, or another where it is null or an empty optional, as `item.?a.?b` gives it. An empty text stays.",
    example: "default({'name': 'db-3'}.?owner, 'nobody')", cost: .constant,
    [
      .global([.optional(.parameter("A")), .parameter("A")], .parameter("A")),
      .global([.nullable(.parameter("A")), .parameter("A")], .parameter("A")),
    ],
    .two { value, other in
      switch value {
      case .null, .optional(nil), .optional(.null?): other
      case .optional(let wrapped?): wrapped
      default: value
      }
    })
}

extension HexDigit {
  /// The bytes of a text of digits; `nil` for one with something else in it, or half a byte.
  static func bytes(_ text: Text) -> [UInt8]? {
    let digits = text.utf8
    guard digits.count % 2 == 0 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
      out.append(high << 4 | low)
    }
    return out
  }
}
