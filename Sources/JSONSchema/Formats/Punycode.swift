/// Punycode (RFC 3492): a text of any letters in ASCII.
enum Punycode {
  private static let (base, least, most, skew, damp) = (36, 1, 26, 38, 700)

  /// The letters; `nil` where the bytes are no Punycode.
  static func decode(_ bytes: Bytes) -> [Unicode.Scalar]? {
    var scalars: [Unicode.Scalar] = []
    var rest = bytes
    if let hyphen = bytes.lastIndex(of: UInt8(ascii: "-")) {
      scalars = bytes[..<hyphen].map { Unicode.Scalar($0) }
      rest = bytes[(hyphen + 1)...]
    }
    var (code, bias, index) = (0x80, 72, 0)
    // Without a part of its own letters there is nothing to decode.
    guard !rest.isEmpty, rest.count < 64 else { return nil }
    while !rest.isEmpty {
      let before = index
      var weight = 1
      var position = base
      while true {
        guard let digit = rest.popFirst().flatMap(digit) else { return nil }
        let (product, overflow) = digit.multipliedReportingOverflow(by: weight)
        guard !overflow, index <= Int(Int32.max) - product else { return nil }
        index += product
        let threshold = min(max(position - bias, least), most)
        if digit < threshold { break }
        weight *= base - threshold
        guard weight < Int(Int32.max) else { return nil }
        position += base
      }
      let count = scalars.count + 1
      bias = adapted(index - before, count, isFirst: before == 0)
      code += index / count
      index %= count
      guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else { return nil }
      scalars.insert(scalar, at: index)
      index += 1
    }
    return scalars
  }

  /// Number of bytes of the letters in Punycode; `nil` for more than a name can have.
  static func length(of scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    guard scalars.count < 64 else { return nil }
    let basic = scalars.count(where: \.isASCII)
    var (length, handled, code, delta, bias) = (basic == 0 ? 0 : basic + 1, basic, 0x80, 0, 72)
    while handled < scalars.count {
      guard let next = scalars.lazy.map({ Int($0.value) }).filter({ $0 >= code }).min() else { return nil }
      delta += (next - code) * (handled + 1)
      code = next
      for scalar in scalars {
        if Int(scalar.value) < code { delta += 1 }
        guard Int(scalar.value) == code else { continue }
        length += digits(of: delta, bias)
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return length
  }

  private static func digits(of delta: Int, _ bias: Int) -> Int {
    var (count, rest, position) = (1, delta, base)
    while true {
      let threshold = min(max(position - bias, least), most)
      if rest < threshold { return count }
      rest = (rest - threshold) / (base - threshold)
      count += 1
      position += base
    }
  }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / count
    var position = 0
    while delta > ((base - least) * most) / 2 {
      delta /= base - least
      position += base
    }
    return position + (base - least + 1) * delta / (delta + skew)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
    default: nil
    }
  }
}
