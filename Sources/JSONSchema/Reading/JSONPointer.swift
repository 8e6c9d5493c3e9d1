import CEL

/// JSON pointers (RFC 6901), as texts.
package enum JSONPointer {
  /// A key as one step of a pointer.
  package static func escape(_ key: String) -> String {
    guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
    return key.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  /// The keys of a pointer; `nil` where it is none.
  static func keys(_ pointer: String) -> [String]? {
    guard let first = pointer.utf8.first else { return [] }
    guard first == UInt8(ascii: "/") else { return nil }
    let steps = pointer.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return steps.map { unescape($0) }
  }

  private static func unescape(_ step: Substring.UTF8View) -> String {
    let text = String(Substring(step))
    return step.contains(UInt8(ascii: "~")) ? text.replacing("~1", with: "/").replacing("~0", with: "~") : text
  }

  /// The part of a value that a key leads to.
  static func part(of value: Value, _ key: String) -> Value? {
    switch value {
    case .map(let map): return map[Text(key)]
    case .list(let list):
      // No sign, no zero before other digits.
      guard let place = Int(key), String(place) == key, list.indices.contains(place) else { return nil }
      return list[place]
    default: return nil
    }
  }
}
