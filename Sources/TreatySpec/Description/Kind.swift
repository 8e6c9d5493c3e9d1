import TreatyDiagnostics
import TreatySyntax

/// A kind of value: how it is read, and what form it has for schema and reference.
public struct Kind<Value: Sendable>: Sendable {
  /// What may stand there.
  public let form: @Sendable () -> Form
  /// Reads a value; `nil` after a finding was added.
  let read: @Sendable (Node, inout SpecReader) -> Value?

  /// A kind.
  init(
    _ form: @autoclosure @escaping @Sendable () -> Form, read: @escaping @Sendable (Node, inout SpecReader) -> Value?
  ) {
    self.form = form
    self.read = read
  }

  /// The same, for a property that is empty where the key is left out.
  var orNothing: Kind<Value?> {
    Kind<Value?>(self.form()) { node, reader in self.read(node, &reader).map { .some($0) } }
  }

  /// The same with the place of the value.
  var located: Kind<Located<Value>> {
    Kind<Located<Value>>(self.form()) { node, reader in
      self.read(node, &reader).map { Located($0, at: node.span) }
    }
  }
}

extension Kind where Value == String {
  /// A text, as it stands. Numbers and truth values count as the text they are written with.
  static let text = Kind(.text) { node, reader in
    guard node.kind == .scalar, node.resolved != .null else {
      reader.findings.add(.noText(node))
      return nil
    }
    return node.text
  }

  /// A text that a small grammar reads.
  static func grammar<Grammar: GrammarValue>(_ grammar: Grammar.Type) -> Kind {
    Kind(.grammar(grammar.grammar, bounds: nil)) { node, reader in
      Kind<Grammar>.parsed.read(node, &reader) == nil ? nil : node.text
    }
  }

  /// A name of the user's: kebab-case.
  static let name = grammar(Name.self)
}

extension Kind where Value: GrammarValue {
  /// What a small grammar reads; what is wrong with a text is said at the part that is wrong.
  static var parsed: Kind {
    Kind(.grammar(Value.grammar, bounds: nil)) { node, reader in
      guard let text = Kind<String>.text.read(node, &reader) else { return nil }
      do throws(GrammarError) { return try Value(parsing: text) } catch {
        reader.findings.add(.invalid(error, node))
        return nil
      }
    }
  }
}

extension Kind where Value == Int {
  /// A whole number within bounds.
  static func integer(_ range: ClosedRange<Int>) -> Kind {
    Kind(.integer(range)) { node, reader in
      guard node.kind == .scalar, case .int(let value) = node.resolved else {
        reader.findings.add(.quotedNumber(node, expected: "a whole number"))
        return nil
      }
      guard let value = Int(exactly: value), range.contains(value) else {
        reader.findings.add(
          range.count == 1
            ? .invalid(node, "\(node.text) is not known here", mend: "write \(range.lowerBound), the only one that is")
            : .invalid(node, "\(node.text) is not between \(range.lowerBound) and \(range.upperBound)"))
        return nil
      }
      return value
    }
  }
}

extension Kind where Value == Double {
  /// A number within bounds.
  static func number(_ range: ClosedRange<Double>) -> Kind {
    Kind(.number(range)) { node, reader in
      let value: Double
      switch node.kind == .scalar ? node.resolved : .null {
      case .int(let whole): value = Double(whole)
      case .float(let number): value = number
      default:
        reader.findings.add(.quotedNumber(node, expected: "a number"))
        return nil
      }
      guard range.contains(value) else {
        let bounds = [range.lowerBound, range.upperBound].map { $0.magnitude < 1e15 ? "\(Int64($0))" : "\($0)" }
        reader.findings.add(.invalid(node, "\(node.text) is not between \(bounds[0]) and \(bounds[1])"))
        return nil
      }
      return value
    }
  }

  /// A rate, as calls a second.
  static let rate = Kind(.grammar(Rate.grammar, bounds: nil)) { node, reader in
    Kind<Rate>.parsed.read(node, &reader)?.perSecond
  }
}

extension Kind where Value == Bool {
  /// `true` or `false`.
  static let flag = Kind(.flag) { node, reader in
    if node.kind == .scalar, case .bool(let value) = node.resolved { return value }
    reader.findings.add(.noFlag(node))
    return nil
  }
}

extension Kind where Value == Bool {
  /// `true`, for what says something by standing there: `false` would stand for nothing.
  static let yes = Kind(.flag) { node, reader in
    guard let value = flag.read(node, &reader) else { return nil }
    if value { return true }
    reader.findings.add(.invalid(node, "`false` says nothing here", mend: "write `true`, or leave the key out"))
    return nil
  }
}

extension Kind where Value == Int64 {
  /// A duration in milliseconds.
  static func duration(_ range: ClosedRange<Int64>) -> Kind {
    let bounds = "\(SmallGrammar.words(range.lowerBound)) to \(SmallGrammar.words(range.upperBound))"
    return Kind(.grammar(TimeLength.grammar, bounds: range == longest ? nil : bounds)) { node, reader in
      guard let duration = Kind<TimeLength>.parsed.read(node, &reader)?.milliseconds else { return nil }
      guard range.contains(duration) else {
        let bounds = "\(SmallGrammar.words(range.lowerBound)) and \(SmallGrammar.words(range.upperBound))"
        reader.findings.add(.invalid(node, "`\(node.text)` is not between \(bounds)"))
        return nil
      }
      return duration
    }
  }
}

extension Kind where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of a closed set of words.
  static var choice: Kind {
    Kind(.choice(Value.allCases.map { $0.rawValue })) { node, reader in
      let words = Value.allCases.map { $0.rawValue }
      guard let text = Kind<String>.text.read(node, &reader) else { return nil }
      if let value = Value(rawValue: text) { return value }
      var diagnostic = Diagnostic.invalid(
        node, "`\(text)` is not one of \(words.map { "`\($0)`" }.joined(separator: ", "))")
      if let meant = Habits.word(text, among: words) {
        diagnostic.fixes = [
          Fix(title: "did you mean `\(meant)`?", edits: [Edit(span: node.span, replacement: meant)])
        ]
      }
      reader.findings.add(diagnostic)
      return nil
    }
  }
}

extension Kind where Value == ScalarText {
  /// Text in which `${ … }` is an expression.
  static let template = scalar(.template, "a text")

  /// A bare CEL expression.
  static let expression = Kind(.expression) { node, reader in
    guard let scalar = scalar(.expression, "an expression").read(node, &reader) else { return nil }
    let text = scalar.text.drop { $0.isWhitespace }
    guard text.hasPrefix("${") else { return scalar }
    var diagnostic = Diagnostic(
      code: .expressionAsTemplate, severity: .error, message: "an expression stands here by itself, without `${ … }`",
      primary: Label(span: node.span))
    diagnostic.fixes = [
      Fix(title: "write only what stands between `${` and `}`", edits: bare(node), applicability: .safe)
    ]
    reader.findings.add(diagnostic)
    return nil
  }

  private static func scalar(_ form: Form, _ words: String) -> Kind {
    Kind(form) { node, reader in
      if node.kind == .scalar, node.resolved != .null { return ScalarText(node) }
      reader.findings.add(
        .wrongType(
          node,
          expected: node.kind == .mapping
            ? "\(words); one with `: ` in it, or that begins with `{`, needs quotes" : words))
      return nil
    }
  }
}

extension Kind where Value == Node {
  /// Any YAML value, with templates in its texts.
  static let construction = Kind(.construction) { node, _ in node }

  /// A text, number or truth value that stands for itself. The compiler reads it, since its type is said elsewhere.
  static let constant = Kind(.constant) { node, _ in node }

  /// A type of the language. The compiler reads it, since names in it need a package.
  static let type = Kind(.type) { node, _ in node }
}

extension Kind {
  /// A list; a single value stands for a list of one.
  static func list<Element>(_ element: Kind<Element>) -> Kind where Value == [Element] {
    Kind(.either([.list(element.form()), element.form()])) { node, reader in
      guard node.kind == .sequence else {
        // `-viewer`: a dash without a blank begins a text.
        let start = Array(node.utf8.prefix(2))
        if node.style == .plain, start.count == 2, start[0] == UInt8(ascii: "-"), start[1] | 0x20 >= UInt8(ascii: "a") {
          reader.findings.add(.dashWithoutBlank(node))
          return nil
        }
        return element.read(node, &reader).map { [$0] }
      }
      let elements = node.elements.map { element.read($0, &reader) }
      return elements.contains { $0 == nil } ? nil : elements.compactMap { $0 }
    }
  }

  /// Declarations under names of the user's, in the order of the file. Those that could not be read are left out.
  static func names<Element>(_ element: Kind<Element>, anyName: Bool = false) -> Kind where Value == [Named<Element>] {
    Kind(.map(element.form(), keys: anyName ? nil : Name.grammar)) { node, reader in
      if node.kind == .scalar, node.resolved == .null { return [] }
      guard node.kind == .mapping else {
        reader.findings.add(.noNames(node))
        return nil
      }
      var named: [Named<Element>] = []
      for (key, value) in node.entries {
        if !anyName, !SmallGrammar.isName(key.text) { reader.findings.add(.invalidName(key)) }
        let (references, unsupported) = (reader.references.count, reader.unsupported.count)
        guard let read = element.read(value, &reader) else {
          reader.broken.insert(key.text)
          continue
        }
        named.append(
          Named(
            name: Located(key.text, at: key.span), value: read, node: value,
            references: Array(reader.references[references...]),
            unsupported: Array(reader.unsupported[unsupported...])))
      }
      return named
    }
  }

  /// The declarations of a section.
  static func section<Element: Declaration>() -> Kind where Value == [Named<Element>] {
    names(
      Kind<Element>(.declaration(Element.outline)) { node, reader in
        if Element.outline.isCheckedOnly {
          reader.unsupported.append(Located(Element.description.name.withArticle, at: node.headSpan))
        }
        return reader.read(Element.self, from: node)
      })
  }

  /// A declaration.
  static func nested() -> Kind where Value: Described {
    Kind(.declaration(Value.outline)) { node, reader in reader.read(Value.self, from: node) }
  }

  /// A declaration that can also be written as the value of the one key that matters most.
  static func nested<Short>(
    short path: any WritableKeyPath<Value, Short> & Sendable, _ kind: Kind<Short>
  ) -> Kind where Value: Described {
    Kind(.either([kind.form(), .declaration(Value.outline)])) { node, reader in
      guard node.kind != .mapping else { return reader.read(Value.self, from: node) }
      guard let short = kind.read(node, &reader) else { return nil }
      var value = Value()
      value[keyPath: path] = short
      return value
    }
  }
}

extension Diagnostic {
  /// What is wrong with a text that a small grammar reads.
  static func invalid(_ error: GrammarError, _ node: Node) -> Diagnostic {
    var diagnostic = Diagnostic(
      code: .invalidValue, severity: .error, message: error.message,
      primary: Label(span: error.range.isEmpty ? node.span : node.span(ofText: error.range)))
    var fix = Fix(title: error.mend)
    // Only where the text stands as it is: an escape is not written over.
    if let replacement = error.replacement, node.span.range.count == node.utf8.count {
      fix = Fix(
        title: error.mend, edits: [Edit(span: node.span(ofText: error.edited), replacement: replacement)],
        applicability: .unsafe)
    }
    diagnostic.fixes = [fix]
    return diagnostic
  }

  static func invalidName(_ key: Node) -> Diagnostic {
    var diagnostic = Diagnostic(
      code: .invalidName, severity: .error, message: "`\(key.text)` is not a name", primary: Label(span: key.span))
    diagnostic.reason =
      "names are kebab-case: lower-case letters and digits, in words joined by single hyphens, a letter first"
    if let mended = SmallGrammar.kebab(key.text) {
      diagnostic.fixes = [Fix(title: "write `\(mended)`", edits: [Edit(span: key.span, replacement: mended)])]
    }
    return diagnostic
  }
}
