import Foundation

/// JSON Schema, as far as our schemas and that of SARIF need it. A keyword that it does not know is a violation, so that nothing passes
/// unseen.
struct SchemaCheck {
  let root: JSONValue

  /// What is wrong with a value; empty if nothing is.
  func violations(_ value: JSONValue) -> [String] { violations(value, root, "$") }

  /// What is wrong with a value held against a part of the schema, such as `#/$defs/line`.
  func violations(_ value: JSONValue, _ pointer: String) -> [String] {
    guard let schema = resolve(pointer) else { return ["there is no \(pointer)"] }
    return violations(value, schema, "$")
  }

  private static let silent: Set<String> = [
    "description", "default", "title", "format", "$schema", "$id", "id", "definitions", "$defs", "properties", "type",
  ]

  private func violations(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    guard case .object(let keywords) = schema else { return ["\(place): no schema"] }
    var found = shape(value, keywords, place)
    for (keyword, wanted) in keywords where !Self.silent.contains(keyword) {
      switch keyword {
      case "$ref":
        guard let pointer = wanted.string, let schema = resolve(pointer) else { return ["\(place): \(wanted)"] }
        found += violations(value, schema, place)
      case "anyOf", "oneOf":
        let fits = wanted.elements.filter { violations(value, $0, place).isEmpty }.count
        if fits == 0 || (keyword == "oneOf" && fits > 1) { found.append("\(place): \(fits) of \(keyword) fit") }
      default:
        if !holds(keyword, wanted, value, keywords) { found.append("\(place): \(keyword) \(wanted)") }
      }
    }
    return found
  }

  /// Types, fields and elements.
  private func shape(_ value: JSONValue, _ keywords: [String: JSONValue], _ place: String) -> [String] {
    var found: [String] = []
    if let type = keywords["type"], !has(value, type) { found.append("\(place): is no \(type)") }
    if case .object(let fields) = value {
      let known = keywords["properties"]
      for (name, field) in fields {
        if let schema = known?[name] {
          found += violations(field, schema, "\(place).\(name)")
        } else if keywords["additionalProperties"] == .truth(false) {
          found.append("\(place): does not have \(name)")
        } else if case .object? = keywords["additionalProperties"], let schema = keywords["additionalProperties"] {
          found += violations(field, schema, "\(place).\(name)")
        }
      }
    }
    if let schema = keywords["items"] {
      for (index, element) in value.elements.enumerated() { found += violations(element, schema, "\(place)[\(index)]") }
    }
    return found
  }

  private func holds(_ keyword: String, _ wanted: JSONValue, _ value: JSONValue, _ all: [String: JSONValue]) -> Bool {
    switch keyword {
    case "items", "additionalProperties": return true
    case "enum": return wanted.elements.contains(value)
    case "const": return wanted == value
    case "required": return wanted.elements.allSatisfy { name in name.string.map { value[$0] != nil } ?? false }
    case "minItems":
      guard case .list(let elements) = value else { return true }
      return elements.count >= wanted.int ?? 0
    case "uniqueItems":
      return Set(value.elements).count == value.elements.count
    case "minimum", "maximum":
      guard case .number(let number) = value, case .number(let bound) = wanted else { return true }
      return keyword == "minimum" ? number >= bound : number <= bound
    case "pattern":
      guard let text = value.string, let pattern = wanted.string else { return true }
      return text.range(of: pattern, options: .regularExpression) != nil
    default: return false
    }
  }

  private func has(_ value: JSONValue, _ type: JSONValue) -> Bool {
    if case .list(let types) = type { return types.contains { has(value, $0) } }
    return switch (type.string, value) {
    case ("object", .object), ("array", .list), ("string", .text), ("boolean", .truth), ("number", .number),
      ("null", .null):
      true
    case ("integer", .number(let number)): number == number.rounded()
    default: false
    }
  }

  private func resolve(_ pointer: String) -> JSONValue? {
    pointer.split(separator: "/").dropFirst().reduce(Optional(root)) { $0?[String($1)] }
  }
}
