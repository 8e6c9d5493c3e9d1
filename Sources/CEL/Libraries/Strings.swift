extension Library {
  /// Texts, counted in code points.
  public static let strings = Library(
    name: "strings",
    functions: [
      Function(
        "charAt", "The code point at an index; nothing at the very end.", example: "'abc'.charAt(1)",
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
      change("lowerAscii", "The text with A to Z in lower case.") {
        String($0.map { $0 >= "A" && $0 <= "Z" ? Unicode.Scalar($0.value + 32) ?? $0 : $0 })
      },
      change("upperAscii", "The text with a to z in upper case.") {
        String($0.map { $0 >= "a" && $0 <= "z" ? Unicode.Scalar($0.value - 32) ?? $0 : $0 })
      },
      change("trim", "The text without white space at its ends.") { scalars in
        let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
          let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(Array(scalars[first...last]))
      },
      change("reverse", "The text backwards.") { String($0.reversed()) },
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
        [.member(.string, [.list(.dyn)], .string)],
        .two { left, right in
          guard case .text(let text) = left, case .list(let arguments) = right else {
            return .noOverload("format", [left, right])
          }
          return TextFormat.format(text, arguments)
        }),
    ])

  private static let outOfRange = Value.failure(.indexOutOfRange, "the index lies outside the text")

  static func joined(_ scalars: ArraySlice<Unicode.Scalar>) -> Text { Text(String(Array(scalars))) }

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

  private static func find(_ name: String, _ doc: String, last: Bool) -> Function {
    Function(
      name, doc, example: "'tacocat'.\(name)('c')",
      [.member(.string, [.string], .int), .member(.string, [.string, .int], .int)],
      .many { arguments in
        guard arguments.count >= 2, case .text(let text) = arguments[0], case .text(let wanted) = arguments[1] else {
          return .noOverload(name, arguments)
        }
        let (scalars, part) = (text.scalars, wanted.scalars)
        var start = last ? scalars.count - part.count : 0
        if arguments.count == 3 {
          guard case .int(let given) = arguments[2] else { return .noOverload(name, arguments) }
          guard let index = Int(exactly: given), index >= 0, index <= scalars.count else { return outOfRange }
          start = last ? min(index, start) : index
        }
        if part.isEmpty { return .int(Int64(last && arguments.count == 2 ? scalars.count : max(0, start))) }
        let places =
          last
          ? Array(stride(from: start, through: 0, by: -1))
          : Array(stride(from: start, through: scalars.count - part.count, by: 1))
        let found = places.first {
          $0 + part.count <= scalars.count && scalars[$0..<$0 + part.count].elementsEqual(part)
        }
        return .int(Int64(found ?? -1))
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
    let (scalars, wanted, put) = (text.scalars, old.scalars, new.scalars)
    var out: [Unicode.Scalar] = []
    var index = 0
    while index <= scalars.count {
      let isHere =
        left > 0 && index + wanted.count <= scalars.count && scalars[index..<index + wanted.count].elementsEqual(wanted)
      guard out.count <= Text.mostBytes else { return Frame.tooManyBytes }
      if isHere {
        out += put
        left -= 1
        index += wanted.count
      }
      if !isHere || wanted.isEmpty {
        if index < scalars.count { out.append(scalars[index]) }
        index += 1
      }
    }
    return .string(String(out))
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
    if most == 0 { return .list([]) }
    let (scalars, wanted) = (text.scalars, separator.scalars)
    var parts: [Value] = []
    var start = 0
    var index = wanted.isEmpty ? 1 : 0
    while parts.count < most - 1, index + wanted.count <= scalars.count, wanted.isEmpty ? index < scalars.count : true {
      if scalars[index..<index + wanted.count].elementsEqual(wanted) {
        parts.append(.text(joined(scalars[start..<index])))
        start = index + wanted.count
        index = wanted.isEmpty ? index + 1 : start
      } else {
        index += 1
      }
    }
    if wanted.isEmpty, scalars.isEmpty { return .list([]) }
    return .list(parts + [.text(joined(scalars[start...]))])
  }

  private static func substring(_ arguments: [Value]) -> Value {
    guard arguments.count >= 2, case .text(let text) = arguments[0], case .int(let first) = arguments[1] else {
      return .noOverload("substring", arguments)
    }
    let scalars = text.scalars
    var last = Int64(scalars.count)
    if arguments.count == 3 {
      guard case .int(let given) = arguments[2] else { return .noOverload("substring", arguments) }
      last = given
    }
    guard first >= 0, first <= last, last <= scalars.count else { return outOfRange }
    return .text(joined(scalars[Int(first)..<Int(last)]))
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
