/// Expressions as their tokens: two that differ in nothing but white space, comments, quotes, and the names of variables of macros have one form, and two
/// that mean different things never have. Far cheaper than ``NormalForm``, which knows more.
package struct TokenForm: Sendable {
  private let macros: MacroTable
  private let hyphenated: [String: Int]

  /// The form in which the macros of these libraries are known, and names are read with these options.
  package init(libraries: [Library], parse options: ParseOptions) {
    macros = MacroTable(libraries)
    hyphenated = options.hyphenatedRoots
  }

  /// The form of an expression; its text where that cannot be cut into tokens.
  package func text(of source: String) -> String {
    // What is wrong with it is said where it is compiled.
    guard let tokens = try? Lexer.tokens(of: source, hyphenated: hyphenated) else { return source }
    return Reader(tokens: tokens, macros: macros).text()
  }

  /// A variable of a macro: where it is declared, and the tokens among which it stands for an element.
  private struct Local {
    let name: String
    let place: Int
    let scope: Range<Int>
    /// How many variables are around it: it is known by that.
    var depth = 0
  }

  private struct Reader {
    let tokens: [Token]
    private var locals: [Local] = []

    init(tokens: [Token], macros: MacroTable) {
      self.tokens = tokens
      // A key in braces may be a variable, or the name of a field: where there is one, names stay as they are.
      guard !hasDoubtfulKey else { return }
      for index in tokens.indices { locals += declared(at: index, macros) }
    }

    func text() -> String {
      tokens.enumerated().map { part($0.element, at: $0.offset) }.joined(separator: "\u{1}")
    }

    private func part(_ token: Token, at index: Int) -> String {
      switch token.kind {
      case .name(let name): depth(of: name, at: index).map { "\u{3}\($0)" } ?? name
      case .quotedName(let name): "`\(name)"
      case .int(let value): "i\u{2}\(value)"
      case .uint(let value): "u\u{2}\(value)"
      case .double(let value): "d\u{2}\(value.bitPattern)"
      case .text(let text): String(decoding: Value.text(text).json(), as: UTF8.self)
      case .bytes(let bytes): "b\u{2}\(bytes)"
      case .symbol(let symbol): symbol.description
      case .end: ""
      }
    }

    /// Which variable of a macro a name is; `nil` where it is none.
    private func depth(of name: String, at index: Int) -> Int? {
      guard !locals.isEmpty, !isField(index) else { return nil }
      // Declarations stand in the order of their places, so that the last around a place is the innermost.
      return locals.last { $0.name == name && ($0.place == index || $0.scope.contains(index)) }?.depth
    }

    /// Whether a name stands behind a dot, `.name` or `.?name`.
    private func isField(_ index: Int) -> Bool {
      guard index > 0 else { return false }
      if tokens[index - 1].kind == .symbol(".") { return true }
      return index > 1 && tokens[index - 1].kind == .symbol("?") && tokens[index - 2].kind == .symbol(".")
    }

    private var hasDoubtfulKey: Bool {
      tokens.indices.contains { index in
        guard index > 0, index + 1 < tokens.count, case .name = tokens[index].kind,
          tokens[index + 1].kind == .symbol(":")
        else { return false }
        let isOptional = tokens[index - 1].kind == .symbol("?") && index > 1
        let before = tokens[isOptional ? index - 2 : index - 1].kind
        return before == .symbol("{") || before == .symbol(",")
      }
    }

    /// The variables of the macro that is called at a place, if one is.
    private func declared(at index: Int, _ macros: MacroTable) -> [Local] {
      guard case .name(let name) = tokens[index].kind, index + 1 < tokens.count, tokens[index + 1].kind == .symbol("("),
        macros.knows(name), let ends = ends(ofArgumentsFrom: index + 1), let end = ends.last,
        let form = macros.variables(of: name, arguments: ends.count)
      else { return [] }
      let depth = locals.count { $0.scope.contains(index) }
      var found: [Local] = []
      for number in 0..<form.variables {
        let start = number == 0 ? index + 2 : ends[number - 1] + 1
        // Its argument is a name and nothing else.
        guard case .name(let variable) = tokens[start].kind, ends[number] == start + 1 else { return [] }
        let scope = (ends[form.from - 1] + 1)..<end
        found.append(Local(name: variable, place: start, scope: scope, depth: depth + number))
      }
      return found
    }

    /// Where the arguments of a call end; `nil` for one without an end.
    private func ends(ofArgumentsFrom open: Int) -> [Int]? {
      var (depth, ends) = (0, [Int]())
      for index in open..<tokens.count {
        guard case .symbol(let symbol) = tokens[index].kind else { continue }
        switch symbol {
        case "(", "[", "{": depth += 1
        case ")", "]", "}":
          depth -= 1
          if depth == 0 { return ends + [index] }
        case "," where depth == 1: ends.append(index)
        default: break
        }
      }
      return nil
    }
  }
}
