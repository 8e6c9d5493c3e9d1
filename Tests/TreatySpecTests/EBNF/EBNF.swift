/// What a symbol of a grammar stands for.
indirect enum EBNFExpression: Sendable {
  /// Characters as they are.
  case literal([Unicode.Scalar])
  /// One character within these ranges, or outside all of them.
  case set([ClosedRange<UInt32>], isNegated: Bool)
  /// What another symbol stands for.
  case symbol(String)
  /// One after the other.
  case sequence([EBNFExpression])
  /// One of them.
  case choice([EBNFExpression])
  /// As often as one likes, but not less often than `least`; at most once where `isOnce`.
  case repeated(EBNFExpression, least: Int, isOnce: Bool)
}

/// The grammars of the folder `grammar/`, in the notation of the W3C's XML recommendation, §6.
struct EBNF: Sendable {
  /// What each symbol stands for, by file.
  let files: [String: [String: EBNFExpression]]

  /// Reads files by their names.
  init(_ texts: [String: String]) throws {
    files = try texts.mapValues { try EBNFReader.rules(of: $0) }
  }

  /// What a symbol stands for that a file names: its own, or that of the one other file that has it.
  func expression(of symbol: String, in file: String) throws -> (expression: EBNFExpression, file: String) {
    if let own = files[file]?[symbol] { return (own, file) }
    let others = files.filter { $0.value[symbol] != nil }.keys.sorted()
    guard others.count == 1, let other = others.first, let expression = files[other]?[symbol] else {
      throw EBNFError(
        "`\(symbol)` of \(file) stands in \(others.isEmpty ? "no file" : others.joined(separator: " and "))")
    }
    return (expression, other)
  }

  /// All texts that stand in quotes, each once.
  var literals: [[Unicode.Scalar]] {
    func found(_ expression: EBNFExpression) -> [String] {
      switch expression {
      case .literal(let text): [String(String.UnicodeScalarView(text))]
      case .set, .symbol: []
      case .sequence(let parts), .choice(let parts): parts.flatMap(found)
      case .repeated(let part, _, _): found(part)
      }
    }
    return Set(files.values.flatMap { $0.values.flatMap(found) }).sorted().map { Array($0.unicodeScalars) }
  }

  /// The expression of a symbol with all others put in place of their names, but those in `open`. Refuses what refers to itself.
  func whole(_ symbol: String, in file: String, open: Set<String> = []) throws -> EBNFExpression {
    try inlined(.symbol(symbol), file, open, [])
  }

  private func inlined(
    _ expression: EBNFExpression, _ file: String, _ open: Set<String>, _ trail: [String]
  ) throws -> EBNFExpression {
    switch expression {
    case .literal, .set: return expression
    case .symbol(let name):
      if open.contains(name) { return expression }
      guard !trail.contains(name) else { throw EBNFError("`\(name)` refers to itself") }
      let found = try self.expression(of: name, in: file)
      return try inlined(found.expression, found.file, open, trail + [name])
    case .sequence(let parts): return .sequence(try parts.map { try inlined($0, file, open, trail) })
    case .choice(let parts): return .choice(try parts.map { try inlined($0, file, open, trail) })
    case .repeated(let part, let least, let isOnce):
      return .repeated(try inlined(part, file, open, trail), least: least, isOnce: isOnce)
    }
  }
}

/// What is wrong with a grammar.
struct EBNFError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
