extension Library {
  /// Numbers: greatest and least, rounding, bits.
  public static let math = Library(
    name: "math", doc: "Numbers: greatest and least, rounding, bits.",
    functions: [
      extreme("greatest", "The greatest of some numbers.") { $0 == .greater },
      extreme("least", "The least of some numbers.") { $0 == .less },
      rounding("ceil", "The next whole number upwards.") { $0.rounded(.up) },
      rounding("floor", "The next whole number downwards.") { $0.rounded(.down) },
      rounding("round", "The nearest whole number, halves away from zero.") { $0.rounded(.toNearestOrAwayFromZero) },
      rounding("trunc", "The number without its fraction.") { $0.rounded(.towardZero) },
      Function(
        "math.abs", "The number without its sign.", example: "math.abs(-1)",
        errors: "the result does not fit into its type", same([.int, .uint, .double]),
        .one { value in
          switch value {
          case .int(let int):
            int == .min ? .failure(.overflow, "the result does not fit into its type") : .int(abs(int))
          case .uint: value
          case .double(let double): .double(double.magnitude)
          default: .noOverload("math.abs", [value])
          }
        }),
      Function(
        "math.sign", "-1, 0 or 1.", example: "math.sign(-5)", same([.int, .uint, .double]),
        .one { value in
          switch value {
          case .int(let int): .int(int.signum())
          case .uint(let uint): .uint(uint == 0 ? 0 : 1)
          case .double(let double): .double(double.isNaN ? double : double > 0 ? 1 : double < 0 ? -1 : 0)
          default: .noOverload("math.sign", [value])
          }
        }),
      Function(
        "math.sqrt", "The square root.", example: "math.sqrt(16)",
        [.int, .uint, .double].map { .global([$0], .double) },
        .one { value in
          if case .double(let number) = Conversion.double(value) {
            .double(number.squareRoot())
          } else {
            .noOverload("math.sqrt", [value])
          }
        }),
      test("isNaN", "Whether it is no number.") { $0.isNaN },
      test("isInf", "Whether it is infinite.") { $0.isInfinite },
      test("isFinite", "Whether it is finite.") { $0.isFinite },
      bits("bitAnd", "Bits that both have.", { $0 & $1 }, { $0 & $1 }),
      bits("bitOr", "Bits that either has.", { $0 | $1 }, { $0 | $1 }),
      bits("bitXor", "Bits that only one has.", { $0 ^ $1 }, { $0 ^ $1 }),
      Function(
        "math.bitNot", "The other bits.", example: "math.bitNot(1)", same([.int, .uint]),
        .one { value in
          switch value {
          case .int(let int): .int(~int)
          case .uint(let uint): .uint(~uint)
          default: .noOverload("math.bitNot", [value])
          }
        }),
      shift("bitShiftLeft", "Bits moved to the left.") { $0 << $1 },
      shift("bitShiftRight", "Bits moved to the right, zeros moving in.") { $0 >> $1 },
    ], macros: [], guards: ["greatest", "least"].map { .init("math.\($0)(list)", .notEmpty) })

  private static func same(_ types: [CELType]) -> [Overload] { types.map { .global([$0], $0) } }

  private static func extreme(_ name: String, _ doc: String, _ wins: @escaping @Sendable (Value.Order) -> Bool)
    -> Function
  {
    let numbers: [CELType] = [.int, .uint, .double]
    var overloads: [Overload] = same(numbers) + numbers.map { .global([.list($0)], $0) }
    overloads += numbers.flatMap { left in numbers.map { .global([left, $0], left == $0 ? left : .dyn) } }
    for count in 3...10 {
      overloads += numbers.map { .global(Array(repeating: $0, count: count), $0) }
      overloads.append(.global(Array(repeating: .dyn, count: count), .dyn))
    }
    return Function(
      "math.\(name)", doc, example: "math.\(name)(1, 2)", errors: "a list is given that is empty", overloads,
      .many { arguments in
        var values = arguments
        if arguments.count == 1, case .list(let list) = arguments[0] { values = list }
        guard var best = values.first else { return .failure(.badArgument, "`math.\(name)` of nothing") }
        for value in values {
          switch value {
          case .int, .uint, .double: break
          default: return .noOverload("math.\(name)", arguments)
          }
          if wins(Value.compareNumbers(value, best)) { best = value }
        }
        return best
      })
  }

  private static func rounding(_ name: String, _ doc: String, _ round: @escaping @Sendable (Double) -> Double)
    -> Function
  {
    Function(
      "math.\(name)", doc, example: "math.\(name)(1.5)", same([.double]),
      .one { value in
        if case .double(let double) = value { .double(round(double)) } else { .noOverload("math.\(name)", [value]) }
      })
  }

  private static func test(_ name: String, _ doc: String, _ holds: @escaping @Sendable (Double) -> Bool) -> Function {
    Function(
      "math.\(name)", doc, example: "math.\(name)(1.5)", [.global([.double], .bool)],
      .one { value in
        if case .double(let double) = value { .bool(holds(double)) } else { .noOverload("math.\(name)", [value]) }
      })
  }

  private static func bits(
    _ name: String, _ doc: String, _ signed: @escaping @Sendable (Int64, Int64) -> Int64,
    _ unsigned: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> Function {
    Function(
      "math.\(name)", doc, example: "math.\(name)(3, 5)",
      [.global([.int, .int], .int), .global([.uint, .uint], .uint)],
      .two { left, right in
        switch (left, right) {
        case (.int(let a), .int(let b)): .int(signed(a, b))
        case (.uint(let a), .uint(let b)): .uint(unsigned(a, b))
        default: .noOverload("math.\(name)", [left, right])
        }
      })
  }

  private static func shift(_ name: String, _ doc: String, _ move: @escaping @Sendable (UInt64, UInt64) -> UInt64)
    -> Function
  {
    Function(
      "math.\(name)", doc, example: "math.\(name)(12, 2)", errors: "the count is negative",
      [.global([.int, .int], .int), .global([.uint, .int], .uint)],
      .two { left, right in
        guard case .int(let count) = right else { return .noOverload("math.\(name)", [left, right]) }
        guard count >= 0 else { return .failure(.badArgument, "bits cannot be moved by a negative count") }
        let places = count > 63 ? nil : UInt64(count)
        switch left {
        case .int(let int): return .int(places.map { Int64(bitPattern: move(UInt64(bitPattern: int), $0)) } ?? 0)
        case .uint(let uint): return .uint(places.map { move(uint, $0) } ?? 0)
        default: return .noOverload("math.\(name)", [left, right])
        }
      })
  }
}
