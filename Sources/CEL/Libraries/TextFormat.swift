/// `format`: a template with `%` clauses and their values.
enum TextFormat {
  static func format(_ template: Text, _ arguments: [Value]) -> Value {
    var left = Text.mostBytes
    guard Value.list(arguments).fits(&left) else { return Frame.tooManyBytes }
    var out = ""
    var rest = template.scalars[...]
    var next = 0
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        out.unicodeScalars.append(scalar)
        continue
      }
      guard var verb = rest.popFirst() else { return bad("the text ends within a `%`") }
      if verb == "%" {
        out += "%"
        continue
      }
      var precision: Int?
      if verb == "." {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count)
        guard let count = Int(String(Array(digits))), count <= 1000, let letter = rest.popFirst() else {
          return bad("`%.` needs a count")
        }
        (precision, verb) = (count, letter)
      }
      guard next < arguments.count else { return bad("there is no value for `%\(verb)`") }
      guard let text = clause(verb, precision, arguments[next]) else {
        return bad("`%\(verb)` does not take \(arguments[next].typeName)")
      }
      out += text
      next += 1
    }
    return .string(out)
  }

  private static func bad(_ message: String) -> Value { .failure(.badArgument, message) }

  private static func clause(_ verb: Unicode.Scalar, _ precision: Int?, _ value: Value) -> String? {
    switch verb {
    case "s": text(value)
    case "d": decimal(value)
    case "f": number(value).map { fixed($0, precision ?? 6) }
    case "e": number(value).map { scientific($0, precision ?? 6) }
    case "b":
      if case .bool(let bool) = value { bool ? "1" : "0" } else { based(value, 2) }
    case "o": based(value, 8)
    case "x": hex(value)
    case "X": hex(value)?.uppercased()
    default: nil
    }
  }

  private static func text(_ value: Value) -> String? {
    switch value {
    case .null: return "null"
    case .text(let text): return text.string
    case .type(let name): return name
    case .list(let list):
      let parts = list.map(text)
      return parts.contains(nil) ? nil : "[\(parts.compactMap(\.self).joined(separator: ", "))]"
    case .map(let map):
      let parts = map.entries.compactMap { entry in
        text(entry.key).flatMap { key in text(entry.value).map { (key: Text(key), value: $0) } }
      }
      // By the code points of the keys; Swift's own order of texts is another.
      let sorted = parts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      return parts.count == map.count ? "{\(sorted.joined(separator: ", "))}" : nil
    case .optional, .failure: return nil
    default: return Conversion.string(value).asString
    }
  }

  private static func decimal(_ value: Value) -> String? {
    switch value {
    case .int(let int): String(int)
    case .uint(let uint): String(uint)
    case .double(let double): DoubleText.decimal(double)
    default: nil
    }
  }

  private static func number(_ value: Value) -> Double? {
    switch value {
    case .double(let double): double
    case .int(let int): Double(int)
    case .uint(let uint): Double(uint)
    default: nil
    }
  }

  private static func based(_ value: Value, _ radix: Int) -> String? {
    switch value {
    case .int(let int): String(int, radix: radix)
    case .uint(let uint): String(uint, radix: radix)
    default: nil
    }
  }

  private static func hex(_ value: Value) -> String? {
    switch value {
    case .text(let text): text.utf8.map { padded(String($0, radix: 16)) }.joined()
    case .bytes(let bytes): bytes.map { padded(String($0, radix: 16)) }.joined()
    default: based(value, 16)
    }
  }

  private static func padded(_ digits: String) -> String { digits.count < 2 ? "0" + digits : digits }

  /// Digits of a double exactly as it is, rounded half to even at `places`: long arithmetic on its binary fraction.
  static func fixed(_ value: Double, _ places: Int) -> String {
    guard value.isFinite else { return DoubleText.cel(value) }
    let (whole, fraction) = BinaryFraction(value.magnitude).decimal(places: places)
    return (value.sign == .minus ? "-" : "") + whole + (places > 0 ? "." + fraction : "")
  }

  static func scientific(_ value: Double, _ places: Int) -> String {
    guard value.isFinite else { return DoubleText.cel(value) }
    let sign = value.sign == .minus ? "-" : ""
    let (digits, exponent) = BinaryFraction(value.magnitude).significant(places + 1)
    let mantissa = places > 0 ? "\(digits.prefix(1)).\(digits.dropFirst())" : digits
    return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(padded(String(exponent.magnitude)))"
  }
}

/// The exact decimal digits of a double.
private struct BinaryFraction {
  /// Decimal digits before and behind the point.
  private var whole: [UInt8]
  private var fraction: [UInt8]

  init(_ value: Double) {
    guard value > 0 else {
      (whole, fraction) = ([0], [])
      return
    }
    var limbs: [UInt32] = []
    var significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
    while significand > 0 {
      limbs.append(UInt32(significand % BinaryFraction.base))
      significand /= BinaryFraction.base
    }
    let exponent = (value.isNormal ? Int(value.exponent) : -1022) - 52
    // Halving is multiplying by five and moving the point.
    let point = max(0, -exponent)
    BinaryFraction.multiply(&limbs, by: exponent < 0 ? 5 : 2, times: Int(exponent.magnitude))
    var digits = limbs.reversed().enumerated().flatMap { index, limb in
      (index == 0 ? String(limb) : CEL.padded(Int(limb), 9)).utf8.map { $0 - 48 }
    }
    if digits.count <= point { digits = Array(repeating: 0, count: point - digits.count + 1) + digits }
    whole = Array(digits[..<(digits.count - point)])
    fraction = Array(digits[(digits.count - point)...])
  }

  /// Nine decimal digits are a limb, the least first.
  private static let base: UInt64 = 1_000_000_000

  /// Multiplies by a power, as much of it at once as fits a word: digit by digit the smallest doubles take a millisecond.
  private static func multiply(_ limbs: inout [UInt32], by factor: UInt64, times: Int) {
    let most = factor == 5 ? 12 : 29
    var left = times
    while left > 0 {
      let power = (0..<min(left, most)).reduce(UInt64(1)) { product, _ in product * factor }
      left -= min(left, most)
      var carry: UInt64 = 0
      for index in limbs.indices {
        let product = UInt64(limbs[index]) * power + carry
        limbs[index] = UInt32(product % base)
        carry = product / base
      }
      if carry > 0 { limbs.append(UInt32(carry)) }
    }
  }

  func decimal(places: Int) -> (whole: String, fraction: String) {
    let all = BinaryFraction.rounded(whole + fraction, keep: whole.count + places)
    let extra = all.count - whole.count - places
    return (BinaryFraction.text(all[..<(whole.count + extra)]), BinaryFraction.text(all[(whole.count + extra)...]))
  }

  func significant(_ count: Int) -> (digits: String, exponent: Int) {
    let all = whole + fraction
    guard let first = all.firstIndex(where: { $0 != 0 }) else { return (String(repeating: "0", count: count), 0) }
    let rounded = BinaryFraction.rounded(Array(all[first...]), keep: count)
    let carried = rounded.count - count
    return (String(BinaryFraction.text(rounded[...]).prefix(count)), whole.count - 1 - first + carried)
  }

  /// The first `keep` digits, rounded half to even; one more where the rounding carries over the first.
  private static func rounded(_ digits: [UInt8], keep: Int) -> [UInt8] {
    guard digits.count > keep else { return digits + Array(repeating: 0, count: keep - digits.count) }
    var kept = Array(digits[..<keep])
    let rest = digits[keep...]
    let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    guard let next = rest.first, isHalf ? (kept.last ?? 0) % 2 == 1 : next >= 5 else { return kept }
    var index = keep - 1
    while index >= 0 {
      if kept[index] < 9 {
        kept[index] += 1
        return kept
      }
      kept[index] = 0
      index -= 1
    }
    return [1] + kept
  }

  private static func text(_ digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits.map { $0 + 48 }, as: UTF8.self)
  }
}
