/// Attributes of HTML's tags.
enum HTMLAttribute {
  /// The value of the first attribute of a name, with references read; `nil` where there is none.
  static func value(of name: String, in bytes: ArraySlice<UInt8>) -> String? {
    var rest = bytes
    while true {
      rest = rest.drop { HTMLTextWriter.isBlank($0) || $0 == UInt8(ascii: "/") }
      guard !rest.isEmpty else { return nil }
      // A `=` in the first place is a letter of the name.
      let found =
        rest.prefix(1)
        + rest.dropFirst().prefix {
          !HTMLTextWriter.isBlank($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "/")
        }
      rest = rest.dropFirst(found.count).drop { HTMLTextWriter.isBlank($0) }
      var value: ArraySlice<UInt8> = []
      if rest.first == UInt8(ascii: "=") {
        rest = rest.dropFirst().drop { HTMLTextWriter.isBlank($0) }
        if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
          value = rest.dropFirst().prefix { $0 != quote }
          rest = rest.dropFirst(value.count + 2)
        } else {
          value = rest.prefix { !HTMLTextWriter.isBlank($0) }
          rest = rest.dropFirst(value.count)
        }
      }
      if found.count == name.utf8.count, zip(found, name.utf8).allSatisfy({ $0 | 0x20 == $1 }) { return decoded(value) }
    }
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var out = String.UnicodeScalarView()
    var rest = bytes
    while let byte = rest.first {
      if byte == UInt8(ascii: "&"), let (scalar, end) = HTMLEntities.reference(rest) {
        out.append(scalar)
        rest = bytes[end...]
      } else {
        let plain = rest.prefix(1) + rest.dropFirst().prefix { $0 != UInt8(ascii: "&") }
        out.append(contentsOf: String(decoding: plain, as: UTF8.self).unicodeScalars)
        rest = rest.dropFirst(plain.count)
      }
    }
    return String(out)
  }

  /// The address of a link as it is shown to a reader; `nil` for one that nobody can follow from a text, such as `#top` or `javascript:`.
  static func shownAddress(_ address: String) -> String? {
    // White space and controls are dropped, as browsers do: nothing in an address may break a line.
    let scalars = address.unicodeScalars.filter {
      !$0.properties.isWhitespace && $0.properties.generalCategory != .control
    }
    let shown = String(String.UnicodeScalarView(scalars))
    let scheme = shown.utf8.prefix(8).map { $0 | 0x20 }
    if scheme.starts(with: "http://".utf8) || scheme.starts(with: "https://".utf8) { return shown }
    guard scheme.starts(with: "mailto:".utf8) else { return nil }
    // Of `mailto:jane@example.org?subject=…` the reader wants whom to write to.
    let receiver = shown.utf8.dropFirst("mailto:".utf8.count).prefix { $0 != UInt8(ascii: "?") }
    return receiver.isEmpty ? nil : String(decoding: receiver, as: UTF8.self)
  }
}
