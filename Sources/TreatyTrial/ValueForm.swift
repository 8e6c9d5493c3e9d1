public import CEL

/// Forms in which a value is printed.
public enum ValueForm: Hashable, Sendable {
  /// JSON in one line.
  case compact
  /// JSON with a line for each element and field.
  case indented

  /// Appends a value, without a line's end.
  /// - Parameter isRaw: whether what would be one text in quotes is written without them, as it is.
  public func write(_ value: Value, isRaw: Bool, to out: inout [UInt8]) {
    if isRaw, let text = ValueForm.raw(value) { return out += text }
    let json = value.json()
    self == .compact ? out += json : ValueForm.indent(json, to: &out)
  }

  /// The bytes of a value that JSON has as a text; `nil` for others.
  private static func raw(_ value: Value) -> [UInt8]? {
    switch value {
    case .text(let text): return text.utf8
    case .optional(let wrapped?): return raw(wrapped)
    case .timestamp, .duration, .bytes, .type, .double:
      // None of these has anything in it that JSON would escape.
      let json = value.json()
      return json.first == UInt8(ascii: "\"") ? Array(json.dropFirst().dropLast()) : json
    default: return nil
    }
  }

  /// Lays compact JSON out. By bytes, not by value: no depth is too deep for that.
  private static func indent(_ json: [UInt8], to out: inout [UInt8]) {
    var depth = 0
    var isText = false
    func line(_ depth: Int, _ out: inout [UInt8]) {
      out.append(UInt8(ascii: "\n"))
      out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }
    var index = 0
    while index < json.count {
      let byte = json[index]
      index += 1
      if isText {
        out.append(byte)
        if byte == UInt8(ascii: "\\"), index < json.count {
          out.append(json[index])
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        out.append(byte)
        // `{}` and `[]` stay as they are: `]` and `}` are two behind `[` and `{`.
        if index < json.count, json[index] == byte + 2 {
          out.append(json[index])
          index += 1
        } else {
          depth += 1
          line(depth, &out)
        }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        line(depth, &out)
        out.append(byte)
      case UInt8(ascii: ","):
        out.append(byte)
        line(depth, &out)
      case UInt8(ascii: ":"): out += ": ".utf8
      default:
        out.append(byte)
        isText = byte == UInt8(ascii: "\"")
      }
    }
  }
}

extension Value {
  /// Whether it counts as no: false, null, or an optional without a value.
  public var isFalseOrNull: Bool {
    switch self {
    case .bool(false), .null, .optional(nil): true
    default: false
    }
  }

  /// Name of the value's type as a person writes it.
  var kindName: String {
    switch self {
    case .null: "null"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .optional: "optional"
    default: typeName
    }
  }
}
