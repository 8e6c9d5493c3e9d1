/// Texts that must not be read where something is shown, and takes them out of what others wrote.
///
/// A partner's answer can repeat what it was sent, in words of its own. Whoever shows it does not know where it came from, so it is looked for
/// by its bytes: as it is, and in the forms that texts take in URLs, JSON, HTML and base64, in upper and lower case.
public struct HiddenTexts: Sendable {
  private let texts: [[UInt8]]
  private let stars: [UInt8]

  /// Texts with fewer bytes are taken out only where they stand as words of their own: they would be found in texts that have nothing to do with
  /// them.
  private static let shortest = 6

  /// - Parameters:
  ///   - texts: what must not be read. Empty ones hide nothing.
  ///   - stars: what stands in their place.
  public init(_ texts: some Sequence<[UInt8]>, as stars: String = "***") {
    self.stars = Array(stars.utf8)
    // The longest first: one may begin with another.
    let forms = texts.reduce(into: Set<[UInt8]>()) { forms, text in
      if !text.isEmpty { forms.formUnion(HiddenForms.all(of: text).map { $0.map(HiddenTexts.lowered) }) }
    }
    self.texts = forms.sorted { left, right in
      left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count > right.count
    }
  }

  /// Whether nothing is hidden.
  public var isEmpty: Bool { texts.isEmpty }

  /// The bytes with stars in the place of every text.
  public func hide(in bytes: [UInt8]) -> [UInt8] {
    texts.reduce(bytes) { bytes, text in replace(text, in: bytes) }
  }

  /// The text with stars in the place of every text.
  public func hide(in text: String) -> String {
    let bytes = text.utf8
    // Most texts have the first letter of none followed by its second.
    guard texts.contains(where: { mayHold($0, bytes) }) else { return text }
    let hidden = hide(in: Array(bytes))
    return hidden.elementsEqual(bytes) ? text : String(decoding: hidden, as: UTF8.self)
  }

  /// How many of the last bytes may be the beginning of one of the texts: where something was cut off behind them, nobody can tell.
  public func beginning(atEndOf bytes: some BidirectionalCollection<UInt8>) -> Int {
    let tail = Array(bytes.suffix(max(1, texts.first?.count ?? 0) - 1).map(HiddenTexts.lowered))
    return texts.reduce(0) { most, text in
      // The longest that is longer than what was found so far.
      var count = min(text.count - 1, tail.count)
      while count > most, !tail.suffix(count).elementsEqual(text.prefix(count)) { count -= 1 }
      return max(most, count)
    }
  }

  /// Whether one of the texts is in these bytes.
  public func isIn(_ bytes: [UInt8]) -> Bool {
    texts.contains { mayHold($0, bytes) } && hide(in: bytes) != bytes
  }

  private func mayHold(_ text: [UInt8], _ bytes: some Collection<UInt8>) -> Bool {
    guard bytes.count >= text.count else { return false }
    guard text.count > 1 else { return bytes.contains { HiddenTexts.lowered($0) == text[0] } }
    var last: UInt8?
    for byte in bytes.lazy.map(HiddenTexts.lowered) {
      if last == text[0], byte == text[1] { return true }
      last = byte
    }
    return false
  }

  private func replace(_ text: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8]?
    var (kept, index) = (0, 0)
    let isWord = text.count < Self.shortest
    while index + text.count <= bytes.count {
      guard HiddenTexts.lowered(bytes[index]) == text[0],
        bytes[index..<(index + text.count)].elementsEqual(text, by: { HiddenTexts.lowered($0) == $1 }),
        !isWord || HiddenTexts.isWord(index..<(index + text.count), in: bytes)
      else {
        index += 1
        continue
      }
      out = (out ?? []) + bytes[kept..<index] + stars
      index += text.count
      kept = index
    }
    return out.map { $0 + bytes[kept...] } ?? bytes
  }

  /// A letter of ASCII in lower case; any other byte as it is.
  private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  private static func isWord(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    func isPart(_ byte: UInt8) -> Bool {
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    return (range.lowerBound == 0 || !isPart(bytes[range.lowerBound - 1]))
      && (range.upperBound == bytes.count || !isPart(bytes[range.upperBound]))
  }
}
