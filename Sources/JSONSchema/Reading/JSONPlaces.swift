import CEL

/// Where the parts of a JSON text stand, to point at one that is wrong.
///
/// Nothing is kept: each question goes through the text again, since only what is wrong is asked for.
package struct JSONPlaces {
  private let bytes: [UInt8]
  private var index = 0

  /// The places of a text that has been read as JSON. Of any other the answers mean nothing.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The bytes of the part at a pointer (RFC 6901), or of the nearest part around it that is there. Of a property these are those of
  /// its name, which says more than a value of many lines; of an element and of the whole the first line.
  package func range(of pointer: String) -> Range<Int> {
    var reader = self
    reader.skipSpace()
    var found = reader.line()
    for key in JSONPointer.keys(pointer) ?? [] {
      guard let place = reader.enter(Array(key.utf8)) else { break }
      found = place
    }
    return found
  }

  /// Goes on to the part of a key in the value here.
  /// - Returns: what stands for it.
  private mutating func enter(_ key: [UInt8]) -> Range<Int>? {
    let opening = current
    guard opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") else { return nil }
    index += 1
    var position = 0
    while true {
      skipSpace()
      guard let byte = current, byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") else { return nil }
      let start = index
      if opening == UInt8(ascii: "{") {
        skipValue()
        let name = start..<index
        let isMeant = text(name) == key
        skipSpace()
        index += 1  // the colon
        skipSpace()
        if isMeant { return name }
      } else if Array(String(position).utf8) == key {
        return line()
      }
      skipValue()
      skipSpace()
      if current == UInt8(ascii: ",") { index += 1 }
      position += 1
    }
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// From here to the end of the value or the line.
  private func line() -> Range<Int> {
    var end = self
    end.skipValue()
    let newline = bytes[min(index, bytes.count)...].firstIndex { $0 == UInt8(ascii: "\n") } ?? bytes.count
    return min(index, bytes.count)..<max(min(index, bytes.count), min(end.index, newline, bytes.count))
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  /// Goes behind a value, however deep: only what opens and closes is counted.
  private mutating func skipValue() {
    var depth = 0
    repeat {
      skipSpace()
      guard let byte = current else { return }
      switch byte {
      case UInt8(ascii: "\""): skipText()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        index += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): index += 1
      default:
        index += 1
        while let byte = current, byte > 0x20, !Array(",:]}".utf8).contains(byte) { index += 1 }
      }
    } while depth > 0
  }

  private mutating func skipText() {
    index += 1
    while let byte = current, byte != UInt8(ascii: "\"") { index += byte == UInt8(ascii: "\\") ? 2 : 1 }
    index += 1
  }

  /// The text between quotes, as far as a name is written without escapes; with them it is read.
  private func text(_ range: Range<Int>) -> [UInt8]? {
    guard range.count >= 2, range.upperBound <= bytes.count else { return nil }
    let inner = bytes[range.lowerBound + 1..<range.upperBound - 1]
    guard inner.contains(UInt8(ascii: "\\")) else { return Array(inner) }
    return JSONPlaces.unescaped(bytes[range])
  }
}

extension JSONPlaces {
  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    // What cannot be read is no name that anybody asks for.
    guard let value = try? Value(json: bytes), let text = value.asString else { return nil }
    return Array(text.utf8)
  }
}
