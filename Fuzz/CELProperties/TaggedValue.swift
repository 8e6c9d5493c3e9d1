public import CEL

/// Values with their types in JSON: `{"int":"1"}`, `{"list":[{"bool":true}]}`, `{"map":[[KEY,VALUE]]}`, as the conformance tests write them.
/// An optional is `{"optional":VALUE}` or `{"optional":null}`, a failure `{"error":KIND}`.
extension Value {
  /// The tagged form. Two values are one and the same when it is the same text, but for the order of a map.
  public var tagged: String { String(decoding: tag.json(), as: UTF8.self) }

  /// The tagged form as a value.
  public var tag: Value {
    switch self {
    case .null: return Value.tag("null", .bool(true))
    case .bool: return Value.tag("bool", self)
    case .int(let int): return Value.tag("int", .string(String(int)))
    case .uint(let uint): return Value.tag("uint", .string(String(uint)))
    case .double(let double): return Value.tag("double", .string(Value.name(of: double)))
    case .text: return Value.tag("string", self)
    // Bytes are base64 in JSON.
    case .bytes: return Value.tag("bytes", self)
    case .list(let list): return Value.tag("list", .list(list.map { $0.tag }))
    case .map(let map): return Value.tag("map", .list(map.entries.map { .list([$0.key.tag, $0.value.tag]) }))
    case .timestamp(let moment): return Value.tag("timestamp", .string(moment.rfc3339))
    case .duration(let span): return Value.tag("duration", .string(span.text))
    case .type(let name): return Value.tag("type", .string(name))
    case .network(.address(let address)): return Value.tag("ip", .string(address.description))
    case .network(.block(let block)): return Value.tag("cidr", .string(block.description))
    case .optional(let wrapped): return Value.tag("optional", wrapped.map { $0.tag } ?? .null)
    case .failure(let failure): return Value.tag("error", .string(failure.kind.rawValue))
    }
  }

  private static func tag(_ name: Text, _ value: Value) -> Value { .map(MapValue(fields: [(name, value)])) }

  private static func name(of double: Double) -> String {
    double.isNaN ? "NaN" : double.isInfinite ? (double < 0 ? "-Infinity" : "Infinity") : double.description
  }

  /// The value of a tagged form; `nil` for what is none.
  public init?(tagged: Value) {
    guard let entry = tagged.asMap?.entries.first, tagged.asMap?.count == 1 else { return nil }
    let content = entry.value
    let text = content.asString ?? ""
    let value: Value?
    switch entry.key.asString {
    case "null": value = .null
    case "bool", "string": value = content
    case "int": value = Int64(text).map { .int($0) }
    case "uint": value = UInt64(text).map { .uint($0) }
    case "double": value = Double(text).map { .double($0) }
    case "bytes": value = Value.decode?.evaluate(slots: [content])
    case "list": value = Value.elements(content.asList).map { .list($0) }
    case "map": value = Value.map(of: content.asList)
    case "timestamp": value = Timestamp(rfc3339: text).map { .timestamp($0) }
    case "duration": value = TimeSpan(text: text).map { .duration($0) }
    case "type": value = .type(text)
    case "optional":
      if case .null = content { value = .optional(nil) } else { value = Value(tagged: content).map { .optional($0) } }
    default: value = nil
    }
    guard let value, value.failure == nil else { return nil }
    self = value
  }

  private static func elements(_ list: [Value]?) -> [Value]? {
    guard let list else { return nil }
    let values = list.compactMap { Value(tagged: $0) }
    return values.count == list.count ? values : nil
  }

  private static func map(of pairs: [Value]?) -> Value? {
    var map = MapValue()
    for pair in pairs ?? [] {
      guard let parts = elements(pair.asList), parts.count == 2 else { return nil }
      map[parts[0]] = parts[1]
    }
    return .map(map)
  }

  private static let decode: Program? = {
    var environment = Environment(libraries: [.core, .encoders])
    environment.declare("x", .string)
    return environment.compile("base64.decode(x)").program
  }()
}
