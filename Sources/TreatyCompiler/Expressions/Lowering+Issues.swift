import CEL
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

extension Lowering {
  /// Says what is wrong with an expression, in the file that it stands in.
  /// - Parameters:
  ///   - source: The expression.
  ///   - offset: Where it begins in the node's text.
  mutating func report(_ issue: Issue, in source: String, offset: Int, of node: Node) {
    if let doubled = Diagnostic.doubledBraces(issue, source, offset: offset, of: node) { return findings.add(doubled) }
    let range = (issue.range.lowerBound + offset)..<(issue.range.upperBound + offset)
    if let hidden = hiddenTable(issue, in: source, offset: offset, of: node) { return findings.add(hidden) }
    var diagnostic = Diagnostic(issue, at: node.span(ofText: range))
    let name = String(decoding: node.utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
    let hint = ExpressionHint(issue, in: source)
    diagnostic.addEdits(issue, for: name, hint)
    if let title = hint.title { diagnostic.fixes = [Fix(title: title)] }
    for section in [Section.inputs, .secrets, .tables]
    where issue.kind == .unknownField && issue.message.hasPrefix("`\(section.path)` ") {
      // One that could not be read is not missing as well.
      if namespace.mayDeclare(name, from: node.span) { return }
      diagnostic.message = "there is no \(section.noun) `\(name)`"
      diagnostic.reason = nil
      if diagnostic.fixes.isEmpty {
        let known = namespace.visible(section, from: node.span)
        diagnostic.fixes = [Diagnostic.near(Located(name, at: node.span), known, section.path)]
      }
    }
    if issue.kind == .undeclaredName, issue.suggestion == nil, !issue.message.contains("function") {
      diagnostic.explain(undeclared: name, mayBeText: hint.standsForText && node.style != .singleQuoted)
    }
    if issue.kind == .noOverload, issue.notes.contains("it takes: A == A") || issue.notes.contains("it takes: A != A") {
      diagnostic.reason = "values of different types are never equal"
    }
    findings.add(diagnostic)
  }
}

extension Diagnostic {
  /// Names that expressions can see in some place: in another they are not meant as texts.
  private static let names: Set<String> = [
    "item", "event", "lookup", "steps", "status", "headers", "body", "id", "input", "mark", "since", "system", "now",
    "inputs",
    "tables", "verdict", "probe", "plan", "value", "record", "text", "batch", "result",
  ]

  /// What other tools call what expressions see.
  private static let roots = [
    "response": "body", "request": "input", "payload": "item", "data": "item", "env": "inputs", "vars": "inputs",
    "var": "inputs", "variables": "inputs", "this": "item", "self": "item", "trigger": "event",
  ]

  /// Words for a name that an expression cannot see.
  fileprivate mutating func explain(undeclared name: String, mayBeText: Bool) {
    let isEnvironment =
      name.utf8.count > 1
      && name.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    if name == "secrets" {
      code = .secretOutOfPlace
      message = "a secret can only be read in an account's `auth`"
      reason = "anywhere else it would end in records, logs or other systems"
      fixes = [Fix(title: "declare an account with this secret, and name the account where it is needed")]
    } else if isEnvironment {
      let input = name.lowercased().replacing("_", with: "-")
      let isCredential = reason?.contains("`secrets`") == true
      message = "`\(name)` is not in scope here: variables of the environment are not read"
      fixes = [
        Fix(
          title: isCredential
            ? "declare a secret, and write `secrets.\(input)`" : "declare an input, and write `inputs.\(input)`")
      ]
    } else if let meant = Diagnostic.roots[name], reason?.contains("`\(meant)`") == true {
      fixes = [
        Fix(
          title: name == "response"
            ? "`status`, `headers` and `body` of the answer stand by themselves" : "what is meant may be `\(meant)`")
      ]
    } else if ["id", "input", "mark"].contains(name), reason?.contains("`batch`") == true {
      fixes = [Fix(title: "each record of the batch has its own: `batch.map(one, one.\(name))`")]
    } else if !Diagnostic.names.contains(name) {
      let edits = mayBeText ? primary.map { [Edit(span: $0.span, replacement: "'\(name)'")] } : nil
      fixes = [Fix(title: "if it is meant as a text, put it in quotes: `'\(name)'`", edits: edits ?? [])]
    }
  }

  /// Gives the first way to mend its edit, where it says what is to stand in place of `text`.
  fileprivate mutating func addEdits(_ issue: Issue, for text: String, _ hint: ExpressionHint) {
    guard let span = primary?.span, span.range.count == text.utf8.count, let first = fixes.first else { return }
    var replacement: String?
    if let suggestion = issue.suggestion {
      let quote = text.first.flatMap { $0 == "'" || $0 == "\"" ? String($0) : nil } ?? ""
      replacement = quote + suggestion + quote
    } else if first.title.hasPrefix("write `"), first.title.hasSuffix("`") {
      let written = String(first.title.dropFirst(7).dropLast())
      // A conversion of the whole, or another operator.
      if issue.kind == .typeMismatch && written.contains("(\(text))") || issue.kind == .syntax && hint.isLoneEquals {
        replacement = written
      }
    }
    if let replacement { fixes[0] = Fix(title: first.title, edits: [Edit(span: span, replacement: replacement)]) }
  }

  /// `${{ … }}`, as other tools have it.
  fileprivate static func doubledBraces(_ issue: Issue, _ source: String, offset: Int, of node: Node) -> Diagnostic? {
    let bytes = Array(source.utf8)
    guard issue.kind == .syntax, offset > 1, bytes.count > 1, bytes.first == UInt8(ascii: "{"),
      bytes.last == UInt8(ascii: "}")
    else { return nil }
    let end = offset + bytes.count
    return Diagnostic(
      code: .expressionSyntax, severity: .error, message: "an expression in a text stands in single braces",
      primary: Label(span: node.span(ofText: offset..<end)), reason: "`${{ … }}` would be a map in an expression",
      fixes: [
        Fix(
          title: "write `${ … }`",
          edits: [
            Edit(span: node.span(ofText: offset..<(offset + 1)), replacement: ""),
            Edit(span: node.span(ofText: (end - 1)..<end), replacement: ""),
          ])
      ])
  }
}
