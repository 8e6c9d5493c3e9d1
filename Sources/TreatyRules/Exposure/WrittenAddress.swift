import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An address or a path as a spec writes it, with expressions in it or without, taken apart where it can be.
struct WrittenAddress {
  /// A parameter behind the question mark.
  struct Parameter {
    /// Its name.
    let name: String
    /// Its value as it is written; `nil` where an expression stands in it.
    let constant: String?
    /// Where it stands in the text, in bytes.
    let range: Range<Int>
  }

  /// The scalar.
  let node: Node
  /// `http` or `https`, in lower case; `nil` for a path, and where an expression gives it.
  let scheme: String?
  /// What stands before the host, up to the `@`, in bytes of the text.
  let userInfo: Range<Int>?
  /// Scheme, host and port as an address; `nil` where an expression gives a part of them.
  let origin: PlannedURL?
  /// Its parameters.
  let parameters: [Parameter]

  /// Takes a text apart.
  init(_ node: Node) {
    self.node = node
    let text = Array(node.text.utf8)
    let expressions = Passage(node).expressions.map { $0.offset..<($0.offset + $0.source.utf8.count) }
    // What stands in an expression divides nothing.
    var outline = text
    for range in expressions where range.upperBound <= outline.count {
      for position in range { outline[position] = UInt8(ascii: "x") }
    }
    let mark = WrittenAddress.start(ofAuthority: outline)
    let start = mark ?? 0
    scheme = mark.map { String(decoding: text[..<($0 - 3)], as: UTF8.self).lowercased() }
    let authority = start..<(outline[start...].firstIndex { "/?#".utf8.contains($0) } ?? outline.count)
    let at = mark == nil ? nil : outline[authority].lastIndex(of: UInt8(ascii: "@"))
    userInfo = at.flatMap { $0 > start ? start..<$0 : nil }
    let host = (at.map { $0 + 1 } ?? start)..<authority.upperBound
    let isKnown = !expressions.contains { $0.lowerBound < host.upperBound }
    origin = scheme.flatMap { isKnown ? PlannedURL("\($0)://\(String(decoding: text[host], as: UTF8.self))") : nil }
    parameters = WrittenAddress.parameters(text, outline, expressions)
  }

  /// Where the host's part begins, behind `://`; `nil` for what has no scheme of its own.
  private static func start(ofAuthority outline: [UInt8]) -> Int? {
    for scheme in ["http://", "https://"] {
      let letters = outline.prefix(scheme.utf8.count).map { (65...90).contains($0) ? $0 | 0x20 : $0 }
      if letters.elementsEqual(scheme.utf8) { return scheme.utf8.count }
    }
    return nil
  }

  private static func parameters(_ text: [UInt8], _ outline: [UInt8], _ expressions: [Range<Int>]) -> [Parameter] {
    let address = outline.prefix { $0 != UInt8(ascii: "#") }
    guard let question = address.firstIndex(of: UInt8(ascii: "?")) else { return [] }
    let query = address[(question + 1)...]
    return query.split(separator: UInt8(ascii: "&")).map { part in
      let range = part.startIndex..<part.endIndex
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let value = text[min(equals + 1, part.endIndex)..<part.endIndex]
      let isConstant = !expressions.contains { $0.overlaps(range) }
      return Parameter(
        name: String(decoding: text[part.startIndex..<equals], as: UTF8.self),
        constant: isConstant ? String(decoding: value, as: UTF8.self) : nil, range: range)
    }
  }
}
