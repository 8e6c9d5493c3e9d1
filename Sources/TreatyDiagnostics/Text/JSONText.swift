import FoundationEssentials

/// Values as JSON text with sorted keys: the same value gives the same bytes.
package enum JSONText {
  /// In one line.
  package static func line(_ value: some Encodable) -> String { encode(value, []) }

  /// Over several lines, ending in a newline.
  package static func page(_ value: some Encodable) -> String { encode(value, .prettyPrinted) + "\n" }

  private static func encode(_ value: some Encodable, _ form: JSONEncoder.OutputFormatting) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, form]
    // Encoding strings and whole numbers cannot fail.
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }
}
