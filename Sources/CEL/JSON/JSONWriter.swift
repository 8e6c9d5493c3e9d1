extension Value {
  /// The value as compact JSON, keys in their order. Moments, lengths of time and addresses are texts, bytes are base64, a number that is not
  /// finite is a text; a failure is `null`.
  public func json() -> [UInt8] {
    var out: [UInt8] = []
    JSONWriter.write(self, to: &out)
    return out
  }

  /// The value as canonical JSON (RFC 8785): keys by UTF-16, numbers as ECMAScript writes them.
  ///
  /// A whole number beyond ±(2^53−1) has no form there that every reader reads alike: it is written as a text, as protobuf's JSON
  /// mapping does.
  /// - Throws: ``JSONFailure`` for a number that is not finite, which JSON does not have.
  public func canonicalJSON() throws(JSONFailure) -> [UInt8] {
    var out: [UInt8] = []
    try JSONWriter.writeCanonical(self, to: &out)
    return out
  }
}

enum JSONWriter {
  static func write(_ value: Value, to out: inout [UInt8]) {
    switch value {
    case .null, .failure, .optional(nil): out += "null".utf8
    case .optional(let wrapped?): write(wrapped, to: &out)
    case .bool(let bool): out += (bool ? "true" : "false").utf8
    case .int(let int): out += String(int).utf8
    case .uint(let uint): out += String(uint).utf8
    case .double(let double):
      double.isFinite ? out += DoubleText.ecma(double).utf8 : write(Text(DoubleText.cel(double)), to: &out)
    case .text(let text): write(text, to: &out)
    case .bytes(let bytes): write(Text(Base64.encode(bytes)), to: &out)
    case .timestamp(let timestamp): write(Text(timestamp.rfc3339), to: &out)
    case .duration(let duration): write(Text(duration.text), to: &out)
    case .type(let name): write(Text(name), to: &out)
    case .network(let network): write(Text(network.description), to: &out)
    case .list(let list):
      out.append(UInt8(ascii: "["))
      for (index, element) in list.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        write(element, to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .map(let map):
      out.append(UInt8(ascii: "{"))
      for (index, entry) in map.entries.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        write(keyText(entry.key), to: &out)
        out.append(UInt8(ascii: ":"))
        write(entry.value, to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  static func writeCanonical(_ value: Value, to out: inout [UInt8]) throws(JSONFailure) {
    switch value {
    case .double(let double):
      guard double.isFinite else {
        throw JSONFailure(message: "JSON has no \(DoubleText.cel(double))", offset: out.count)
      }
      out += DoubleText.ecma(double).utf8
    case .int(let int) where int.magnitude >= 1 << 53: write(Text(String(int)), to: &out)
    case .uint(let uint) where uint >= 1 << 53: write(Text(String(uint)), to: &out)
    case .optional(let wrapped?): try writeCanonical(wrapped, to: &out)
    case .list(let list):
      out.append(UInt8(ascii: "["))
      for (index, element) in list.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        try writeCanonical(element, to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .map(let map):
      let fields = map.entries.map { (name: keyText($0.key), value: $0.value) }
        .sorted { $0.name.string.utf16.lexicographicallyPrecedes($1.name.string.utf16) }
      out.append(UInt8(ascii: "{"))
      for (index, field) in fields.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        write(field.name, to: &out)
        out.append(UInt8(ascii: ":"))
        try writeCanonical(field.value, to: &out)
      }
      out.append(UInt8(ascii: "}"))
    default: write(value, to: &out)
    }
  }

  private static func keyText(_ key: Value) -> Text {
    switch key {
    case .text(let text): text
    case .int(let int): Text(String(int))
    case .uint(let uint): Text(String(uint))
    case .bool(let bool): Text(bool ? "true" : "false")
    default: Text("")
    }
  }

  static func write(_ text: Text, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    text.withBytes { bytes in
      var start = 0
      for index in bytes.indices {
        let byte = bytes[index]
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
        // What needs no escape goes out in one piece.
        out.append(contentsOf: bytes[start..<index])
        start = index + 1
        writeEscape(byte, to: &out)
      }
      out.append(contentsOf: bytes[start...])
    }
    out.append(UInt8(ascii: "\""))
  }

  private static func writeEscape(_ byte: UInt8, to out: inout [UInt8]) {
    switch byte {
    case 0x22, 0x5C: out += [0x5C, byte]
    case 0x08: out += "\\b".utf8
    case 0x09: out += "\\t".utf8
    case 0x0A: out += "\\n".utf8
    case 0x0C: out += "\\f".utf8
    case 0x0D: out += "\\r".utf8
    default: out += [0x5C, UInt8(ascii: "u"), 48, 48, HexDigit.lower[Int(byte >> 4)], HexDigit.lower[Int(byte & 15)]]
    }
  }
}

/// The ways to write a double with as few digits as tell it from its neighbours.
enum DoubleText {
  /// Digits without point, and the power of ten of the first.
  private static func digits(_ value: Double) -> (digits: String, exponent: Int) {
    // Swift prints the shortest digits that read back as the same double; only their layout differs.
    var text = value.magnitude.description
    var exponent = 0
    if let letter = text.firstIndex(of: "e") {
      exponent = Int(text[text.index(after: letter)...]) ?? 0
      text = String(text[..<letter])
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let whole = String(parts[0])
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    let all = whole + fraction
    let leading = all.prefix { $0 == "0" }.count
    var digits = String(all.dropFirst(leading))
    while digits.last == "0" { digits.removeLast() }
    return (digits.isEmpty ? "0" : digits, exponent + whole.count - 1 - leading)
  }

  /// As ECMAScript's Number::toString (ECMA-262 §6.1.6.1.20), which RFC 8785 asks for.
  static func ecma(_ value: Double) -> String {
    if value == 0 { return "0" }
    let sign = value < 0 ? "-" : ""
    let (digits, exponent) = digits(value)
    if (-6..<21).contains(exponent) { return sign + plain(digits, exponent) }
    let mantissa = digits.count == 1 ? digits : "\(digits.prefix(1)).\(digits.dropFirst())"
    return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
  }

  /// As C's `%g` with as many digits as are needed: what `string(double)` gives.
  static func cel(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    if value == 0 { return value.sign == .minus ? "-0" : "0" }
    let sign = value < 0 ? "-" : ""
    let (digits, exponent) = digits(value)
    // The shortest form is taken to have a precision of six, so `string(1000000.0)` is `1e+06` although seven digits are as short.
    if (-4..<6).contains(exponent) { return sign + plain(digits, exponent) }
    let mantissa = digits.count == 1 ? digits : "\(digits.prefix(1)).\(digits.dropFirst())"
    return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(padded(Int(exponent.magnitude), 2))"
  }

  /// Without an exponent, however many digits that are: what `%d` gives.
  static func decimal(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return cel(value) }
    let (digits, exponent) = digits(value)
    return (value < 0 ? "-" : "") + plain(digits, exponent)
  }

  private static func plain(_ digits: String, _ exponent: Int) -> String {
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + digits }
    if digits.count <= exponent + 1 { return digits + String(repeating: "0", count: exponent + 1 - digits.count) }
    return "\(digits.prefix(exponent + 1)).\(digits.dropFirst(exponent + 1))"
  }
}

/// Base64 (RFC 4648 §4).
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        out.append(place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// With or without padding, in one line or in several, as mail has it; `nil` for anything else than base64.
  package static func decode(_ text: Text) -> [UInt8]? {
    var bytes = text.utf8.filter { $0 != 0x0A && $0 != 0x0D }
    let length = bytes.count
    while bytes.last == UInt8(ascii: "="), bytes.count % 4 == 0 || length % 4 == 0 { bytes.removeLast() }
    guard length - bytes.count <= 2, bytes.count % 4 != 1 else { return nil }
    var out: [UInt8] = []
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for byte in bytes {
      guard let digit = alphabet.firstIndex(of: byte) else { return nil }
      bits = bits << 6 | UInt32(digit)
      count += 6
      if count >= 8 {
        count -= 8
        out.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return out
  }
}
