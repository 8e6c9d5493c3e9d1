/// `tracestate` of W3C Trace Context, §3.3.
public enum TraceState {
  /// What is passed on of the fields of a request: at most 32 entries, the first of each key, none that is not sound. `nil` where nothing
  /// is left, or it would be longer than what can be carried.
  public static func read(_ fields: [String]) -> String? {
    var keys = Set<Substring>()
    var entries: [Substring] = []
    for field in fields {
      for part in field.split(separator: ",") {
        let entry = part.drop { $0 == " " || $0 == "\t" }
        guard let end = entry.lastIndex(where: { $0 != " " && $0 != "\t" }) else { continue }
        let trimmed = entry[...end]
        guard let equals = trimmed.firstIndex(of: "="), isKey(trimmed[..<equals]),
          isValue(trimmed[trimmed.index(after: equals)...])
        else { return nil }
        // Who adds an entry removes his older one: the first is the newest.
        if keys.insert(trimmed[..<equals]).inserted { entries.append(trimmed) }
      }
    }
    let kept = entries.prefix(32).joined(separator: ",")
    return kept.isEmpty || kept.utf8.count > 4_096 ? nil : kept
  }

  private static func isKey(_ key: Substring) -> Bool {
    guard (1...256).contains(key.utf8.count) else { return false }
    return key.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "_-*/@".utf8.contains($0)
    }
  }

  private static func isValue(_ value: Substring) -> Bool {
    guard (1...256).contains(value.utf8.count) else { return false }
    return value.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x2C && $0 != 0x3D }
  }
}
