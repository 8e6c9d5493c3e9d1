import CEL
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

extension Lowering {
  /// What to say of a table that is there, and that expressions of this package cannot see by the name that they use: another package keeps
  /// it for itself, or shows it under another name. `nil` where the issue is another one.
  func hiddenTable(_ issue: Issue, in source: String, offset: Int, of node: Node) -> Diagnostic? {
    guard issue.kind == .unknownField, let name = tableName(issue, in: Array(source.utf8), from: node.span),
      case .missing(let why) = namespace.look(up: name.text, .tables, from: node.span)
    else { return nil }
    let place = Located(
      name.text, at: node.span(ofText: name.range.lowerBound + offset..<name.range.upperBound + offset))
    switch why {
    case .isPrivate, .elsewhere(_, nil): return .missing(place, .tables, why, known: [])
    case .elsewhere(let declared, let alias?):
      var diagnostic = Diagnostic.missing(place, .tables, why, known: [])
      let written = "\(alias).\(declared.name)"
      diagnostic.fixes = [
        Fix(title: "write `tables.\(written)`", edits: [Edit(span: place.span, replacement: written)])
      ]
      return diagnostic
    case .unknown, .unreadable, .unknownAlias: return nil
    }
  }

  /// The name under which other sections would refer to the table that an expression reads: `shared/severity` for
  /// `tables.shared.severity`. `nil` where it reads no table.
  private func tableName(_ issue: Issue, in source: [UInt8], from span: Span) -> (text: String, range: Range<Int>)? {
    let range = issue.range.clamped(to: source.indices)
    let name = String(decoding: source[range], as: UTF8.self)
    if issue.message.hasPrefix("`tables.") {
      return ("\(issue.message.dropFirst("`tables.".count).prefix { $0 != "`" })/\(name)", range)
    }
    guard issue.message.hasPrefix("`tables` ") else { return nil }
    // An alias under which no table is seen is no field either; the name of the table comes next.
    guard range.upperBound < source.count, source[range.upperBound] == UInt8(ascii: ".") else { return (name, range) }
    let next = source[(range.upperBound + 1)...].prefix { byte in
      "-_".utf8.contains(byte) || (48...57).contains(byte) || (97...122).contains(byte | 32)
    }
    let aliased = "\(name)/\(String(decoding: next, as: UTF8.self))"
    if case .missing(.isPrivate) = namespace.look(up: aliased, .tables, from: span) {
      return (aliased, range.lowerBound..<next.endIndex)
    }
    return (name, range)
  }
}
