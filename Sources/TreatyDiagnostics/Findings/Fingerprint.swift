/// The name of a finding across runs, by which an approval, a baseline or a list of known findings holds on to it.
///
/// Made of code, file, place within the declarations and the text that is underlined; never of line numbers or of the words of the
/// message, so that moving a declaration and rewording a message keep it. A change of the text that is at fault gives another
/// one, as it should: what somebody agreed to is no longer there.
public struct Fingerprint: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The 64 bits.
  public let value: UInt64

  /// A fingerprint of 64 bits.
  public init(_ value: UInt64) { self.value = value }

  /// A fingerprint out of 16 hex digits; `nil` for anything else.
  public init?(hex: String) {
    guard hex.utf8.count == 16, hex.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let value = UInt64(hex, radix: 16)
    else { return nil }
    self.init(value)
  }

  /// 16 hex digits in lower case.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// By number.
  public static func < (left: Fingerprint, right: Fingerprint) -> Bool { left.value < right.value }

  /// The fingerprint of something that these parts tell from everything else.
  public static func of(_ parts: [String]) -> Fingerprint {
    var hash = FowlerNollVo()
    for part in parts {
      hash.add(text: part.utf8)
      hash.separate()
    }
    return Fingerprint(hash.value)
  }

  /// The fingerprints of findings in the order of their report. Those that are alike in all that counts are told apart by which of
  /// them comes first in the file.
  static func of(_ diagnostics: [Diagnostic], in sources: Sources) -> [Fingerprint] {
    var alike: [UInt64: UInt64] = [:]
    return diagnostics.map { diagnostic in
      var hash = hash(of: diagnostic, in: sources)
      let ordinal = alike[hash.value, default: 0]
      alike[hash.value] = ordinal + 1
      hash.add(number: ordinal)
      return Fingerprint(hash.value)
    }
  }

  private static func hash(of diagnostic: Diagnostic, in sources: Sources) -> FowlerNollVo {
    var hash = FowlerNollVo()
    hash.add(text: diagnostic.code.name.utf8)
    hash.separate()
    let source = diagnostic.primary.map { sources[$0.span.file] }
    if let source { hash.add(text: source.path.utf8) }
    hash.separate()
    if let path = diagnostic.path { hash.add(text: path.utf8) }
    hash.separate()
    if let source, let label = diagnostic.primary {
      hash.add(words: source.bytes[label.span.range.clamped(to: 0..<source.bytes.count)])
    }
    hash.separate()
    return hash
  }
}

/// FNV-1a with 64 bits (draft-eastlake-fnv): the same on every machine and in every version, which Swift's own hashing is not.
private struct FowlerNollVo {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

  mutating func add(text bytes: some Sequence<UInt8>) { for byte in bytes { add(byte) } }

  /// Adds text as its words with one space between, so that indentation and line ends make no difference.
  mutating func add(words bytes: ArraySlice<UInt8>) {
    var isFirst = true
    for word in bytes.split(whereSeparator: { $0 == 0x20 || (0x09...0x0D).contains($0) }) {
      if !isFirst { add(0x20) }
      add(text: word)
      isFirst = false
    }
  }

  /// Ends a part. No text has this byte in UTF-8, so that parts cannot run into one another.
  mutating func separate() { add(0xFF) }

  mutating func add(number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
  }
}
