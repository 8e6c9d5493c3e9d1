extension Library {
  /// Operators, conversions, size, text search and time: what every CEL has.
  public static let core = Library(
    name: "core", doc: "Operators, conversions, size, search in texts, and time: what every CEL has.",
    functions: arithmetic + relations + conversions + texts + TimeFunctions.all, macros: MacroDescription.standard)

  private static let a = CELType.parameter("A")
  private static let b = CELType.parameter("B")

  private static let arithmetic: [Function] = [
    Function(
      "_+_", "Adds numbers, joins texts, bytes and lists, moves a moment.", example: "1 + 2",
      errors: overflows,
      [
        .global([.int, .int], .int), .global([.uint, .uint], .uint), .global([.double, .double], .double),
        .global([.string, .string], .string), .global([.bytes, .bytes], .bytes),
        .global([.list(a), .list(a)], .list(a)),
        .global([.timestamp, .duration], .timestamp), .global([.duration, .timestamp], .timestamp),
        .global([.duration, .duration], .duration),
      ], .two(Arithmetic.add)),
    Function(
      "_-_", "Subtracts numbers, moments and lengths of time.",
      example: "timestamp('2026-11-23T10:15:30Z') - duration('15m')", errors: overflows,
      [
        .global([.int, .int], .int), .global([.uint, .uint], .uint), .global([.double, .double], .double),
        .global([.timestamp, .timestamp], .duration), .global([.timestamp, .duration], .timestamp),
        .global([.duration, .duration], .duration),
      ], .two(Arithmetic.subtract)),
    Function("_*_", "Multiplies.", example: "2 * 3", errors: overflows, numbers, .two(Arithmetic.multiply)),
    Function(
      "_/_", "Divides; whole numbers towards zero.", example: "7 / 2",
      errors: "a whole number is divided by zero, or \(overflows)", numbers, .two(Arithmetic.divide)),
    Function(
      "_%_", "What is left of a division; it has the sign of the first.", example: "7 % 2",
      errors: "the second is zero, or \(overflows)",
      [.global([.int, .int], .int), .global([.uint, .uint], .uint)], .two(Arithmetic.remainder)),
    Function(
      "-_", "The number with the other sign.", example: "-(1 + 2)", errors: overflows,
      [.global([.int], .int), .global([.double], .double)],
      .one(Arithmetic.negate)),
    Function(
      "!_", "Whether something is not so.", example: "!(1 > 2)", [.global([.bool], .bool)],
      .one { value in if case .bool(let bool) = value { .bool(!bool) } else { .noOverload("!_", [value]) } }),
  ]

  private static let overflows = "the result does not fit into its type"

  private static let numbers: [Overload] = [
    .global([.int, .int], .int), .global([.uint, .uint], .uint), .global([.double, .double], .double),
  ]

  private static let ordered: [Overload] = {
    let same: [CELType] = [.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration]
    let mixed: [(CELType, CELType)] = [
      (.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int), (.double, .uint),
    ]
    return same.map { .global([$0, $0], .bool) } + mixed.map { .global([$0.0, $0.1], .bool) }
  }()

  private static let relations: [Function] = [
    Function(
      "_==_", "Whether two values are equal.", example: "[1, 2] == [1, 2]", [.global([a, a], .bool)],
      .two { .bool(Value.areEqual($0, $1)) }),
    Function(
      "_!=_", "Whether two values differ.", example: "'new' != 'open'", [.global([a, a], .bool)],
      .two { .bool(!Value.areEqual($0, $1)) }),
    Function("_<_", "Whether the first is less.", example: "2 < 10", ordered, Relation.compare("_<_") { $0 == .less }),
    Function(
      "_<=_", "Whether the first is less, or both are equal.", example: "2 <= 2.5", ordered,
      Relation.compare("_<=_") { $0 == .less || $0 == .equal }),
    Function(
      "_>_", "Whether the first is greater.", example: "'b' > 'a'", ordered, Relation.compare("_>_") { $0 == .greater }),
    Function(
      "_>=_", "Whether the first is greater, or both are equal.", example: "2 >= 3", ordered,
      Relation.compare("_>=_") { $0 == .greater || $0 == .equal }),
    Function(
      "@in", "Whether a list has an element, or a map a key.", example: "'new' in ['new', 'open']",
      [.global([a, .list(a)], .bool), .global([a, .map(a, b)], .bool)], .two(Relation.isIn)),
    Function(
      "_[_]", "An element of a list, or the value of a key.", example: "{'high': 1, 'low': 3}['high']",
      errors: "the list has no such index, or the map no such key", cost: .constant,
      [
        .global([.list(a), .int], a), .global([.map(a, b), a], b), .global([.optional(.list(a)), .int], .optional(a)),
        .global([.optional(.map(a, b)), a], .optional(b)),
      ], .two(Relation.index)),
    Function(
      "_[?_]", "The same in an optional, which is empty where there is none.", example: "['a', 'b'][?2]",
      cost: .constant,
      [
        .global([.list(a), .int], .optional(a)), .global([.map(a, b), a], .optional(b)),
        .global([.optional(.list(a)), .int], .optional(a)),
        .global([.optional(.map(a, b)), a], .optional(b)),
      ], .two(Relation.optionalIndex)),
  ]

  private static let conversions: [Function] = [
    Function(
      "int", "A whole number: of a number cut towards zero, of digits, of the seconds of a moment.",
      example: "int('42')",
      errors: "the number does not fit, or the text is no whole number",
      [.int, .uint, .double, .string, .timestamp].map { .global([$0], .int) }, .one(Conversion.int)),
    Function(
      "uint", "A whole number without sign.", example: "uint(42)",
      errors: "the number is negative or does not fit, or the text is no whole number",
      [.int, .uint, .double, .string].map { .global([$0], .uint) },
      .one(Conversion.uint)),
    Function(
      "double", "A decimal number.", example: "double('1.5')", errors: "the text is no number",
      [.int, .uint, .double, .string].map { .global([$0], .double) },
      .one(Conversion.double)),
    Function(
      "string", "The text of a value.", example: "string(42)", errors: "bytes are not UTF-8",
      [.int, .uint, .double, .string, .bytes, .bool, .timestamp, .duration].map { .global([$0], .string) },
      .one(Conversion.string)),
    Function(
      "bytes", "The UTF-8 of a text.", example: "bytes('a')", [.global([.string], .bytes), .global([.bytes], .bytes)],
      .one(Conversion.bytes)),
    Function(
      "bool", "A truth value of a text.", example: "bool('true')",
      errors: "the text is none of `true True TRUE t T 1` and `false False FALSE f F 0`",
      [.global([.string], .bool), .global([.bool], .bool)], .one(Conversion.bool)),
    Function(
      "dyn", "The same value, of which the checker knows nothing.", example: "dyn(1)", cost: .constant,
      [.global([a], .dyn)], .one { $0 }
    ),
    Function(
      "type", "The type of a value.", example: "type(1) == int", cost: .constant, keeps: .tells,
      [.global([a], .type(a))],
      .one { .type($0.typeName) }),
  ]

  private static let texts: [Function] = [
    Function(
      "size", "Code points of a text, bytes, elements or keys.", example: "size('größe')", cost: .texts, keeps: .tells,
      [CELType.string, .bytes, .list(a), .map(a, b)].flatMap { [.global([$0], .int), .member($0, .int)] },
      .one { value in
        switch value {
        case .text(let text): .int(Int64(text.count))
        case .bytes(let bytes): .int(Int64(bytes.count))
        case .list(let list): .int(Int64(list.count))
        case .map(let map): .int(Int64(map.count))
        default: .noOverload("size", [value])
        }
      }),
    search("contains", "Whether a text has another in it.", "'incident'.contains('cid')") {
      $0.firstByteOffset(of: $1) != nil
    },
    search("startsWith", "Whether a text begins with another.", "'incident'.startsWith('inc')") { $0.hasPrefix($1) },
    search("endsWith", "Whether a text ends with another.", "'incident'.endsWith('dent')") { $0.hasSuffix($1) },
    Function(
      "matches", "Whether a regular expression (RE2) is found in a text.", example: "'db-14'.matches('^db-[0-9]+$')",
      errors: "the pattern is not RE2",
      [.member(.string, [.string], .bool), .global([.string, .string], .bool)],
      .metered { arguments, steps in
        guard arguments.count == 2, case .text(let text) = arguments[0], case .text(let source) = arguments[1] else {
          return .noOverload("matches", arguments)
        }
        do throws(Pattern.Failure) { return .bool(try Pattern(source, &steps).isFound(in: text, &steps)) } catch {
          return .failure(.badPattern, "the pattern is not RE2: \(error.message)")
        }
      }),
  ]

  private static func search(
    _ name: String, _ doc: String, _ example: String, _ holds: @escaping @Sendable (Text, Text) -> Bool
  ) -> Function {
    Function(
      name, doc, example: example, [.member(.string, [.string], .bool)],
      .two { left, right in
        guard case .text(let text) = left, case .text(let other) = right else {
          return .noOverload(name, [left, right])
        }
        return .bool(holds(text, other))
      })
  }
}

extension Overload {
  static func member(_ receiver: CELType, _ result: CELType) -> Overload { .member(receiver, [], result) }
}
