import TreatyDiagnostics
import TreatySyntax

extension Diagnostic {
  /// Something else where a declaration must stand.
  static func noDeclaration(_ node: Node, _ type: any Described.Type) -> Diagnostic {
    let outline = type.outline
    var diagnostic = wrongType(node, expected: "a mapping with the keys of \(outline.name.withArticle)")
    let list = outline.keys.map { $0.name }.sorted().map { "`\($0)`" }.joined(separator: ", ")
    let title: String
    switch type {
    case is SecretDeclaration.Type:
      title = "leave it out, `{}`: the host binds the value, which never stands in a package"
    case is CaseDeclaration.Type where node.kind == .scalar:
      title = "the record is named behind `to`, and what is done to it behind `do`"
    default: title = outline.keys.isEmpty ? "write `{}`" : "write `{key: value}`; its keys are \(list)"
    }
    diagnostic.fixes = [Fix(title: title)]
    return diagnostic
  }

  /// Something else where fields with their values must stand.
  static func noFields(_ node: Node) -> Diagnostic {
    var diagnostic = wrongType(node, expected: "a mapping from fields to values")
    diagnostic.fixes = [
      Fix(title: node.kind == .sequence ? "write `field: value` for each, without a dash" : "write `{field: value}`")
    ]
    return diagnostic
  }

  /// Something else where a text must stand.
  static func noText(_ node: Node) -> Diagnostic {
    var diagnostic = wrongType(node, expected: "a text")
    if node.kind == .scalar {
      diagnostic.reason = "a `#` behind a blank begins a comment"
      diagnostic.fixes = [Fix(title: "write the text; one that begins with `#`, or is to be empty, needs quotes")]
    } else if node.kind == .sequence, node.elements.count == 1, node.style == .flow {
      diagnostic.fixes = [Fix(title: "leave the brackets out, or put the whole text in quotes")]
    }
    return diagnostic
  }

  /// Something else where a number must stand; such as one in quotes.
  static func quotedNumber(_ node: Node, expected: String) -> Diagnostic {
    var diagnostic = wrongType(node, expected: expected)
    let isNumber = Int64(node.text) != nil || (expected == "a number" && Double(node.text)?.isFinite == true)
    if node.kind == .scalar, node.style == .singleQuoted || node.style == .doubleQuoted, isNumber {
      diagnostic.fixes = [
        Fix(
          title: "write it without quotes", edits: [Edit(span: node.span, replacement: node.text)], applicability: .safe
        )
      ]
    }
    return diagnostic
  }

  /// Something else where `true` or `false` must stand. Words for them that other versions of YAML have can only mean these.
  static func noFlag(_ node: Node) -> Diagnostic {
    var diagnostic = wrongType(node, expected: "`true` or `false`")
    let words = [
      "yes": "true", "no": "false", "on": "true", "off": "false", "y": "true", "n": "false", "true": "true",
      "false": "false",
    ]
    if node.kind == .scalar, let meant = words[node.text.lowercased()] {
      diagnostic.fixes = [
        Fix(title: "write `\(meant)`", edits: [Edit(span: node.span, replacement: meant)], applicability: .safe)
      ]
    }
    return diagnostic
  }

  /// A text where a list must stand, with the dashes of one.
  static func dashWithoutBlank(_ node: Node) -> Diagnostic {
    var diagnostic = wrongType(node, expected: "a list")
    diagnostic.reason = "a dash without a blank behind it is part of the text"
    diagnostic.fixes = [Fix(title: "write a blank behind each dash")]
    return diagnostic
  }

  /// Something else where declarations stand under their names.
  static func noNames(_ node: Node) -> Diagnostic {
    var diagnostic = wrongType(node, expected: "a mapping from names")
    diagnostic.fixes = [
      Fix(
        title: node.kind == .sequence
          ? "write `name: …` for each, without a dash or brackets" : "write names below, each with what it stands for"
      )
    ]
    return diagnostic
  }
}

extension Kind where Value == ScalarText {
  /// Edits that make a bare expression of a text that is one `${ … }`; none where that would not be the same text.
  static func bare(_ node: Node) -> [Edit] {
    let text = Array(node.utf8)
    let blanks: [UInt8] = [0x20, 0x09, 0x0A]
    guard let end = text.lastIndex(where: { !blanks.contains($0) }), text[end] == UInt8(ascii: "}"),
      let start = text.firstIndex(of: UInt8(ascii: "{"))
    else { return [] }
    var inner = start + 1..<end
    while let first = inner.first, blanks.contains(text[first]) { inner = inner.dropFirst() }
    while let last = inner.last, blanks.contains(text[last]) { inner = inner.dropLast() }
    let expression = String(decoding: text[inner], as: UTF8.self)
    guard let first = expression.utf8.first, !expression.contains("${"), !expression.contains("\n"),
      expression.utf8.count(where: { $0 == UInt8(ascii: "{") })
        == expression.utf8.count(where: { $0 == UInt8(ascii: "}") })
    else { return [] }
    // What a plain text cannot begin with.
    if node.style == .plain, "!&*[]{}|>%@`'\"#,?-".utf8.contains(first) {
      guard !expression.contains("\"") && !expression.contains("\\") else { return [] }
      return [Edit(span: node.span, replacement: "\"\(expression)\"")]
    }
    return [
      Edit(span: node.span(ofText: 0..<inner.lowerBound), replacement: ""),
      Edit(span: node.span(ofText: inner.upperBound..<end + 1), replacement: ""),
    ]
  }
}
