import CEL
import Testing

/// Numbers that are the same in every run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("No input does harm: nothing traps, nothing hangs, every range lies in the source")
struct FuzzTests {
  private static let libraries = [Library].standard + [.integration]

  /// Every example of every function, and what else has a syntax of its own.
  static let seeds: [String] =
    libraries.flatMap { $0.functions.map(\.example) } + [
      "item.tags.exists(t, t.startsWith('vip') && !(t in ['a', \"b\"]))", "[1, 2u, 3.5e-3, 0x1F, -9223372036854775808]",
      "x ? .5 : {1: 'a', true: null}",
      "items.map(i, i > 0, i * 2).filter(i, i % 2 == 0)",
      "r'\\d+' + '''long''' + b'\\xff\\377' + \"\\u00e9\\U0001F600\"", "a.?b[?0].orValue(`x-y`)",
      "{'k': 1, ?'o': optional.none()}.transformMap(k, v, v > 0, string(k) + string(v))",
      "cel.bind(z, now + duration('1h'), z - now)",
      "tables.rt-priority[item.severity]", "has(item.a.b) || item.?c.hasValue() // done",
      "'%s %d %.2f %x'.format([1, 2, 3.0, 'z'])",
      "timestamp('2026-11-23T10:15:30Z').getHours('+05:30')",
      "'aé😀'.substring(1, 2).matches('(?i)[^a-f]{2,}|\\\\pL+$')", "dyn([1])[dyn(0.0)] == type(1u)",
    ]

  private static let environment: Environment = {
    var environment = Environment(libraries: libraries, parse: ParseOptions(hyphenatedRoots: ["tables": 2]))
    for name in ["item", "event", "items", "tables", "a", "b", "x", "done"] { environment.declare(name, .dyn) }
    environment.declare("now", .timestamp)
    return environment
  }()

  private static let activation: Activation = {
    var activation = Activation()
    let record = try? Value(
      json: Array(#"{"tags":["vip"],"severity":"high","a":{"b":[1,-2,3.5,null]},"n":18446744073709551615}"#.utf8))
    for name in ["item", "event", "items", "tables", "a", "x"] { activation[name] = record }
    activation["now"] = Timestamp(rfc3339: "9999-12-31T23:59:59.999999999Z").map { .timestamp($0) }
    return activation
  }()

  /// Compiles with the check and without, and evaluates what compiles.
  private func run(_ source: String) {
    let length = source.utf8.count
    for compilation in [FuzzTests.environment.compile(source), FuzzTests.environment.compileUnchecked(source)] {
      for issue in compilation.issues {
        #expect(issue.range.lowerBound >= 0 && issue.range.upperBound <= max(length, 1), "\(source): \(issue)")
        #expect(!issue.message.isEmpty)
      }
      guard let program = compilation.program else {
        #expect(!compilation.issues.isEmpty, "\(source) has neither issues nor a program")
        continue
      }
      let value = program.evaluate(FuzzTests.activation, budget: Program.Budget(steps: 20_000, bytes: 1 << 20))
      if let range = value.failure?.range { #expect(range.upperBound <= length, "\(source)") }
      _ = value.json()
      _ = try? value.canonicalJSON()  // a number that is not finite has no canonical form
    }
  }

  @Test("expressions with bytes changed, parts exchanged and doubled", arguments: 0..<8)
  func mutated(_ seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    let seeds = FuzzTests.seeds.map { Array($0.utf8) }
    let words = [
      "(", ")", "[", "]", "{", "}", ",", ".", "?", ":", "'", "\"", "\\", "-", "!", "&&", "==", "in", "null", "é",
      "\u{0}", "9e99", "0u", " ", "\n",
    ]
    for _ in 0..<1500 {
      var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0..<6, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.replaceSubrange(place..<end, with: [])
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 2: bytes.insert(contentsOf: words[Int.random(in: 0..<words.count, using: &random)].utf8, at: place)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
        default:
          let other = seeds[Int.random(in: 0..<seeds.count, using: &random)]
          bytes.replaceSubrange(place..<end, with: other.prefix(Int.random(in: 0...other.count, using: &random)))
        }
      }
      run(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test("bytes at random, as expression, template, pattern, JSON, time and zone", arguments: 0..<4)
  func random(_ seed: Int) {
    var random = SeededGenerator(state: UInt64(seed) &+ 1000)
    let letters = Array("${}[]()?+*|^\\.-'\"0123456789abcduxzTZ:,eE\n é".utf8)
    for round in 0..<1000 {
      let count = Int.random(in: 0..<40, using: &random)
      let bytes = (0..<count).map { _ in
        round % 2 == 0
          ? UInt8.random(in: 0...255, using: &random) : letters[Int.random(in: 0..<letters.count, using: &random)]
      }
      let text = String(decoding: bytes, as: UTF8.self)
      run(text)
      _ = try? Template.parse(text)  // what matters is that it comes back
      _ = try? Value(json: bytes)  // the same
      _ = Timestamp(rfc3339: text)
      _ = TimeSpan(text: text)
      var activation = FuzzTests.activation
      activation["x"] = .string(text)
      for source in [
        "'abc'.matches(x)", "now.getHours(x)", "'%s'.format([x])", "x.format([1])", "int(x)", "double(x)",
        "base64.decode(x)", "regex.replace(x, x, x)", "regex.extractAll('aé1', x)",
        "regex.replace('aé1', '(a)|é', x, 2)",
        "ip(x)", "cidr(x)", "parseJson(x)", "slug(x)", "htmlToText(x)", "urlDecode(x)",
        "hex.decode(x)",
        "formatTime(now, x, 'UTC')", "parseTime(x, 'yyyy-M-d h a xxx', 'UTC')",
      ] {
        _ = FuzzTests.environment.compile(source).program?.evaluate(activation)
      }
    }
  }

  @Test("every function with values of every kind, at the edges", arguments: [Library].standard + [.integration])
  func edges(_ library: Library) {
    let values: [Value] = [
      .null, .bool(true), .int(.min), .int(.max), .int(-1), .int(0), .uint(.max), .uint(0), .double(.nan),
      .double(.infinity),
      .double(-0x1p63), .double(0x1p63), .double(0x1p64), .double(.leastNonzeroMagnitude), .text(""),
      .text("a\u{301}😀"), .bytes([]), .bytes([0xFF]), .list([]),
      .list([.list([]), .double(.nan)]), .map(MapValue()), .duration(TimeSpan(nanoseconds: .min)),
      .duration(TimeSpan(nanoseconds: .max)),
      .timestamp(Timestamp(millisecondsSinceEpoch: .min)), .timestamp(Timestamp(millisecondsSinceEpoch: .max)),
      .type("int"), .optional(nil),
      .optional(.optional(nil)), .text("::1"), .text("10.0.0.0/8"),
    ]
    var environment = Environment(libraries: FuzzTests.libraries)
    for name in ["p", "q", "r"] { environment.declare(name, .dyn) }
    for function in library.functions {
      for source in FuzzTests.calls(function) {
        guard let program = environment.compileUnchecked(source).program else { continue }
        for first in values {
          for second in values {
            // A third argument is a count, or a text again.
            for third in source.hasSuffix("r)") ? [Value.int(.min), .int(.max), .int(1), .text("a"), .null] : [.null] {
              _ = program.evaluate(slots: [first, second, third]).json()
            }
          }
        }
      }
    }
  }

  /// Calls of a function with up to three variables.
  private static func calls(_ function: Function) -> [String] {
    let names = ["p", "q", "r"]
    return function.overloads.compactMap { overload -> String? in
      let count = overload.parameters.count
      guard count <= 3 else { return nil }
      let arguments = names.prefix(count)
      let parts = function.name.split(separator: "_", omittingEmptySubsequences: false)
      if parts.count == 3, parts[0].isEmpty, parts[2].isEmpty, count == 2, !parts[1].contains("[") {
        return "p \(parts[1]) q"
      }
      if function.name == "_[_]" { return "p[q]" }
      if function.name == "_[?_]" { return "p[?q]" }
      if function.name == "-_" || function.name == "!_" { return "\(function.name.prefix(1))p" }
      if function.name == "@in" { return "p in q" }
      if overload.isMember { return "p.\(function.name)(\(arguments.dropFirst().joined(separator: ", ")))" }
      return "\(function.name)(\(arguments.joined(separator: ", ")))"
    }
  }
}
