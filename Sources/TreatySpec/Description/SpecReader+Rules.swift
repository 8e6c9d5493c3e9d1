import TreatyDiagnostics
import TreatySyntax

extension SpecReader {
  /// Holds the keys that stand in a declaration against what must be true of them together.
  /// - Parameter meant: Keys that were written with a slip: what they would have mended is not reported as well.
  /// - Returns: whether all is well, and what is missing, which is not in the findings yet.
  mutating func hold(
    _ rules: KeyRules, _ keys: [(name: String, node: Node)], of declaration: String, in node: Node, meant: [String]
  ) -> (isSound: Bool, absent: [Diagnostic]) {
    var isSound = true
    var absent: [Diagnostic] = []
    // Of keys that exclude each other one goes: what the other lacks beside it is not known yet.
    var disputed: Set<String> = []
    func standing(_ group: [String]) -> [Node] { keys.filter { group.contains($0.name) }.map { $0.node } }
    func isMeant(_ group: [String]) -> Bool { meant.contains { group.contains($0) } }
    for (group, mayBeNone) in rules.exactlyOne.map({ ($0, false) }) + rules.atMostOne.map({ ($0, true) }) {
      let found = standing(group)
      if let first = found.first, let second = found.dropFirst().first {
        findings.add(.onlyOne(of: group, first, second, in: declaration))
        disputed.formUnion(group)
        isSound = false
      } else if found.isEmpty, !mayBeNone {
        isSound = false
        if !isMeant(group) { absent.append(.oneMissing(of: group, declaration, node)) }
      }
    }
    for group in rules.atLeastOne where standing(group).isEmpty {
      isSound = false
      if !isMeant(group) { absent.append(.oneMissing(of: group, declaration, node)) }
    }
    for (name, others) in rules.onlyWith {
      guard let key = standing([name]).first, standing(others).isEmpty, !isMeant(others) else { continue }
      isSound = false
      // Where nothing else stands that it could go with, that is what is missing.
      if rules.exactlyOne.contains(where: { !Set($0).isDisjoint(with: others) && standing($0).isEmpty }) { continue }
      let twins = rules.onlyWith.filter { !standing($0.others).isEmpty && standing([$0.key]).isEmpty }
      findings.add(.onlyWith(key, others, twin: twins.count == 1 ? twins[0].key : nil, in: declaration))
    }
    for (name, others) in rules.needs where !disputed.contains(name) {
      guard let key = standing([name]).first else { continue }
      for other in others where standing([other]).isEmpty && !isMeant([other]) {
        findings.add(.needs(key, other, in: declaration))
        isSound = false
      }
    }
    return (isSound, absent)
  }
}

extension Diagnostic {
  fileprivate static func list(_ keys: [String], _ word: String) -> String {
    let quoted = keys.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return "\(quoted.dropLast().joined(separator: ", ")) \(word) \(last)"
  }

  fileprivate static func oneMissing(of group: [String], _ declaration: String, _ node: Node) -> Diagnostic {
    Diagnostic(
      code: .missingKey, severity: .error, message: "the \(declaration) needs one of \(list(group, "and"))",
      primary: Label(span: node.headSpan))
  }

  fileprivate static func onlyOne(of group: [String], _ first: Node, _ second: Node, in declaration: String)
    -> Diagnostic
  {
    Diagnostic(
      code: .conflictingKeys, severity: .error,
      message: "the \(declaration) takes only one of \(list(group, "and"))",
      primary: Label(span: second.span), related: [Label(span: first.span, text: "the first is here")],
      fixes: [Fix(title: "keep one of them")])
  }

  /// - Parameter twin: A key that says the same beside what stands, where there is just one.
  fileprivate static func onlyWith(_ key: Node, _ others: [String], twin: String?, in declaration: String)
    -> Diagnostic
  {
    Diagnostic(
      code: .conflictingKeys, severity: .error,
      message: "`\(key.text)` of \(declaration.withArticle) means nothing without \(list(others, "or"))",
      primary: Label(span: key.span),
      fixes: (twin.map { [Fix(title: "did you mean `\($0)`?", edits: [Edit(span: key.span, replacement: $0)])] } ?? [])
        + [Fix(title: "add \(list(others, "or")), or leave `\(key.text)` out")])
  }

  fileprivate static func needs(_ key: Node, _ other: String, in declaration: String) -> Diagnostic {
    Diagnostic(
      code: .missingKey, severity: .error,
      message: "`\(key.text)` of \(declaration.withArticle) needs `\(other)` beside it",
      primary: Label(span: key.span), fixes: [Fix(title: "add `\(other)`")])
  }
}
