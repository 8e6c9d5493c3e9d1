extension Library {
  private static let a = CELType.parameter("A")

  /// Optionals: values that may be missing, without failing.
  public static let optionals = Library(
    name: "optionals", doc: "Values that may be missing, without failing.",
    functions: [
      Function(
        "optional.of", "An optional with a value in it.", example: "optional.of(1)", cost: .constant,
        [.global([a], .optional(a))],
        .one { .optional($0) }),
      Function(
        "optional.none", "An empty optional.", example: "optional.none()", cost: .constant, [.global([], .optional(a))],
        .many { _ in .optional(nil) }),
      Function(
        "optional.ofNonZeroValue", "An optional, empty where the value is null, zero, false or empty.",
        example: "optional.ofNonZeroValue('')", cost: .constant,
        [.global([a], .optional(a))], .one { .optional(isZero($0) ? nil : $0) }),
      Function(
        "hasValue", "Whether something is in it.", example: "{'host': 'db-3'}[?'host'].hasValue()", cost: .constant,
        [.member(.optional(a), .bool)],
        .one { value in
          if case .optional(let wrapped) = value { .bool(wrapped != nil) } else { .noOverload("hasValue", [value]) }
        }),
      Function(
        "value", "What is in it.", example: "{'host': 'db-3'}[?'host'].value()", errors: "the optional is empty",
        cost: .constant,
        [.member(.optional(a), a)],
        .one { value in
          guard case .optional(let wrapped) = value else { return .noOverload("value", [value]) }
          return wrapped ?? .failure(.noValue, "the optional is empty")
        }),
      Function(
        "or", "This optional, or another where it is empty.",
        example: "optional.none().or(optional.of('db-3'))", cost: .constant,
        [.member(.optional(a), [.optional(a)], .optional(a))],
        .two { left, right in
          guard case .optional(let wrapped) = left, case .optional = right else {
            return .noOverload("or", [left, right])
          }
          return wrapped == nil ? right : left
        }),
      Function(
        "orValue", "What is in it, or a value where nothing is.",
        example: "{'host': 'db-3'}[?'instance'].orValue('none')",
        cost: .constant,
        [.member(.optional(a), [a], a)],
        .two { left, right in
          guard case .optional(let wrapped) = left else { return .noOverload("orValue", [left, right]) }
          return wrapped ?? right
        }),
    ], macros: MacroDescription.optionals)

  private static func isZero(_ value: Value) -> Bool {
    switch value {
    case .null, .bool(false), .int(0), .uint(0): true
    case .double(let double): double == 0
    case .text(let text): text.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .list(let list): list.isEmpty
    case .map(let map): map.count == 0
    case .duration(let span): span.nanoseconds == 0
    default: false
    }
  }

  /// `cel.bind(name, value, result)`.
  public static let bindings = Library(
    name: "bindings", doc: "A name for a value that is used several times.", functions: [],
    macros: MacroDescription.bindings)

  /// Macros with two variables: index or key, and element.
  public static let twoVariables = Library(
    name: "two-var-comprehensions", doc: "Macros over the index or key and the element together.", functions: [],
    macros: MacroDescription.twoVariables)

  /// `cel.block` and its names, which only optimisers write.
  public static let blocks = Library(
    name: "block", doc: "What optimisers write instead of repeating a part; not meant for people.", functions: [],
    macros: MacroDescription.blocks)

  /// Base64.
  public static let encoders = Library(
    name: "encoders", doc: "Base64.",
    functions: [
      Function(
        "base64.encode", "Bytes as base64 (RFC 4648).", example: "base64.encode(b'hi')", [.global([.bytes], .string)],
        .one { value in
          if case .bytes(let bytes) = value {
            .string(Base64.encode(bytes))
          } else {
            .noOverload("base64.encode", [value])
          }
        }),
      Function(
        "base64.decode", "The bytes of base64, with or without padding.", example: "base64.decode('aGk=')",
        errors: "the text is not base64",
        [.global([.string], .bytes)],
        .one { value in
          guard case .text(let text) = value else { return .noOverload("base64.decode", [value]) }
          return Base64.decode(text).map { .bytes($0) } ?? .failure(.conversion, "this is not base64")
        }),
    ])
}
