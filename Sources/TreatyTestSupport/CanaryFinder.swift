public import Foundation

/// Finds texts that must not be somewhere, in every form in which they could be there: as they are and in other letters' case, in URLs, JSON, HTML
/// and CSV, in base64 and hex, and in UTF-16.
public struct CanaryFinder: Sendable {
  /// A text that was found.
  public struct Find: Hashable, Sendable, CustomStringConvertible {
    /// The text that was looked for.
    public var canary: String
    /// The form in which it was there.
    public var form: String

    /// For what a test says.
    public var description: String { "`\(canary)` (\(form))" }
  }

  private let needles: [(find: Find, bytes: [UInt8])]

  /// A finder of these texts.
  public init(_ canaries: [String]) {
    needles = canaries.flatMap { canary -> [(find: Find, bytes: [UInt8])] in
      var seen: Set<[UInt8]> = []
      return CanaryFinder.forms(of: canary).compactMap { form, bytes -> (find: Find, bytes: [UInt8])? in
        let bytes = bytes.map(CanaryFinder.lowered)
        // What is shorter than that would be found by chance.
        guard bytes.count >= 8, seen.insert(bytes).inserted else { return nil }
        return (Find(canary: canary, form: form), bytes)
      }
    }
  }

  /// What of them is in some bytes, each in the first form in which it was found.
  public func found(in data: Data) -> [Find] {
    // By their first two bytes: one pass over the bytes for all of them.
    var starts: [Int: [Int]] = [:]
    for (index, needle) in needles.enumerated() {
      starts[CanaryFinder.pair(needle.bytes, 0), default: []].append(index)
    }
    var isStart = [Bool](repeating: false, count: 65_536)
    for key in starts.keys { isStart[key] = true }
    let lower = (0..<256).map { CanaryFinder.lowered(UInt8($0)) }
    var found: [Int: Find] = [:]
    data.withUnsafeBytes { (hay: UnsafeRawBufferPointer) in
      guard hay.count > 1 else { return }
      var first = Int(lower[Int(hay[0])])
      for index in 1..<hay.count {
        let second = Int(lower[Int(hay[index])])
        let key = first << 8 | second
        first = second
        guard isStart[key] else { continue }
        for candidate in starts[key] ?? [] where found[candidate] == nil {
          let bytes = needles[candidate].bytes
          guard index - 1 + bytes.count <= hay.count else { continue }
          let isThere = bytes.indices.allSatisfy { lower[Int(hay[index - 1 + $0])] == bytes[$0] }
          if isThere { found[candidate] = needles[candidate].find }
        }
      }
    }
    var seen: Set<String> = []
    return found.sorted { $0.key < $1.key }.map(\.value).filter { seen.insert($0.canary).inserted }
  }

  /// A text in each form, with the name of the form. Written for itself: what hides texts elsewhere is not asked what it looks for.
  public static func forms(of text: String) -> [(name: String, bytes: [UInt8])] {
    let bytes = Array(text.utf8)
    var unreserved = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\0"..."\u{7F}"))
    unreserved.insert(charactersIn: "-._~")
    let percent = text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text
    func json(_ options: JSONEncoder.OutputFormatting) -> [UInt8] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = options
      // A text can always be written.
      return ((try? encoder.encode(text)).map { Array($0.dropFirst().dropLast()) }) ?? bytes
    }
    func twice(_ bytes: [UInt8], _ escape: (String) -> String) -> [UInt8] {
      Array(escape(String(decoding: bytes, as: UTF8.self)).utf8)
    }
    let nested = twice(json(.withoutEscapingSlashes)) { $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
    let html = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    var forms: [(String, [UInt8])] = [
      ("as it is", bytes), ("percent-encoded", Array(percent.utf8)),
      ("percent-encoded but for the slash", Array(percent.replacing("%2F", with: "/").utf8)),
      ("as a form's value", Array(percent.replacing("%20", with: "+").utf8)),
      ("in JSON", json(.withoutEscapingSlashes)),
      ("in JSON, all escaped", json([])), ("in HTML", Array(html.replacing("\"", with: "&quot;").utf8)),
      ("in JSON within JSON", nested), ("percent-encoded twice", Array(percent.replacing("%", with: "%25").utf8)),
      ("in CSV", Array(text.replacing("\"", with: "\"\"").utf8)),
      ("in hex", Array(bytes.map { String(format: "%02x", $0) }.joined().utf8)),
      ("UTF-16LE", text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
      ("UTF-16BE", text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
    ]
    for offset in 0..<3 {
      // Three bytes are four characters: what stands before and behind it touches the first and the last few.
      let whole = Data([UInt8](repeating: 0, count: offset) + bytes).base64EncodedString()
      let inner = whole.dropFirst([0, 2, 3][offset]).prefix { $0 != "=" }
      let known = inner.dropLast((offset + bytes.count) % 3 == 0 ? 0 : 1)
      forms.append(("base64 at \(offset)", Array(known.utf8)))
      forms.append(
        ("base64url at \(offset)", Array(known.replacing("+", with: "-").replacing("/", with: "_").utf8)))
    }
    return forms
  }

  private static func pair(_ bytes: [UInt8], _ index: Int) -> Int { Int(bytes[index]) << 8 | Int(bytes[index + 1]) }

  private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
