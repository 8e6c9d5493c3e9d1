extension Library {
  /// Texts, counted in code points.
  public static let strings = Library(
    name: "strings", doc: "Texts, counted in code points.",
    functions: [
      Function(
        "charAt", "The code point at an index; nothing at the very end.", example: "'abc'.charAt(1)",
        errors: "the index lies outside the text",
        [.member(.string, [.int], .string)],
        .two { left, right in
          guard case .text(let text) = left, case .int(let index) = right else {
            return .noOverload("charAt", [left, right])
          }
          guard let offset = text.byteOffset(ofScalar: index) else { return outOfRange }
          return .text(text.slice(offset..<(text.byteOffset(ofScalar: index + 1) ?? offset)))
        }),
      find("indexOf", "The first index of a text in another, or -1.", last: false),
      find("lastIndexOf", "The last index of a text in another, or -1.", last: true),
      Function(
        "join", "The texts of a list in one, with a separator between.", example: "['a', 'b'].join(', ')",
        [.member(.list(.string), .string), .member(.list(.string), [.string], .string)], .many(join)),
      letters("lowerAscii", "The text with A to Z in lower case.", of: "A"..."Z"),
      letters("upperAscii", "The text with a to z in upper case.", of: "a"..."z"),
      change("trim", "The text without white space at its ends.") { scalars in
        let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
          let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(Array(scalars[first...last]))
      },
      Function(
        "reverse", "The text backwards.", example: "'abc'.reverse()", [.member(.string, .string)], Library.reverse),
      Function(
        "replace", "The text with one text in place of another, everywhere or a number of times.",
        example: "'a b'.replace(' ', '-')",
        [.member(.string, [.string, .string], .string), .member(.string, [.string, .string, .int], .string)],
        .many(replace)),
      Function(
        "split", "The parts of a text between separators, all or at most a number.", example: "'a,b'.split(',')",
        [.member(.string, [.string], .list(.string)), .member(.string, [.string, .int], .list(.string))], .many(split)),
      Function(
        "substring", "The part of a text from an index, to its end or to another index.",
        example: "'tacocat'.substring(4)",
        errors: "an index lies outside the text, or the second before the first",
        [.member(.string, [.int], .string), .member(.string, [.int, .int], .string)], .many(substring)),
      Function(
        "strings.quote", "The text in double quotes, with escapes.", example: "strings.quote('a\\nb')",
        [.global([.string], .string)],
        .one { value in
          guard case .text(let text) = value else { return .noOverload("strings.quote", [value]) }
          return .text(quote(text))
        }),
      Function(
        "format", "The text with `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x` and `%X` filled from a list.",
        example: "'%s is %d'.format(['x', 1])",
        errors: "a clause is not known, has no value in the list, or one that it does not take",
        [.member(.string, [.list(.dyn)], .string)],
        .two { left, right in
          guard case .text(let text) = left, case .list(let arguments) = right else {
            return .noOverload("format", [left, right])
          }
          return TextFormat.format(text, arguments)
        }),
    ])

  private static let outOfRange = Value.failure(.indexOutOfRange, "the index lies outside the text")

  private static func change(_ name: String, _ doc: String, _ change: @escaping @Sendable ([Unicode.Scalar]) -> String)
    -> Function
  {
    Function(
      name, doc, example: "' Abc '.\(name)()", [.member(.string, .string)],
      .one { value in
        guard case .text(let text) = value else { return .noOverload(name, [value]) }
        return .string(change(text.scalars))
      })
  }

  /// The text with some letters in the other case, which in ASCII is a bit.
  private static func letters(_ name: String, _ doc: String, of range: ClosedRange<Unicode.Scalar>) -> Function {
    let bytes = UInt8(ascii: range.lowerBound)...UInt8(ascii: range.upperBound)
    return Function(
      name, doc, example: "'Abc'.\(name)()", [.member(.string, .string)],
      .one { value in
        guard case .text(let text) = value else { return .noOverload(name, [value]) }
        return .text(text.withOtherCase(of: bytes))
      })
  }

  private static func find(_ name: String, _ doc: String, last: Bool) -> Function {
    Function(
      name, doc, example: "'tacocat'.\(name)('c')", errors: "an index is given that lies outside the text",
      keeps: .tells, [.member(.string, [.string], .int), .member(.string, [.string, .int], .int)],
      .many { arguments in
        guard arguments.count >= 2, case .text(let text) = arguments[0], case .text(let wanted) = arguments[1] else {
          return .noOverload(name, arguments)
        }
        var limit = last ? text.byteCount : 0
        if arguments.count == 3 {
          guard case .int(let index) = arguments[2] else { return .noOverload(name, arguments) }
          guard let offset = text.byteOffset(ofScalar: index) else { return outOfRange }
          limit = offset
        }
        if wanted.isEmpty { return .int(text.scalarIndex(ofByte: limit)) }
        var found: Int?
        if last {
          text.eachOffset(of: wanted) { offset in
            if offset <= limit { found = offset }
            return offset < limit
          }
        } else {
          found = text.firstByteOffset(of: wanted, from: limit)
        }
        return .int(found.map { text.scalarIndex(ofByte: $0) } ?? -1)
      })
  }

  private static func join(_ arguments: [Value]) -> Value {
    guard case .list(let list) = arguments.first else { return .noOverload("join", arguments) }
    var separator = Text("")
    if arguments.count == 2 {
      guard case .text(let text) = arguments[1] else { return .noOverload("join", arguments) }
      separator = text
    }
    var bytes: [UInt8] = []
    for (index, element) in list.enumerated() {
      guard case .text(let text) = element else { return .noOverload("join", arguments) }
      if index > 0 { separator.withBytes { bytes.append(contentsOf: $0) } }
      text.withBytes { bytes.append(contentsOf: $0) }
      guard bytes.count <= Text.mostBytes else { return Frame.tooManyBytes }
    }
    return .text(Text(utf8: bytes))
  }

  private static func replace(_ arguments: [Value]) -> Value {
    guard arguments.count >= 3, case .text(let text) = arguments[0], case .text(let old) = arguments[1],
      case .text(let new) = arguments[2]
    else {
      return .noOverload("replace", arguments)
    }
    var left = Int.max
    if arguments.count == 4 {
      guard case .int(let count) = arguments[3] else { return .noOverload("replace", arguments) }
      left = count < 0 ? .max : Int(count)
    }
    return replaced(text, old, new, atMost: left).map { .text($0) } ?? Frame.tooManyBytes
  }

  /// - Returns: `nil` when the text becomes too long.
  private static func replaced(_ text: Text, _ old: Text, _ new: Text, atMost most: Int) -> Text? {
    var out: [UInt8] = []
    var copied = 0
    var left = most
    text.withBytes { bytes in
      new.withBytes { put in
        // An empty text stands before every code point and at the end.
        func visit(_ offset: Int) -> Bool {
          guard left > 0, out.count <= Text.mostBytes else { return false }
          guard offset >= copied else { return true }
          out.append(contentsOf: bytes[copied..<offset])
          out.append(contentsOf: put)
          copied = offset + old.byteCount
          left -= 1
          return true
        }
        if old.isEmpty {
          for offset in 0...bytes.count where offset == bytes.count || bytes[offset] & 0xC0 != 0x80 {
            if !visit(offset) { break }
          }
        } else {
          text.eachOffset(of: old, visit)
        }
        out.append(contentsOf: bytes[copied...])
      }
    }
    return out.count <= Text.mostBytes ? Text(utf8: out) : nil
  }

  private static func split(_ arguments: [Value]) -> Value {
    guard arguments.count >= 2, case .text(let text) = arguments[0], case .text(let separator) = arguments[1] else {
      return .noOverload("split", arguments)
    }
    var most = Int.max
    if arguments.count == 3 {
      guard case .int(let count) = arguments[2] else { return .noOverload("split", arguments) }
      most = count < 0 ? .max : Int(count)
    }
    if most == 0 || (separator.isEmpty && text.isEmpty) { return .list([]) }
    return .list(
      separator.isEmpty ? scalars(of: text, atMost: most) : parts(of: text, between: separator, atMost: most))
  }

  /// A text for each code point; the last holds what is left.
  private static func scalars(of text: Text, atMost most: Int) -> [Value] {
    var parts: [Value] = []
    var start = 0
    text.withBytes { bytes in
      for offset in bytes.indices.dropFirst() where bytes[offset] & 0xC0 != 0x80 {
        guard parts.count < most - 1 else { return }
        parts.append(.text(text.slice(start..<offset)))
        start = offset
      }
    }
    parts.append(.text(text.slice(start..<text.byteCount)))
    return parts
  }

  private static func parts(of text: Text, between separator: Text, atMost most: Int) -> [Value] {
    var parts: [Value] = []
    var start = 0
    while parts.count < most - 1, let offset = text.firstByteOffset(of: separator, from: start) {
      parts.append(.text(text.slice(start..<offset)))
      start = offset + separator.byteCount
    }
    parts.append(.text(text.slice(start..<text.byteCount)))
    return parts
  }

  private static func substring(_ arguments: [Value]) -> Value {
    guard arguments.count >= 2, case .text(let text) = arguments[0], case .int(let first) = arguments[1] else {
      return .noOverload("substring", arguments)
    }
    var end = text.byteCount
    if arguments.count == 3 {
      guard case .int(let last) = arguments[2] else { return .noOverload("substring", arguments) }
      guard let offset = text.byteOffset(ofScalar: last) else { return outOfRange }
      end = offset
    }
    guard let start = text.byteOffset(ofScalar: first), start <= end else { return outOfRange }
    return .text(text.slice(start..<end))
  }

  static func quote(_ text: Text) -> Text {
    var out = "\""
    for scalar in text.scalars {
      switch scalar {
      case "\u{7}": out += "\\a"
      case "\u{8}": out += "\\b"
      case "\u{C}": out += "\\f"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{B}": out += "\\v"
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      default: out.unicodeScalars.append(scalar)
      }
    }
    return Text(out + "\"")
  }
}

extension String {
  init(_ scalars: [Unicode.Scalar]) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
