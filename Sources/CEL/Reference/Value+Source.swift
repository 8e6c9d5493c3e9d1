extension Value {
  /// CEL that gives the value: `'a'`, `1.0`, `[1u, b'\xFF']`, `duration('90s')`. Of a failure, its message.
  public var celSource: String {
    switch self {
    case .null: "null"
    case .bool(let bool): bool ? "true" : "false"
    case .int(let int): String(int)
    case .uint(let uint): "\(uint)u"
    case .double(let double): Value.source(double)
    case .text(let text): "'\(Value.escaped(text))'"
    case .bytes(let bytes): "b'\(bytes.map(Value.escaped).joined())'"
    case .list(let list): "[\(list.map(\.celSource).joined(separator: ", "))]"
    case .map(let map):
      "{\(map.entries.map { "\($0.key.celSource): \($0.value.celSource)" }.joined(separator: ", "))}"
    case .timestamp(let moment): "timestamp('\(moment.rfc3339)')"
    case .duration(let span): "duration('\(span.text)')"
    case .type(let name): name
    case .network(.address(let address)): "ip('\(address)')"
    case .network(.block(let block)): "cidr('\(block)')"
    case .optional(nil): "optional.none()"
    case .optional(let wrapped?): "optional.of(\(wrapped.celSource))"
    case .failure(let failure): failure.message
    }
  }

  private static func source(_ double: Double) -> String {
    let digits = DoubleText.cel(double)
    guard double.isFinite else { return "double('\(digits)')" }
    // Digits alone would be an int.
    return digits.allSatisfy { $0.isNumber || $0 == "-" } ? digits + ".0" : digits
  }

  private static func escaped(_ text: Text) -> String {
    text.scalars.map { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "'": "\\'"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      default: scalar.value < 0x20 || scalar.value == 0x7F ? "\\x\(hex(UInt8(scalar.value)))" : String(scalar)
      }
    }.joined()
  }

  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\\"): "\\\\"
    case UInt8(ascii: "'"): "\\'"
    case 0x20..<0x7F: String(Unicode.Scalar(byte))
    default: "\\x\(hex(byte))"
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    String(decoding: [HexDigit.upper[Int(byte >> 4)], HexDigit.upper[Int(byte & 15)]], as: UTF8.self)
  }
}
